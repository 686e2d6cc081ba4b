import { type Attempt, emptyRecord, type ProgressRecord } from './record';

/** Changes are small records of their own: what happened is merged in, and merging keeps what was known before. */
export function lessonStarted(lessonId: string, now: number): ProgressRecord {
  return { ...emptyRecord, lessons: { [lessonId]: { startedAt: now, readAt: null } } };
}

export function lessonRead(lessonId: string, now: number): ProgressRecord {
  return { ...emptyRecord, lessons: { [lessonId]: { startedAt: now, readAt: now } } };
}

export function attempted(attempt: Attempt): ProgressRecord {
  return { ...emptyRecord, attempts: [attempt] };
}

/** `taskId`: `architecture/monolith#calm-search`. */
export function taskDone(taskId: string, now: number): ProgressRecord {
  return { ...emptyRecord, tasks: { [taskId]: { doneAt: now } } };
}
