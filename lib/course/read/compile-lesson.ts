import type { Locale } from '../../i18n/locale';
import type { CompiledLesson, Problem } from '../course.types';
import { inReadingOrder } from '../problem';
import { checkText, headingIds, isShowable } from './check-text';
import { compileSource, toCompiledLesson } from './compile-source';
import { openCache } from './disk-cache';
import { findFolders } from './folders';
import { readGlobals } from './read-globals';
import { readLesson } from './read-lesson';
import { readMdx } from './read-mdx';

/**
 * Compiles one language of one lesson, for showing a single page. `lessonFolder` is relative to the project
 * (`Lesson.folder`). The problems are those of the lesson's YAML and of this language; what the two languages owe each
 * other only readCourse says. Throws RangeError when there is no such folder.
 */
export async function compileLesson(
  root: string,
  lessonFolder: string,
  locale: Locale,
): Promise<{ lesson: CompiledLesson | null; problems: Problem[] }> {
  const reader = { root, cache: await openCache(root) };
  const places = (await findFolders(root)).chapters.flatMap((chapter) => chapter.lessons);
  const place = places.find(({ folder }) => folder === lessonFolder);
  if (!place)
    throw new RangeError(
      `lessonFolder must be a lesson's folder such as content/01-chapter/01-lesson, found "${lessonFolder}".`,
    );
  const globals = await readGlobals(reader);
  const lesson = await readLesson(reader, place, globals);
  const source = lesson.mdx[locale];
  const compiled = await compileSource(reader, place, source);
  const headingsOf = async (id: string) => {
    const target = places.find((each) => each.id === id);
    return target
      ? headingIds(await compileSource(reader, target, await readMdx(reader, target.folder, locale)))
      : null;
  };
  const targets = {
    lessonIds: places.map(({ id }) => id),
    termIds: globals.ids.term && [...globals.ids.term],
    headingsOf,
  };
  const problems = await checkText({ lesson, globals, targets, file: source.file, compiled });
  const isWhole = isShowable(lesson, globals, source.file, compiled);
  return {
    lesson: isWhole ? toCompiledLesson(source, compiled) : null,
    problems: inReadingOrder([...lesson.problems, ...problems]),
  };
}
