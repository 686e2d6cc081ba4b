import { isConditionTrue } from '../../api/conditions';
import type { Container, ContainerStatus, Pod } from '../../api/core';
import { humanDuration } from '../../api/duration';
import { parseTimestamp } from '../../api/time';
import type { TableConvertor } from '../table.types';
import { ageColumn, column, nameColumn, since, wideColumn } from './columns';

/** Pods as printed (printPod in pkg/printers/internalversion/printers.go): one word for what all containers are up to. */
interface Summary {
  reason: string;
  readyCount: number;
  restarts: number;
  lastRestartMs: number;
  /** Of sidecars only: they count when initialization is over. */
  sidecarRestarts: number;
  lastSidecarRestartMs: number;
}

const isRestartable = (container: Container | undefined) => container?.restartPolicy === 'Always';

const later = (knownMs: number, { lastState }: ContainerStatus): number =>
  Math.max(knownMs, parseTimestamp(lastState.terminated?.finishedAt) || 0);

function startReason({ status }: Pod): string {
  const gated = status.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : (status.reason ?? status.phase);
}

const ended = (terminated: { readonly signal?: number; readonly exitCode: number }) =>
  terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;

/** What keeps the Pod in initialization; undefined when init container number `index` does not. */
function initReason(status: ContainerStatus, isSidecar: boolean, index: number, total: number) {
  const { terminated, waiting } = status.state;
  if (terminated?.exitCode === 0 || (isSidecar && status.started)) return undefined;
  if (terminated) return `Init:${terminated.reason || ended(terminated)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}

/** @returns whether the Pod is still initializing */
function countInitContainers({ spec, status }: Pod, summary: Summary): boolean {
  const containers = spec.initContainers ?? [];
  for (const [index, each] of (status.initContainerStatuses ?? []).entries()) {
    const isSidecar = isRestartable(containers.find(({ name }) => name === each.name));
    summary.restarts += each.restartCount;
    summary.lastRestartMs = later(summary.lastRestartMs, each);
    if (isSidecar) {
      summary.sidecarRestarts += each.restartCount;
      summary.lastSidecarRestartMs = later(summary.lastSidecarRestartMs, each);
    }
    const reason = initReason(each, isSidecar, index, containers.length);
    if (reason !== undefined) {
      summary.reason = reason;
      return true;
    }
    if (each.state.terminated?.exitCode !== 0 && each.ready) summary.readyCount++;
  }
  return false;
}

function countContainers({ status }: Pod, summary: Summary): void {
  summary.restarts = summary.sidecarRestarts;
  summary.lastRestartMs = summary.lastSidecarRestartMs;
  let hasRunning = false;
  for (const each of [...(status.containerStatuses ?? [])].reverse()) {
    const { waiting, terminated, running } = each.state;
    summary.restarts += each.restartCount;
    summary.lastRestartMs = later(summary.lastRestartMs, each);
    if (waiting?.reason) summary.reason = waiting.reason;
    else if (terminated) summary.reason = terminated.reason || ended(terminated);
    else if (each.ready && running) {
      hasRunning = true;
      summary.readyCount++;
    }
  }
  if (summary.reason === 'Completed' && hasRunning)
    summary.reason = isConditionTrue(status.conditions, 'Ready') ? 'Running' : 'NotReady';
}

function summarize(pod: Pod): Summary {
  const summary: Summary = {
    reason: startReason(pod),
    readyCount: 0,
    restarts: 0,
    lastRestartMs: 0,
    sidecarRestarts: 0,
    lastSidecarRestartMs: 0,
  };
  const isInitializing = countInitContainers(pod, summary);
  if (!isInitializing || isConditionTrue(pod.status.conditions, 'Initialized')) countContainers(pod, summary);
  const { phase, reason } = pod.status;
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (reason === 'NodeLost') summary.reason = 'Unknown';
    else if (phase !== 'Succeeded' && phase !== 'Failed') summary.reason = 'Terminating';
  }
  return summary;
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(({ conditionType }) => isConditionTrue(status.conditions, conditionType));
  return `${open.length}/${gates.length}`;
}

export const podTable: TableConvertor<Pod> = {
  columns: [
    nameColumn,
    column('Ready', 'Containers that are ready, of all.'),
    column('Status', 'What the containers of the Pod are up to, in a word.'),
    column('Restarts', 'How often containers were started again, and when last.'),
    ageColumn,
    wideColumn('IP', 'Address of the Pod.'),
    wideColumn('Node', 'Node the Pod is bound to.'),
    wideColumn('Nominated Node', 'Node on which room is being made for the Pod.'),
    wideColumn('Readiness Gates', 'Conditions from outside that hold, of all the Pod waits for.'),
  ],
  cells: (pod, epochNowMs) => {
    const { metadata, spec, status } = pod;
    const { reason, readyCount, restarts, lastRestartMs } = summarize(pod);
    const total = spec.containers.length + (spec.initContainers ?? []).filter(isRestartable).length;
    return [
      metadata.name,
      `${readyCount}/${total}`,
      reason,
      restarts > 0 && lastRestartMs > 0
        ? `${restarts} (${humanDuration(epochNowMs - lastRestartMs)} ago)`
        : String(restarts),
      since(metadata.creationTimestamp, epochNowMs),
      status.podIPs?.[0]?.ip || status.podIP || '<none>',
      spec.nodeName || '<none>',
      status.nominatedNodeName || '<none>',
      readinessGates(pod),
    ];
  },
};
