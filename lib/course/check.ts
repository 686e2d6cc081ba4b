import type { Problem } from './course.types';
import { readCourse } from './read/read-course';

/** What a check of the whole course found. */
export interface CourseCheck {
  readonly lessons: number;
  readonly questions: number;
  /** In reading order; empty when everything is valid. */
  readonly problems: readonly Problem[];
}

/** The only door to the question "is everything in content/ valid?". `root` is the folder that holds content/. */
export async function checkCourse(root: string): Promise<CourseCheck> {
  const { course, problems } = await readCourse(root);
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons);
  return {
    lessons: lessons.length,
    questions: lessons.flatMap((lesson) => lesson.questions).length,
    problems,
  };
}
