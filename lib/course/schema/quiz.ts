import { z } from 'zod';
import { id, misconceptionId, text } from './text';

/** quiz.yaml. Prompts, choices and reasons may use `code` and **bold**. */
const choice = z.strictObject({
  id,
  text,
  correct: z.boolean().default(false),
  why: text,
  misconception: misconceptionId.optional(),
});

const bound = z.union([z.number(), z.string(), z.boolean(), z.strictObject({ measure: z.string() })]);

/** See lib/models/claim.ts. */
export const claim = z.strictObject({
  measure: z.string(),
  above: bound.optional(),
  below: bound.optional(),
  equals: bound.optional(),
});

const single = z.strictObject({
  id,
  type: z.literal('single'),
  prompt: text,
  choices: z.array(choice).min(2),
});
const multiple = z.strictObject({
  id,
  type: z.literal('multiple'),
  prompt: text,
  choices: z.array(choice).min(2),
});

/** `items` stand in the right order; the page shuffles them. `why` says why an item stands where it does. */
const order = z.strictObject({
  id,
  type: z.literal('order'),
  prompt: text,
  items: z.array(z.strictObject({ id, text, why: text })).min(3),
  misconception: misconceptionId.optional(),
});

/** Each left belongs to its right; `extra` are rights that belong to no left. */
const match = z.strictObject({
  id,
  type: z.literal('match'),
  prompt: text,
  pairs: z
    .array(
      z.strictObject({ id, left: text, right: text, why: text, misconception: misconceptionId.optional() }),
    )
    .min(2),
  extra: z.array(z.strictObject({ id, right: text, why: text })).default([]),
});

/** `nearMisses` are wrong numbers with a reason of their own; `why` explains the right one. */
const number = z.strictObject({
  id,
  type: z.literal('number'),
  prompt: text,
  answer: z.number(),
  tolerance: z.number().nonnegative().default(0),
  unit: text.optional(),
  why: text,
  nearMisses: z
    .array(
      z.strictObject({
        value: z.number(),
        tolerance: z.number().nonnegative().default(0),
        why: text,
        misconception: misconceptionId.optional(),
      }),
    )
    .default([]),
});

/** The key is found by running the model: exactly one choice's claims must all hold at the end of the run. */
const predict = z.strictObject({
  id,
  type: z.literal('predict'),
  prompt: text,
  experiment: z.strictObject({
    /** A scenario of this lesson's lab.yaml. */
    scenario: id,
    set: z.record(z.string(), z.unknown()).default({}),
    inputs: z
      .array(
        z.strictObject({
          atSeconds: z.number().nonnegative(),
          set: z.record(z.string(), z.unknown()).optional(),
          act: z.string().optional(),
          on: z.string().optional(),
        }),
      )
      .default([]),
    seconds: z.number().positive(),
  }),
  choices: z
    .array(
      z.strictObject({
        id,
        text,
        why: text,
        misconception: misconceptionId.optional(),
        holds: z.array(claim).min(1),
      }),
    )
    .min(2),
});

export const question = z.discriminatedUnion('type', [single, multiple, order, match, number, predict]);
export const quizFile = z.strictObject({ questions: z.array(question).min(1) });

export type Question = z.infer<typeof question>;
export type QuestionOf<Type extends Question['type']> = Extract<Question, { type: Type }>;
