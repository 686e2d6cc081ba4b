import type { ReplicaSet, ReplicaSetStatus } from '../../api/apps';
import { findCondition } from '../../api/conditions';
import type { Condition } from '../../api/meta';
import { replicaSets } from '../../api/resources';
import type { Controller } from '../../client-go/controller';
import type { Task } from '../../process';
import { isRequestError } from '../controller-pod-control';
import { omitEmpty, updateStatus } from '../controller-status';
import type { Counts } from './pod-tally';

/** The status of a ReplicaSet (pkg/controller/replicaset/replica_set_utils.go). */
const failureType = 'ReplicaFailure';

/** @param error what creating or deleting Pods ended with */
export function calculateStatus(
  { status, spec }: ReplicaSet,
  counts: Counts,
  available: number,
  error: Error | undefined,
  now: string,
): ReplicaSetStatus {
  const failure = findCondition(status.conditions, failureType);
  let conditions: readonly Condition[] = status.conditions ?? [];
  if (error !== undefined && failure === undefined) {
    const missing = spec.replicas - counts.active;
    const reason = missing > 0 ? 'FailedCreate' : missing < 0 ? 'FailedDelete' : '';
    const { message } = error;
    conditions = [
      ...conditions,
      { type: failureType, status: 'True', lastTransitionTime: now, ...(reason && { reason }), message },
    ];
  } else if (error === undefined && failure !== undefined)
    conditions = conditions.filter(({ type }) => type !== failureType);
  return omitEmpty(
    {
      replicas: counts.active,
      fullyLabeledReplicas: counts.fullyLabeled,
      readyReplicas: counts.ready,
      availableReplicas: available,
      terminatingReplicas: counts.terminating,
      conditions,
    },
    ['replicas', 'terminatingReplicas'],
  );
}

/** Writes the status when it is new, trying once more with the newest object. @returns the object as stored */
export function* updateReplicaSetStatus(
  controller: Controller,
  replicaSet: ReplicaSet,
  status: ReplicaSetStatus,
): Task<ReplicaSet> {
  const { generation = 0, namespace, name } = replicaSet.metadata;
  if (isSameStatus(replicaSet.status, status) && generation === replicaSet.status.observedGeneration)
    return replicaSet;
  const next = { ...status, ...(generation && { observedGeneration: generation }) };
  try {
    return yield* updateStatus(controller, replicaSets, { ...replicaSet, status: next });
  } catch (error) {
    if (!isRequestError(error)) throw error;
    const fresh = yield* controller.client.get(replicaSets, namespace, name);
    return yield* updateStatus(controller, replicaSets, { ...fresh, status: next });
  }
}

function isSameStatus(old: ReplicaSetStatus, next: ReplicaSetStatus): boolean {
  return (
    old.replicas === next.replicas &&
    old.fullyLabeledReplicas === next.fullyLabeledReplicas &&
    old.readyReplicas === next.readyReplicas &&
    old.availableReplicas === next.availableReplicas &&
    old.terminatingReplicas === next.terminatingReplicas &&
    (old.conditions ?? []).length === (next.conditions ?? []).length &&
    (old.conditions ?? []).every((condition, index) => condition === next.conditions?.[index])
  );
}
