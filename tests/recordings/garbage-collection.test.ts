import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 08: what goes with what, and when. */
function begin(name: string): Scenario {
  const s = new Scenario();
  s.run(`kubectl create deploy ${name} --image=nginx --replicas=2`);
  return s.seconds(4);
}
const slow = `apiVersion: v1
kind: Pod
metadata: {name: slow}
spec:
  containers: [{name: c, image: busybox, command: [sh, -c, "sleep 3600"]}]
`;

describe('deleting a Deployment', () => {
  it('in the background: gone at once, then its ReplicaSet, then its Pods', () => {
    const s = begin('bg');
    expect(s.run('kubectl delete deploy bg')).toBe('deployment.apps "bg" deleted from default namespace\n');
    expect(s.lines('kubectl get deploy')).toEqual(['No resources found in default namespace.']);
    expect(s.seconds(0.6).lines('kubectl get rs')).toEqual(['No resources found in default namespace.']);
    expect(
      s
        .lines('kubectl get pods')
        .slice(1)
        .every((row) => / (Terminating|Completed) /.test(row)),
    ).toBe(true);
    // v1.35's kubelet lets a Pod go about a second after its containers; the recorded one took up to twelve.
    expect(s.seconds(3).lines('kubectl get pods')).toEqual(['No resources found in default namespace.']);
  });

  it('in the foreground: it stays until what it owns is gone', () => {
    const s = begin('fg');
    s.run('kubectl delete deploy fg --cascade=foreground --wait=false');
    expect(s.run("kubectl get deploy fg -o jsonpath='{.metadata.finalizers}'")).toBe(
      '["foregroundDeletion"]',
    );
    expect(s.seconds(5).lines('kubectl get deploy,rs,pods')).toEqual([
      'No resources found in default namespace.',
    ]);
    const gone = ['Pod', 'ReplicaSet', 'Deployment'].map(
      (kind) =>
        s
          .changes(kind)
          .filter(({ ev }) => ev === 'DELETED')
          .at(-1)?.t ?? 0,
    );
    expect(gone).toEqual([...gone].sort((a, b) => a - b));
  });

  it('orphaned, its ReplicaSet stays without an owner, and a Deployment like it adopts it', () => {
    const s = begin('orph');
    s.run('kubectl delete deploy orph --cascade=orphan');
    s.seconds(1);
    expect(s.lines('kubectl get rs')[1]).toMatch(/^orph-HASH 2 2 2 /);
    const owners = () => s.run("kubectl get rs -o jsonpath='{.items[*].metadata.ownerReferences}'");
    expect(owners()).toBe('');
    const before = s.run('kubectl get pods -o name');
    s.run('kubectl create deploy orph --image=nginx --replicas=2');
    s.seconds(2);
    expect(owners()).toContain('"kind":"Deployment","name":"orph"');
    expect(s.run('kubectl get pods -o name')).toBe(before);
  });

  it('its ReplicaSet alone comes back under the same name', () => {
    const s = begin('rep');
    const name = s.run('kubectl get rs -o name');
    s.run(`kubectl delete ${name.trim()}`);
    s.seconds(4);
    expect(s.run('kubectl get rs -o name')).toBe(name);
    expect(s.lines('kubectl get pods').slice(1)).toHaveLength(2);
  });
});

describe('a Pod whose label changes', () => {
  it('is let go and replaced; changed back, it is one too many, and a young one goes', () => {
    const s = begin('rep');
    s.run(
      'kubectl label pod $(kubectl get pods -l app=rep -o name | head -1 | cut -d/ -f2) app=other --overwrite',
    );
    s.seconds(3);
    expect(s.lines('kubectl get pods -l app=rep').slice(1)).toHaveLength(2);
    expect(s.run("kubectl get pods -l app=other -o jsonpath='{.items[0].metadata.ownerReferences}'")).toBe(
      '',
    );
    const released = s.run("kubectl get pods -l app=other -o jsonpath='{.items[0].metadata.name}'");
    s.run(`kubectl label pod ${released} app=rep --overwrite`);
    s.seconds(4);
    const names = s.run('kubectl get pods -o name');
    expect(names.trim().split('\n')).toHaveLength(2);
    expect(names).toContain(released);
  });
});

describe('a Pod that does not listen to SIGTERM', () => {
  const ends = (options: string) => {
    const s = new Scenario().file('slow.yaml', slow);
    s.run('kubectl apply -f slow.yaml');
    s.seconds(3);
    const beganAt = s.now;
    const out = s.run(`kubectl delete pod slow ${options}`);
    return { out, took: s.now - beganAt };
  };

  it.each([
    ['', 30, 33],
    ['--grace-period=5', 5, 8],
    ['--now', 1, 4],
    ['--grace-period=0', 1, 4],
  ])('is killed after its grace period: delete %s', (options, least, most) => {
    const { out, took } = ends(options);
    expect(out).toBe('pod "slow" deleted from default namespace\n');
    expect(took).toBeGreaterThanOrEqual(least);
    expect(took).toBeLessThan(most);
  });

  it('forced, is gone from the API at once', () => {
    const { out, took } = ends('--grace-period=0 --force');
    expect(out).toBe(
      'pod "slow" force deleted from default namespace\nWarning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
    expect(took).toBeLessThan(1);
  });
});

describe('a namespace', () => {
  it('takes nothing new while it goes, and takes what is in it after five seconds', () => {
    const s = new Scenario();
    s.run('kubectl create ns team');
    s.run('kubectl create deploy a --image=nginx -n team');
    s.seconds(3).run('kubectl delete ns team --wait=false');
    expect(s.lines('kubectl get ns team')[1]).toMatch(/^team Terminating /);
    expect(s.run('kubectl create deploy b --image=nginx -n team')).toBe(
      'error: failed to create deployment: deployments.apps "b" is forbidden: unable to create new content in namespace team because it is being terminated\n',
    );
    expect(s.seconds(3).lines('kubectl get pods -n team')[1]).toMatch(/^a-HASH-ID 1\/1 Running /);
    expect(s.seconds(15).lines('kubectl get ns team')).toEqual([
      'Error from server (NotFound): namespaces "team" not found',
    ]);
  });

  it('waits for a finalizer in it, and says which', () => {
    const s = new Scenario().file(
      'fin.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fin\n  finalizers: [course.example/hold]\n',
    );
    s.run('kubectl create ns stuck');
    s.run('kubectl apply -f fin.yaml -n stuck');
    s.run('kubectl delete ns stuck --wait=false');
    s.seconds(8);
    const conditions = JSON.parse(s.run("kubectl get ns stuck -o jsonpath='{.status.conditions}'"));
    expect(
      conditions.map(({ type, status, reason }: Record<string, string>) => `${type} ${status} ${reason}`),
    ).toEqual([
      'NamespaceDeletionDiscoveryFailure False ResourcesDiscovered',
      'NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions',
      'NamespaceDeletionContentFailure False ContentDeleted',
      'NamespaceContentRemaining True SomeResourcesRemain',
      'NamespaceFinalizersRemaining True SomeFinalizersRemain',
    ]);
    expect(conditions[3].message).toBe('Some resources are remaining: configmaps. has 1 resource instances');
    expect(conditions[4].message).toBe(
      'Some content in the namespace has finalizers remaining: course.example/hold in 1 resource instances',
    );
    s.run('kubectl patch cm fin -n stuck -p \'{"metadata":{"finalizers":null}}\' --type=merge');
    expect(s.seconds(15).lines('kubectl get ns stuck')).toEqual([
      'Error from server (NotFound): namespaces "stuck" not found',
    ]);
  });
});
