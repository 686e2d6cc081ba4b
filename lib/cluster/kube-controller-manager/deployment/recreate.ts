import type { Task } from '../../process';
import { isPodTerminal } from '../controller-pods';
import { deploymentComplete } from './deployment-conditions';
import type { DeploymentSync } from './deployment-sync';
import { syncRolloutStatus } from './progress';
import { filterActive } from './replica-sets';
import {
  type AllReplicaSets,
  cleanupDeployment,
  getAllReplicaSetsAndSyncRevision,
  scaleReplicaSetAndRecordEvent,
} from './sync';

/** All old Pods end before the first new one begins (pkg/controller/deployment/recreate.go). */
export function* rolloutRecreate(sync: DeploymentSync): Task {
  let sets = yield* getAllReplicaSetsAndSyncRevision(sync, false);
  let isScaledDown = false;
  for (const old of filterActive(sets.oldSets))
    if (yield* scaleReplicaSetAndRecordEvent(sync, old, 0)) isScaledDown = true;
  if (isScaledDown || oldPodsRunning(sync, sets)) {
    yield* syncRolloutStatus(sync, sets);
    return;
  }
  if (sets.newSet === undefined) sets = yield* getAllReplicaSetsAndSyncRevision(sync, true);
  const { deployment } = sync;
  if (sets.newSet) yield* scaleReplicaSetAndRecordEvent(sync, sets.newSet, deployment.spec.replicas);
  if (deploymentComplete(deployment, deployment.status)) yield* cleanupDeployment(sync, sets.oldSets);
  yield* syncRolloutStatus(sync, sets);
}

/** Pods that are being deleted still run. */
function oldPodsRunning(sync: DeploymentSync, { oldSets }: AllReplicaSets): boolean {
  return oldSets.some(
    (set) => set.status.replicas > 0 || sync.podsOf(set).some((pod) => !isPodTerminal(pod)),
  );
}
