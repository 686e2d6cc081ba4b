import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster/presets';
import { ownRunner, play } from '@/lib/transcript/play';
import { parseTranscript } from '@/lib/transcript/transcript';
import { plain, Scenario, steps } from './scenario';

/** Recordings 09 and 11: apply and its neighbours, and what a watch shows. */
const web = (replicas: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
${replicas}  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: "${image}"}]
`;

describe('apply', () => {
  it('creates, leaves alone, and changes only what the file says', () => {
    const s = new Scenario().file('web.yaml', web('  replicas: 2\n', 'nginx:1.24'));
    expect(s.run('kubectl apply -f web.yaml')).toBe('deployment.apps/web created\n');
    expect(s.run('kubectl apply -f web.yaml')).toBe('deployment.apps/web unchanged\n');
    s.run('kubectl scale deploy web --replicas=5');
    s.file('web.yaml', web('', 'nginx:1.25'));
    expect(s.run('kubectl apply -f web.yaml')).toBe('deployment.apps/web configured\n');
    // The file named the number before and does not any more: it goes back to the default.
    expect(
      s.run(
        "kubectl get deploy web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].image}'",
      ),
    ).toBe('1 nginx:1.25');
  });

  it('warns where another way of creating left no trace', () => {
    const s = new Scenario().file('web.yaml', web('', 'nginx:1.25'));
    s.run('kubectl create deploy web --image=nginx:1.25');
    expect(s.run('kubectl apply -f web.yaml')).toContain(
      'Warning: resource deployments/web is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply.',
    );
  });

  it('patches say when nothing changed, and warn of fields the server does not know', () => {
    const s = new Scenario();
    s.run('kubectl create deploy web --image=nginx');
    const patch = (text: string, more = '') =>
      s.seconds(1).run(`kubectl patch deploy web ${more} -p '${text}'`);
    expect(patch('{"spec":{"replicas":2}}')).toBe('deployment.apps/web patched\n');
    expect(patch('{"spec":{"replicas":2}}')).toBe('deployment.apps/web patched (no change)\n');
    expect(patch('{"spec":{"foo":1}}')).toBe(
      'deployment.apps/web patched (no change)\nWarning: unknown field "spec.foo"\n',
    );
    // The JSON patch library of 1.20 let a replacement of what is not there pass; v1.35's does not.
    expect(patch('[{"op":"replace","path":"/spec/nope","value":1}]', '--type=json')).toBe(
      'The request is invalid: the server rejected our request due to an error in our request\n',
    );
  });
});

describe('get -w', () => {
  const watch = async (text: string) => {
    const cluster = clusterOf('recorded');
    const { entries } = await play(parseTranscript(text), cluster, ownRunner(cluster));
    const entry = entries.at(-1);
    if (entry?.kind !== 'command') throw new Error('a transcript ends with its watch');
    return plain(entry.stdout)
      .split('\n')
      .filter(Boolean)
      .map((line) => line.trim().replace(/^\S+ /, ''));
  };

  it('shows each step of a Pod that crashes', async () => {
    const rows = await watch(`(file crash.yaml)
apiVersion: v1
kind: Pod
metadata: {name: crash}
spec:
  containers: [{name: c, image: busybox, command: [sh, -c, "sleep 1; exit 1"]}]
(end of file)
[t+0s] $ kubectl get pods -w
  1.00  (in another terminal: kubectl apply -f crash.yaml)
 45.00  crash
(stopped)
`);
    const states = rows
      .filter((row) => row.startsWith('crash'))
      .map((row) => row.split(' ').slice(1, 4).join(' '));
    expect(states.slice(0, 12)).toEqual([
      '0/1 Pending 0',
      '0/1 Pending 0',
      '0/1 ContainerCreating 0',
      '1/1 Running 0',
      '0/1 Error 0',
      '1/1 Running 1',
      '0/1 Error 1',
      '0/1 CrashLoopBackOff 1',
      '1/1 Running 2',
      '0/1 Error 2',
      '0/1 CrashLoopBackOff 2',
      '1/1 Running 3',
    ]);
  });

  it('shows a deleted Pod Completed before it is gone (1.27 on; recorded: Terminating only)', async () => {
    const rows = await watch(`[t+0s] $ kubectl run x --image=nginx
[t+5s] $ kubectl get pods -w
  1.00  (in another terminal: kubectl delete pod x --wait=false)
  9.00  x
(stopped)
`);
    const states = rows.filter((row) => row.startsWith('x ')).map((row) => row.split(' ')[2]);
    expect(steps(states)).toEqual(['Running', 'Terminating', 'Completed']);
  });
});
