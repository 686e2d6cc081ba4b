import { describe, expect, it } from 'vitest';
import { Scenario, steps } from './scenario';

/** Recording 03. What rolls is a Deployment of plain Pods; each expectation is what the real controllers did. */
const deployment = (name: string, replicas: number, more = '', podMore = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
${more}  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: nginx
        image: nginx:1.24
${podMore}`;

function begin(replicas: number, more = '', podMore = ''): Scenario {
  const scenario = new Scenario().file('web.yaml', deployment('web', replicas, more, podMore));
  expect(scenario.run('kubectl apply -f web.yaml')).toBe('deployment.apps/web created\n');
  return scenario.seconds(6);
}

/** The wished sizes of the ReplicaSets, newest first, as they change after `fromT`. */
function sizes(scenario: Scenario, count = 2): string[] {
  const names: string[] = [];
  const spec = new Map<string, unknown>();
  const texts: string[] = [];
  for (const { name, ev, spec: wanted } of scenario.changes('ReplicaSet')) {
    if (ev === 'DELETED') continue;
    if (!names.includes(name)) names.unshift(name);
    spec.set(name, wanted);
    if (names.length === count) texts.push(names.map((each) => spec.get(each)).join(' '));
  }
  return steps(texts);
}

describe('a rolling update', () => {
  it('of 4 with 25%/25% goes one new, one old, as recorded step by step', () => {
    const scenario = begin(4);
    scenario.run('kubectl set image deploy/web nginx=nginx:1.25');
    const status = scenario.seconds(0.2).lines('kubectl rollout status deploy/web');
    expect(status.at(-1)).toBe('deployment "web" successfully rolled out');
    expect(sizes(scenario)).toEqual(['1 4', '1 3', '2 3', '2 2', '3 2', '3 1', '4 1', '4 0']);
    expect(steps(status)).toEqual([
      'Waiting for deployment "web" rollout to finish: 2 out of 4 new replicas have been updated...',
      'Waiting for deployment "web" rollout to finish: 3 out of 4 new replicas have been updated...',
      'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
      'Waiting for deployment "web" rollout to finish: 3 of 4 updated replicas are available...',
      'deployment "web" successfully rolled out',
    ]);
    // v1.35 tells both sizes; the recorded controller told the new one.
    expect(scenario.messages('ScalingReplicaSet')).toEqual([
      'Scaled up replica set web-HASH from 0 to 4',
      'Scaled up replica set web-HASH from 0 to 1',
      'Scaled down replica set web-HASH from 4 to 3',
      'Scaled up replica set web-HASH from 1 to 2',
      'Scaled down replica set web-HASH from 3 to 2',
      'Scaled up replica set web-HASH from 2 to 3',
      'Scaled down replica set web-HASH from 2 to 1',
      'Scaled up replica set web-HASH from 3 to 4',
      'Scaled down replica set web-HASH from 1 to 0',
    ]);
  });

  it('of 10 begins with 3 more and 2 fewer, and never leaves 13 Pods and 8 available ones', () => {
    const scenario = begin(10);
    scenario.run('kubectl set image deploy/web nginx=nginx:1.25');
    scenario.run('kubectl rollout status deploy/web');
    // How the steps in the middle fall together depends on when Pods become ready; the bounds do not.
    const seen = sizes(scenario);
    expect(seen.slice(0, 3)).toEqual(['3 10', '3 8', '5 8']);
    expect(seen.at(-1)).toBe('10 0');
    for (const each of seen) {
      const [up = 0, down = 0] = each.split(' ').map(Number);
      expect(up + down).toBeLessThanOrEqual(13);
    }
    for (const { available, t, updated } of scenario.changes('Deployment').slice(-20))
      if (Number(updated) < 10) expect(Number(available), `at ${t}`).toBeGreaterThanOrEqual(8);
  });

  it('with maxSurge 0 takes old ones away first; Recreate takes all', () => {
    const slow = begin(4, '  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}\n');
    slow.run('kubectl set image deploy/web nginx=nginx:1.25');
    slow.run('kubectl rollout status deploy/web');
    expect(sizes(slow)).toEqual(['0 4', '0 3', '1 3', '1 2', '2 2', '2 1', '3 1', '3 0', '4 0']);

    const all = begin(4, '  strategy: {type: Recreate}\n');
    all.run('kubectl set image deploy/web nginx=nginx:1.25');
    all.run('kubectl rollout status deploy/web');
    expect(sizes(all)).toEqual(['4 0']);
    const news = all.changes('Pod').filter(({ ev, t }) => ev === 'ADDED' && t > 5);
    const gone = all.changes('Pod').filter(({ phase }) => phase === 'Succeeded' || phase === 'Failed');
    expect(Math.max(...steps(gone.map(({ t }) => t)).slice(0, 1))).toBeLessThan(
      Math.min(...news.map(({ t }) => t)),
    );
  });

  it('whose image changes on the way goes over to the newest at once (minReadySeconds 3)', () => {
    const scenario = begin(6, '  minReadySeconds: 3\n');
    scenario.run('kubectl set image deploy/web nginx=nginx:1.25');
    scenario.seconds(5).run('kubectl set image deploy/web nginx=nginx:1.26');
    scenario.seconds(0.3);
    const rows = scenario.lines('kubectl get rs').slice(1);
    expect(rows.map((row) => row.split(' ')[1]).sort()).toEqual(['2', '3', '3']);
    scenario.run('kubectl rollout status deploy/web');
    expect(
      scenario
        .lines('kubectl get rs')
        .slice(1)
        .map((row) => row.split(' ')[1])
        .sort(),
    ).toEqual(['0', '0', '6']);
  });
});

describe('a rollout that does not get on', () => {
  const probe = `        readinessProbe:
          exec: {command: [cat, /tmp/healthy]}
          periodSeconds: 2
`;
  const bad = () => {
    const scenario = begin(4, '  progressDeadlineSeconds: 15\n');
    scenario.file('bad.yaml', deployment('web', 4, '  progressDeadlineSeconds: 15\n', probe));
    scenario.run('kubectl apply -f bad.yaml');
    return scenario;
  };

  it('stands at 2 new and 3 old, and is given up after its deadline', () => {
    const scenario = bad();
    expect(scenario.lines('kubectl rollout status deploy/web').slice(-2)).toEqual([
      'Waiting for deployment "web" rollout to finish: 2 out of 4 new replicas have been updated...',
      'error: deployment "web" exceeded its progress deadline',
    ]);
    expect(sizes(scenario)).toEqual(['1 4', '1 3', '2 3']);
    expect(scenario.lines('kubectl get deploy web')[1]).toMatch(/^web 3\/4 2 3 /);
    const conditions = JSON.parse(scenario.run("kubectl get deploy web -o jsonpath='{.status.conditions}'"));
    expect(conditions).toMatchObject([
      { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
    ]);
    expect(conditions[1].message).toMatch(/^ReplicaSet "web-\w+" has timed out progressing\.$/);
    expect(scenario.run('kubectl rollout status deploy/web --watch=false')).toBe(
      'error: deployment "web" exceeded its progress deadline\n',
    );
  });

  it('is scaled in proportion: of 10, the old get 8 and the new 5; undo brings 10 old', () => {
    const scenario = bad();
    scenario.run('kubectl rollout status deploy/web');
    scenario.run('kubectl scale deploy web --replicas=10');
    scenario.seconds(4);
    const before = scenario.lines('kubectl get rs').slice(1);
    expect(before.map((row) => row.split(' ').slice(1, 4).join(' ')).sort()).toEqual(['5 5 0', '8 8 8']);
    expect(scenario.run('kubectl rollout undo deploy/web')).toBe('deployment.apps/web rolled back\n');
    expect(scenario.lines('kubectl rollout status deploy/web').at(-1)).toBe(
      'deployment "web" successfully rolled out',
    );
    const after = scenario.lines('kubectl get rs').slice(1);
    expect(after.map((row) => row.split(' ').slice(1, 4).join(' ')).sort()).toEqual(['0 0 0', '10 10 10']);
  });
});

describe('the history of a rollout', () => {
  it('counts revisions on, keeps causes, and is undone, paused, resumed and restarted as recorded', () => {
    const s = begin(4);
    s.run('kubectl set image deploy/web nginx=nginx:1.25');
    s.run('kubectl rollout status deploy/web');
    expect(s.run('kubectl rollout history deploy/web')).toBe(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
    );
    expect(s.run('kubectl rollout history deploy/web --revision=9')).toBe(
      'error: unable to find the specified revision\n',
    );
    expect(s.run('kubectl set image deploy/web nginx=nginx:1.25')).toBe('');
    s.run("kubectl annotate deploy/web kubernetes.io/change-cause='image 1.25'");
    expect(s.seconds(1).run('kubectl rollout undo deploy/web')).toBe('deployment.apps/web rolled back\n');
    s.run('kubectl rollout status deploy/web');
    const history = () => s.lines('kubectl rollout history deploy/web').slice(2);
    expect(history()).toEqual(['2 image 1.25', '3 <none>']);
    expect(s.run('kubectl rollout undo deploy/web --to-revision=9')).toBe(
      'error: unable to find specified revision 9 in history\n',
    );
    expect(s.run('kubectl rollout undo deploy/web --to-revision=3')).toBe(
      'deployment.apps/web skipped rollback (current template already matches revision 3)\n',
    );
    s.run('kubectl rollout undo deploy/web --to-revision=2');
    s.run('kubectl rollout status deploy/web');
    expect(history()).toEqual(['3 <none>', '4 image 1.25']);
    expect(s.run('kubectl rollout pause deploy/web')).toBe('deployment.apps/web paused\n');
    expect(s.run('kubectl rollout pause deploy/web')).toBe(
      'error: deployments.apps "web" is already paused\n',
    );
    s.run('kubectl set image deploy/web nginx=nginx:1.26');
    expect(s.seconds(2).lines('kubectl get deploy web')[1]).toMatch(/^web 4\/4 0 4 /);
    expect(s.run('kubectl rollout undo deploy/web')).toBe(
      "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again\n",
    );
    s.run('kubectl scale deploy web --replicas=5');
    expect(s.seconds(3).lines('kubectl get deploy web')[1]).toMatch(/^web 5\/5 0 5 /);
    expect(s.run('kubectl rollout resume deploy/web')).toBe('deployment.apps/web resumed\n');
    s.run('kubectl rollout status deploy/web');
    expect(history()).toEqual(['3 <none>', '4 image 1.25', '5 image 1.25']);
    expect(s.run('kubectl rollout restart deploy/web')).toBe('deployment.apps/web restarted\n');
    s.run('kubectl rollout status deploy/web');
    expect(history()).toHaveLength(4);
    expect(s.run('kubectl rollout undo deploy/nosuch')).toBe(
      'Error from server (NotFound): deployments.apps "nosuch" not found\n',
    );
  });
});
