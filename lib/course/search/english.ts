/** English (and other Latin) words for search. The index keeps them whole, queries also try a stem. */

const stopWords = new Set(
  'a an and are as at be but by can do does for from has have how if in is it its no not of on or so that the their them then there these they this to was what when where which who why will with you your'.split(
    ' ',
  ),
);

/** Words too common to be found by; they count only in a query of nothing else. */
export function isEnglishStopWord(term: string): boolean {
  return stopWords.has(term);
}

/**
 * What `scale`, `scaled` and `scaling` have in common, to be searched for as a beginning: `scal`. Cutting too much only
 * adds hits of lower rank, so a few endings do. Four letters must stay (three before a plural s: pods → pod).
 */
export function stemEnglish(term: string): string {
  const [, stem, singular] = /^(.{4,}?)(?:ies|ing|ion|ed|es|s|e|y)$|^(.{3,})s$/.exec(term) ?? [];
  // stopping → stopp → stop, but roll stays: its l's are its own.
  return stem?.replace(/([bdgmnprt])\1$/, '$1') ?? singular ?? term;
}

/**
 * The parts of a name written in humps, with where they begin: imagePullPolicy → image 0, Pull 5, Policy 9. None for a
 * plain word, for a plural of capitals (CPUs) and where no two parts are longer than a letter (k8s).
 */
export function camelParts(word: string): { part: string; at: number }[] {
  if (/^\p{Lu}+s$/u.test(word)) return [];
  const parts = [...word.matchAll(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+/gu)]
    .map((match) => ({ part: match[0], at: match.index }))
    .filter(({ part }) => part.length > 1);
  return parts.length > 1 ? parts : [];
}
