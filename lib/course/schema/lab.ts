import { z } from 'zod';
import { claim } from './quiz';
import { id, text } from './text';

/** lab.yaml: the scenarios a lesson's figures start from, and the tasks a learner solves in them. */
const input = z.strictObject({
  atSeconds: z.number().nonnegative(),
  set: z.record(z.string(), z.unknown()).optional(),
  act: z.string().optional(),
  on: z.string().optional(),
});

const scenario = z.strictObject({
  id,
  /** Shown above the figure. */
  title: text,
  /** Laid over the model's defaults; checked by the model itself. */
  start: z.record(z.string(), z.unknown()).default({}),
  /** Virtual seconds that have already passed when the reader meets the figure: it is in trouble already. */
  warmUpSeconds: z.number().nonnegative().default(0),
  controls: z.array(z.string()).default([]),
  panels: z.array(z.string()).min(1),
});

const goal = z.strictObject({
  id,
  text,
  claim,
  forSeconds: z.number().nonnegative().default(0),
  unmet: text,
});

const task = z.strictObject({
  id,
  scenario: id,
  text,
  goals: z.array(goal).min(1),
  /** Where to look → which object → what to do. */
  hints: z.tuple([text, text, text]),
  solutions: z
    .array(z.strictObject({ id, inputs: z.array(input).min(1), seconds: z.number().positive() }))
    .min(1),
  /** Attempts that must fail, with the goal that stays unmet and the reason the learner will see. */
  mistakes: z
    .array(
      z.strictObject({ id, inputs: z.array(input), seconds: z.number().positive(), unmet: id, why: text }),
    )
    .min(1),
});

export const labFile = z.strictObject({
  model: z.enum(['shop']),
  scenarios: z.array(scenario).min(1),
  tasks: z.array(task).default([]),
});

export type Lab = z.infer<typeof labFile>;
export type Scenario = Lab['scenarios'][number];
export type Task = Lab['tasks'][number];
