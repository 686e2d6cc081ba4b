import type { Deployment, DeploymentStatus } from '../../api/apps';
import { findCondition } from '../../api/conditions';
import type { Condition } from '../../api/meta';
import { parseTimestamp } from '../../api/time';

/** Conditions of a Deployment (pkg/controller/deployment/util/deployment_util.go). */
export type DeploymentCondition = 'Available' | 'Progressing' | 'ReplicaFailure';

/** A condition of now. */
export function newDeploymentCondition(
  type: DeploymentCondition,
  status: Condition['status'],
  reason: string,
  message: string,
  now: string,
): Condition {
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/** Puts `condition` in; one with the same status and reason is left alone, and a transition needs a change of status. */
export function setDeploymentCondition(
  conditions: readonly Condition[],
  condition: Condition,
): readonly Condition[] {
  const current = findCondition(conditions, condition.type);
  if (current?.status === condition.status && current.reason === condition.reason) return conditions;
  const kept =
    current?.status === condition.status && current.lastTransitionTime !== undefined
      ? { ...condition, lastTransitionTime: current.lastTransitionTime }
      : condition;
  return [...removeDeploymentCondition(conditions, condition.type as DeploymentCondition), kept];
}

export function removeDeploymentCondition(
  conditions: readonly Condition[],
  type: DeploymentCondition,
): readonly Condition[] {
  return conditions.some((each) => each.type === type)
    ? conditions.filter((each) => each.type !== type)
    : conditions;
}

export function hasProgressDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2 ** 31 - 1;
}

export function deploymentComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/** Whether `next` is nearer to the end than what was written last. */
export function deploymentProgressing({ status: last }: Deployment, next: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (next.updatedReplicas ?? 0) > (last.updatedReplicas ?? 0) ||
    old(next) < old(last) ||
    (next.readyReplicas ?? 0) > (last.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (last.availableReplicas ?? 0)
  );
}

/** Milliseconds until the progress deadline: negative once it is over. */
export function untilDeadlineMs(
  { spec }: Deployment,
  { lastUpdateTime }: Condition,
  epochNowMs: number,
): number {
  return parseTimestamp(lastUpdateTime) + spec.progressDeadlineSeconds * 1000 - epochNowMs;
}

/** Whether nothing moved for longer than the deadline. Once said it stays, until there is progress. */
export function deploymentTimedOut(
  deployment: Deployment,
  conditions: readonly Condition[],
  epochNowMs: number,
): boolean {
  const condition = findCondition(conditions, 'Progressing');
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  return (
    condition.reason === 'ProgressDeadlineExceeded' || untilDeadlineMs(deployment, condition, epochNowMs) < 0
  );
}
