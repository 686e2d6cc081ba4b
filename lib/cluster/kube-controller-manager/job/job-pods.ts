import type { Job } from '../../api/batch';
import type { Pod } from '../../api/core';
import { pods } from '../../api/resources';
import type { Controller } from '../../client-go/controller';
import type { Task } from '../../process';

/** What a Job asks of its Pods (pkg/controller/job/tracking_utils.go, indexed_job_utils.go). */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';
export const indexKey = 'batch.kubernetes.io/job-completion-index';

/** As long as it is there, the Pod has not been counted. */
export function hasTrackingFinalizer({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(trackingFinalizer) ?? false;
}

/** Whether a Pod that is being deleted is replaced at once, or only when it has really ended. */
export function onlyReplaceFailedPods({ spec }: Job): boolean {
  return spec.podReplacementPolicy === 'Failed';
}

/** A Pod that is being deleted counts as failed, since it may never get the chance to say so. */
export function isPodFailed({ metadata, status }: Pod, job: Job): boolean {
  if (status.phase === 'Failed') return true;
  if (onlyReplaceFailedPods(job)) return false;
  return metadata.deletionTimestamp !== undefined && status.phase !== 'Succeeded';
}

export function isIndexed({ spec }: Job): boolean {
  return spec.completionMode === 'Indexed';
}

/** The completion index; undefined when there is none that counts for `job`. */
export function indexOf({ metadata }: Pod, { spec }: Job): number | undefined {
  const text = metadata.annotations?.[indexKey] ?? '';
  const index = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return index !== undefined && index < (spec.completions ?? 0) ? index : undefined;
}

/** An indexed Job has no more than these many (pkg/apis/batch/validation, maxParallelismForIndexedJob). */
const mostIndexes = 100_000;

/** `0-2,4,6,7` as numbers, those below `completions`. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const found = new Set<number>();
  for (const part of (text ?? '').split(',')) {
    const [first, last = first] = part.split('-');
    if (!first) continue;
    const end = Math.min(Number(last), completions - 1, mostIndexes);
    for (let index = Number(first); index <= end; index++) found.add(index);
  }
  return found;
}

/** Numbers as `0-2,4,6,7`: a run of three and more has a dash. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const parts: string[] = [];
  const sorted = [...indexes].sort((a, b) => a - b);
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let count = 1;
    while (sorted[at + count] === first + count) count++;
    const last = first + count - 1;
    parts.push(count === 1 ? `${first}` : `${first}${count === 2 ? ',' : '-'}${last}`);
    at += count;
  }
  return parts.join();
}

export function* removeTrackingFinalizer({ client }: Controller, { metadata }: Pod): Task {
  yield* client.patch(pods, metadata.namespace, metadata.name, (stored) => {
    if (stored.metadata.uid !== metadata.uid || !hasTrackingFinalizer(stored)) return stored;
    const { finalizers = [], ...rest } = stored.metadata;
    const kept = finalizers.filter((each) => each !== trackingFinalizer);
    return { ...stored, metadata: { ...rest, ...(kept.length > 0 && { finalizers: kept }) } };
  });
}
