import type { DeploymentStatus, ReplicaSet } from '../../api/apps';
import { findCondition } from '../../api/conditions';
import { replicaSets } from '../../api/resources';
import { deepEqual } from '../../kube-apiserver/deep-equal';
import type { Task } from '../../process';
import { isNotFound } from '../controller-pod-control';
import { byCreationTimestamp } from '../controller-pods';
import { omitEmpty } from '../controller-status';
import { hasProgressDeadline, newDeploymentCondition, setDeploymentCondition } from './deployment-conditions';
import { type DeploymentSync, setCondition, updateDeploymentStatus } from './deployment-sync';
import { getNewReplicaSet } from './new-replica-set';
import {
  bySize,
  filterActive,
  findActiveOrLatest,
  findNewReplicaSet,
  isRollingUpdate,
  isSaturated,
  maxSurge,
  maxUnavailable,
  proportion,
  sumOfReplicas,
  sumOfStatus,
  withReplicasAnnotations,
} from './replica-sets';

/** What every rollout does, whatever its strategy (pkg/controller/deployment/sync.go). */
export interface AllReplicaSets {
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
}

export const allOf = ({ newSet, oldSets }: AllReplicaSets) => (newSet ? [...oldSets, newSet] : oldSets);

/** Finds the new and the old ones; gives the new one and the Deployment their revision. */
export function* getAllReplicaSetsAndSyncRevision(
  sync: DeploymentSync,
  createsMissing: boolean,
): Task<AllReplicaSets> {
  const existing = findNewReplicaSet(sync.deployment, sync.replicaSets);
  const oldSets = sync.replicaSets.filter((each) => each !== existing);
  return { newSet: yield* getNewReplicaSet(sync, existing, oldSets, createsMissing), oldSets };
}

/** For a Deployment that is being deleted. */
export function* syncStatusOnly(sync: DeploymentSync): Task {
  yield* syncDeploymentStatus(sync, yield* getAllReplicaSetsAndSyncRevision(sync, false));
}

/** For a Deployment that is paused or was scaled. */
export function* syncScaling(sync: DeploymentSync): Task {
  const sets = yield* getAllReplicaSetsAndSyncRevision(sync, false);
  yield* scale(sync, sets);
  if (sync.deployment.spec.paused) yield* cleanupDeployment(sync, sets.oldSets);
  yield* syncDeploymentStatus(sync, sets);
}

/** Pausing and resuming stop and restart the progress deadline. */
export function* checkPausedConditions(sync: DeploymentSync): Task {
  const { spec, status } = sync.deployment;
  if (!hasProgressDeadline(sync.deployment)) return;
  const reason = findCondition(status.conditions, 'Progressing')?.reason;
  const isPaused = spec.paused === true;
  if (reason === 'ProgressDeadlineExceeded' || isPaused === (reason === 'DeploymentPaused')) return;
  setCondition(
    sync,
    'Unknown',
    isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
    `Deployment is ${isPaused ? 'paused' : 'resumed'}`,
  );
  yield* updateDeploymentStatus(sync);
}

/**
 * Spreads a change of size over the ReplicaSets in proportion to their own, so that a scaling in the midst of a rollout
 * does not hasten it.
 */
function* scale(sync: DeploymentSync, sets: AllReplicaSets): Task {
  const { deployment } = sync;
  const { replicas } = deployment.spec;
  const { newSet, oldSets } = sets;
  const only = findActiveOrLatest(newSet, oldSets);
  if (only) {
    yield* scaleReplicaSetAndRecordEvent(sync, only, replicas);
    return;
  }
  if (isSaturated(deployment, newSet)) {
    for (const old of filterActive(oldSets)) yield* scaleReplicaSetAndRecordEvent(sync, old, 0);
    return;
  }
  if (!isRollingUpdate(deployment)) return;
  const active = filterActive(allOf(sets));
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - sumOfReplicas(active);
  if (toAdd !== 0) active.sort(bySize(toAdd > 0));
  let added = 0;
  const sizes = active.map((set) => {
    const share = proportion(set, deployment, toAdd, added);
    added += share;
    return set.spec.replicas + share;
  });
  for (const [index, set] of active.entries()) {
    // What rounding left over goes to the largest.
    const leftover = index === 0 ? toAdd - added : 0;
    yield* scaleReplicaSet(sync, set, Math.max(0, (sizes[index] ?? 0) + leftover));
  }
}

