import type { Job } from '../../api/batch';
import type { Container, Pod, PodTemplateSpec } from '../../api/core';
import type { Draft } from '../../api/meta';
import { keyOf } from '../../api/resource';
import { jobs } from '../../api/resources';
import type { Task } from '../../process';
import { getPodsToDelete } from '../controller-active-pods';
import {
  changePods,
  deletePod,
  inParallel,
  isNotFound,
  newControllerRef,
  podFromTemplate,
} from '../controller-pod-control';
import { isPodReady, isPodTerminating } from '../controller-pods';
import { remainingMs } from './backoff';
import {
  hasTrackingFinalizer,
  indexKey,
  indexOf,
  isIndexed,
  onlyReplaceFailedPods,
  removeTrackingFinalizer,
  trackingFinalizer,
} from './job-pods';
import type { JobSync } from './job-sync';

/** At most so many Pods are created or deleted in one sync (MaxPodCreateDeletePerSync). */
const mostPerSync = 500;
/** Pod events are worked on together when they come within this time (syncJobBatchPeriod), in ms. */
export const batchPeriodMs = 1000;

/** Creates or deletes Pods of a Job that goes on (pkg/controller/job/job_controller.go, manageJob). @returns the error it ended with */
export function* manageJob(sync: JobSync): Task<Error | undefined> {
  const { job, activePods } = sync;
  const wanted = job.spec.suspend ? 0 : wantedActive(sync);
  const surplus = Math.max(0, activePods.length - wanted);
  const podsToDelete = activePodsForRemoval(sync, surplus).slice(
    0,
    job.spec.suspend ? undefined : mostPerSync,
  );
  if (podsToDelete.length > 0) return yield* deleteJobPods(sync, podsToDelete, true);
  if (job.spec.suspend) return undefined;
  const waitedFor = onlyReplaceFailedPods(job) ? sync.terminating : 0;
  const missing = Math.min(wanted - waitedFor - activePods.length, mostPerSync);
  if (missing <= 0) return undefined;
  const waitMs = remainingMs(sync.backoff, sync.controller.simulation.epochNowMs);
  if (waitMs > 0) {
    sync.requeueAfter(Math.max(waitMs, batchPeriodMs));
    return undefined;
  }
  return yield* createJobPods(sync, missing);
}

function wantedActive({ job, activePods, succeeded }: JobSync): number {
  const { completions, parallelism } = job.spec;
  if (completions === undefined) return succeeded > 0 ? activePods.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** Of an indexed Job first those without a valid index, and all but one of each. */
function activePodsForRemoval({ job, activePods, controller }: JobSync, atLeast: number): Pod[] {
  const { epochNowMs } = controller.simulation;
  let removed: Pod[] = [];
  let left = activePods;
  if (isIndexed(job)) {
    const byIndex = new Map<number | undefined, Pod[]>();
    for (const pod of activePods) {
      const index = indexOf(pod, job);
      byIndex.set(index, [...(byIndex.get(index) ?? []), pod]);
    }
    removed = [...byIndex].flatMap(([index, same]) =>
      getPodsToDelete(same, [], index === undefined ? same.length : same.length - 1, epochNowMs),
    );
    left = activePods.filter((pod) => !removed.includes(pod));
  }
  const more = Math.max(0, atLeast - removed.length);
  return more === 0 ? removed : [...removed, ...getPodsToDelete(left, [], more, epochNowMs)];
}

/**
 * Deletes Pods. @param isForgotten whether they leave without being counted: then they lose their finalizer first
 * @returns the error it ended with
 */
export function* deleteJobPods(
  sync: JobSync,
  podsToDelete: readonly Pod[],
  isForgotten: boolean,
): Task<Error | undefined> {
  const { controller, job, key, expectations } = sync;
  if (isForgotten) expectations.setExpectations(key, 0, podsToDelete.map(keyOf));
  function* remove(pod: Pod): Task {
    try {
      if (isForgotten && hasTrackingFinalizer(pod)) yield* removeTrackingFinalizer(controller, pod);
      yield* deletePod(controller, pod, job);
    } catch (error) {
      expectations.deletionObserved(key, keyOf(pod));
      if (!isNotFound(error)) throw error;
    }
    sync.active--;
    sync.terminating++;
    if (isPodReady(pod)) sync.ready--;
  }
  const errors = yield* inParallel(controller, podsToDelete.map(remove));
  return errors[0];
}

function* createJobPods(sync: JobSync, missing: number): Task<Error | undefined> {
  const { controller, job, key, expectations } = sync;
  const indexes = isIndexed(job) ? firstPendingIndexes(sync, missing) : undefined;
  const count = indexes?.length ?? missing;
  if (count === 0) return undefined;
  const draftFor = jobPodDrafts(job);
  const draftOf = (at: number) => draftFor(indexes?.[at]);
  const { successes, error } = yield* changePods(controller, expectations, key, job, count, draftOf);
  sync.active += successes;
  return error;
}

/** The lowest indexes that neither succeeded nor have a Pod. */
function firstPendingIndexes(sync: JobSync, count: number): number[] {
  const { job, activePods, pods, succeededIndexes } = sync;
  const waitedFor = onlyReplaceFailedPods(job) ? pods.filter(isPodTerminating) : [];
  const taken = new Set([...activePods, ...waitedFor].map((pod) => indexOf(pod, job)));
  const pending: number[] = [];
  for (let index = 0; index < (job.spec.completions ?? 0) && pending.length < count; index++)
    if (!taken.has(index) && !succeededIndexes.has(index)) pending.push(index);
  return pending;
}

/** A function that gives the Pod for an index, or for none. */
function jobPodDrafts(job: Job): (index: number | undefined) => Draft<Pod> {
  const { template } = job.spec;
  const { finalizers = [] } = template.metadata as { readonly finalizers?: readonly string[] };
  const tracked: PodTemplateSpec = {
    spec: isIndexed(job) ? withIndexVariable(template.spec) : template.spec,
    metadata: { ...template.metadata, finalizers: [...new Set([...finalizers, trackingFinalizer])] },
  };
  const draft = podFromTemplate(tracked, job, newControllerRef(job, jobs));
  return (index) => {
    if (index === undefined) return draft;
    const text = String(index);
    const { metadata, spec } = draft;
    return {
      ...draft,
      metadata: {
        ...metadata,
        generateName: `${job.metadata.name}-${text}-`,
        labels: { ...metadata.labels, [indexKey]: text },
        annotations: { ...metadata.annotations, [indexKey]: text },
      },
      spec: { ...spec, hostname: `${job.metadata.name}-${text}` },
    };
  };
}

/** Gives every container JOB_COMPLETION_INDEX, unless it has a variable of that name. */
function withIndexVariable(spec: PodTemplateSpec['spec']): PodTemplateSpec['spec'] {
  const name = 'JOB_COMPLETION_INDEX';
  const valueFrom = { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${indexKey}']` } };
  const extend = (container: Container): Container =>
    container.env?.some((each) => each.name === name)
      ? container
      : { ...container, env: [...(container.env ?? []), { name, valueFrom }] };
  const { containers, initContainers } = spec;
  return {
    ...spec,
    containers: containers.map(extend),
    ...(initContainers && { initContainers: initContainers.map(extend) }),
  };
}
