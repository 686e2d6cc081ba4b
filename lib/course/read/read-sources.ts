import type { Chapter, Course, Lesson, Problem } from '../course.types';
import { fileStart, problemAt } from '../problem';
import { chapterFile } from '../schema/course';
import { checkPrerequisites } from './check-prerequisites';
import { type ChapterFolder, findFolders } from './folders';
import { type Globals, readGlobals } from './read-globals';
import { type LessonSource, readLesson } from './read-lesson';
import { type Reader, readYaml } from './read-yaml';

/** Everything in content/ but the compiled texts. */
export interface Sources {
  readonly course: Course;
  readonly globals: Globals;
  readonly lessons: readonly LessonSource[];
  readonly problems: readonly Problem[];
}

/** Reads the YAML and the front matter of the whole course. */
export async function readSources(reader: Reader): Promise<Sources> {
  const { chapters: folders, problems: misnamed } = await findFolders(reader.root);
  const globals = await readGlobals(reader);
  const lessons: LessonSource[] = [];
  const chapters: Chapter[] = [];
  const problems: Problem[] = [...misnamed, ...globals.problems];
  for (const folder of folders) {
    const inside = await Promise.all(folder.lessons.map((place) => readLesson(reader, place, globals)));
    const chapter = await readChapter(reader, folder, inside);
    lessons.push(...inside);
    problems.push(...chapter.problems, ...inside.flatMap((lesson) => lesson.problems));
    if (chapter.chapter) chapters.push(chapter.chapter);
  }
  problems.push(...checkPrerequisites(lessons));
  return { course: { chapters, ...globals.course }, globals, lessons, problems };
}

async function readChapter(
  reader: Reader,
  folder: ChapterFolder,
  lessons: readonly LessonSource[],
): Promise<{ chapter: Chapter | null; problems: Problem[] }> {
  const file = `${folder.folder}/chapter.yaml`;
  const { value, exists, problems } = await readYaml(
    reader,
    file,
    chapterFile,
    '`title:` and `summary:`, each with `ko` and `en`',
  );
  if (!exists) {
    return {
      chapter: null,
      problems: [
        problemAt(
          file,
          fileStart,
          'chapter.yaml is missing',
          'write it: `title:` and `summary:`, each with `ko` and `en`',
        ),
      ],
    };
  }
  const { slug, number } = folder;
  return {
    chapter: value && {
      slug,
      number,
      ...value,
      lessons: lessons.flatMap((lesson) => toLesson(lesson, number) ?? []),
    },
    problems: [...problems],
  };
}

/** Null while the front matter of a language is broken. */
function toLesson({ place, mdx, questions, labs }: LessonSource, chapterNumber: number): Lesson | null {
  const { ko, en } = mdx;
  if (!ko.frontmatter || !en.frontmatter) return null;
  return {
    id: place.id,
    slug: place.slug,
    chapterSlug: place.chapter.slug,
    folder: place.folder,
    number: `${chapterNumber}.${place.number}`,
    frontmatter: { ko: ko.frontmatter, en: en.frontmatter },
    questions,
    labs: labs.labs,
  };
}
