import type { Model } from '../../models/model';
import { models } from '../../models/models';
import type { Problem } from '../course.types';
import { suggest } from '../nearest';
import type { Path, YamlFile } from './yaml-file';

interface Registered {
  readonly model: Model<unknown, unknown>;
  readonly controls: readonly string[];
  readonly panels: readonly string[];
}

/** The models a lab may name; undefined for a name the schema refuses anyway. */
export function registeredModel(name: unknown): Registered | undefined {
  const registry: Readonly<Record<string, Registered>> = models;
  return typeof name === 'string' && Object.hasOwn(registry, name) ? registry[name] : undefined;
}

/** A scenario that is ready to run. */
export interface Stage {
  readonly model: Model<unknown, unknown>;
  readonly settings: unknown;
}

/** Lays settings over others by the model itself; each misfit becomes a problem at its line. */
export function settleAt(
  yaml: YamlFile,
  path: Path,
  { model, settings }: Stage,
  changes: unknown,
): { stage: Stage; problems: Problem[] } {
  const settled = model.settle(settings, changes);
  const problems = settled.misfits.map((misfit) =>
    yaml.problem(
      [...path, ...misfit.path.split('.').filter((key) => key !== '')],
      `\`${misfit.path}\`: ${misfit.found}`,
      misfit.fix,
    ),
  );
  return { stage: { model, settings: settled.settings }, problems };
}

interface ContentInput {
  readonly set?: Record<string, unknown> | undefined;
  readonly act?: string | undefined;
  readonly on?: string | undefined;
}

/** Checks what a solution, a mistake or an experiment does to a running model, by doing it. */
export function checkInputs(
  yaml: YamlFile,
  path: Path,
  stage: Stage,
  inputs: readonly ContentInput[],
): Problem[] {
  return inputs.flatMap((input, index) => checkInput(yaml, [...path, index], stage, input));
}

function checkInput(yaml: YamlFile, path: Path, stage: Stage, { set, act, on }: ContentInput): Problem[] {
  if ((set === undefined) === (act === undefined)) {
    return [
      yaml.problem(
        path,
        set ? 'an input with both `set` and `act`' : 'an input that does nothing',
        'write either `set: { … }` or `act: …`',
      ),
    ];
  }
  if (set !== undefined) {
    const { problems } = settleAt(yaml, [...path, 'set'], stage, set);
    return problems.length > 0
      ? problems
      : refusal(() => stage.model.start(stage.settings).apply({ set }), yaml, [...path, 'set']);
  }
  const acts = Object.keys(stage.model.acts);
  if (act === undefined || !acts.includes(act)) {
    return [
      yaml.problem(
        [...path, 'act'],
        `unknown act \`${act}\` of model \`${stage.model.id}\``,
        suggest(act ?? '', acts, 'use an act of the model'),
      ),
    ];
  }
  return refusal(
    () => stage.model.start(stage.settings).apply(on === undefined ? { act } : { act, on }),
    yaml,
    [...path, on === undefined ? 'act' : 'on'],
  );
}

/** A model refuses what does not fit by a RangeError that says why; anything else is a fault of ours. */
function refusal(attempt: () => void, yaml: YamlFile, path: Path): Problem[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [
      yaml.problem(path, `the model refuses this input: ${error.message}`, 'write what the model takes'),
    ];
  }
}
