import { z } from 'zod';

/** A sentence that must not be empty. */
export const sentence = z.string().trim().min(1, 'must not be empty');

/** The same text in both languages; both are required. */
export const text = z.strictObject({ ko: sentence, en: sentence });

/** Stable ids are kebab-case, because they end in URLs, in stored progress and in links. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case: small letters, digits and single hyphens');

export const misconceptionId = z.string().regex(/^[A-Z]\d+$/, 'must look like M3');
