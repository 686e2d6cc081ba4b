import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readCourseOutline } from '../course/read/read-course';

const folder = 'public/content-images';

/** Puts the pictures of the lessons where pages look for them, and removes those that no lesson has any more. */
export async function copyPictures(root: string): Promise<void> {
  const { images } = await readCourseOutline(root);
  const wanted = new Set(images.map(({ path }) => join(root, 'public', path)));
  for (const file of filesIn(join(root, folder))) if (!wanted.has(file)) rmSync(file);
  for (const { file, path } of images) {
    cpSync(join(root, file), join(root, 'public', path), { preserveTimestamps: true });
  }
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
