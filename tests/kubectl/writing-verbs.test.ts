import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { completeLine } from '@/lib/kubectl/shell/complete-line';
import { Workstation } from '@/lib/kubectl/workstation';

registerApart();

/** A learner at a terminal, two minutes after the cluster was started. */
function begin(preset = 'three-nodes') {
  const workstation = new Workstation(clusterOf(preset));
  const { cluster, files } = workstation;
  return {
    cluster,
    files,
    type: (line: string) => workstation.runToEnd(line),
    /** Standard output of a line that must succeed. */
    see(line: string) {
      const { stdout, stderr, exitCode } = workstation.runToEnd(line);
      expect(`${stderr} ${exitCode}`).toBe(' 0');
      return stdout;
    },
  };
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
`;

describe('kubectl apply', () => {
  it('creates, leaves alone, and changes', () => {
    const { type, see, files } = begin();
    files.set('web.yaml', web);
    expect(see('kubectl apply -f web.yaml')).toBe('deployment.apps/web created\n');
    expect(see('kubectl apply -f web.yaml')).toBe('deployment.apps/web unchanged\n');
    expect(see('sed -i s/1.27/1.28/ web.yaml; kubectl diff -f web.yaml | grep "^[-+]  "')).toBe(
      '-  generation: 1\n+  generation: 2\n-        image: nginx:1.27\n+        image: nginx:1.28\n',
    );
    expect(type('kubectl diff -f web.yaml').exitCode).toBe(1);
    expect(see('kubectl apply -f web.yaml')).toBe('deployment.apps/web configured\n');
  });

  it('takes away what the file no longer has, and keeps what others added', () => {
    const { see, files } = begin();
    files.set('web.yaml', web);
    see('kubectl apply -f web.yaml');
    see(
      'kubectl label deploy web added=here; kubectl set env deploy/web C=3; kubectl scale deploy web --replicas=5',
    );
    files.set('web.yaml', web.replace('  replicas: 2\n', '').replace('{name: A, value: "1"}, ', ''));
    see('kubectl apply -f web.yaml');
    const path = '{.metadata.labels} {.spec.replicas} {.spec.template.spec.containers[0].env}';
    expect(see(`kubectl get deploy web -o jsonpath='${path}'`)).toBe(
      '{"added":"here"} 1 [{"name":"B","value":"2"},{"name":"C","value":"3"}]',
    );
  });

  it('warns about objects that were made by other means', () => {
    const { type, files } = begin();
    files.set('web.yaml', web);
    type('kubectl create -f web.yaml');
    const { stdout, stderr } = type('kubectl apply -f web.yaml');
    expect(stdout).toBe('deployment.apps/web configured\n');
    expect(stderr).toMatch(
      /^Warning: resource deployments\/web is missing the kubectl\.kubernetes\.io\/last-applied/,
    );
  });

  it('says of each file what is wrong, and applies the others', () => {
    const { type, files } = begin();
    files.set('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A_}\n');
    files.set('b.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n');
    const { stdout, stderr, exitCode } = type('kubectl apply -f a.yaml -f b.yaml');
    expect([stdout, exitCode]).toEqual(['configmap/b created\n', 1]);
    expect(stderr).toMatch(/^The ConfigMap "A_" is invalid: metadata\.name/);
  });
});

describe('kubectl delete', () => {
  it('waits until a Pod is gone', () => {
    const { see, cluster } = begin();
    see('kubectl run slow --image=busybox:1.36 -- sleep infinity; sleep 30');
    const startMs = cluster.nowMs;
    expect(see('kubectl delete pod slow')).toBe('pod "slow" deleted from default namespace\n');
    expect(cluster.nowMs - startMs).toBeGreaterThan(25_000);
    expect(see('kubectl get pods 2>&1')).toBe('No resources found in default namespace.\n');
  });

  it('gives up waiting after --timeout', () => {
    const { see, type } = begin();
    see(
      'kubectl create cm held; kubectl patch cm held --type=merge -p \'{"metadata":{"finalizers":["a.example/b"]}}\'',
    );
    expect(type('kubectl delete cm held --timeout=3s')).toEqual({
      stdout: 'configmap "held" deleted from default namespace\n',
      stderr: 'error: timed out waiting for the condition on configmaps/held\n',
      exitCode: 1,
    });
  });
});

describe('kubectl rollout', () => {
  it('follows a rollout to its end, and undoes it', () => {
    const { see } = begin();
    see('kubectl create deployment web --image=nginx:1.27 --replicas=3; kubectl rollout status deploy/web');
    see('kubectl set image deploy/web nginx=nginx:1.28');
    const lines = see('kubectl rollout status deploy/web').trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Waiting for deployment/);
    expect(lines.at(-1)).toBe('deployment "web" successfully rolled out');
    expect(see('kubectl rollout undo deploy/web; sleep 5')).toBe('deployment.apps/web rolled back\n');
    expect(see("kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'")).toBe(
      'nginx:1.27',
    );
    expect(see('kubectl rollout history deploy/web')).toBe(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n\n',
    );
  });

  it('fails when the deadline has passed', () => {
    const { see, type } = begin();
    see('kubectl create deployment web --image=registry.example/nope:1');
    const { stderr, exitCode } = type('kubectl rollout status deploy/web');
    expect([stderr, exitCode]).toEqual(['error: deployment "web" exceeded its progress deadline\n', 1]);
  });
});

describe('kubectl drain', () => {
  it('tries again every five seconds while a budget forbids it', () => {
    const { see, type, cluster } = begin();
    see('kubectl create deployment web --image=nginx:1.27 --replicas=4; kubectl rollout status deploy/web');
    see('kubectl create pdb web --selector=app=web --min-available=3; sleep 5');
    const [node = ''] = see(
      "kubectl get pods -o jsonpath='{.items[*].spec.nodeName}' | tr ' ' '\\n' | sort | uniq -d",
    ).split('\n');
    const startMs = cluster.nowMs;
    const { stdout, stderr, exitCode } = type(`kubectl drain ${node}`);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').at(-2)).toBe(`node/${node} drained`);
    expect(stderr).toMatch(
      /^error when evicting pods\/"web-\S+" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget\.\n/,
    );
    expect(cluster.nowMs - startMs).toBeGreaterThanOrEqual(5000);
  });

  it('refuses Pods that nobody would make again', () => {
    const { see, type } = begin();
    see('kubectl run alone --image=nginx:1.27; sleep 10');
    const node = see("kubectl get pod alone -o jsonpath='{.spec.nodeName}'");
    const { stderr, exitCode } = type(`kubectl drain ${node}`);
    const why =
      'cannot delete cannot delete Pods that declare no controller (use --force to override): default/alone';
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `error: unable to drain node "${node}" due to error: ${why}, continuing command...\nThere are pending nodes to be drained:\n ${node}\n${why}\n`,
    );
  });
});

describe('kubectl edit', () => {
  it('stores what the editor made of it, and reopens what is not valid', () => {
    const { see, type, files } = begin();
    see('kubectl create deployment web --image=nginx:1.27');
    expect(see('EDITOR="sed -i \'s/replicas: 1/replicas: 2/\'" kubectl edit deploy web')).toBe(
      'deployment.apps/web edited\n',
    );
    expect(type('EDITOR=true kubectl edit deploy web').stderr).toBe('Edit cancelled, no changes made.\n');
    const { stderr, exitCode } = type(
      'EDITOR="sed -i \'s/replicas: 2/replicas: -2/\'" kubectl edit deploy web',
    );
    const [copy = ''] = /\/tmp\/kubectl-edit-\d+\.yaml/.exec(stderr) ?? [];
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `error: deployments.apps "web" is invalid\nA copy of your changes has been stored to "${copy}"\nerror: Edit cancelled, no valid changes were saved.\n`,
    );
    expect(files.get(copy)).toContain(
      '# * spec.replicas: Invalid value: -2: must be greater than or equal to 0\n',
    );
  });
});

describe('kubectl run', () => {
  it('shows what a Pod for once says, and deletes it', () => {
    const { see, type } = begin();
    const { stdout, exitCode } = type(
      'kubectl run once --image=busybox:1.36 --rm -i --restart=Never -q -- echo hello',
    );
    expect([stdout, exitCode]).toEqual(['hello\n', 0]);
    expect(see('kubectl get pods 2>&1')).toMatch(/No resources|Terminating|Completed/);
  });

  it('says plainly that nobody can type into a container', () => {
    const { type } = begin();
    expect(type('kubectl run once --image=busybox:1.36 --rm -it -- sh')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error: typing into a container is not simulated/),
    });
  });
});

describe('completion', () => {
  it('offers programs, verbs, names and files', () => {
    const workstation = new Workstation(clusterOf('three-nodes'));
    workstation.files.set('web.yaml', web);
    workstation.runToEnd('kubectl apply -f web.yaml');
    const offer = (line: string) => completeLine(workstation.shell, workstation, line);
    expect(offer('kub')).toEqual(['kubectl']);
    expect(offer('echo a | gre')).toEqual(['grep']);
    expect(offer('k rollo')).toContain('rollout');
    expect(offer('k scale deploy w')).toContain('web');
    expect(offer('kubectl apply -f w')).toEqual(['web.yaml']);
    expect(offer('cat ')).toEqual(['web.yaml']);
  });
});
