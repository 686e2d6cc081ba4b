import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import type { Condition } from '../../api/meta';
import { deployments } from '../../api/resources';
import type { Controller } from '../../client-go/controller';
import type { Task } from '../../process';
import { updateStatus } from '../controller-status';
import { newDeploymentCondition, setDeploymentCondition } from './deployment-conditions';

/** What the steps of one sync of one Deployment share. */
export interface DeploymentSync {
  readonly controller: Controller;
  /**
   * The Deployment as seen when the sync began, with what the sync changed in its status. Its resourceVersion stays the old
   * one, as upstream's does: a second write in one sync meets a Conflict and the Deployment is synced again.
   */
  deployment: Deployment;
  /** Those it controls. */
  readonly replicaSets: readonly ReplicaSet[];
  /** The Pods by the uid of their ReplicaSet; for Recreate. */
  podsOf(replicaSet: ReplicaSet): readonly Pod[];
  requeueAfter(ms: number): void;
}

/** Sets the condition Progressing. */
export function setCondition(
  sync: DeploymentSync,
  status: Condition['status'],
  reason: string,
  message: string,
): void {
  const { deployment } = sync;
  const now = sync.controller.simulation.timestamp();
  const condition = newDeploymentCondition('Progressing', status, reason, message, now);
  const conditions = setDeploymentCondition(deployment.status.conditions ?? [], condition);
  sync.deployment = { ...deployment, status: { ...deployment.status, conditions } };
}

export function* updateDeploymentStatus(sync: DeploymentSync, status?: DeploymentStatus): Task {
  if (status) sync.deployment = { ...sync.deployment, status };
  yield* updateStatus(sync.controller, deployments, sync.deployment);
}
