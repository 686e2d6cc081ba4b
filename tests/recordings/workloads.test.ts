import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 10: DaemonSet, StatefulSet, Job. */
const workload = (kind: string, spec: string) => `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: w}
spec:
  ${spec.replace(/\n/g, '\n  ')}
`;
const template = (container: string) => `selector: {matchLabels: {app: w}}
template:
  metadata: {labels: {app: w}}
  spec:
    containers: [${container}]`;

function begin(text: string): Scenario {
  const s = new Scenario().file('w.yaml', text);
  s.run('kubectl apply -f w.yaml');
  return s;
}
const order = (s: Scenario, ev: string) =>
  s
    .changes('Pod')
    .filter((pod) => pod.ev === ev)
    .map(({ name }) => name);

describe('a StatefulSet', () => {
  it('comes up one after the other, goes down from the end, and is updated from the end', () => {
    const s = begin(
      workload('StatefulSet', `serviceName: w\nreplicas: 3\n${template('{name: c, image: "nginx:1.24"}')}`),
    ).seconds(12);
    expect(order(s, 'ADDED')).toEqual(['w-0', 'w-1', 'w-2']);
    const ready =
      s.changes('Pod').filter(({ name, phase }) => name === 'w-0' && phase === 'Running')[0]?.t ?? 0;
    expect(s.changes('Pod').find(({ name }) => name === 'w-1')?.t).toBeGreaterThanOrEqual(ready);
    s.run('kubectl set image sts/w c=nginx:1.25');
    s.run('kubectl rollout status sts/w');
    expect(order(s, 'DELETED')).toEqual(['w-2', 'w-1', 'w-0']);
    s.run('kubectl scale sts w --replicas=1');
    s.seconds(8);
    expect(order(s, 'DELETED').slice(3)).toEqual(['w-2', 'w-1']);
    expect(s.messages('SuccessfulCreate')[0]).toBe('create Pod w-0 in StatefulSet w successful');
  });
});

describe('a DaemonSet', () => {
  it('runs on every node, is updated one node at a time, and follows its node selector', () => {
    const s = begin(workload('DaemonSet', template('{name: c, image: "nginx:1.24"}'))).seconds(4);
    expect(s.lines('kubectl get ds w')[1]).toMatch(/^w 3 3 3 3 3 <none> /);
    s.run('kubectl set image ds/w c=nginx:1.25');
    s.run('kubectl rollout status ds/w');
    for (const { numberUnavailable, t } of s.changes('DaemonSet').slice(-12))
      expect(Number(numberUnavailable), `at ${t}`).toBeLessThanOrEqual(1);
    s.run('kubectl patch ds w -p \'{"spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}}\'');
    expect(s.seconds(4).lines('kubectl get ds w')[1]).toMatch(/^w 0 0 0 0 0 disk=ssd /);
    s.run('kubectl label node node-2 disk=ssd');
    expect(s.seconds(4).lines('kubectl get ds,pods -o wide').at(-1)).toMatch(/ 1\/1 Running 0 .* node-2 /);
  });
});

describe('a Job', () => {
  const job = (spec: string, script: string) =>
    workload(
      'Job',
      `${spec}\ntemplate:\n  spec:\n    restartPolicy: Never\n    containers: [{name: c, image: busybox, command: [sh, -c, "${script}"]}]`,
    );

  it('runs two at a time until six are done', () => {
    const s = begin(job('completions: 6\nparallelism: 2', 'sleep 2')).seconds(30);
    expect(s.lines('kubectl get job w')[1]).toMatch(/^w Complete 6\/6 /);
    for (const { active } of s.changes('Job')) expect(Number(active)).toBeLessThanOrEqual(2);
    expect(s.messages('Completed')).toEqual(['Job completed']);
  });

  it('that fails is tried again, ever later, and given up behind its backoffLimit', () => {
    const s = begin(job('backoffLimit: 2', 'sleep 1; exit 1')).seconds(120);
    // v1.35 has a STATUS column, and waits 10 s from the first failure on (recorded: a retry at once).
    expect(s.lines('kubectl get job w')[1]).toMatch(/^w Failed 0\/1 /);
    expect(s.messages('BackoffLimitExceeded')).toEqual(['Job has reached the specified backoff limit']);
    expect(order(s, 'ADDED')).toHaveLength(3);
    const began = s
      .changes('Pod')
      .filter(({ ev }) => ev === 'ADDED')
      .map(({ t }) => t);
    const waits = began.slice(1).map((t, index) => t - (began[index] ?? 0));
    expect(waits[0]).toBeGreaterThan(10);
    expect(waits[1]).toBeGreaterThan(20);
  });
});
