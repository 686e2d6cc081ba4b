import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type Attempt, playTask, runExperiment } from '@/lib/course/lab/play';
import { type Lab, labFile, type Task } from '@/lib/course/schema/lab';
import { type Question, quizFile } from '@/lib/course/schema/quiz';
import { readMeasure } from '@/lib/models/claim';
import { models } from '@/lib/models/models';

/** Every prediction and task of the course is played: its key, its solutions and its mistakes are what the models do. */
const content = fileURLToPath(new URL('../../content', import.meta.url));
const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).sort();
const named = (pattern: RegExp) => files.filter((file) => pattern.test(file));
const labFiles = named(/(^|[\\/])lab(-[^\\/]*)?\.yaml$/);
const quizFiles = named(/(^|[\\/])quiz\.yaml$/);

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  return schema.parse(parse(readFileSync(join(content, file), 'utf8')));
}

/** A file that cannot be read fails its own test, and does not hide the others. */
function readAll<Schema extends z.ZodType>(paths: readonly string[], schema: Schema) {
  return paths.flatMap((file) => {
    try {
      return [{ file, folder: dirname(file), read: read(file, schema) }];
    } catch {
      return [];
    }
  });
}

const labs = readAll(labFiles, labFile);
const quizzes = readAll(quizFiles, quizFile);
const predictions = quizzes.flatMap(({ file, folder, read: { questions } }) =>
  questions.flatMap((question) =>
    question.type === 'predict' ? [{ name: `${file} ${question.id}`, folder, question }] : [],
  ),
);
const tasks = labs.flatMap(({ file, read: lab }) =>
  lab.tasks.map((task) => ({ name: `${file} ${task.id}`, lab, task })),
);

function scenarioOf(found: readonly Lab[], id: string) {
  for (const lab of found) {
    const scenario = lab.scenarios.find((candidate) => candidate.id === id);
    if (scenario !== undefined) return { model: models[lab.model].model, scenario };
  }
  throw new Error(`There must be a scenario "${id}" in the lesson's lab.yaml; there is none.`);
}

describe('the files of the course', () => {
  it('hold predictions and tasks to play', () => {
    expect(predictions.length).toBeGreaterThan(0);
    expect(tasks.length).toBeGreaterThan(0);
  });

  it.each([
    ...labFiles.map((file) => [file, labFile] as const),
    ...quizFiles.map((file) => [file, quizFile] as const),
  ])('%s can be read', (file, schema) => {
    expect(() => read(file, schema)).not.toThrow();
  });
});

/** Rows for it.each whose first column, the name, is printed whole. */
function rows<Entry extends { readonly name: string }>(entries: readonly Entry[]) {
  return entries.map((entry) => [entry.name, entry] as const);
}

describe('every scenario', () => {
  const scenarios = labs.flatMap(({ file, read: lab }) =>
    lab.scenarios.map((scenario) => ({ name: `${file} ${scenario.id}`, lab, scenario })),
  );

  it.each(rows(scenarios))('%s fits its model', (_, { lab, scenario }) => {
    const { model, controls, panels } = models[lab.model];
    const unknown = (names: readonly string[], known: readonly string[]) =>
      names.filter((name) => !known.includes(name));
    expect(model.settle(model.defaults, scenario.start).misfits).toEqual([]);
    expect(unknown(scenario.controls, controls)).toEqual([]);
    expect(unknown(scenario.panels, panels)).toEqual([]);
  });
});

describe('every prediction', () => {
  it.each(rows(predictions))(
    '%s has exactly one choice that the model bears out',
    (_, { folder, question }) => {
      const own = labs.filter((lab) => lab.folder === folder).map((lab) => lab.read);
      const { model, scenario } = scenarioOf(own, question.experiment.scenario);
      const { holding, snapshot } = runExperiment(model, scenario, question);
      const found = `held: ${holding.join(', ') || 'none'}\n${tellMeasures(question, snapshot)}`;
      expect(holding, found).toHaveLength(1);
    },
  );
});

describe('every task', () => {
  /** Ids of the goals an attempt leaves unmet, with what they measured. */
  function unmetBy(lab: Lab, task: Task, attempt: Attempt) {
    const { model, scenario } = scenarioOf([lab], task.scenario);
    const { met, unmetGoals } = playTask(model, scenario, task, attempt);
    const found = unmetGoals.map(
      ({ goal, actual }) => `${goal.id}: ${goal.claim.measure} = ${String(actual)}`,
    );
    return { met, ids: unmetGoals.map(({ goal }) => goal.id), found: found.join('\n') };
  }

  it.each(rows(tasks))('%s is not met by its untouched start', (_, { lab, task }) => {
    const seconds = Math.max(...task.solutions.map((solution) => solution.seconds));
    expect(unmetBy(lab, task, { inputs: [], seconds }).met).toBe(false);
  });

  const solutions = tasks.flatMap(({ name, lab, task }) =>
    task.solutions.map((attempt) => ({
      name: `${name} is met by solution ${attempt.id}`,
      lab,
      task,
      attempt,
    })),
  );
  it.each(rows(solutions))('%s', (_, { lab, task, attempt }) => {
    const { met, found } = unmetBy(lab, task, attempt);
    expect(met, found).toBe(true);
  });

  const mistakes = tasks.flatMap(({ name, lab, task }) =>
    task.mistakes.map((attempt) => ({ name: `${name}: mistake ${attempt.id}`, lab, task, attempt })),
  );
  it.each(rows(mistakes))('%s leaves exactly its goal unmet', (_, { lab, task, attempt }) => {
    const { ids, found } = unmetBy(lab, task, attempt);
    expect(ids, found).toEqual([attempt.unmet]);
  });
});

/** Every measure the choices speak of, for the author whose key does not fit. */
function tellMeasures({ choices }: Extract<Question, { type: 'predict' }>, snapshot: unknown): string {
  const measures = new Set(choices.flatMap(({ holds }) => holds.map(({ measure }) => measure)));
  return [...measures]
    .map((measure) => `${measure} = ${JSON.stringify(readMeasure(snapshot, measure))}`)
    .join('\n');
}
