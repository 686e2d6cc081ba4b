import { findCondition } from '../../api/conditions';
import type { ContainerStatus, Pod } from '../../api/core';
import { parseTimestamp } from '../../api/time';

/** The wait before a failed Pod is replaced: 10 s, doubled with each failure since the last success, at most 10 min. */
const firstMs = 10_000;
const longestMs = 600_000;

/** pkg/controller/job/backoff_utils.go */
export interface BackoffRecord {
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly lastFailureMs: number;
}

/** `record` with the Pods that ended since; a success clears the failures before it. */
export function newBackoffRecord(
  record: BackoffRecord | undefined,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
  epochNowMs: number,
): BackoffRecord | undefined {
  const times = (ended: readonly Pod[]) =>
    ended.map((pod) => finishedMs(pod, epochNowMs)).sort((a, b) => a - b);
  const lastSuccess = times(succeeded).at(-1);
  const failures = times(failed).filter((ms) => lastSuccess === undefined || ms > lastSuccess);
  const last = failures.at(-1);
  const before = lastSuccess === undefined ? record : undefined;
  if (last === undefined) return before;
  return { failures: (before?.failures ?? 0) + failures.length, lastFailureMs: last };
}

export function remainingMs(record: BackoffRecord | undefined, epochNowMs: number): number {
  if (record === undefined) return 0;
  const waitMs = Math.min(firstMs * 2 ** (record.failures - 1), longestMs);
  return Math.max(0, record.lastFailureMs + waitMs - epochNowMs);
}

/** When its last container ended, or it was told to go, or it was seen not to be ready any more. */
function finishedMs({ metadata, status }: Pod, epochNowMs: number): number {
  const ends = (status.containerStatuses ?? []).map(({ state }: ContainerStatus) =>
    parseTimestamp(state.terminated?.finishedAt),
  );
  const last = Math.max(...ends);
  if (ends.length > 0 && !Number.isNaN(last)) return last;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  if (deletionTimestamp) return parseTimestamp(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  const ready = parseTimestamp(findCondition(status.conditions, 'Ready')?.lastTransitionTime);
  return Number.isNaN(ready) ? epochNowMs : ready;
}
