import type { DeploymentStatus } from '../../api/apps';
import { findCondition } from '../../api/conditions';
import type { Condition } from '../../api/meta';
import type { Task } from '../../process';
import {
  deploymentComplete,
  deploymentProgressing,
  deploymentTimedOut,
  hasProgressDeadline,
  newDeploymentCondition,
  removeDeploymentCondition,
  setDeploymentCondition,
  untilDeadlineMs,
} from './deployment-conditions';
import { type DeploymentSync, updateDeploymentStatus } from './deployment-sync';
import { type AllReplicaSets, allOf, calculateStatus, isSameStatus } from './sync';

/** Whether a rollout gets on, and the deadline for it (pkg/controller/deployment/progress.go). */
export function* syncRolloutStatus(sync: DeploymentSync, sets: AllReplicaSets): Task {
  const { deployment } = sync;
  const counted = calculateStatus(sync, sets);
  let conditions = progressConditions(sync, sets, counted);
  const failure = replicaFailure(sets);
  conditions = failure
    ? setDeploymentCondition(conditions, failure)
    : removeDeploymentCondition(conditions, 'ReplicaFailure');
  const status = { ...counted, conditions };
  if (isSameStatus(deployment.status, status)) requeueStuckDeployment(sync, status);
  else yield* updateDeploymentStatus(sync, status);
}

function progressConditions(
  { deployment, controller }: DeploymentSync,
  { newSet }: AllReplicaSets,
  status: DeploymentStatus,
): readonly Condition[] {
  const { conditions = [] } = status;
  if (!hasProgressDeadline(deployment)) return removeDeploymentCondition(conditions, 'Progressing');
  const current = findCondition(deployment.status.conditions, 'Progressing');
  const isDone =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (isDone) return conditions;
  const { simulation } = controller;
  const subject = newSet
    ? `ReplicaSet "${newSet.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  const now = simulation.timestamp();
  const progressing = (isTrue: boolean, reason: string, what: string) =>
    newDeploymentCondition('Progressing', isTrue ? 'True' : 'False', reason, `${subject} ${what}.`, now);
  if (deploymentComplete(deployment, status))
    return setDeploymentCondition(
      conditions,
      progressing(true, 'NewReplicaSetAvailable', 'has successfully progressed'),
    );
  if (deploymentProgressing(deployment, status)) {
    const condition = progressing(true, 'ReplicaSetUpdated', 'is progressing');
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined;
    // Progress moves lastUpdateTime even when the reason stays: the deadline counts from there.
    return [
      ...removeDeploymentCondition(conditions, 'Progressing'),
      { ...condition, lastTransitionTime: since ?? now },
    ];
  }
  return deploymentTimedOut(deployment, conditions, simulation.epochNowMs)
    ? setDeploymentCondition(
        conditions,
        progressing(false, 'ProgressDeadlineExceeded', 'has timed out progressing'),
      )
    : conditions;
}

/** What a ReplicaSet could not create or delete; the new one's trouble before the others'. */
function replicaFailure(sets: AllReplicaSets): Condition | undefined {
  const { newSet } = sets;
  for (const set of newSet ? [newSet, ...allOf(sets)] : allOf(sets)) {
    const found = findCondition(set.status?.conditions, 'ReplicaFailure');
    if (found) {
      const { type, status, lastTransitionTime = '', reason = '', message = '' } = found;
      return { type, status, lastTransitionTime, lastUpdateTime: lastTransitionTime, reason, message };
    }
  }
  return undefined;
}

/** Nothing moves now: looks again when the deadline will be over. */
function requeueStuckDeployment(sync: DeploymentSync, status: DeploymentStatus): void {
  const { deployment, controller } = sync;
  const current = findCondition(deployment.status.conditions, 'Progressing');
  if (!hasProgressDeadline(deployment) || current === undefined) return;
  if (deploymentComplete(deployment, status) || current.reason === 'ProgressDeadlineExceeded') return;
  const ms = untilDeadlineMs(deployment, current, controller.simulation.epochNowMs);
  sync.requeueAfter(Math.max(0, ms) + 1000);
}
