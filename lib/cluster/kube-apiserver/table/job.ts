import type { Job } from '../../api/batch';
import { isConditionTrue } from '../../api/conditions';
import { humanDuration } from '../../api/duration';
import { formatLabelSelector } from '../../api/format-labels';
import { parseTimestamp } from '../../api/time';
import type { TableConvertor } from '../table.types';
import { ageColumn, column, layoutContainerCells, nameColumn, since, workloadColumns } from './columns';

/** Jobs as printed (printJob in pkg/printers/internalversion/printers.go). */
function statusOf({ metadata, status }: Job): string {
  const is = (type: string) => isConditionTrue(status.conditions, type);
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (is('Suspended')) return 'Suspended';
  return is('FailureTarget') ? 'FailureTarget' : 'Running';
}

function completionsOf({ spec, status }: Job): string {
  const succeeded = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  return spec.parallelism > 1 ? `${succeeded}/1 of ${spec.parallelism}` : `${succeeded}/1`;
}

function durationOf({ status }: Job, epochNowMs: number): string {
  if (status.startTime === undefined) return '';
  const endMs = status.completionTime === undefined ? epochNowMs : parseTimestamp(status.completionTime);
  return humanDuration(endMs - parseTimestamp(status.startTime));
}

export const jobTable: TableConvertor<Job> = {
  columns: [
    nameColumn,
    column('Status', 'How far the Job is, in a word.'),
    column('Completions', 'Pods that succeeded, of those wanted.'),
    column('Duration', 'How long it took, or has been taking.'),
    ageColumn,
    ...workloadColumns,
  ],
  cells: (job, epochNowMs) => [
    job.metadata.name,
    statusOf(job),
    completionsOf(job),
    durationOf(job, epochNowMs),
    since(job.metadata.creationTimestamp, epochNowMs),
    ...layoutContainerCells(job.spec.template.spec.containers),
    formatLabelSelector(job.spec.selector),
  ],
};
