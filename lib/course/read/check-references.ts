import type { Locale } from '../../i18n/locale';
import type { CompiledFile, Reference } from '../compile/findings';
import type { Problem } from '../course.types';
import { suggest } from '../nearest';
import { problemAt } from '../problem';
import type { Globals } from './read-globals';
import type { LessonSource } from './read-lesson';
import { isGroup, rawList } from './read-yaml';

/** Whether what a lesson's tags name exists. Ids of files that are broken are passed over: one mistake, one problem. */
export function checkReferences(
  lesson: LessonSource,
  globals: Globals,
  file: string,
  compiled: CompiledFile,
): Problem[] {
  return compiled.references.flatMap((reference) => {
    const words = misfit(reference, lesson, globals);
    return words ? [problemAt(file, reference, words.found, words.fix)] : [];
  });
}

interface Words {
  readonly found: string;
  readonly fix: string;
}

function misfit(reference: Reference, lesson: LessonSource, globals: Globals): Words | null {
  const { kind, id } = reference;
  if (kind === 'question' || kind === 'prediction') return questionMisfit(reference, lesson);
  const [known, where] = knownOf(kind, lesson, globals);
  if (known === null || known.includes(id)) return null;
  if (kind === 'image')
    return {
      found: `picture \`./${id}\` does not exist`,
      fix: suggest(id, known, "put the file into the lesson's folder"),
    };
  return { found: `unknown ${kind} \`${id}\``, fix: suggest(id, known, `add it to ${where}`) };
}

function knownOf(
  kind: Exclude<Reference['kind'], 'question' | 'prediction'>,
  lesson: LessonSource,
  { ids }: Globals,
): [readonly string[] | null, string] {
  const list = (set: ReadonlySet<string> | null) => (set ? [...set] : null);
  switch (kind) {
    case 'image':
      return [lesson.pictures, ''];
    case 'scenario':
      return [lesson.labs.scenarioIds, `${lesson.place.folder}/lab.yaml`];
    case 'task':
      return [lesson.labs.taskIds, `${lesson.place.folder}/lab.yaml`];
    case 'term':
      return [list(ids.term), 'content/glossary.yaml'];
    case 'fact':
      return [list(ids.fact), 'content/facts.yaml'];
    case 'misconception':
      return [list(ids.misconception), 'content/misconceptions.yaml'];
  }
}

function questionMisfit({ kind, id }: Reference, { questionTypes, place }: LessonSource): Words | null {
  if (questionTypes === null) return null;
  const type = questionTypes.get(id);
  const isPrediction = type === 'predict';
  if (type === undefined) {
    const fitting = [...questionTypes]
      .filter(([, each]) => (each === 'predict') === (kind === 'prediction'))
      .map(([each]) => each);
    return {
      found: `unknown ${kind} \`${id}\``,
      fix: suggest(id, fitting, `add it to ${place.folder}/quiz.yaml`),
    };
  }
  if (kind === 'question' && isPrediction)
    return { found: `question \`${id}\` is a prediction`, fix: `show it with \`<Predict id="${id}" />\`` };
  if (kind === 'prediction' && !isPrediction)
    return {
      found: `question \`${id}\` is \`${type}\`, not \`predict\``,
      fix: `show it with \`<Quiz ids="${id}" />\``,
    };
  return null;
}

/** Questions of quiz.yaml that neither language shows. Says nothing while a language cannot be read. */
export function checkUnusedQuestions(
  { quiz }: LessonSource,
  compiled: Readonly<Record<Locale, CompiledFile | null>>,
): Problem[] {
  if (!quiz || !compiled.ko?.isRead || !compiled.en?.isRead) return [];
  const used = [...compiled.ko.references, ...compiled.en.references].flatMap(({ kind, id }) =>
    kind === 'question' || kind === 'prediction' ? [id] : [],
  );
  return rawList(quiz, 'questions').flatMap((raw, index) => {
    if (!isGroup(raw) || typeof raw.id !== 'string' || used.includes(raw.id)) return [];
    const tag = raw.type === 'predict' ? `<Predict id="${raw.id}" />` : `<Quiz ids="${raw.id}" />`;
    return [
      quiz.problem(
        ['questions', index, 'id'],
        `question \`${raw.id}\` is used nowhere in the lesson`,
        `show it with \`${tag}\` in both languages, or remove it`,
      ),
    ];
  });
}
