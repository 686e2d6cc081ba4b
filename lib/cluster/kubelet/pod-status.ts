import type { Container as ContainerSpec, ContainerStatus, Pod, PodPhase, PodStatus } from '../api/core';
import type { Condition } from '../api/meta';
import { timestamp } from '../api/time';
import type { Container } from './container';
import type { PodSandbox } from './container-runtime';
import { convertToAPIContainerStatus, isSidecar } from './container-status';

/** What the probes say of containers that run. */
export interface ProbeResults {
  isStarted(spec: ContainerSpec, container: Container): boolean;
  isReady(spec: ContainerSpec, container: Container): boolean;
}

/** What the kubelet knows of a Pod on its machine. */
export interface PodRuntimeState {
  readonly sandbox: PodSandbox | undefined;
  /** Why containers wait, as the last attempt to start them ended (the reason cache). */
  readonly reasons: ReadonlyMap<string, { readonly reason: string; readonly message: string }> | undefined;
  readonly startTime: string;
  readonly hostIP: string;
  /** Milliseconds since 1970 at virtual time 0, and now. */
  readonly epochMs: number;
  readonly nowMs: number;
  readonly probes: ProbeResults;
}

/** The status to report (kubelet_pods.go, generateAPIPodStatus). `old` is the last one, for the times of its conditions. */
export function generateAPIPodStatus(
  pod: Pod,
  old: PodStatus,
  runtime: PodRuntimeState,
  isTerminal: boolean,
  failure?: { readonly reason: string; readonly message: string; readonly isDisruption?: boolean },
): PodStatus {
  const { sandbox } = runtime;
  const inits = pod.spec.initContainers ?? [];
  const initStatuses = inits.map((spec) =>
    convertToAPIContainerStatus(pod, spec, runtime, 'PodInitializing'),
  );
  const isInitialized = hasInitialized(inits, initStatuses);
  const waitingFor = inits.length > 0 && !isInitialized ? 'PodInitializing' : 'ContainerCreating';
  let statuses = pod.spec.containers.map((spec) =>
    convertToAPIContainerStatus(pod, spec, runtime, inits.length > 0 ? 'PodInitializing' : waitingFor),
  );
  if (isTerminal) statuses = statuses.map((status) => withLostContainer(status));
  // A phase is final only when nothing runs any more (status_manager.go, mergePodStatus).
  const isFailed = failure !== undefined && (isTerminal || !statuses.some(({ state }) => state.running));
  const phase = isFailed ? 'Failed' : getPhase(pod, statuses, initStatuses, isTerminal, isInitialized);
  const podIP = sandbox?.isReady || isTerminal ? sandbox?.ip : old.podIP;
  const { generation } = pod.metadata;
  const verdict = { phase, isInitialized, isTerminal, failure };
  const drafts = conditionsOf(pod, old, runtime, statuses, initStatuses, verdict);
  const conditions = Object.entries(drafts).map(([type, draft]) => withTimes(type, draft, pod, old, runtime));
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    conditions,
    ...(isFailed && { reason: failure.reason, message: failure.message }),
    hostIP: runtime.hostIP,
    hostIPs: [{ ip: runtime.hostIP }],
    ...(podIP && { podIP, podIPs: [{ ip: podIP }] }),
    startTime: runtime.startTime,
    ...(inits.length > 0 && { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
    ...(old.qosClass && { qosClass: old.qosClass }),
  };
}

/** Init containers are behind: the ordinary ones succeeded, the sidecars started. */
function hasInitialized(inits: readonly ContainerSpec[], statuses: readonly ContainerStatus[]): boolean {
  return inits.every((spec, index) => {
    const status = statuses[index];
    if (isSidecar(spec)) return status?.started === true;
    return status?.state.terminated?.exitCode === 0;
  });
}

/** status_manager.go, TerminatePod: what cannot be found any more counts as failed. */
function withLostContainer(status: ContainerStatus): ContainerStatus {
  if (status.state.terminated) return status;
  return {
    ...status,
    state: {
      terminated: {
        exitCode: 137,
        reason: 'ContainerStatusUnknown',
        message: 'The container could not be located when the pod was terminated',
        startedAt: null,
        finishedAt: null,
      },
    },
    ready: false,
    started: false,
  };
}

/** kubelet_pods.go, getPhase */
function getPhase(
  pod: Pod,
  statuses: readonly ContainerStatus[],
  initStatuses: readonly ContainerStatus[],
  isTerminal: boolean,
  isInitialized: boolean,
): PodPhase {
  const { restartPolicy, initContainers = [] } = pod.spec;
  const isInitFailed = initStatuses.some(
    ({ state }, index) =>
      (state.terminated?.exitCode ?? 0) !== 0 && initContainers[index]?.restartPolicy !== 'Always',
  );
  if (isInitFailed && restartPolicy === 'Never') return 'Failed';
  const isWaiting = statuses.some(({ state, lastState }) => state.waiting && !lastState.terminated);
  if ((initContainers.length > 0 && !isInitialized && !isTerminal) || isWaiting)
    return isTerminal ? 'Failed' : 'Pending';
  const ended = statuses.filter(({ state }) => state.terminated);
  if (ended.length < statuses.length) return 'Running';
  const isAllGood = ended.every(({ state }) => state.terminated?.exitCode === 0);
  if (restartPolicy === 'Always' && !isTerminal) return 'Running';
  if (isAllGood) return 'Succeeded';
  return restartPolicy === 'Never' || isTerminal ? 'Failed' : 'Running';
}

interface Verdict {
  readonly phase: PodPhase;
  readonly isInitialized: boolean;
  readonly isTerminal: boolean;
  readonly failure: { readonly message: string; readonly isDisruption?: boolean } | undefined;
}

type Draft = Pick<Condition, 'status'> & { readonly reason?: string; readonly message?: string };
const yes: Draft = { status: 'True' };
const no: Draft = { status: 'False' };

/** pkg/kubelet/status/generate.go, in the order upstream lists them. */
function conditionsOf(
  pod: Pod,
  old: PodStatus,
  runtime: PodRuntimeState,
  statuses: readonly ContainerStatus[],
  initStatuses: readonly ContainerStatus[],
  { phase, isInitialized, isTerminal, failure }: Verdict,
): Readonly<Record<string, Draft>> {
  const isOver = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  const sidecars = (pod.spec.initContainers ?? []).flatMap((spec, index) => {
    const status = initStatuses[index];
    return isSidecar(spec) && status ? [status] : [];
  });
  const unready = [...sidecars, ...statuses].filter(({ ready }) => !ready).map(({ name }) => name);
  const containersReady: Draft = isOver
    ? { ...no, reason: isOver }
    : unready.length > 0
      ? {
          ...no,
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        }
      : yes;
  const initialized: Draft = isInitialized
    ? { ...yes, ...(isOver === 'PodCompleted' && { reason: isOver }) }
    : { ...no, ...notInitialized(pod, initStatuses) };
  const isSandboxUp = runtime.sandbox?.isReady === true && !isTerminal && isOver === undefined;
  return {
    ...(failure?.isDisruption && {
      DisruptionTarget: { ...yes, reason: 'TerminationByKubelet', message: failure.message },
    }),
    PodReadyToStartContainers: isSandboxUp ? yes : no,
    Initialized: initialized,
    Ready: readyOf(pod, old, containersReady),
    ContainersReady: containersReady,
    PodScheduled: yes,
  };
}

function notInitialized(pod: Pod, statuses: readonly ContainerStatus[]): Partial<Draft> {
  const names = statuses
    .filter(({ state, started }, index) => {
      const spec = pod.spec.initContainers?.[index];
      return spec && (isSidecar(spec) ? !started : state.terminated?.exitCode !== 0);
    })
    .map(({ name }) => name);
  return {
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${names.join(' ')}]`,
  };
}

/** Readiness gates come on top of the containers' readiness. */
function readyOf(pod: Pod, old: PodStatus, containersReady: Draft): Draft {
  const gates = pod.spec.readinessGates ?? [];
  if (containersReady.status !== 'True' || gates.length === 0) return containersReady;
  const missing = gates.flatMap(({ conditionType }) => {
    const status = old.conditions?.find(({ type }) => type === conditionType)?.status;
    if (status === undefined)
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${status}`];
  });
  if (missing.length === 0) return yes;
  return { ...no, reason: 'ReadinessGatesNotReady', message: missing.join(', ') };
}

/** The same condition object again when nothing about it changed. */
function withTimes(
  type: string,
  draft: Draft,
  pod: Pod,
  old: PodStatus,
  runtime: PodRuntimeState,
): Condition {
  const before = old.conditions?.find((condition) => condition.type === type);
  const { generation } = pod.metadata;
  if (
    before &&
    before.status === draft.status &&
    before.reason === draft.reason &&
    before.message === draft.message &&
    before.observedGeneration === generation
  )
    return before;
  return {
    type,
    ...(generation !== undefined && { observedGeneration: generation }),
    ...draft,
    lastProbeTime: null,
    lastTransitionTime:
      before && before.status === draft.status && before.lastTransitionTime
        ? before.lastTransitionTime
        : timestamp(runtime.epochMs + runtime.nowMs),
  };
}
