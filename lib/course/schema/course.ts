import { z } from 'zod';
import { id, misconceptionId, sentence, text } from './text';

/** chapter.yaml */
export const chapterFile = z.strictObject({ title: text, summary: text });

/** The head of ko.mdx and en.mdx. `prerequisites` are lesson ids: `architecture/monolith`. */
export const frontmatter = z.strictObject({
  title: sentence,
  summary: sentence,
  objectives: z.array(sentence).min(1),
  minutes: z.number().int().positive(),
  prerequisites: z.array(z.string()).default([]),
  sources: z.array(z.strictObject({ title: sentence, url: z.url() })).default([]),
});

/** facts.yaml: numbers that depend on a version or a source. */
export const factsFile = z.strictObject({
  facts: z.array(
    z.strictObject({
      id,
      value: z.union([z.number(), z.string()]),
      unit: text.optional(),
      /** What the number says, for authors and for the card a reader may open. */
      about: text,
      /** Kubernetes version since which it is so, or the year of a report. */
      since: z.string(),
      source: z.url(),
      checked: z.iso.date(),
    }),
  ),
});

/** glossary.yaml */
const entry = z.strictObject({ name: sentence, definition: sentence });
export const glossaryFile = z.strictObject({ terms: z.array(z.strictObject({ id, ko: entry, en: entry })) });

/** misconceptions.yaml: the belief as a learner would say it, and the accurate statement. */
export const misconceptionsFile = z.strictObject({
  misconceptions: z.array(z.strictObject({ id: misconceptionId, belief: text, truth: text })),
});

export type Frontmatter = z.infer<typeof frontmatter>;
export type Fact = z.infer<typeof factsFile>['facts'][number];
export type Term = z.infer<typeof glossaryFile>['terms'][number];
export type Misconception = z.infer<typeof misconceptionsFile>['misconceptions'][number];
