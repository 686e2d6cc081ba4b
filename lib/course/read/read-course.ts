import { type Locale, locales } from '../../i18n/locale';
import type { CompiledFile } from '../compile/findings';
import type { CompiledLesson, Course, Problem } from '../course.types';
import { inReadingOrder } from '../problem';
import { checkLanguages } from './check-languages';
import { checkUnusedQuestions } from './check-references';
import { checkText, headingIds, isShowable } from './check-text';
import { compileSource, imagePath, toCompiledLesson } from './compile-source';
import { openCache } from './disk-cache';
import type { LessonSource } from './read-lesson';
import { readSources, type Sources } from './read-sources';

/** A picture of a lesson, and the address pages look for it at. */
export interface CourseImage {
  /** Relative to the project. */
  readonly file: string;
  /** `/content-images/architecture/monolith/shop.svg` */
  readonly path: string;
}

export interface ReadCourse {
  readonly course: Course;
  /** By lesson id. A lesson is here when both languages compile and all that their tags name exists. */
  readonly lessons: ReadonlyMap<string, Readonly<Record<Locale, CompiledLesson>>>;
  readonly images: readonly CourseImage[];
  /** All mistakes of the whole course, in reading order. */
  readonly problems: readonly Problem[];
}

type CompiledSource = LessonSource & { readonly compiled: Readonly<Record<Locale, CompiledFile | null>> };

/** Reads, checks and compiles the course under `root` (the folder that holds content/). Mistakes in it never throw. */
export async function readCourse(root: string): Promise<ReadCourse> {
  const reader = { root, cache: await openCache(root) };
  const sources = await readSources(reader);
  const lessons: CompiledSource[] = [];
  for (const lesson of sources.lessons) {
    // Both languages at once: while esbuild, another process, has one, this one parses the other.
    const [ko, en] = await Promise.all([
      compileSource(reader, lesson.place, lesson.mdx.ko),
      compileSource(reader, lesson.place, lesson.mdx.en),
    ]);
    lessons.push({ ...lesson, compiled: { ko, en } });
  }
  await reader.cache.forgetTheRest();
  const checked = await Promise.all(lessons.map((lesson) => checkLesson(lesson, sources, lessons)));
  return {
    course: sources.course,
    lessons: new Map(lessons.flatMap((lesson) => pageOf(lesson, sources))),
    images: imagesOf(sources.lessons),
    problems: inReadingOrder([...sources.problems, ...checked.flat()]),
  };
}

/** The course without its texts: YAML and front matter, nothing compiled. Lists what needs no compiled text to know. */
export async function readCourseOutline(root: string): Promise<Omit<ReadCourse, 'lessons'>> {
  const { course, lessons, problems } = await readSources({ root, cache: await openCache(root) });
  return { course, images: imagesOf(lessons), problems: inReadingOrder(problems) };
}

function pageOf(lesson: CompiledSource, { globals }: Sources): [string, Record<Locale, CompiledLesson>][] {
  const { place, mdx, compiled } = lesson;
  const ko = toCompiledLesson(mdx.ko, compiled.ko);
  const en = toCompiledLesson(mdx.en, compiled.en);
  const isWhole = locales.every((locale) => isShowable(lesson, globals, mdx[locale].file, compiled[locale]));
  return ko && en && isWhole ? [[place.id, { ko, en }]] : [];
}

function imagesOf(lessons: readonly LessonSource[]): CourseImage[] {
  return lessons.flatMap(({ place, pictures }) =>
    pictures.map((name) => ({ file: `${place.folder}/${name}`, path: `${imagePath(place)}/${name}` })),
  );
}

async function checkLesson(
  lesson: CompiledSource,
  { globals }: Sources,
  all: readonly CompiledSource[],
): Promise<Problem[]> {
  const { mdx, compiled } = lesson;
  const texts = locales.map((locale) => {
    const targets = {
      lessonIds: all.map(({ place }) => place.id),
      termIds: globals.ids.term && [...globals.ids.term],
      headingsOf: async (id: string) =>
        headingIds(all.find(({ place }) => place.id === id)?.compiled[locale] ?? null),
    };
    return checkText({ lesson, globals, targets, file: mdx[locale].file, compiled: compiled[locale] });
  });
  const { ko, en } = compiled;
  const both = ko?.isRead && en?.isRead ? checkLanguages(lesson, { ko, en }) : [];
  return [...(await Promise.all(texts)).flat(), ...both, ...checkUnusedQuestions(lesson, compiled)];
}