/** @returns the ReplicaSet as stored, or undefined when it had that size */
export function* scaleReplicaSetAndRecordEvent(
  sync: DeploymentSync,
  replicaSet: ReplicaSet,
  size: number,
): Task<ReplicaSet | undefined> {
  if (replicaSet.spec.replicas === size) return undefined;
  return yield* scaleReplicaSet(sync, replicaSet, size);
}

function* scaleReplicaSet(sync: DeploymentSync, set: ReplicaSet, size: number): Task<ReplicaSet> {
  const { controller, deployment } = sync;
  const { metadata, spec } = set;
  const annotations = withReplicasAnnotations(metadata.annotations, deployment);
  if (spec.replicas === size && annotations === metadata.annotations) return set;
  const stored = yield* controller.client.update(replicaSets, {
    ...set,
    metadata: { ...metadata, annotations },
    spec: { ...spec, replicas: size },
  });
  if (spec.replicas !== size) {
    const direction = spec.replicas < size ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${metadata.name} from ${spec.replicas} to ${size}`;
    controller.recorder.event(deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  return stored;
}

/** Deletes the oldest empty ReplicaSets beyond revisionHistoryLimit. */
export function* cleanupDeployment(sync: DeploymentSync, oldSets: readonly ReplicaSet[]): Task {
  const alive = oldSets.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = alive.length - sync.deployment.spec.revisionHistoryLimit;
  if (surplus <= 0) return;
  for (const { metadata, spec, status } of alive.sort(byCreationTimestamp).slice(0, surplus)) {
    const isBehind = (metadata.generation ?? 0) > (status.observedGeneration ?? 0);
    if (status.replicas !== 0 || spec.replicas !== 0 || isBehind || metadata.deletionTimestamp) continue;
    try {
      yield* sync.controller.client.delete(replicaSets, metadata.namespace, metadata.name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

function* syncDeploymentStatus(sync: DeploymentSync, sets: AllReplicaSets): Task {
  const status = calculateStatus(sync, sets);
  if (isSameStatus(sync.deployment.status, status)) return;
  yield* updateDeploymentStatus(sync, status);
}

export function isSameStatus(a: DeploymentStatus, b: DeploymentStatus): boolean {
  return deepEqual(omitEmpty(a), omitEmpty(b));
}

/** The numbers of its ReplicaSets together, and the condition Available. */
export function calculateStatus(sync: DeploymentSync, sets: AllReplicaSets): DeploymentStatus {
  const { deployment, controller } = sync;
  const { spec, metadata, status } = deployment;
  const all = allOf(sets);
  const available = sumOfStatus(all, 'availableReplicas');
  const isAvailable = available >= spec.replicas - maxUnavailable(deployment);
  const condition = newDeploymentCondition(
    'Available',
    isAvailable ? 'True' : 'False',
    isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    isAvailable ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
    controller.simulation.timestamp(),
  );
  const hasTerminating = all.every((set) => set.status?.terminatingReplicas !== undefined);
  return omitEmpty<DeploymentStatus>(
    {
      observedGeneration: metadata.generation ?? 0,
      replicas: sumOfStatus(all, 'replicas'),
      updatedReplicas: sumOfStatus(sets.newSet ? [sets.newSet] : [], 'replicas'),
      readyReplicas: sumOfStatus(all, 'readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, sumOfReplicas(all) - available),
      ...(hasTerminating && { terminatingReplicas: sumOfStatus(all, 'terminatingReplicas') }),
      ...(status.collisionCount && { collisionCount: status.collisionCount }),
      conditions: setDeploymentCondition(status.conditions ?? [], condition),
    },
    ['terminatingReplicas'],
  );
}
