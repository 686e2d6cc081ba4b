import type { Attempt, LessonProgress, ProgressRecord, TaskProgress } from './record';

/**
 * The union of two records: every attempt of both, once; for lessons and tasks the earliest time known. The result
 * does not depend on the order of merging, and merging again changes nothing, byte for byte (keys are sorted).
 */
export function merge(left: ProgressRecord, right: ProgressRecord): ProgressRecord {
  return {
    version: 1,
    lessons: union(left.lessons, right.lessons, mergeLesson),
    attempts: uniteAttempts([...left.attempts, ...right.attempts]),
    tasks: union(left.tasks, right.tasks, mergeTask),
  };
}

/** How much `after` knows that `before` did not. `lessons` counts those begun or read to the end since. */
export function gained(
  before: ProgressRecord,
  after: ProgressRecord,
): { readonly lessons: number; readonly attempts: number } {
  const isNews = ([id, { readAt }]: [string, LessonProgress]) => {
    const known = Object.hasOwn(before.lessons, id) ? before.lessons[id] : undefined;
    return known === undefined || (known.readAt === null && readAt !== null);
  };
  return {
    lessons: Object.entries(after.lessons).filter(isNews).length,
    attempts: after.attempts.length - before.attempts.length,
  };
}

function mergeLesson(left: LessonProgress, right: LessonProgress): LessonProgress {
  const reads = [left.readAt, right.readAt].filter((time) => time !== null);
  return {
    startedAt: Math.min(left.startedAt, right.startedAt),
    readAt: reads.length === 0 ? null : Math.min(...reads),
  };
}

function mergeTask(left: TaskProgress, right: TaskProgress): TaskProgress {
  return { doneAt: Math.min(left.doneAt, right.doneAt) };
}

/** Keys come from files too: they are read as entries only, never looked up on an object with a prototype. */
function union<Value>(
  left: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
  both: (left: Value, right: Value) => Value,
): Record<string, Value> {
  const united = new Map(Object.entries(left));
  for (const [key, value] of Object.entries(right)) {
    const other = united.get(key);
    united.set(key, other === undefined ? value : both(other, value));
  }
  return Object.fromEntries([...united].sort(([one], [two]) => compare(one, two)));
}

function uniteAttempts(attempts: readonly Attempt[]): readonly Attempt[] {
  const united = new Map(attempts.map((attempt) => [textOf(attempt), attempt]));
  return [...united]
    .sort(([oneText, one], [twoText, two]) => one.at - two.at || compare(oneText, twoText))
    .map(([, attempt]) => attempt);
}

function textOf({ at, question, answer, correct, misconceptions }: Attempt): string {
  return JSON.stringify([at, question, answer, correct, misconceptions]);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
