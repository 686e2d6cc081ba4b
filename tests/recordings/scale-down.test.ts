import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 02: which Pods go first, and what scale says. */
const gated = `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: half}
spec:
  replicas: 6
  selector: {matchLabels: {app: half}}
  template:
    metadata: {labels: {app: half}}
    spec:
      readinessGates: [{conditionType: course/ready}]
      containers: [{name: c, image: nginx}]
`;
const names = (s: Scenario, options = '') =>
  s
    .run(`kubectl get pods ${options} -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'`)
    .trim()
    .split('\n')
    .filter(Boolean);

describe('on the way down', () => {
  it('Pods that are not ready go first', () => {
    const s = new Scenario().file('half.yaml', gated);
    s.run('kubectl apply -f half.yaml');
    s.seconds(5);
    const ready = names(s).slice(0, 3);
    for (const name of ready)
      s.run(
        `kubectl patch pod ${name} --subresource=status -p '{"status":{"conditions":[{"type":"course/ready","status":"True"}]}}'`,
      );
    s.seconds(2);
    expect(s.lines('kubectl get rs half')[1]).toMatch(/^half 6 6 3 /);
    s.run('kubectl scale rs half --replicas=3');
    expect(names(s.seconds(4)).sort()).toEqual([...ready].sort());
  });

  it('Pods that nobody placed yet go before those that run', () => {
    const s = new Scenario();
    s.run('kubectl create deploy web --image=nginx --replicas=2');
    const running = names(s.seconds(4));
    s.run('kubectl cordon node-1 node-2 node-3');
    s.run('kubectl scale deploy web --replicas=5');
    s.seconds(2).run('kubectl scale deploy web --replicas=2');
    expect(names(s.seconds(3)).sort()).toEqual([...running].sort());
  });

  it('of equals on crowded nodes go before lonely ones, and among those the youngest', () => {
    const s = new Scenario();
    s.run('kubectl create deploy web --image=nginx --replicas=3');
    const old = names(s.seconds(5));
    s.run('kubectl scale deploy web --replicas=6');
    s.seconds(5).run('kubectl scale deploy web --replicas=3');
    const left = s.seconds(4).lines('kubectl get pods -o wide').slice(1);
    // Two on each node: one of each goes, the younger one.
    expect(new Set(left.map((row) => row.split(' ')[6])).size).toBe(3);
    expect(names(s).sort()).toEqual([...old].sort());
  });

  it('the annotation pod-deletion-cost decides between ready ones (1.21, not in the recording)', () => {
    const s = new Scenario();
    s.run('kubectl create deploy web --image=nginx --replicas=4');
    s.seconds(5);
    const [cheap = ''] = names(s).slice(2);
    s.run(`kubectl annotate pod ${cheap} controller.kubernetes.io/pod-deletion-cost=-10`);
    s.run('kubectl scale deploy web --replicas=3');
    expect(names(s.seconds(4))).not.toContain(cheap);
  });
});

describe('kubectl scale', () => {
  it.each([
    ['deploy web --replicas=3 --current-replicas=2', 'error: Expected replicas to be 2, was 1\n'],
    ['deploy nosuch --replicas=2', 'Error from server (NotFound): deployments.apps "nosuch" not found\n'],
    [
      'deploy web -n nosuchns --replicas=2',
      'Error from server (NotFound): namespaces "nosuchns" not found\n',
    ],
    [
      'deploy web --replicas=-1',
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n',
    ],
    ['deploy web --replicas=2 --resource-version=1', /^error: Expected resource version to be 1, was \d+\n$/],
    [
      'deploy web foo --replicas=1',
      'deployment.apps/web scaled\nError from server (NotFound): deployments.apps "foo" not found\n',
    ],
    ['deploy web --replicas=0', 'deployment.apps/web scaled\n'],
  ])('%s', (args, expected) => {
    const s = new Scenario();
    s.run('kubectl create deploy web --image=nginx');
    const out = s.seconds(4).run(`kubectl scale ${args}`);
    if (typeof expected === 'string') expect(out).toBe(expected);
    else expect(out).toMatch(expected);
  });
});
