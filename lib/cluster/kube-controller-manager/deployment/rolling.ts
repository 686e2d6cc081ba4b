import type { ReplicaSet } from '../../api/apps';
import type { Task } from '../../process';
import { isRequestError } from '../controller-pod-control';
import { byCreationTimestamp } from '../controller-pods';
import { deploymentComplete } from './deployment-conditions';
import type { DeploymentSync } from './deployment-sync';
import { syncRolloutStatus } from './progress';
import {
  filterActive,
  maxUnavailable,
  newReplicaSetReplicas,
  sumOfReplicas,
  sumOfStatus,
} from './replica-sets';
import {
  type AllReplicaSets,
  allOf,
  cleanupDeployment,
  getAllReplicaSetsAndSyncRevision,
  scaleReplicaSetAndRecordEvent,
} from './sync';

/** Growing the new ReplicaSet and shrinking the old ones, a step at each sync (pkg/controller/deployment/rolling.go). */
export function* rolloutRolling(sync: DeploymentSync): Task {
  const sets = yield* getAllReplicaSetsAndSyncRevision(sync, true);
  const isScaled =
    (yield* reconcileNewReplicaSet(sync, sets)) || (yield* reconcileOldReplicaSets(sync, sets));
  if (!isScaled && deploymentComplete(sync.deployment, sync.deployment.status))
    yield* cleanupDeployment(sync, sets.oldSets);
  yield* syncRolloutStatus(sync, sets);
}

function* reconcileNewReplicaSet(sync: DeploymentSync, sets: AllReplicaSets): Task<boolean> {
  const { newSet } = sets;
  const { deployment } = sync;
  const { replicas } = deployment.spec;
  if (newSet === undefined || newSet.spec.replicas === replicas) return false;
  const size =
    newSet.spec.replicas > replicas
      ? replicas
      : newReplicaSetReplicas(deployment, allOf(sets), newSet.spec.replicas);
  return (yield* scaleReplicaSetAndRecordEvent(sync, newSet, size)) !== undefined;
}

/** Old Pods may go when enough others are available; those that are not available themselves may go first. */
function* reconcileOldReplicaSets(sync: DeploymentSync, sets: AllReplicaSets): Task<boolean> {
  const { newSet } = sets;
  const old = filterActive(sets.oldSets).sort(byCreationTimestamp);
  if (newSet === undefined || old.length === 0) return false;
  const minAvailable = sync.deployment.spec.replicas - maxUnavailable(sync.deployment);
  const newUnavailable = newSet.spec.replicas - (newSet.status.availableReplicas ?? 0);
  const maxScaledDown = sumOfReplicas(allOf(sets)) - minAvailable - newUnavailable;
  if (maxScaledDown <= 0) return false;
  try {
    const cleaned = yield* cleanupUnhealthyReplicas(sync, old, maxScaledDown);
    if (cleaned === undefined) return false;
    const available = sumOfStatus([...old, newSet], 'availableReplicas');
    const removed = yield* scaleDownOldReplicaSets(sync, old, available - minAvailable);
    return cleaned + removed > 0;
  } catch (error) {
    // A Conflict ends the step; the ReplicaSet's own change brings the next sync.
    if (!isRequestError(error)) throw error;
    return false;
  }
}

/**
 * @param old is brought up to date in place
 * @returns how many Pods fewer; undefined when a ReplicaSet reports more available Pods than it may have: its status is
 *   behind, and nothing can be said yet
 */
function* cleanupUnhealthyReplicas(
  sync: DeploymentSync,
  old: ReplicaSet[],
  most: number,
): Task<number | undefined> {
  let count = 0;
  for (const [index, set] of old.entries()) {
    if (count >= most) break;
    const unhealthy = set.spec.replicas - (set.status.availableReplicas ?? 0);
    if (set.spec.replicas === 0 || unhealthy === 0) continue;
    if (unhealthy < 0) return undefined;
    const fewer = Math.min(most - count, unhealthy);
    old[index] = (yield* scaleReplicaSetAndRecordEvent(sync, set, set.spec.replicas - fewer)) ?? set;
    count += fewer;
  }
  return count;
}

/** @returns how many Pods fewer */
function* scaleDownOldReplicaSets(
  sync: DeploymentSync,
  old: readonly ReplicaSet[],
  most: number,
): Task<number> {
  let count = 0;
  for (const set of old) {
    if (count >= most) break;
    if (set.spec.replicas === 0) continue;
    const fewer = Math.min(set.spec.replicas, most - count);
    yield* scaleReplicaSetAndRecordEvent(sync, set, set.spec.replicas - fewer);
    count += fewer;
  }
  return count;
}
