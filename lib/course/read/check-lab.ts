import type { Problem } from '../course.types';
import { suggest } from '../nearest';
import type { Scenario, Task } from '../schema/lab';
import { checkClaim } from './check-claims';
import { checkDuplicates, placedIds } from './check-duplicates';
import { checkInputs, registeredModel, type Stage, settleAt } from './check-inputs';
import { type Item, isGroup, rawList } from './read-yaml';
import type { YamlFile } from './yaml-file';

/** One lab file, as far as it is sound. */
export interface LabSource {
  readonly yaml: YamlFile;
  readonly scenarios: readonly Item<Scenario>[];
  readonly tasks: readonly Item<Task>[];
}

/** Settles every scenario by its model; `stages` has them by id, for tasks and predictions. */
export function checkScenarios(labs: readonly LabSource[]): {
  stages: Map<string, Stage>;
  problems: Problem[];
} {
  const stages = new Map<string, Stage>();
  const problems = labs.flatMap(({ yaml, scenarios }) => {
    const registered = registeredModel(isGroup(yaml.data) ? yaml.data.model : undefined);
    if (!registered) return [];
    return scenarios.flatMap(({ value, path }) => {
      const { model } = registered;
      const { stage, problems: misfits } = settleAt(
        yaml,
        [...path, 'start'],
        { model, settings: model.defaults },
        value.start,
      );
      stages.set(value.id, stage);
      return [
        ...misfits,
        ...unknownNames(yaml, [...path, 'controls'], 'control', value.controls, registered.controls),
        ...unknownNames(yaml, [...path, 'panels'], 'panel', value.panels, registered.panels),
      ];
    });
  });
  return { stages, problems };
}

function unknownNames(
  yaml: YamlFile,
  path: readonly PropertyKey[],
  what: string,
  names: readonly string[],
  known: readonly string[],
): Problem[] {
  return names.flatMap((name, index) => {
    if (known.includes(name)) return [];
    return [
      yaml.problem(
        [...path, index],
        `unknown ${what} \`${name}\``,
        suggest(name, known, `use a ${what} of the model`),
      ),
    ];
  });
}

/** `scenarioIds` are those of all labs of the lesson, sound or not; null when a lab file cannot be read. */
export function checkTasks(
  { yaml, tasks }: LabSource,
  stages: ReadonlyMap<string, Stage>,
  scenarioIds: readonly string[] | null,
): Problem[] {
  return tasks.flatMap(({ value: task, path }) => {
    const stage = stages.get(task.scenario);
    const goalIds = task.goals.map((goal) => goal.id);
    const unmet = task.mistakes.flatMap((mistake, index) => {
      if (goalIds.includes(mistake.unmet)) return [];
      return [
        yaml.problem(
          [...path, 'mistakes', index, 'unmet'],
          `\`${mistake.unmet}\` is no goal of task \`${task.id}\``,
          suggest(mistake.unmet, goalIds, 'name the goal that stays unmet'),
        ),
      ];
    });
    return [
      ...checkScenarioId(yaml, [...path, 'scenario'], task.scenario, scenarioIds),
      ...unmet,
      ...(stage ? checkRuns(yaml, path, task, stage) : []),
    ];
  });
}

function checkRuns(yaml: YamlFile, path: readonly PropertyKey[], task: Task, stage: Stage): Problem[] {
  return [
    ...task.goals.flatMap((goal, index) =>
      checkClaim(yaml, [...path, 'goals', index, 'claim'], stage, goal.claim),
    ),
    ...task.solutions.flatMap((solution, index) =>
      checkInputs(yaml, [...path, 'solutions', index, 'inputs'], stage, solution.inputs),
    ),
    ...task.mistakes.flatMap((mistake, index) =>
      checkInputs(yaml, [...path, 'mistakes', index, 'inputs'], stage, mistake.inputs),
    ),
  ];
}

export function checkScenarioId(
  yaml: YamlFile,
  path: readonly PropertyKey[],
  id: string,
  known: readonly string[] | null,
): Problem[] {
  return known === null || known.includes(id)
    ? []
    : [
        yaml.problem(
          path,
          `unknown scenario \`${id}\``,
          suggest(id, known, "use a scenario of this lesson's lab.yaml"),
        ),
      ];
}

/** Ids that occur twice: scenarios and tasks in the lesson, goals, solutions and mistakes in their task. */
export function checkLabIds(labs: readonly { readonly yaml: YamlFile }[]): Problem[] {
  const all = (list: string) => labs.flatMap(({ yaml }) => placedIds(yaml, rawList(yaml, list), [list]));
  const within = labs.flatMap(({ yaml }) =>
    rawList(yaml, 'tasks').flatMap((task, index) =>
      (['goals', 'solutions', 'mistakes'] as const).flatMap((list) => {
        const items = isGroup(task) ? task[list] : undefined;
        return Array.isArray(items)
          ? checkDuplicates(list.slice(0, -1), placedIds(yaml, items, ['tasks', index, list]))
          : [];
      }),
    ),
  );
  return [
    ...checkDuplicates('scenario', all('scenarios')),
    ...checkDuplicates('task', all('tasks')),
    ...within,
  ];
}
