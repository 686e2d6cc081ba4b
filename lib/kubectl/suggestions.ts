import type { Verb } from './kubectl.types';

/** cobra's "Did you mean this?": verbs at a Levenshtein distance of two, or that begin with what was typed. */
export function suggestions(root: Verb, words: readonly string[]): string {
  const typed = (words.find((word) => !word.startsWith('-')) ?? '').toLowerCase();
  const near = (root.verbs ?? [])
    .map(({ name }) => name)
    .filter((name) => distance(typed, name) <= 2 || name.startsWith(typed));
  return near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}`;
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] =
        a[i - 1] === b[j - 1]
          ? (row[j - 1] ?? 0)
          : 1 + Math.min(row[j] ?? 0, next[j - 1] ?? 0, row[j - 1] ?? 0);
    row = next;
  }
  return row[b.length] ?? 0;
}
