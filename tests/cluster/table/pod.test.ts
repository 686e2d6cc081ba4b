import { describe, expect, it } from 'vitest';
import type { Container, ContainerState, ContainerStatus, Pod } from '@/lib/cluster/api/core';
import { podTable } from '@/lib/cluster/kube-apiserver/table/pod';

const nowMs = Date.parse('2026-03-02T09:10:00Z');

const container = (name: string, more: Partial<Container> = {}) =>
  ({ name, image: 'x', ...more }) as Container;

const statusOf = (
  name: string,
  state: ContainerState,
  more: Partial<ContainerStatus> = {},
): ContainerStatus => ({
  name,
  state,
  lastState: {},
  ready: state.running !== undefined,
  restartCount: 0,
  image: 'x',
  imageID: '',
  ...more,
});

const running: ContainerState = { running: { startedAt: '2026-03-02T09:00:00Z' } };
const waiting = (reason: string): ContainerState => ({ waiting: { reason } });
const terminated = (exitCode: number, reason?: string, signal?: number): ContainerState => ({
  terminated: {
    exitCode,
    ...(reason !== undefined && { reason }),
    ...(signal !== undefined && { signal }),
    startedAt: '2026-03-02T09:00:00Z',
    finishedAt: '2026-03-02T09:09:25Z',
  },
});

interface Given {
  readonly spec?: Partial<Pod['spec']>;
  readonly status?: Partial<Pod['status']>;
  readonly metadata?: Partial<Pod['metadata']>;
}

/** The cells of a Pod with one container, changed as the test says. */
function cells({ spec, status, metadata }: Given) {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', creationTimestamp: '2026-03-02T09:00:00Z', ...metadata },
    spec: { containers: [container('app')], ...spec },
    status: { phase: 'Running', ...status },
  } as Pod;
  const [, ready, reason, restarts, age, ip, node, nominated, gates] = podTable.cells(pod, nowMs);
  return { ready, reason, restarts, age, ip, node, nominated, gates };
}

describe('a Pod in a table', () => {
  it('that nobody has placed yet is Pending', () => {
    expect(cells({ status: { phase: 'Pending' } })).toEqual({
      ready: '0/1',
      reason: 'Pending',
      restarts: '0',
      age: '10m',
      ip: '<none>',
      node: '<none>',
      nominated: '<none>',
      gates: '<none>',
    });
  });

  it('says why a container waits', () => {
    const containerStatuses = [statusOf('app', waiting('ImagePullBackOff'))];
    expect(cells({ status: { phase: 'Pending', containerStatuses } }).reason).toBe('ImagePullBackOff');
  });

  it('counts restarts and says how long ago the last was', () => {
    const crashed = statusOf('app', waiting('CrashLoopBackOff'), {
      restartCount: 2,
      lastState: terminated(1, 'Error'),
    });
    expect(cells({ status: { containerStatuses: [crashed] } })).toMatchObject({
      reason: 'CrashLoopBackOff',
      restarts: '2 (35s ago)',
    });
  });

  it('names the exit code or the signal when there is no reason', () => {
    const of = (state: ContainerState) =>
      cells({ status: { containerStatuses: [statusOf('app', state)] } }).reason;
    expect(of(terminated(3))).toBe('ExitCode:3');
    expect(of(terminated(137, undefined, 9))).toBe('Signal:9');
    expect(of(terminated(137, 'OOMKilled'))).toBe('OOMKilled');
  });

  it('of which one container is done and one runs is Running when ready, else NotReady', () => {
    const spec = { containers: [container('app'), container('once')] };
    const containerStatuses = [statusOf('app', running), statusOf('once', terminated(0, 'Completed'))];
    const given = { spec, status: { containerStatuses } };
    expect(cells(given)).toMatchObject({ ready: '1/2', reason: 'NotReady' });
    const conditions = [{ type: 'Ready', status: 'True' as const }];
    expect(cells({ ...given, status: { containerStatuses, conditions } }).reason).toBe('Running');
  });

  it('that is deleted is Terminating until it is done', () => {
    const metadata = { deletionTimestamp: '2026-03-02T09:09:00Z' };
    expect(cells({ metadata }).reason).toBe('Terminating');
    expect(cells({ metadata, status: { phase: 'Succeeded' } }).reason).toBe('Succeeded');
    expect(cells({ metadata, status: { reason: 'NodeLost' } }).reason).toBe('Unknown');
  });

  it('that was evicted says so', () => {
    expect(cells({ status: { phase: 'Failed', reason: 'Evicted' } }).reason).toBe('Evicted');
  });

  it('shows how many readiness gates are open', () => {
    const spec = { readinessGates: [{ conditionType: 'a' }, { conditionType: 'b' }] };
    const conditions = [{ type: 'a', status: 'True' as const }];
    expect(cells({ spec, status: { conditions } }).gates).toBe('1/2');
  });
});

describe('a Pod with init containers', () => {
  const spec = { initContainers: [container('one'), container('two')] };
  const at = (...initContainerStatuses: ContainerStatus[]) =>
    cells({
      spec,
      status: {
        phase: 'Pending',
        initContainerStatuses,
        containerStatuses: [statusOf('app', waiting('PodInitializing'))],
      },
    });

  it('shows how far it is', () => {
    expect(at(statusOf('one', running)).reason).toBe('Init:0/2');
    expect(at(statusOf('one', terminated(0, 'Completed')), statusOf('two', running)).reason).toBe('Init:1/2');
    expect(at(statusOf('one', waiting('PodInitializing'))).reason).toBe('Init:0/2');
  });

  it('shows what went wrong, and counts only those restarts', () => {
    const lastState = terminated(1, 'Error');
    expect(at(statusOf('one', waiting('CrashLoopBackOff'), { restartCount: 3, lastState }))).toMatchObject({
      reason: 'Init:CrashLoopBackOff',
      restarts: '3 (35s ago)',
    });
    expect(at(statusOf('one', terminated(2))).reason).toBe('Init:ExitCode:2');
  });

  it('forgets their restarts once they are done', () => {
    const one = statusOf('one', terminated(0, 'Completed'), { restartCount: 3 });
    const two = statusOf('two', terminated(0, 'Completed'));
    const status = { initContainerStatuses: [one, two], containerStatuses: [statusOf('app', running)] };
    expect(cells({ spec, status })).toMatchObject({ reason: 'Running', ready: '1/1', restarts: '0' });
  });

  it('counts a sidecar as a container', () => {
    const sidecar = { initContainers: [container('proxy', { restartPolicy: 'Always' })] };
    const started = statusOf('proxy', running, { started: true, restartCount: 1, lastState: terminated(1) });
    const status = { initContainerStatuses: [started], containerStatuses: [statusOf('app', running)] };
    expect(cells({ spec: sidecar, status })).toMatchObject({
      ready: '2/2',
      reason: 'Running',
      restarts: '1 (35s ago)',
    });
  });
});
