import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../course.types';
import { fileStart, problemAt } from '../problem';

/** A numbered folder of content/: the number orders, the slug goes into addresses. */
interface Folder {
  /** Relative to the project: `content/01-architecture`. */
  readonly folder: string;
  readonly number: number;
  readonly slug: string;
}

export interface LessonFolder extends Folder {
  readonly chapter: Folder;
  /** `architecture/monolith` */
  readonly id: string;
}

export interface ChapterFolder extends Folder {
  readonly lessons: readonly LessonFolder[];
}

/** Addresses that belong to pages of the site; no chapter may be called so. */
const pageSlugs = ['glossary', 'search', 'about', 'review', 'playground', 'authors'];

/** Walks content/ by its folder names alone. Badly named folders are reported, and read all the same. */
export async function findFolders(root: string): Promise<{ chapters: ChapterFolder[]; problems: Problem[] }> {
  const { folders, problems } = await numberedFolders(root, 'content');
  const chapters: ChapterFolder[] = [];
  for (const chapter of folders) {
    if (pageSlugs.includes(chapter.slug)) {
      problems.push(
        problemAt(
          chapter.folder,
          fileStart,
          `chapter slug \`${chapter.slug}\` is the address of a page of the site`,
          'give the chapter another name',
        ),
      );
    }
    const inside = await numberedFolders(root, chapter.folder);
    problems.push(...inside.problems);
    chapters.push({
      ...chapter,
      lessons: inside.folders.map((lesson) => ({ ...lesson, chapter, id: `${chapter.slug}/${lesson.slug}` })),
    });
  }
  return { chapters, problems };
}

export const folderName = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

async function numberedFolders(
  root: string,
  parent: string,
): Promise<{ folders: Folder[]; problems: Problem[] }> {
  const entries = await readdir(join(root, parent), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (entries === null)
    return {
      folders: [],
      problems: [
        problemAt(
          parent,
          fileStart,
          'this folder is missing',
          'make it; content/README.md says what belongs there',
        ),
      ],
    };
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  const folders = names.map((name) => toFolder(parent, name));
  const badNames = names
    .filter((name) => !folderName.test(name))
    .map((name) => badName(`${parent}/${name}`, name));
  return { folders, problems: [...badNames, ...clashes(folders)] };
}

function toFolder(parent: string, name: string): Folder {
  const [, number, slug] = folderName.exec(name) ?? [];
  return {
    folder: `${parent}/${name}`,
    number: Number(number ?? 0),
    slug: slug ?? name.replace(/^\d*[-_]?/, ''),
  };
}

function badName(folder: string, name: string): Problem {
  const slug = name
    .toLowerCase()
    .replace(/^\d*/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return problemAt(
    folder,
    fileStart,
    `folder name \`${name}\``,
    `name it with two digits and kebab-case, such as \`01-${slug || 'my-lesson'}\``,
  );
}

function clashes(folders: readonly Folder[]): Problem[] {
  return folders.flatMap((folder, index) => {
    const before = folders.slice(0, index);
    const sameSlug = before.find((other) => other.slug === folder.slug);
    if (sameSlug)
      return [
        problemAt(
          folder.folder,
          fileStart,
          `slug \`${folder.slug}\` is taken by ${sameSlug.folder}`,
          'give one of the two folders another name: their addresses would be the same',
        ),
      ];
    const sameNumber = before.find((other) => other.number === folder.number && folder.number > 0);
    if (sameNumber)
      return [
        problemAt(
          folder.folder,
          fileStart,
          `number ${folder.number} is taken by ${sameNumber.folder}`,
          'give one of the two folders another number: numbers make the order',
        ),
      ];
    return [];
  });
}
