import type { ProgressRecord } from './record';

/** The text of the file that carries progress to another browser; parseRecord reads it again. */
export function exportText(record: ProgressRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** `day` is `YYYY-MM-DD`, in the learner's own time zone. */
export function exportFileName(day: string): string {
  return `reconcile-progress-${day}.json`;
}
