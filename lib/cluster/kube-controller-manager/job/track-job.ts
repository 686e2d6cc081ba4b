import type { JobStatus } from '../../api/batch';
import { findCondition, isConditionTrue } from '../../api/conditions';
import type { Pod } from '../../api/core';
import type { Task } from '../../process';
import { inParallel, isNotFound } from '../controller-pod-control';
import {
  formatIndexes,
  hasTrackingFinalizer,
  indexOf,
  isIndexed,
  isPodFailed,
  removeTrackingFinalizer,
} from './job-pods';
import { ensureCondition, type JobSync, newJobCondition } from './job-sync';
import { matchPodFailurePolicy } from './pod-failure-policy';

/** At most so many Pods are counted in one sync (MaxUncountedPods). */
const mostUncounted = 500;

/**
 * Counts what ended, so that no Pod is counted twice or forgotten: their uids are written down first, then they lose their
 * finalizer, then the numbers go up (pkg/controller/job/job_controller.go, trackJobStatusAndRemoveFinalizers).
 */
export function* trackJobStatusAndRemoveFinalizers(sync: JobSync): Task {
  const withFinalizer = new Set(
    sync.pods.filter((pod) => isTracked(sync, pod)).map(({ metadata }) => metadata.uid),
  );
  cleanUncounted(sync, withFinalizer);
  const { counted, isFull } = countEnded(sync);
  announceEnd(sync);
  if (sync.isStatusChanged) {
    yield* sync.flush();
    sync.isStatusChanged = false;
  }
  const error = yield* removeFinalizers(sync, counted, withFinalizer);
  cleanUncounted(sync, withFinalizer);
  const isFinished = error === undefined && !isFull && enactJobFinished(sync);
  if (sync.isStatusChanged) {
    yield* sync.flush();
    if (isFinished) recordJobFinished(sync);
  }
  if (error) throw error;
}

function isTracked({ expectedRemoved }: JobSync, pod: Pod): boolean {
  return hasTrackingFinalizer(pod) && !expectedRemoved.has(pod.metadata.uid);
}

const uncountedOf = ({ uncountedTerminatedPods }: JobStatus) => ({
  succeeded: uncountedTerminatedPods?.succeeded ?? [],
  failed: uncountedTerminatedPods?.failed ?? [],
});

/** Pods that lost their finalizer go from the list into the numbers. */
function cleanUncounted(sync: JobSync, withFinalizer: ReadonlySet<string>): void {
  const { succeeded, failed } = uncountedOf(sync.status);
  const [stillSucceeded, stillFailed] = [succeeded, failed].map((uids) =>
    uids.filter((uid) => withFinalizer.has(uid)),
  );
  const ended = succeeded.length - (stillSucceeded?.length ?? 0);
  const broken = failed.length - (stillFailed?.length ?? 0);
  if (ended + broken === 0) return;
  sync.isStatusChanged = true;
  sync.status = {
    ...sync.status,
    succeeded: (sync.status.succeeded ?? 0) + ended,
    failed: (sync.status.failed ?? 0) + broken,
    uncountedTerminatedPods: { succeeded: stillSucceeded ?? [], failed: stillFailed ?? [] },
  };
}

/** Finds the Pods that can be counted now, and writes down those that are to be. */
function countEnded(sync: JobSync): { readonly counted: readonly Pod[]; readonly isFull: boolean } {
  const { job } = sync;
  const { succeeded, failed } = uncountedOf(sync.status);
  const before = new Set([...succeeded, ...failed]);
  const wasFailed = new Set(failed);
  const [newSucceeded, newFailed, newIndexes] = [[...succeeded], [...failed], new Set(sync.previousIndexes)];
  const counted: Pod[] = [];
  const isOver = sync.finished !== undefined && sync.finished.type !== 'SuccessCriteriaMet';
  let isFull = false;
  for (const pod of sync.pods) {
    const isFailed = isPodFailed(pod, job);
    const canGo =
      job.metadata.deletionTimestamp !== undefined ||
      sync.finished !== undefined ||
      pod.status.phase === 'Succeeded' ||
      isFailed;
    if (!isTracked(sync, pod) || !canGo) continue;
    counted.push(pod);
    const { uid } = pod.metadata;
    const index = isIndexed(job) ? indexOf(pod, job) : undefined;
    const isValid = !isIndexed(job) || index !== undefined;
    if (pod.status.phase === 'Succeeded' && !wasFailed.has(uid)) {
      if (index !== undefined) newIndexes.add(index);
      else if (isValid && !before.has(uid)) newSucceeded.push(uid);
    } else if ((isFailed || isOver) && !wasFailed.has(uid) && isValid)
      if (matchPodFailurePolicy(job, pod).isCounted) newFailed.push(uid);
    const added = newIndexes.size - sync.previousIndexes.size;
    isFull = added + newSucceeded.length + newFailed.length >= mostUncounted;
    if (isFull) break;
  }
  writeDown(sync, newSucceeded, newFailed, newIndexes);
  return { counted, isFull };
}

