import type { CompiledFile } from '../compile/findings';
import type { Problem } from '../course.types';
import { checkLinks, type LinkTargets } from './check-links';
import { checkReferences } from './check-references';
import type { Globals } from './read-globals';
import type { LessonSource } from './read-lesson';

interface CheckedText {
  readonly lesson: LessonSource;
  readonly globals: Globals;
  readonly targets: LinkTargets;
  readonly file: string;
  readonly compiled: CompiledFile | null;
}

/** The mistakes of one language's text: its own, and names and links that lead nowhere. */
export async function checkText({
  lesson,
  globals,
  targets,
  file,
  compiled,
}: CheckedText): Promise<Problem[]> {
  if (!compiled) return [];
  return [
    ...compiled.problems,
    ...checkReferences(lesson, globals, file, compiled),
    ...(await checkLinks(file, compiled, targets)),
  ];
}

/** Null when the text could not be parsed, so that its headings are unknown. */
export function headingIds(compiled: CompiledFile | null): string[] | null {
  return compiled?.isRead ? compiled.headings.map(({ id }) => id) : null;
}

/**
 * Whether a page can be made of a lesson: nothing is broken, and all that its tags name exists. What the languages owe
 * each other, dead links and unused questions do not hide a page from its author.
 */
export function isShowable(
  lesson: LessonSource,
  globals: Globals,
  file: string,
  compiled: CompiledFile | null,
): boolean {
  return (
    compiled?.code != null &&
    lesson.problems.length === 0 &&
    globals.problems.length === 0 &&
    checkReferences(lesson, globals, file, compiled).length === 0
  );
}
