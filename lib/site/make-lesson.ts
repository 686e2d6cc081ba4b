import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderName } from '../course/read/folders';
import { lessonTemplate } from './lesson-template';

export const example = 'npm run new:lesson -- 01-architecture/03-my-lesson';

/**
 * Makes the folder of a new lesson under `root`/content. `place` is `01-architecture/03-my-lesson`. Returns null when it
 * is made, else why not, with the way out; then nothing was written.
 */
export function makeLesson(root: string, place: string): string | null {
  const content = join(root, 'content');
  const refusal = obstacle(content, place);
  if (refusal) return refusal;
  const folder = join(content, place);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(lessonTemplate)) {
    writeFileSync(join(folder, name), text, { flag: 'wx' });
  }
  return null;
}

function obstacle(content: string, place: string): string | null {
  const [chapter = '', lesson = '', ...rest] = place.split('/');
  const isNamedRight = folderName.test(chapter) && folderName.test(lesson) && rest.length === 0;
  if (!isNamedRight) {
    return `"${place}" is not a place for a lesson: write chapter and lesson, each with two digits and kebab-case, as in\n  ${example}`;
  }
  if (!existsSync(join(content, chapter, 'chapter.yaml'))) {
    return `there is no chapter ${chapter}. Write content/${chapter}/chapter.yaml first:\n\n  title: { ko: …, en: … }\n  summary: { ko: …, en: … }`;
  }
  const [number, slug] = [lesson.slice(0, 3), lesson.slice(3)];
  const taken = readdirSync(join(content, chapter)).find(
    (name) => folderName.test(name) && (name.startsWith(number) || name.slice(3) === slug),
  );
  return taken
    ? `content/${chapter}/${taken} has this number or this name already: choose another, nothing is overwritten`
    : null;
}