function writeDown(
  sync: JobSync,
  succeeded: readonly string[],
  failed: readonly string[],
  indexes: ReadonlySet<number>,
): void {
  const old = uncountedOf(sync.status);
  if (succeeded.length !== old.succeeded.length || failed.length !== old.failed.length) {
    sync.isStatusChanged = true;
    sync.status = { ...sync.status, uncountedTerminatedPods: { succeeded, failed } };
  }
  if (!isIndexed(sync.job)) return;
  const completedIndexes = formatIndexes(indexes);
  if (completedIndexes === (sync.status.completedIndexes ?? '') && indexes.size === sync.status.succeeded)
    return;
  sync.isStatusChanged ||= completedIndexes !== (sync.status.completedIndexes ?? '');
  sync.status = { ...sync.status, succeeded: indexes.size, completedIndexes };
}

/** FailureTarget or SuccessCriteriaMet is written before the Pods are let go; Failed or Complete follows afterwards. */
function announceEnd(sync: JobSync): void {
  const { finished } = sync;
  if (finished?.type !== 'FailureTarget' && finished?.type !== 'SuccessCriteriaMet') return;
  const { conditions = [] } = sync.status;
  if (!isConditionTrue(conditions, finished.type)) {
    sync.isStatusChanged = true;
    sync.status = { ...sync.status, conditions: [...conditions, finished] };
  }
  const type = finished.type === 'FailureTarget' ? 'Failed' : 'Complete';
  const now = sync.controller.simulation.timestamp();
  sync.finished = newJobCondition(type, finished.reason ?? '', finished.message ?? '', now);
}

/** @returns the error it ended with */
function* removeFinalizers(
  sync: JobSync,
  counted: readonly Pod[],
  withFinalizer: Set<string>,
): Task<Error | undefined> {
  const { controller, expectedRemoved } = sync;
  function* remove(pod: Pod): Task {
    const { uid } = pod.metadata;
    try {
      yield* removeTrackingFinalizer(controller, pod);
    } catch (error) {
      expectedRemoved.delete(uid);
      if (!isNotFound(error)) throw error;
    }
    withFinalizer.delete(uid);
  }
  for (const { metadata } of counted) expectedRemoved.add(metadata.uid);
  const errors = yield* inParallel(controller, counted.map(remove));
  return errors[0];
}

/** The end is the end when every Pod is counted and none is still going. */
function enactJobFinished(sync: JobSync): boolean {
  const { finished, status } = sync;
  const { succeeded, failed } = uncountedOf(status);
  if (finished === undefined || succeeded.length + failed.length > 0 || sync.terminating > 0) return false;
  const conditions = ensureCondition(status.conditions ?? [], finished);
  const at = findCondition(conditions, finished.type)?.lastTransitionTime ?? '';
  sync.isStatusChanged = true;
  sync.status = { ...status, conditions, ...(finished.type === 'Complete' && { completionTime: at }) };
  return true;
}

function recordJobFinished({ controller, finished, job, status }: JobSync): void {
  if (finished?.type === 'Complete') {
    if (job.spec.completions !== undefined && (status.succeeded ?? 0) > job.spec.completions)
      controller.recorder.event(
        job,
        'Warning',
        'TooManySucceededPods',
        'Too many succeeded pods running after completion count reached',
      );
    controller.recorder.event(job, 'Normal', 'Completed', 'Job completed');
  } else controller.recorder.event(job, 'Warning', finished?.reason ?? '', finished?.message ?? '');
}
