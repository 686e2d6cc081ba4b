import type { Course, Lesson } from '@/lib/course/course.types';
import type { QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';

/** What a tag may know about where it stands. */
export interface LessonContext {
  readonly course: Course;
  readonly lesson: Lesson;
  /** The lesson's questions in its language. The same objects go everywhere, so that a page carries each only once. */
  readonly questions: readonly QuestionView[];
  readonly locale: Locale;
}

/** Finds what a tag names. The content check has seen every id, so a miss here is a fault of the house, not of an author. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`${what} must exist once the content check has passed, but was not found`);
  return value;
}
