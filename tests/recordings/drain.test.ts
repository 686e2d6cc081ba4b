import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 05: cordon, drain, budgets, taints. */
const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: nginx, image: nginx}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers: [{name: nginx, image: nginx}]
---
apiVersion: v1
kind: Pod
metadata: {name: alone}
spec:
  nodeName: node-2
  containers: [{name: nginx, image: nginx}]
`;
const agent = (text: string) => text.replace(/agent-\w{5}/g, 'agent-ID');

function begin(): Scenario {
  const s = new Scenario().file('a.yaml', manifest);
  s.run('kubectl apply -f a.yaml');
  return s.seconds(4);
}

describe('a cordoned node', () => {
  it('says so, is tainted, and gets no new Pods', () => {
    const s = begin();
    expect(s.run('kubectl cordon node-2')).toBe('node/node-2 cordoned\n');
    expect(s.run('kubectl cordon node-2')).toBe('node/node-2 already cordoned\n');
    expect(s.seconds(0.2).lines('kubectl get node node-2')[1]).toMatch(/^node-2 Ready,SchedulingDisabled /);
    expect(JSON.parse(s.run("kubectl get node node-2 -o jsonpath='{.spec.taints}'"))).toMatchObject([
      { effect: 'NoSchedule', key: 'node.kubernetes.io/unschedulable' },
    ]);
    const before = s
      .lines('kubectl get pods -l app=web -o wide')
      .filter((row) => row.includes('node-2')).length;
    s.run('kubectl scale deploy web --replicas=9');
    const after = s.seconds(4).lines('kubectl get pods -l app=web -o wide');
    expect(after.filter((row) => row.includes('node-2'))).toHaveLength(before);
    expect(s.run('kubectl uncordon node-2')).toBe('node/node-2 uncordoned\n');
    expect(s.run('kubectl uncordon nosuch')).toBe('Error from server (NotFound): nodes "nosuch" not found\n');
  });
});

describe('drain', () => {
  it('refuses what would be lost, each kind by its own words', () => {
    const s = begin();
    const refused = agent(s.run('kubectl drain node-2')).split('\n');
    expect(refused.slice(2, 4)).toEqual(['There are pending nodes to be drained:', ' node-2']);
    expect(refused.slice(4, 6).sort()).toEqual([
      'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-ID',
      'cannot delete cannot delete Pods that declare no controller (use --force to override): default/alone',
    ]);
    expect(s.run('kubectl drain node-2 --ignore-daemonsets')).toContain(
      'error: unable to drain node "node-2" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): default/alone, continuing command...',
    );
    const done = agent(s.run('kubectl drain node-2 --ignore-daemonsets --force'));
    expect(done).toContain('node/node-2 already cordoned\n');
    expect(done).toContain('pod/alone evicted\n');
    expect(done).toContain('node/node-2 drained\n');
    expect(done).toContain(
      'Warning: ignoring DaemonSet-managed Pods: default/agent-ID; deleting Pods that declare no controller: default/alone\n',
    );
    const rows = s.seconds(4).lines('kubectl get pods -o wide').slice(1);
    expect(rows.filter((row) => row.includes('node-2')).map((row) => row.split('-')[0])).toEqual(['agent']);
    expect(rows.filter((row) => row.startsWith('web') && row.includes(' 1/1 Running '))).toHaveLength(4);
  });

  it('waits for a budget: of 4 with at least 3, one Pod at a time, tried again each 5 s', () => {
    const s = begin();
    s.run('kubectl delete pod alone');
    s.run('kubectl create pdb web --selector=app=web --min-available=3');
    s.run('kubectl cordon node-1 node-3');
    s.run('kubectl delete pod -l app=web');
    s.seconds(5).run('kubectl uncordon node-1 node-3');
    expect(
      s.lines('kubectl get pods -l app=web -o wide').filter((row) => row.includes('node-2')),
    ).toHaveLength(4);
    expect(s.lines('kubectl get pdb')[1]).toMatch(/^web 3 N\/A 1 /);
    const beganAt = s.now;
    const out = s.run('kubectl drain node-2 --ignore-daemonsets --timeout=60s');
    expect(out.match(/^pod\/web-\S+ evicted$/gm)).toHaveLength(4);
    expect(out).toMatch(
      /error when evicting pods\/"web-\S+" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget\./,
    );
    expect(s.now - beganAt).toBeGreaterThan(10);
    for (const { ready, t, spec } of s.changes('Deployment').filter(({ t }) => t > beganAt))
      expect(Number(ready), `${spec} at ${t}`).toBeGreaterThanOrEqual(3);
  });

  it('an eviction the budget forbids is refused with its numbers', () => {
    const s = begin();
    s.run('kubectl create pdb web --selector=app=web --min-available=4');
    s.seconds(1);
    const name = s.run("kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}'");
    const answer = s.cluster.request({
      user: 'somebody',
      method: 'POST',
      path: `/api/v1/namespaces/default/pods/${name}/eviction`,
      body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: 'default' } },
    } as never);
    expect(answer.body).toMatchObject({
      code: 429,
      reason: 'TooManyRequests',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget web needs 4 healthy pods and has 4 currently',
          },
        ],
      },
    });
  });
});

describe('taints', () => {
  it('are set, changed and taken away in kubectl’s words', () => {
    const s = begin();
    expect(s.run('kubectl taint node node-1 a=b:NoSchedule')).toBe('node/node-1 tainted\n');
    expect(s.run('kubectl taint node node-1 a=b:NoSchedule')).toBe(
      'error: node node-1 already has a taint(s) with same effect(s) and --overwrite is false\n'.replace(
        'a taint(s)',
        'a taint(s)',
      ),
    );
    expect(s.run('kubectl taint node node-1 a=c:NoSchedule --overwrite')).toBe('node/node-1 modified\n');
    expect(s.run('kubectl taint node node-1 a:NoSchedule-')).toBe('node/node-1 untainted\n');
  });

  it('NoExecute drives out at once what does not tolerate it, DaemonSet Pods too', () => {
    const s = begin();
    s.run('kubectl taint node node-1 gone=now:NoExecute');
    const rows = s.seconds(4).lines('kubectl get pods -o wide').slice(1);
    expect(rows.filter((row) => row.includes('node-1'))).toEqual([]);
    expect(rows.filter((row) => row.startsWith('web') && row.includes(' 1/1 Running '))).toHaveLength(4);
    s.run('kubectl taint node node-1 gone=now:NoExecute-');
    expect(s.seconds(4).lines('kubectl get ds agent')[1]).toMatch(/^agent 3 3 3 3 3 /);
  });
});
