import type { ReplicaSet } from '../../api/apps';
import { findCondition } from '../../api/conditions';
import type { Draft } from '../../api/meta';
import { deployments, replicaSets } from '../../api/resources';
import { controllerOf } from '../../api/selectors';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { isNamespaceTerminating, isRequestError, newControllerRef } from '../controller-pod-control';
import { canonicalText, computeHash, equalIgnoreHash, templateHashLabel } from '../controller-template-hash';
import { hasProgressDeadline } from './deployment-conditions';
import { type DeploymentSync, setCondition, updateDeploymentStatus } from './deployment-sync';
import {
  maxRevision,
  newReplicaSetAnnotations,
  newReplicaSetReplicas,
  revisionAnnotation,
} from './replica-sets';

/** The ReplicaSet for the newest template (pkg/controller/deployment/sync.go, getNewReplicaSet). */
export function* getNewReplicaSet(
  sync: DeploymentSync,
  existing: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
  createsMissing: boolean,
): Task<ReplicaSet | undefined> {
  const revision = maxRevision(oldSets) + 1;
  if (existing) return yield* updateExisting(sync, existing, revision);
  if (!createsMissing) return undefined;
  const draft = newReplicaSet(sync, oldSets, revision);
  const { set, isNew } = yield* create(sync, draft);
  const { deployment, controller } = sync;
  if (isNew && draft.spec.replicas > 0)
    controller.recorder.event(
      deployment,
      'Normal',
      'ScalingReplicaSet',
      `Scaled up replica set ${set.metadata.name} from 0 to ${draft.spec.replicas}`,
    );
  let isChanged = setRevision(sync, String(revision));
  if (isNew && hasProgressDeadline(deployment)) {
    setCondition(sync, 'True', 'NewReplicaSetCreated', `Created new replica set "${set.metadata.name}"`);
    isChanged = true;
  }
  if (isChanged) yield* updateDeploymentStatus(sync);
  return set;
}

function* updateExisting(sync: DeploymentSync, set: ReplicaSet, revision: number): Task<ReplicaSet> {
  const { deployment, controller } = sync;
  const { metadata, spec } = set;
  const annotations = newReplicaSetAnnotations(deployment, metadata.annotations, revision, true);
  const { minReadySeconds = 0 } = deployment.spec;
  if (annotations !== metadata.annotations || minReadySeconds !== (spec.minReadySeconds ?? 0)) {
    const { minReadySeconds: _, ...rest } = spec;
    return yield* controller.client.update(replicaSets, {
      ...set,
      metadata: { ...metadata, annotations },
      spec: { ...rest, ...(minReadySeconds > 0 && { minReadySeconds }) },
    });
  }
  let isChanged = setRevision(sync, metadata.annotations?.[revisionAnnotation] ?? '');
  if (hasProgressDeadline(deployment) && !findCondition(deployment.status.conditions, 'Progressing')) {
    setCondition(sync, 'True', 'FoundNewReplicaSet', `Found new replica set "${metadata.name}"`);
    isChanged = true;
  }
  if (isChanged) yield* updateDeploymentStatus(sync);
  return set;
}

/** @returns whether the Deployment had another revision */
function setRevision(sync: DeploymentSync, revision: string): boolean {
  const { deployment } = sync;
  const { annotations } = deployment.metadata;
  if (annotations?.[revisionAnnotation] === revision) return false;
  sync.deployment = {
    ...deployment,
    metadata: { ...deployment.metadata, annotations: { ...annotations, [revisionAnnotation]: revision } },
  };
  return true;
}

function newReplicaSet(
  { deployment }: DeploymentSync,
  oldSets: readonly ReplicaSet[],
  revision: number,
): Draft<ReplicaSet> {
  const { metadata, spec, status } = deployment;
  const hash = computeHash(canonicalText(spec.template), status.collisionCount);
  const labels = { ...spec.template.metadata.labels, [templateHashLabel]: hash };
  const { minReadySeconds = 0, selector } = spec;
  return {
    metadata: {
      name: `${metadata.name}-${hash}`,
      labels,
      annotations: newReplicaSetAnnotations(deployment, undefined, revision, false),
      ownerReferences: [newControllerRef(deployment, deployments)],
    },
    spec: {
      replicas: newReplicaSetReplicas(deployment, oldSets, 0),
      ...(minReadySeconds > 0 && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [templateHashLabel]: hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  };
}

/** A name that is taken by another template means a collision of hashes: the next try uses another one. */
function* create(
  sync: DeploymentSync,
  draft: Draft<ReplicaSet>,
): Task<{ readonly set: ReplicaSet; readonly isNew: boolean }> {
  const { controller, deployment } = sync;
  const { namespace, uid } = deployment.metadata;
  const { name = '' } = draft.metadata;
  try {
    return { set: yield* controller.client.create(replicaSets, namespace, draft), isNew: true };
  } catch (error) {
    if (!isRequestError(error) || isNamespaceTerminating(error)) throw error;
    if (error instanceof StatusError && error.reason === 'AlreadyExists') {
      const set = yield* controller.client.get(replicaSets, namespace, name);
      const isOwn = controllerOf(set)?.uid === uid;
      if (isOwn && equalIgnoreHash(set.spec.template, deployment.spec.template)) return { set, isNew: false };
      const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
      yield* updateDeploymentStatus(sync, { ...deployment.status, collisionCount });
      throw error;
    }
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    if (hasProgressDeadline(deployment)) {
      setCondition(sync, 'False', 'ReplicaSetCreateError', message);
      yield* updateDeploymentStatus(sync);
    }
    controller.recorder.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
    throw error;
  }
}
