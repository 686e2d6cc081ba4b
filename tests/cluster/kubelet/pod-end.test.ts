import { describe, expect, it } from 'vitest';
import type { Probe } from '@/lib/cluster/api/core';
import { pods } from '@/lib/cluster/api/resources';
import { teachingImages } from '@/lib/cluster/images/teaching-images';
import { beginNode } from './one-node';

const sh = (script: string) => ({ image: 'busybox:1', command: ['sh', '-c', script] });

const probe = (rest: Partial<Probe>): Probe => ({
  timeoutSeconds: 1,
  periodSeconds: 2,
  successThreshold: 1,
  failureThreshold: 3,
  ...rest,
});

describe('a container that ends', () => {
  const statesOf = (node: ReturnType<typeof beginNode>, name: string, seconds: number) => {
    const states: string[] = [];
    for (let second = 0; second < seconds; second++) {
      node.seconds(1);
      const restarts = node.pod(name).status.containerStatuses?.[0]?.restartCount;
      const state = `${node.state(name)} ${restarts}`;
      if (states.at(-1) !== state) states.push(state);
    }
    return states;
  };

  it('is started again at once the first time, then after 10 s, 20 s, 40 s and up to half as much more', () => {
    const node = beginNode();
    node.run('always', sh('sleep 2; exit 1'));
    expect(statesOf(node, 'always', 55)).toEqual([
      'ContainerCreating 0',
      'running 0',
      'Error 0',
      'running 1',
      'Error 1',
      'CrashLoopBackOff 1',
      'running 2',
      'Error 2',
      'CrashLoopBackOff 2',
      'running 3',
      'Error 3',
    ]);
    const uid = node.pod('always').metadata.uid;
    expect(node.told('always')).toContainEqual(
      `BackOff: Back-off restarting failed container c in pod always_default(${uid}) (x3)`,
    );
  });

  it('ends its Pod with restartPolicy Never, as Succeeded or Failed', () => {
    const node = beginNode();
    node.run('good', sh('sleep 2; exit 0'), { restartPolicy: 'Never' });
    node.run('bad', sh('sleep 2; exit 3'), { restartPolicy: 'Never' });
    node.seconds(6);
    expect(node.pod('good').status).toMatchObject({
      phase: 'Succeeded',
      containerStatuses: [{ ready: false, state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
    });
    expect(
      node
        .pod('good')
        .status.conditions?.map(({ type, status, reason = '' }) => `${type}=${status} ${reason}`),
    ).toEqual([
      'PodReadyToStartContainers=False ',
      'Initialized=True PodCompleted',
      'Ready=False PodCompleted',
      'ContainersReady=False PodCompleted',
      'PodScheduled=True ',
    ]);
    expect(node.pod('bad').status).toMatchObject({
      phase: 'Failed',
      containerStatuses: [{ state: { terminated: { exitCode: 3, reason: 'Error' } } }],
    });
  });

  it('is started again with OnFailure only when it failed', () => {
    const node = beginNode();
    node.run('good', sh('sleep 2; exit 0'), { restartPolicy: 'OnFailure' });
    node.run('bad', sh('sleep 2; exit 1'), { restartPolicy: 'OnFailure' });
    node.seconds(6);
    expect(node.pod('good').status.phase).toBe('Succeeded');
    expect(node.pod('bad').status.phase).toBe('Running');
    expect(node.pod('bad').status.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  it('takes no other container of the Pod with it', () => {
    const node = beginNode();
    node.run('two', [
      { name: 'a', image: 'nginx:1' },
      { name: 'b', ...sh('sleep 2; exit 1') },
    ]);
    node.seconds(12);
    const [a, b] = node.pod('two').status.containerStatuses ?? [];
    expect([a?.restartCount, a?.ready, b?.restartCount, b?.ready]).toEqual([0, true, 1, false]);
    expect(node.pod('two').status.conditions?.find(({ type }) => type === 'Ready')?.message).toBe(
      'containers with unready status: [b]',
    );
  });

  it('ends when the Pod’s deadline has passed', () => {
    const node = beginNode();
    node.run('slow', {}, { activeDeadlineSeconds: 5 });
    node.seconds(8);
    expect(node.pod('slow').status).toMatchObject({
      phase: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    });
  });
});

describe('probes (recording 14)', () => {
  const cat = { exec: { command: ['cat', '/tmp/healthy'] } };

  it('kill and restart a container whose liveness fails three times', () => {
    const node = beginNode();
    node.run('live', { image: 'nginx:1', livenessProbe: probe(cat) });
    node.seconds(9);
    expect(node.pod('live').status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 0, reason: 'Completed' } },
    });
    expect(node.told('live')).toContain('Killing: Container c failed liveness probe, will be restarted');
    expect(node.told('live').find((text) => text.startsWith('Unhealthy'))).toContain(
      "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
    );
  });

  it('keep a container unstarted until its startup probe succeeds', () => {
    const node = beginNode();
    node.run('start', { startupProbe: probe(cat), readinessProbe: probe({ exec: { command: ['ls'] } }) });
    node.seconds(5);
    expect(node.pod('start').status.containerStatuses?.[0]).toMatchObject({ started: false, ready: false });
    expect(node.told('start').some((text) => text.startsWith('Unhealthy: Startup probe failed'))).toBe(true);
    expect(node.told('start').some((text) => text.includes('Readiness'))).toBe(false);
  });

  it('make a Pod ready no sooner than after the initial delay', () => {
    const node = beginNode();
    node.run('delay', { readinessProbe: probe({ exec: { command: ['ls'] }, initialDelaySeconds: 5 }) });
    node.seconds(5);
    expect(node.pod('delay').status.containerStatuses?.[0]).toMatchObject({ started: true, ready: false });
    node.seconds(5);
    expect(node.pod('delay').status.containerStatuses?.[0]).toMatchObject({ ready: true });
  });
});

describe('a Pod that is deleted', () => {
  it('goes to Succeeded when its container stops in time, and is gone a moment later', () => {
    const node = beginNode();
    node.run('web', {});
    node.seconds(5);
    node.server.delete(pods, 'default', 'web');
    node.simulation.queue.advance(200);
    expect(node.pod('web').status).toMatchObject({
      phase: 'Succeeded',
      containerStatuses: [{ state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
    });
    node.seconds(2);
    expect(node.has('web')).toBe(false);
    expect(node.kubelet.runtime.sandboxes.size).toBe(0);
    expect(node.told('web').at(-1)).toBe('Killing: Stopping container c');
  });

  it('is killed after its grace period when it ignores SIGTERM: 137', () => {
    const node = beginNode();
    node.run(
      'deaf',
      { image: 'busybox:1', command: ['sleep', '1000'] },
      { terminationGracePeriodSeconds: 5 },
    );
    node.seconds(5);
    node.server.delete(pods, 'default', 'deaf', { gracePeriodSeconds: 5 });
    node.simulation.queue.advance(4900);
    expect(node.state('deaf')).toBe('running');
    node.simulation.queue.advance(200);
    expect(node.pod('deaf').status).toMatchObject({
      phase: 'Failed',
      containerStatuses: [{ state: { terminated: { exitCode: 137, reason: 'Error' } } }],
    });
  });

  it('is hurried by a second deletion with less grace', () => {
    const node = beginNode();
    node.run('deaf', { image: 'busybox:1', command: ['sleep', '1000'] });
    node.seconds(5);
    node.server.delete(pods, 'default', 'deaf', { gracePeriodSeconds: 30 });
    node.seconds(2);
    node.server.delete(pods, 'default', 'deaf', { gracePeriodSeconds: 3 });
    node.seconds(3);
    expect(node.has('deaf')).toBe(false);
  });

  it('ends without ever having started when its image cannot be pulled', () => {
    const node = beginNode();
    node.run('img', { image: 'nginx:nope' });
    node.seconds(5);
    node.server.delete(pods, 'default', 'img');
    node.seconds(3);
    expect(node.has('img')).toBe(false);
  });

  it('runs its preStop hook before the signal', () => {
    const node = beginNode();
    node.run('hook', { lifecycle: { preStop: { sleep: { seconds: 3 } } } });
    node.seconds(5);
    node.server.delete(pods, 'default', 'hook');
    node.seconds(2.9);
    expect(node.state('hook')).toBe('running');
    node.seconds(0.3);
    expect(node.state('hook')).toBe('Completed');
  });
});

describe('what a container leaves behind', () => {
  it('is the message it wrote, or the end of its log', () => {
    const node = beginNode(teachingImages);
    const once = { restartPolicy: 'Never' } as const;
    node.run('words', sh('echo "no disk" > /dev/termination-log; exit 2'), once);
    node.run(
      'log',
      { ...sh('echo one; echo two; exit 2'), terminationMessagePolicy: 'FallbackToLogsOnError' },
      once,
    );
    node.seconds(5);
    const message = (name: string) => node.pod(name).status.containerStatuses?.[0]?.state.terminated?.message;
    expect(message('words')).toBe('no disk\n');
    expect(message('log')).toBe('one\ntwo\n');
  });
});
