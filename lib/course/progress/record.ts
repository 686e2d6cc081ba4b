/**
 * What a learner did, as one record in the browser's storage. Times are epoch milliseconds and come from the caller.
 * Any change of shape, even one more field, raises `version`: an older page must be able to tell that it would lose something.
 *
 * Attempts are all kept, because review is planned from them. One takes about 150 bytes, so a browser's 5 MB hold
 * some thirty thousand; the whole course asks a few hundred questions.
 */
export interface ProgressRecord {
  readonly version: 1;
  /** By lesson id: `architecture/monolith`. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  /** By task id: `architecture/monolith#calm-search`. */
  readonly tasks: Readonly<Record<string, TaskProgress>>;
}

export interface LessonProgress {
  readonly startedAt: number;
  /** When its end was first reached; null until then. */
  readonly readAt: number | null;
}

export interface Attempt {
  /** `architecture/monolith#why-copies`: see questionKey. */
  readonly question: string;
  readonly at: number;
  /** See Answer in lib/course/quiz/quiz.types.ts. */
  readonly answer: readonly string[];
  readonly correct: boolean;
  readonly misconceptions: readonly string[];
}

export interface TaskProgress {
  /** When it was first solved. */
  readonly doneAt: number;
}

export const emptyRecord: ProgressRecord = { version: 1, lessons: {}, attempts: [], tasks: {} };

/** A question's name across the course; stored with each attempt. */
export function questionKey(lessonId: string, questionId: string): string {
  return `${lessonId}#${questionId}`;
}

export function isEmpty(record: ProgressRecord): boolean {
  return (
    record.attempts.length === 0 &&
    Object.keys(record.lessons).length === 0 &&
    Object.keys(record.tasks).length === 0
  );
}

/** The latest attempt at a question; undefined when there is none. Attempts stand oldest first. */
export function latestAttempt(record: ProgressRecord, question: string): Attempt | undefined {
  return record.attempts.findLast((attempt) => attempt.question === question);
}
