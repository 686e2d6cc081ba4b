import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Locale, locales } from '../../i18n/locale';
import { pictureFile } from '../compile/pictures';
import type { Problem } from '../course.types';
import { fileStart, problemAt } from '../problem';
import { type Question, question, quizFile } from '../schema/quiz';
import { checkQuiz } from './check-quiz';
import type { LessonFolder } from './folders';
import type { Globals } from './read-globals';
import { type Labs, labName, readLabs } from './read-labs';
import { type MdxSource, readMdx } from './read-mdx';
import { isGroup, type Reader, rawList, readYaml, soundItems } from './read-yaml';
import type { YamlFile } from './yaml-file';

/** Everything of a lesson but the compiled text. */
export interface LessonSource {
  readonly place: LessonFolder;
  readonly mdx: Readonly<Record<Locale, MdxSource>>;
  readonly quiz: YamlFile | null;
  readonly questions: readonly Question[];
  /** Question id → type; null when quiz.yaml is broken, so that nothing can be said of an id. */
  readonly questionTypes: ReadonlyMap<string, string> | null;
  readonly labs: Labs;
  /** File names, composed (NFC). */
  readonly pictures: readonly string[];
  /** Of its YAML, its front matter and its file names. */
  readonly problems: readonly Problem[];
}

/** Reads one lesson folder and checks all that can be checked without compiling its text. */
export async function readLesson(
  reader: Reader,
  place: LessonFolder,
  globals: Globals,
): Promise<LessonSource> {
  const { folder } = place;
  const names = (await readdir(join(reader.root, folder))).filter((name) => !name.startsWith('.')).sort();
  const mdx = { ko: await readMdx(reader, folder, 'ko'), en: await readMdx(reader, folder, 'en') };
  const labs = await readLabs(reader, folder, names);
  const quiz = await readYaml(
    reader,
    `${folder}/quiz.yaml`,
    quizFile,
    '`questions:` and a list of questions',
  );
  const questions = soundItems(quiz.yaml, 'questions', question);
  const context = {
    misconceptions: globals.ids.misconception,
    scenarioIds: labs.scenarioIds,
    stages: labs.stages,
  };
  return {
    place,
    mdx,
    quiz: quiz.yaml,
    questions: questions.map(({ value }) => value),
    questionTypes: quiz.exists && !quiz.yaml ? null : typesOf(quiz.yaml),
    labs,
    pictures: names.filter((name) => pictureFile.test(name)).map((name) => name.normalize('NFC')),
    problems: [
      ...names.flatMap((name) => checkName(folder, name)),
      ...mdx.ko.problems,
      ...mdx.en.problems,
      ...labs.problems,
      ...quiz.problems,
      ...(quiz.yaml ? checkQuiz(quiz.yaml, questions, context) : []),
    ],
  };
}

function typesOf(quiz: YamlFile | null): Map<string, string> {
  // Of two questions with one id the first counts: the second is reported as a duplicate.
  const questions = rawList(quiz, 'questions').filter(isGroup).reverse();
  return new Map(
    questions.flatMap(({ id, type }) => (typeof id === 'string' ? [[id, String(type)] as const] : [])),
  );
}

/** Files that look like a part of the lesson and would silently be no part of it. */
function checkName(folder: string, name: string): Problem[] {
  const file = `${folder}/${name}`.normalize('NFC');
  if (name.normalize('NFC') !== name) {
    return [
      problemAt(
        file,
        fileStart,
        'a file name with letters in pieces (Unicode NFD)',
        'save as NFC: rename the file, typing its name anew',
      ),
    ];
  }
  const isKnown =
    locales.some((locale) => name === `${locale}.mdx`) || name === 'quiz.yaml' || labName.test(name);
  if (isKnown || !/\.(mdx?|ya?ml)$/.test(name)) return [];
  return [
    problemAt(
      file,
      fileStart,
      `no part of a lesson is called \`${name}\``,
      'rename or remove it: a lesson has ko.mdx, en.mdx, quiz.yaml, lab.yaml or lab-….yaml, and pictures',
    ),
  ];
}
