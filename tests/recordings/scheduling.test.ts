import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 06, in v1.35's words: taints are not named, and what preemption could do is told behind. */
const pod = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  ${spec.replace(/\n/g, '\n  ')}\n`;
const plainContainer = 'containers: [{name: c, image: nginx}]';
const requests = (text: string) => `containers: [{name: c, image: nginx, resources: {requests: {${text}}}}]`;
const notHelpful =
  'no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';

function refusal(spec: string, ...before: string[]): string {
  const s = new Scenario().file('p.yaml', pod('p', spec));
  for (const command of before) s.run(command);
  s.seconds(1).run('kubectl apply -f p.yaml');
  s.seconds(3);
  expect(s.lines('kubectl get pod p')[1]).toBe('p 0/1 Pending 0 3s');
  const [message = '', ...others] = s.messages('FailedScheduling');
  expect(others).toEqual([]);
  const condition = s.run(
    "kubectl get pod p -o jsonpath='{.status.conditions[0].reason}: {.status.conditions[0].message}'",
  );
  expect(condition).toBe(`Unschedulable: ${message}`);
  return message;
}

describe('a Pod that fits nowhere is told why', () => {
  it.each([
    ['more cpu than any node has', requests('cpu: 5'), [], '3 Insufficient cpu'],
    ['cpu and memory', requests('cpu: 5, memory: 9Gi'), [], '3 Insufficient cpu, 3 Insufficient memory'],
    [
      'an unknown resource',
      'containers: [{name: c, image: nginx, resources: {limits: {nvidia.com/gpu: 1}}}]',
      [],
      '3 Insufficient nvidia.com/gpu',
    ],
    [
      'a node selector and no cpu there',
      `nodeSelector: {disk: ssd}\n${requests('cpu: 5')}`,
      ['kubectl label node node-2 disk=ssd'],
      "1 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector",
    ],
    [
      'a node selector of no node',
      `nodeSelector: {disk: nvme}\n${plainContainer}`,
      [],
      "3 node(s) didn't match Pod's node affinity/selector",
    ],
    [
      'taints it does not tolerate',
      plainContainer,
      [
        'kubectl taint nodes node-1 node-2 dedicated=db:NoSchedule',
        'kubectl taint nodes node-3 other=x:NoSchedule',
      ],
      '3 node(s) had untolerated taint(s)',
    ],
    [
      'cordoned nodes',
      plainContainer,
      ['kubectl cordon node-1 node-2 node-3'],
      '3 node(s) were unschedulable',
    ],
    [
      'affinity to Pods that are not there',
      `affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nosuch}}}]}}\n${plainContainer}`,
      [],
      "3 node(s) didn't match pod affinity rules",
    ],
    [
      'a claim that is not there',
      `volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]\n${plainContainer}`,
      [],
      'persistentvolumeclaim "data" not found',
    ],
  ])('%s', (_, spec, before, reasons) => {
    expect(refusal(spec, ...before)).toBe(`0/3 nodes are available: ${reasons}. ${notHelpful}`);
  });

  it('cpu that others use: no victims', () => {
    const s = new Scenario();
    s.run('kubectl create deploy fill --image=nginx --replicas=14 --dry-run=client -o yaml > fill.yaml');
    s.run('kubectl create deploy fill --image=nginx --replicas=14');
    s.run('kubectl set resources deploy fill --requests=cpu=500m');
    s.seconds(20);
    const rows = s.lines('kubectl get pods -o wide');
    const perNode = (node: string) =>
      rows.filter((row) => row.includes(` ${node} `) && row.includes('Running')).length;
    expect(perNode('node-1') + perNode('node-2') + perNode('node-3')).toBeGreaterThanOrEqual(11);
    expect(s.messages('FailedScheduling')[0]).toBe(
      '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    );
  });

  it('a host port: one Pod for each node, the next waits', () => {
    const s = new Scenario().file(
      'hp.yaml',
      `apiVersion: apps/v1
kind: Deployment
metadata: {name: hp}
spec:
  replicas: 4
  selector: {matchLabels: {app: hp}}
  template:
    metadata: {labels: {app: hp}}
    spec:
      containers: [{name: c, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]
`,
    );
    s.run('kubectl apply -f hp.yaml');
    const rows = s.seconds(5).lines('kubectl get pods -o wide').slice(1);
    expect(
      rows
        .filter((row) => row.includes(' Running '))
        .map((row) => row.split(' ')[6])
        .sort(),
    ).toEqual(['node-1', 'node-2', 'node-3']);
    expect(rows.filter((row) => row.includes(' Pending '))).toHaveLength(1);
    expect(s.messages('FailedScheduling')[0]).toContain(
      "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports.",
    );
  });

  it('a node that does not exist: the Pod is not the scheduler’s any more, and waits without a word', () => {
    const s = new Scenario().file('p.yaml', pod('nn', `nodeName: node-99\n${plainContainer}`));
    s.run('kubectl apply -f p.yaml');
    expect(s.seconds(3).lines('kubectl get pod nn -o wide')[1]).toMatch(
      /^nn 0\/1 Pending 0 3s <none> node-99 /,
    );
    expect(s.messages('FailedScheduling')).toEqual([]);
  });
});

describe('placement', () => {
  it('spreads equal Pods evenly: 10 on 3 nodes are 3, 3 and 4', () => {
    const s = new Scenario();
    s.run('kubectl create deploy p10 --image=nginx --replicas=10');
    s.seconds(5);
    const nodes = s.run(
      'kubectl get pods -o jsonpath=\'{range .items[*]}{.spec.nodeName}{"\\n"}{end}\' | sort | uniq -c',
    );
    expect(
      nodes
        .trim()
        .split('\n')
        .map((row) => Number(row.trim().split(' ')[0]))
        .sort(),
    ).toEqual([3, 3, 4]);
  });

  it('fills a cpu to the last: of 14 Pods of 500m, 4 on each node of 2 cores, 2 wait', () => {
    const s = new Scenario();
    s.file(
      'fill.yaml',
      `apiVersion: apps/v1
kind: Deployment
metadata: {name: fill}
spec:
  replicas: 14
  selector: {matchLabels: {app: fill}}
  template:
    metadata: {labels: {app: fill}}
    spec:
      containers: [{name: c, image: nginx, resources: {requests: {cpu: 500m}}}]
`,
    );
    s.run('kubectl apply -f fill.yaml');
    s.seconds(8);
    expect(s.lines('kubectl get deploy fill')[1]).toMatch(/^fill 12\/14 14 12 /);
    const rows = s.lines('kubectl get pods -o wide');
    for (const node of ['node-1', 'node-2', 'node-3'])
      expect(rows.filter((row) => row.includes(` ${node} `))).toHaveLength(4);
  });
});
