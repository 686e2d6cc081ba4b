import type { Task } from '../../cluster/process';
import { held } from './held';
import type { Word } from './syntax.types';

/** How words become arguments: variables and commands are replaced, unquoted results are split, file patterns find files. */
export interface Expansion {
  variable(name: string): string;
  /** The output of a command line, for `$(…)`. */
  output(line: string): Task<string>;
  readonly files: readonly string[];
}

/** The arguments one word stands for: often one, none for an unset variable, several for a list. */
export function* expandWord(word: Word, expansion: Expansion): Task<string[]> {
  const results: { text: string; pattern: string; isPattern: boolean }[] = [];
  let current: (typeof results)[number] | undefined;
  const add = (text: string, isQuoted: boolean) => {
    current ??= { text: '', pattern: '', isPattern: false };
    current.text = held(current.text + text);
    current.pattern += isQuoted ? text.replace(/[*?]/g, '\\$&') : text;
    if (!isQuoted && /[*?]/.test(text)) current.isPattern = true;
  };
  for (const piece of word) {
    const text = yield* textOf(piece, expansion);
    if (piece.kind === 'text' || piece.isQuoted) {
      add(text, piece.isQuoted);
      continue;
    }
    // Unquoted results are split at blanks; what touches the word's other parts stays with them.
    for (const [index, part] of text.split(/[ \t\n]+/).entries()) {
      if (index > 0 && current) {
        results.push(current);
        current = undefined;
      }
      if (part !== '') add(part, false);
    }
  }
  if (current) results.push(current);
  return results.flatMap(({ text, pattern, isPattern }) => {
    const found = isPattern ? expansion.files.filter((file) => matchesPattern(pattern, file)) : [];
    return found.length > 0 ? found : [text];
  });
}

/** The text of a word that is not split: of an assignment, a file name, a here-document. */
export function* expandText(word: Word, expansion: Expansion): Task<string> {
  let text = '';
  for (const piece of word) text = held(text + (yield* textOf(piece, expansion)));
  return text;
}

function* textOf(piece: Word[number], expansion: Expansion): Task<string> {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'variable') return expansion.variable(piece.name) || (piece.fallback ?? '');
  return (yield* expansion.output(piece.line)).replace(/\n+$/, '');
}

/** `*` and `?` against a file name, without backtracking beyond the last star. */
function matchesPattern(pattern: string, name: string): boolean {
  if (name.startsWith('.')) return false;
  let [at, position, star, mark] = [0, 0, -1, 0];
  while (position < name.length) {
    const isEscaped = pattern[at] === '\\';
    const wanted = isEscaped ? pattern[at + 1] : pattern[at];
    if (!isEscaped && wanted === '*') {
      star = at++;
      mark = position;
    } else if (wanted === name[position] || (!isEscaped && wanted === '?')) {
      at += isEscaped ? 2 : 1;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
