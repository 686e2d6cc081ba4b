import type { Container as ContainerSpec, ContainerStatus, Pod, PodPhase, PodStatus } from '../api/core';
import type { Container } from './container';
import type { PodSandbox } from './container-runtime';
import { convertToAPIContainerStatus, isSidecar } from './container-status';
import { podConditions } from './pod-conditions';

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
  /** Now, as conditions tell it. */
  readonly at: string;
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
  const { initContainers: inits = none } = pod.spec;
  const waitingFor = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const initStatuses = inits.map((spec, index) => {
    const before = old.initContainerStatuses?.[index];
    const each = convertToAPIContainerStatus(pod, spec, runtime, waitingFor, before);
    // An init container that has done its work counts as ready (prober manager, UpdatePodStatus).
    return each.state.terminated?.exitCode === 0 && !isSidecar(spec) ? { ...each, ready: true } : each;
  });
  const isInitialized = hasInitialized(inits, initStatuses);
  let statuses = pod.spec.containers.map((spec, index) =>
    convertToAPIContainerStatus(pod, spec, runtime, waitingFor, old.containerStatuses?.[index]),
  );
  if (isTerminal) statuses = statuses.map((status) => withLostContainer(status));
  // A phase is final only when nothing runs any more (status_manager.go, mergePodStatus).
  const isFailed = failure !== undefined && (isTerminal || !statuses.some(({ state }) => state.running));
  const phase = isFailed ? 'Failed' : getPhase(pod, statuses, initStatuses, isTerminal, isInitialized);
  const podIP = sandbox?.isReady || isTerminal ? sandbox?.ip : old.podIP;
  const isSandboxUp = sandbox?.isReady === true && !isTerminal;
  const verdict = { phase, isInitialized, isSandboxUp, failure };
  const status: Mutable<PodStatus> = {
    phase,
    conditions: podConditions(pod, old, statuses, initStatuses, verdict, runtime.at),
    hostIP: runtime.hostIP,
    hostIPs: [{ ip: runtime.hostIP }],
    startTime: runtime.startTime,
    containerStatuses: statuses,
  };
  // Set one by one: this is done for every Pod several times, and spreading costs.
  if (pod.metadata.generation !== undefined) status.observedGeneration = pod.metadata.generation;
  if (isFailed) {
    status.reason = failure.reason;
    status.message = failure.message;
  }
  if (podIP) {
    status.podIP = podIP;
    status.podIPs = [{ ip: podIP }];
  }
  if (inits.length > 0) status.initContainerStatuses = initStatuses;
  if (old.qosClass) status.qosClass = old.qosClass;
  return status;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
const none: readonly never[] = [];

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
