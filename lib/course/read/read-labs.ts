import type { Problem } from '../course.types';
import { type Lab, labFile } from '../schema/lab';
import type { Stage } from './check-inputs';
import { checkLabIds, checkScenarios, checkTasks, type LabSource } from './check-lab';
import { type Reader, rawIds, readYaml, soundItems } from './read-yaml';

/** The labs of one lesson. Lists of ids are null when a lab file cannot be read: then nothing can be said of an id. */
export interface Labs {
  readonly labs: readonly Lab[];
  readonly scenarioIds: readonly string[] | null;
  readonly taskIds: readonly string[] | null;
  readonly stages: ReadonlyMap<string, Stage>;
  readonly problems: readonly Problem[];
}

const scenario = labFile.shape.scenarios.element;
const task = labFile.shape.tasks.unwrap().element;

export const labName = /^lab(-[a-z0-9-]+)?\.yaml$/;

/** Reads lab.yaml and lab-….yaml among a lesson's file names. */
export async function readLabs(reader: Reader, folder: string, names: readonly string[]): Promise<Labs> {
  const files = names.filter((name) => labName.test(name));
  const reads = await Promise.all(
    files.map((name) => readYaml(reader, `${folder}/${name}`, labFile, '`model:` and `scenarios:`')),
  );
  const isWhole = reads.every(({ yaml }) => yaml !== null);
  const sources = reads.flatMap(({ yaml }): LabSource[] =>
    yaml
      ? [{ yaml, scenarios: soundItems(yaml, 'scenarios', scenario), tasks: soundItems(yaml, 'tasks', task) }]
      : [],
  );
  const idsOf = (list: string) => (isWhole ? sources.flatMap(({ yaml }) => rawIds(yaml, list)) : null);
  const scenarioIds = idsOf('scenarios');
  const { stages, problems } = checkScenarios(sources);
  return {
    labs: reads.flatMap(({ value }) => value ?? []),
    scenarioIds,
    taskIds: idsOf('tasks'),
    stages,
    problems: [
      ...reads.flatMap((read) => read.problems),
      ...problems,
      ...checkLabIds(sources),
      ...sources.flatMap((source) => checkTasks(source, stages, scenarioIds)),
    ],
  };
}
