import { findCondition } from '../api/conditions';
import type { ContainerStatus, Pod, PodPhase, PodStatus } from '../api/core';
import type { Condition } from '../api/meta';
import { isSidecar } from './container-status';

/** What was found out about the Pod as a whole. */
export interface Verdict {
  readonly phase: PodPhase;
  readonly isInitialized: boolean;
  readonly isSandboxUp: boolean;
  readonly failure: { readonly message: string; readonly isDisruption?: boolean } | undefined;
}

/** The conditions a kubelet answers for, in upstream's order (pkg/kubelet/status/generate.go). */
export function podConditions(
  pod: Pod,
  old: PodStatus,
  statuses: readonly ContainerStatus[],
  initStatuses: readonly ContainerStatus[],
  { phase, isInitialized, isSandboxUp, failure }: Verdict,
  at: string,
): Condition[] {
  const conditions: Condition[] = [];
  const put = (type: string, isTrue: boolean, reason?: string, message?: string) => {
    conditions.push(condition(type, isTrue ? 'True' : 'False', reason, message, pod, old, at));
  };
  const isOver = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  if (failure?.isDisruption) put('DisruptionTarget', true, 'TerminationByKubelet', failure.message);
  put('PodReadyToStartContainers', isSandboxUp && isOver === undefined);
  if (isInitialized) put('Initialized', true, isOver === 'PodCompleted' ? isOver : undefined);
  else put('Initialized', false, 'ContainersNotInitialized', incomplete(pod, initStatuses));
  const unready = isOver ? '' : namesOf(unreadyOf(pod, statuses, initStatuses));
  const reason = isOver ?? (unready ? 'ContainersNotReady' : undefined);
  const message = unready ? `containers with unready status: ${unready}` : undefined;
  const closedGates = reason === undefined ? gatesMissing(pod) : '';
  if (closedGates) put('Ready', false, 'ReadinessGatesNotReady', closedGates);
  else put('Ready', reason === undefined, reason, message);
  put('ContainersReady', reason === undefined, reason, message);
  put('PodScheduled', true);
  return conditions;
}

/** `[a b]`, or nothing when there is none. */
function namesOf(statuses: readonly ContainerStatus[]): string {
  return statuses.length === 0 ? '' : `[${statuses.map(({ name }) => name).join(' ')}]`;
}

/** Containers and sidecars that are not ready. */
function unreadyOf(
  pod: Pod,
  statuses: readonly ContainerStatus[],
  initStatuses: readonly ContainerStatus[],
): readonly ContainerStatus[] {
  const sidecars = (pod.spec.initContainers ?? []).flatMap((spec, index) => {
    const status = initStatuses[index];
    return isSidecar(spec) && status ? [status] : [];
  });
  return [...sidecars, ...statuses].filter(({ ready }) => !ready);
}

function incomplete(pod: Pod, statuses: readonly ContainerStatus[]): string {
  const waited = statuses.filter(({ state, started }, index) => {
    const spec = pod.spec.initContainers?.[index];
    return spec && (isSidecar(spec) ? !started : state.terminated?.exitCode !== 0);
  });
  return `containers with incomplete status: ${namesOf(waited)}`;
}

/** Readiness gates come on top of the containers' readiness. */
function gatesMissing(pod: Pod): string {
  const missing = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const status = findCondition(pod.status.conditions, conditionType)?.status;
    if (status === undefined)
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${status}`];
  });
  return missing.join(', ');
}

/** The same condition object again when nothing about it changed. */
function condition(
  type: string,
  status: 'True' | 'False',
  reason: string | undefined,
  message: string | undefined,
  pod: Pod,
  old: PodStatus,
  at: string,
): Condition {
  const { generation } = pod.metadata;
  const before = findCondition(old.conditions, type);
  if (
    before?.status === status &&
    before.reason === reason &&
    before.message === message &&
    before.observedGeneration === generation
  )
    return before;
  const lastTransitionTime = (before?.status === status && before.lastTransitionTime) || at;
  const made: { -readonly [Key in keyof Condition]: Condition[Key] } = {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime,
  };
  if (generation !== undefined) made.observedGeneration = generation;
  if (reason !== undefined) made.reason = reason;
  if (message !== undefined) made.message = message;
  return made;
}
