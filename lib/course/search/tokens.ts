import { camelParts, isEnglishStopWord, stemEnglish } from './english';
import { gramsOf, isEnding, isKoreanStopWord, stemKorean } from './korean';

/** A term of the index and the stretch of the (NFC) text that it stands for. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A word of a query. It stands in a text as far as its pieces do: the 2-grams of a Hangul word, the parts of a
 * camelCase name. A piece is a list of terms any of which will do: `scaling` or what begins with `scal`.
 */
export interface QueryWord {
  readonly pieces: readonly (readonly string[])[];
}

interface Run {
  readonly text: string;
  readonly start: number;
  readonly isHangul: boolean;
}

/** Words cut where the script changes, because `kubelet이` would hide `kubelet`. Endings after Latin are left out. */
function runsOf(text: string): Run[] {
  const runs = [...text.matchAll(/([가-힣]+)|[\p{Script=Latin}\d]+/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    isHangul: match[1] !== undefined,
  }));
  return runs.filter((run, index) => {
    const before = runs[index - 1];
    const touches =
      before !== undefined && !before.isHangul && before.start + before.text.length === run.start;
    return !(run.isHangul && touches && isEnding(run.text));
  });
}

/** What to index of a text, and what to mark in it. `text` must be in NFC, or the places are those of its NFC form. */
export function tokenize(text: string): Token[] {
  return runsOf(text.normalize('NFC')).flatMap(({ text: word, start, isHangul }) => {
    if (isHangul)
      return gramsOf(stemKorean(word)).map(({ gram, at }) => ({
        term: gram,
        start: start + at,
        end: start + at + gram.length,
      }));
    return [{ part: word, at: 0 }, ...camelParts(word)]
      .map(({ part, at }) => ({ term: part.toLowerCase(), start: start + at, end: start + at + part.length }))
      .filter(({ term }) => term.length > 1 && !isEnglishStopWord(term));
  });
}

function latinPieces(word: string): string[][] {
  const whole = word.toLowerCase();
  const parts = camelParts(word).map(({ part }) => part.toLowerCase());
  const withStem = (term: string) => [...new Set([term, stemEnglish(term)])];
  return parts.length === 0 ? [withStem(whole)] : parts.map((part) => [...withStem(part), whole]);
}

/** A query as words. Stop words and single letters count only where nothing else does: `in` may become `ingress`. */
export function queryWords(query: string): QueryWord[] {
  const runs = runsOf(query.normalize('NFC'));
  const isWeighty = ({ text, isHangul }: Run) =>
    isHangul ? !isKoreanStopWord(text) : text.length > 1 && !isEnglishStopWord(text.toLowerCase());
  const weighty = runs.filter(isWeighty);
  return (weighty.length > 0 ? weighty : runs).map(({ text, isHangul }) => ({
    pieces: isHangul ? gramsOf(stemKorean(text)).map(({ gram }) => [gram]) : latinPieces(text),
  }));
}

/** Whether a term of a query also stands for what begins with it: Latin words do, and a syllable on its own. */
export function isPrefix(term: string): boolean {
  return term.length === 1 || !/[가-힣]/.test(term);
}
