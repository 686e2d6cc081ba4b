import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 04: a machine stops, stays away, comes back. */
const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 6
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: nginx, image: nginx}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: quick}
spec:
  replicas: 3
  selector: {matchLabels: {app: quick}}
  template:
    metadata: {labels: {app: quick}}
    spec:
      containers: [{name: nginx, image: nginx}]
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 20}
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
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 3
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
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

function begin() {
  const s = new Scenario().file('nf.yaml', manifest);
  s.run('kubectl apply -f nf.yaml');
  s.seconds(18.6);
  const onNode = s.lines('kubectl get pods -o wide').filter((row) => row.includes('node-2'));
  s.machine('node-2', 'powerOff');
  return { s, onNode };
}

/** Seconds after the failure of the first change of a kind that is so. */
const firstAt = (s: Scenario, from: number, kind: string, isIt: (change: never) => boolean) => {
  const found = s.changes(kind).find((change) => change.t >= from && isIt(change as never));
  return found && found.t - from;
};

describe('a machine that stops', () => {
  it('is NotReady after v1.35’s 50 s (recorded: 40 s), tainted twice, and left by Pods as they tolerate', () => {
    const { s, onNode } = begin();
    const from = s.now;
    s.seconds(420);
    const unknown = firstAt(s, from, 'Node', ({ conditions }: { conditions: Record<string, string> }) =>
      String(conditions.Ready).startsWith('Unknown'),
    );
    expect(unknown).toBeGreaterThan(39);
    expect(unknown).toBeLessThan(56);
    const taint = (effect: string) =>
      firstAt(s, from, 'Node', ({ taints }: { taints: string[] }) =>
        taints.includes(`node.kubernetes.io/unreachable:${effect}`),
      ) ?? 0;
    expect(taint('NoSchedule') - (unknown ?? 0)).toBeLessThan(0.5);
    expect(taint('NoExecute') - (unknown ?? 0)).toBeGreaterThan(4.5);
    expect(taint('NoExecute') - (unknown ?? 0)).toBeLessThan(5.5);

    // One that tolerates it for 20 s goes 20 s after the taint, all others after 300 s.
    const leaving = (name: string) =>
      (firstAt(s, from, 'Pod', (change: { name: string; deleting?: boolean; node: string }) =>
        Boolean(change.name.startsWith(name) && change.deleting && change.node === 'node-2'),
      ) ?? 0) - taint('NoExecute');
    expect(Math.round(leaving('quick'))).toBe(20);
    for (const name of ['web', 'alone', 'db'])
      if (onNode.some((row) => row.startsWith(name))) expect(Math.round(leaving(name)), name).toBe(300);

    const rows = s.lines('kubectl get pods -o wide').filter((row) => row.includes(' node-2 '));
    // What is bound to its machine stays; the others are Terminating until the machine is back or gone.
    for (const row of rows)
      expect(row).toMatch(row.startsWith('agent') ? / 1\/1 Running / : / 1\/1 Terminating /);
    expect(s.lines('kubectl get deploy')).toContainEqual(expect.stringMatching(/^web 6\/6 6 6 /));
    expect(s.lines('kubectl get sts db')[1]).toMatch(/^db 2\/3 |^db 3\/3 /);
    expect(s.messages('NodeNotReady')).toContain('Node is not ready');
    expect(s.messages('NodeNotReady')).toContain('Node node-2 status is now: NodeNotReady');
    expect(
      s.messages('TaintManagerEviction').every((text) => text.startsWith('Marking for deletion Pod ')),
    ).toBe(true);
  });

  it('keeps its Pods out of Services as soon as it is NotReady', () => {
    const { s } = begin();
    s.run('kubectl expose deploy web --port=80');
    s.seconds(60);
    const addresses = s.run(
      'kubectl get endpointslices -l kubernetes.io/service-name=web -o jsonpath=\'{range .items[0].endpoints[*]}{.nodeName} {.conditions.ready}{"\\n"}{end}\'',
    );
    for (const row of addresses.trim().split('\n'))
      expect(row).toBe(`${row.split(' ')[0]} ${row.startsWith('node-2') ? 'false' : 'true'}`);
  });

  it('that comes back is Ready at once, finishes what was to be deleted, and gets its DaemonSet Pod back', () => {
    const { s } = begin();
    s.seconds(480).machine('node-2', 'powerOn').seconds(10);
    expect(
      s
        .lines('kubectl get nodes')
        .slice(1)
        .every((row) => / Ready /.test(row)),
    ).toBe(true);
    expect(s.run("kubectl get node node-2 -o jsonpath='{.spec.taints}'")).toBe('');
    const rows = s.lines('kubectl get pods -o wide').slice(1);
    for (const row of rows) expect(row).toMatch(/ 1\/1 Running /);
    // The recorded runtime forgot its containers; a real one knows them, and so counts a restart.
    expect(rows.find((row) => row.startsWith('agent') && row.includes('node-2'))).toMatch(/ 1\/1 Running 1 /);
    expect(rows.some((row) => row.startsWith('alone'))).toBe(false);
    expect(s.lines('kubectl get sts db')[1]).toMatch(/^db 3\/3 /);
  });

  it('for 75 s only loses what tolerates less', () => {
    const { s, onNode } = begin();
    s.seconds(90).machine('node-2', 'powerOn').seconds(25);
    const names = s.lines('kubectl get pods').map((row) => row.split(' ')[0]);
    for (const row of onNode) {
      const [name = ''] = row.split(' ');
      if (!name.includes('HASH')) expect(names).toContain(name);
    }
    expect(
      s
        .lines('kubectl get deploy')
        .slice(1)
        .every((row) => / (6\/6|3\/3) /.test(row)),
    ).toBe(true);
    expect(s.changes('Pod').filter(({ name, deleting }) => name.startsWith('web') && deleting)).toEqual([]);
    expect(s.changes('Pod').some(({ name, deleting }) => name.startsWith('quick') && deleting)).toBe(true);
  });
});
