import { beforeAll, describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { complete } from '@/lib/kubectl/complete';
import { goSort } from '@/lib/kubectl/printers/go-sort';
import { Workstation } from '@/lib/kubectl/workstation';

registerApart();

/** Two replicas behind a Service. What each verb prints byte for byte is the conformance tests' business. */
function begin() {
  const workstation = new Workstation(clusterOf('three-nodes'));
  const type = (line: string) => workstation.runToEnd(line);
  type('kubectl create deployment web --image=nginx:1.27 --replicas=2');
  type('kubectl expose deployment web --port=80');
  workstation.cluster.advance(30_000);
  return { type, workstation };
}

describe('kubectl get', () => {
  let type: ReturnType<typeof begin>['type'];
  beforeAll(() => {
    ({ type } = begin());
  });

  it('shows several kinds apart, and says what is missing behind what is there', () => {
    const { stdout, stderr, exitCode } = type('kubectl get deploy/web svc/web pods/nope');
    expect(stdout).toMatch(
      /^NAME +READY .*\ndeployment.apps\/web +2\/2 .*\n\nNAME +TYPE .*\nservice\/web +ClusterIP/,
    );
    expect([stderr, exitCode]).toEqual(['Error from server (NotFound): pods "nope" not found\n', 1]);
  });

  it.each([
    ['get', /^You must specify the type of resource to get\..*\n\nerror: Required resource not specified/],
    ['get foo', /^error: the server doesn't have a resource type "foo"\n$/],
    ['get pods x -l a=b', /^error: name cannot be provided when a selector is specified\n$/],
    ['get pod/web y', /^error: there is no need to specify a resource type as a separate argument/],
    ['get pods web -A', /^error: a resource cannot be retrieved by name across all namespaces\n$/],
    [
      'get pods -o foo',
      /^error: unable to match a printer suitable for the output format "foo", allowed formats are: custom-columns,/,
    ],
    ['get pods,svc -w', /^error: you may only specify a single resource type\n$/],
    [
      'get pods -l a=b=c',
      /^Error from server \(BadRequest\): Unable to find "\/v1, Resource=pods" that match label selector "a=b=c", field selector ""/,
    ],
    ['get -f nope.yaml', /^error: the path "nope.yaml" does not exist\n$/],
    ['start', /^error: unknown command "start" for "kubectl"\n$/],
    ['certificate approve x', /^error: kubectl certificate is not simulated in this cluster\n$/],
  ])('kubectl %s is refused', (line, words) => {
    const { stderr, exitCode } = type(`kubectl ${line}`);
    expect(stderr).toMatch(words);
    expect(exitCode).toBe(1);
  });

  it('fetches long lists in pieces and prints them as one', () => {
    expect(type('kubectl get events --chunk-size=1').stdout).toBe(type('kubectl get events').stdout);
  });

  it('warns once of what is deprecated', () => {
    expect(type('kubectl get ep').stderr).toBe(
      'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n',
    );
  });
});

describe('kubectl wait', () => {
  it('goes on when the condition is met, and gives up when the time is over', () => {
    const { type, workstation } = begin();
    type('kubectl scale deployment web --replicas=3');
    expect(type('kubectl wait --for=condition=Available deployment/web --timeout=60s').stdout).toBe(
      'deployment.apps/web condition met\n',
    );
    const before = workstation.cluster.nowMs;
    const { stderr, exitCode } = type(
      "kubectl wait --for=jsonpath='{.spec.replicas}'=9 deploy/web --timeout=5s",
    );
    expect([stderr, exitCode]).toEqual([
      'error: timed out waiting for the condition on deployments/web\n',
      1,
    ]);
    expect(workstation.cluster.nowMs - before).toBe(5000);
  });

  it('looks only once when it has no time', () => {
    const { type } = begin();
    expect(type('kubectl wait --for=delete deploy/web --timeout=0').stderr).toBe(
      'error: condition not met for deployments/web\n',
    );
  });
});

describe('a server that is down', () => {
  it('is a refused connection, and nothing is proposed', () => {
    const { type, workstation } = begin();
    workstation.cluster.apply({ kind: 'component', name: 'kube-apiserver', action: 'stop' });
    const { stderr, exitCode } = type('kubectl get pods');
    expect(stderr).toMatch(
      /^The connection to the server .* was refused - did you specify the right host or port\?\n$/,
    );
    expect(exitCode).toBe(1);
    expect(complete(workstation, ['get', 'po'])).toEqual([]);
  });
});

describe('completion', () => {
  it('knows verbs, flags, kinds, names and values', () => {
    const { workstation } = begin();
    const at = (...words: string[]) => complete(workstation, words);
    expect(at('desc')).toEqual(['describe']);
    expect(at('create', 'dep')).toEqual(['deployment']);
    expect(at('get', 'dep')).toEqual(['deployments']);
    expect(at('get', 'deploy', '')).toEqual(['web']);
    expect(at('get', 'svc/')).toEqual(['svc/kubernetes', 'svc/web']);
    expect(at('get', '--show-l')).toEqual(['--show-labels']);
    expect(at('get', 'pods', '-n', 'kube-s')).toEqual(['kube-system']);
    expect(at('get', 'sa', '-n', 'kube-public', '')).toEqual(['default']);
    expect(at('config', 'use-context', '')).toHaveLength(1);
    expect(at('nonsense', '')).not.toContain('nonsense');
  });
});

describe('sorting as Go does', () => {
  it('leaves equal things where the real kubectl showed them', () => {
    // Recorded from `kubectl events`: when each event was, in the order of their names, and the order they were printed in.
    const times = [
      ...[
        0, 0, 0, 0, 0, 1000, 0, 0, 0, 0, 0, 1000, 0, 0, 0, 0, 0, 1000, 13, 0, 3000, 3000, 3000, 12, 0, 3000,
      ],
      ...[3000, 3000, 10, 0, 3000, 3000, 3000, 0, 0, 0, 0],
    ];
    const printed = [
      ...[12, 13, 2, 3, 4, 16, 6, 7, 8, 9, 10, 14, 1, 0, 15, 11, 5, 17, 24, 19, 36, 35, 34, 33, 29],
      ...[28, 23, 18, 27, 26, 30, 31, 32, 25, 22, 21, 20],
    ];
    const events = times.map((ms, place) => ({ ms: ms + (place > 17 ? 100_000 : 0), place }));
    expect(goSort(events, (a, b) => a.ms < b.ms).map(({ place }) => place)).toEqual(printed);
  });
});
