import type { Problem } from '../course.types';
import { suggest } from '../nearest';
import type { Question, QuestionOf } from '../schema/quiz';
import { checkClaim } from './check-claims';
import { checkDuplicates, placedIds } from './check-duplicates';
import { checkInputs, type Stage, settleAt } from './check-inputs';
import { checkScenarioId } from './check-lab';
import { type Item, isGroup, rawList } from './read-yaml';
import type { Path, YamlFile } from './yaml-file';

/** What a quiz may refer to. Null where a file is broken: then nothing is said of its ids. */
export interface QuizContext {
  readonly misconceptions: ReadonlySet<string> | null;
  readonly scenarioIds: readonly string[] | null;
  readonly stages: ReadonlyMap<string, Stage>;
}

/** Everything a schema cannot say of a quiz: keys, ids, references, experiments. */
export function checkQuiz(
  yaml: YamlFile,
  questions: readonly Item<Question>[],
  context: QuizContext,
): Problem[] {
  const raw = rawList(yaml, 'questions');
  return [
    ...checkDuplicates('question', placedIds(yaml, raw, ['questions'])),
    ...raw.flatMap((question, index) => checkAnswerIds(yaml, question, ['questions', index])),
    ...checkMisconceptions(yaml, raw, ['questions'], context.misconceptions),
    ...questions.flatMap(({ value, path }) => {
      if (value.type === 'single' || value.type === 'multiple') return checkKey(yaml, path, value);
      return value.type === 'predict' ? checkPrediction(yaml, path, value, context) : [];
    }),
  ];
}

function checkAnswerIds(yaml: YamlFile, question: unknown, path: Path): Problem[] {
  if (!isGroup(question)) return [];
  const ids = (list: string) => {
    const items = question[list];
    return Array.isArray(items) ? placedIds(yaml, items, [...path, list]) : [];
  };
  // The rights of pairs and the extra rights lie in one heap before the learner.
  return [ids('choices'), ids('items'), [...ids('pairs'), ...ids('extra')]].flatMap((list) =>
    checkDuplicates('choice', list),
  );
}

function checkMisconceptions(
  yaml: YamlFile,
  value: unknown,
  path: Path,
  known: ReadonlySet<string> | null,
): Problem[] {
  if (known === null || value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== 'misconception' || typeof inner !== 'string')
      return checkMisconceptions(yaml, inner, at, known);
    if (known.has(inner)) return [];
    return [
      yaml.problem(
        at,
        `unknown misconception \`${inner}\``,
        suggest(inner, known, 'add it to content/misconceptions.yaml'),
      ),
    ];
  });
}

function checkKey(yaml: YamlFile, path: Path, question: QuestionOf<'single' | 'multiple'>): Problem[] {
  const correct = question.choices.filter((choice) => choice.correct).length;
  if (correct === 0) {
    return [
      yaml.problem(
        [...path, 'choices'],
        `question \`${question.id}\` has no correct choice`,
        'mark the right one with `correct: true`',
      ),
    ];
  }
  if (question.type === 'single' && correct > 1) {
    return [
      yaml.problem(
        [...path, 'choices'],
        `question \`${question.id}\` is \`single\` and has ${correct} correct choices`,
        'keep one, or write `type: multiple`',
      ),
    ];
  }
  return [];
}

function checkPrediction(
  yaml: YamlFile,
  path: Path,
  question: QuestionOf<'predict'>,
  context: QuizContext,
): Problem[] {
  const { experiment } = question;
  const at = [...path, 'experiment'];
  const unknown = checkScenarioId(yaml, [...at, 'scenario'], experiment.scenario, context.scenarioIds);
  const start = context.stages.get(experiment.scenario);
  if (!start) return unknown;
  const { stage, problems } = settleAt(yaml, [...at, 'set'], start, experiment.set);
  const claims = question.choices.flatMap((choice, index) =>
    choice.holds.flatMap((claim, nth) =>
      checkClaim(yaml, [...path, 'choices', index, 'holds', nth], stage, claim),
    ),
  );
  return [
    ...unknown,
    ...problems,
    ...checkInputs(yaml, [...at, 'inputs'], stage, experiment.inputs),
    ...claims,
  ];
}
