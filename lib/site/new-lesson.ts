import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderName } from '../course/read/folders';
import { lessonTemplate } from './lesson-template';

const usage = 'npm run new:lesson -- 01-architecture/03-my-lesson';

/** Says what stands in the way of a new lesson at `place` (`01-architecture/03-my-lesson`); null when nothing does. */
function obstacle(content: string, place: string): string | null {
  const [chapter = '', lesson = '', ...rest] = place.split('/');
  for (const name of [chapter, lesson]) {
    if (!folderName.test(name))
      return `"${name}" is not a folder name of the course: two digits and kebab-case, as in ${usage}`;
  }
  if (rest.length > 0) return `a lesson lies in one chapter, found "${place}": ${usage}`;
  if (!existsSync(join(content, chapter, 'chapter.yaml'))) {
    return `there is no chapter ${chapter}. Write content/${chapter}/chapter.yaml first:\n\ntitle: { ko: …, en: … }\nsummary: { ko: …, en: … }`;
  }
  const [number, slug] = [lesson.slice(0, 3), lesson.slice(3)];
  const taken = readdirSync(join(content, chapter)).find(
    (name) => folderName.test(name) && (name.startsWith(number) || name.slice(3) === slug),
  );
  return taken
    ? `content/${chapter}/${taken} is there already: choose another number and another name`
    : null;
}

/** `npm run new:lesson -- 01-architecture/03-my-lesson`: makes a lesson that is valid as it is, and never overwrites one. */
function main(place: string | undefined): void {
  const content = join(process.cwd(), 'content');
  const refusal = place === undefined ? `say where: ${usage}` : obstacle(content, place);
  if (place === undefined || refusal) {
    console.error(refusal);
    process.exitCode = 1;
    return;
  }
  const folder = join(content, place);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(lessonTemplate))
    writeFileSync(join(folder, name), text, { flag: 'wx' });
  console.log(
    `content/${place} is there. Write ko.mdx, en.mdx and quiz.yaml; npm run check:content says what is missing.`,
  );
}

main(process.argv[2]);
