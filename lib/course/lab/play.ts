import { type Claim, weigh } from '../../models/claim';
import type { DeepPartial, Input, Model, Run } from '../../models/model';
import type { Scenario, Task } from '../schema/lab';
import type { QuestionOf } from '../schema/quiz';
import { createTaskWatch, type Goal } from './task-watch';

export { createTaskWatch, type Goal, type GoalProgress, type TaskWatch } from './task-watch';

/** Goals are looked at once in each virtual second. */
const sampleMs = 1_000;

type Start = Pick<Scenario, 'start' | 'warmUpSeconds'>;
type TimedInput = Task['solutions'][number]['inputs'][number];
type Prediction = Pick<QuestionOf<'predict'>, 'experiment' | 'choices'>;

/** A recorded way through a task: inputs timed from the reader's first sight of the figure, and how long it runs. */
export interface Attempt {
  readonly inputs: readonly TimedInput[];
  readonly seconds: number;
}

/**
 * Starts `model` the way the reader meets it: the scenario's settings over the defaults, its warm-up behind it.
 * Throws RangeError naming every setting that does not fit.
 */
export function startScenario<Settings, Snapshot>(
  model: Model<Settings, Snapshot>,
  scenario: Start,
): Run<Settings, Snapshot> {
  const { settings, misfits } = model.settle(model.defaults, scenario.start);
  if (misfits.length > 0) {
    throw new RangeError(misfits.map(({ path, found, fix }) => `${path}: found ${found}. ${fix}`).join('\n'));
  }
  const run = model.start(settings);
  run.advance(scenario.warmUpSeconds * 1000);
  return run;
}

/**
 * Runs a prediction: the scenario as the reader meets it, then `set`, then the timed inputs, until `seconds` have
 * passed since. `holding` are the ids of the choices whose claims all hold at the end; a sound prediction has one.
 * Throws RangeError when a setting or an input does not fit the model.
 */
export function runExperiment<Settings, Snapshot>(
  model: Model<Settings, Snapshot>,
  scenario: Start,
  { experiment, choices }: Prediction,
): { readonly holding: readonly string[]; readonly snapshot: Snapshot } {
  const run = startScenario(model, scenario);
  if (Object.keys(experiment.set).length > 0) applyTimed(run, { atSeconds: 0, set: experiment.set });
  playInputs(run, experiment, () => true);
  const snapshot = run.snapshot();
  return { holding: choicesThatHold(choices, snapshot), snapshot };
}

/** Ids of the choices whose claims all hold in `snapshot`. */
export function choicesThatHold(
  choices: readonly { readonly id: string; readonly holds: readonly Claim[] }[],
  snapshot: unknown,
): readonly string[] {
  return choices
    .filter(({ holds }) => holds.every((claim) => weigh(snapshot, claim).holds))
    .map(({ id }) => id);
}

export interface Played {
  readonly met: boolean;
  /** When all goals were met for the first time, in virtual ms since the attempt began; null if never. */
  readonly metAtMs: number | null;
  /** Empty when met; else the goals unmet at the end, and what their measures were then. */
  readonly unmetGoals: readonly { readonly goal: Goal; readonly actual: unknown }[];
}

/**
 * Plays an attempt at a task and stops as soon as all its goals are met together.
 * Throws RangeError when a setting or an input does not fit the model.
 */
export function playTask<Settings, Snapshot>(
  model: Model<Settings, Snapshot>,
  scenario: Start,
  task: Pick<Task, 'goals'>,
  attempt: Attempt,
): Played {
  const run = startScenario(model, scenario);
  const startedMs = run.nowMs;
  const watch = createTaskWatch(task.goals);
  let progress = watch.observe(run.nowMs, run.snapshot());
  const isMet = () => progress.every(({ met }) => met);
  playInputs(run, attempt, () => {
    progress = watch.observe(run.nowMs, run.snapshot());
    return !isMet();
  });
  if (isMet()) return { met: true, metAtMs: run.nowMs - startedMs, unmetGoals: [] };
  const unmetGoals = task.goals.flatMap((goal) => {
    const own = progress.find(({ id }) => id === goal.id);
    return own === undefined || own.met ? [] : [{ goal, actual: own.actual }];
  });
  return { met: false, metAtMs: null, unmetGoals };
}

/** Applies inputs at their times, looking every second; ends after `seconds`, or when `look` says false. */
function playInputs<Settings, Snapshot>(
  run: Run<Settings, Snapshot>,
  { inputs, seconds }: Attempt,
  look: () => boolean,
): void {
  const startedMs = run.nowMs;
  const untilMs = startedMs + seconds * 1000;
  const left = [...inputs].sort((first, second) => first.atSeconds - second.atSeconds);
  while (true) {
    while (left[0] !== undefined && startedMs + left[0].atSeconds * 1000 <= run.nowMs) {
      applyTimed(run, left[0]);
      left.shift();
    }
    if (run.nowMs >= untilMs) return;
    const nextInputMs = left[0] === undefined ? untilMs : startedMs + left[0].atSeconds * 1000;
    run.advance(Math.min(run.nowMs + sampleMs, nextInputMs, untilMs) - run.nowMs);
    if (!look()) return;
  }
}

function applyTimed<Settings, Snapshot>(run: Run<Settings, Snapshot>, input: TimedInput): void {
  // The model checks what it is given; here the settings are still what a YAML file says.
  if (input.set !== undefined) run.apply({ set: input.set as DeepPartial<Settings> });
  if (input.act !== undefined) {
    const act: Input<Settings> =
      input.on === undefined ? { act: input.act } : { act: input.act, on: input.on };
    run.apply(act);
  }
}
