import type { Task } from '../../process';
import { evaluate } from './arithmetic';
import { ExitSignal, type Shell, type Streams } from './shell';
import type { Word, WordPart } from './syntax';

/** Words become arguments (POSIX sh, 2.6 Word Expansions). Left out: file name patterns, tildes, braces. */
export function* expandAll(shell: Shell, words: readonly Word[], streams: Streams): Task<string[]> {
  const all: string[] = [];
  for (const word of words) all.push(...(yield* expand(shell, word, streams)));
  return all;
}

/** One word becomes none, one or several: unquoted values are split at blanks. */
export function* expand(shell: Shell, word: Word, streams: Streams): Task<string[]> {
  const fields: string[] = [];
  let field: string | undefined;
  for (const part of word) {
    const value = yield* textOf(shell, part, streams);
    if ('text' in part || 'arithmetic' in part || part.isQuoted) {
      field = (field ?? '') + value;
      continue;
    }
    for (const [index, piece] of value.split(/\s+/).entries()) {
      if (index > 0 && field !== undefined) {
        fields.push(field);
        field = undefined;
      }
      if (piece !== '') field = (field ?? '') + piece;
    }
  }
  if (field !== undefined) fields.push(field);
  return fields;
}

function* textOf(shell: Shell, part: WordPart, streams: Streams): Task<string> {
  if ('text' in part) return part.text;
  if ('arithmetic' in part) return String(evaluate(part.arithmetic, (name) => shell.value(name)));
  if ('script' in part) return yield* shell.substitute(part.script, streams);
  return yield* parameter(shell, part, streams);
}

/** `$name`, `${name:-word}` and its like, `${#name}`. */
function* parameter(
  shell: Shell,
  { variable, operator, operand = [] }: Extract<WordPart, { readonly variable: string }>,
  streams: Streams,
): Task<string> {
  if (variable.length > 1 && variable.startsWith('#'))
    return String((shell.value(variable.slice(1)) ?? '').length);
  const value = shell.value(variable);
  const isMissing = operator?.startsWith(':') ? !value : value === undefined;
  if (operator?.endsWith('+')) return isMissing ? '' : (yield* expand(shell, operand, streams)).join(' ');
  if (!isMissing || operator === undefined) return value ?? '';
  const fallback = (yield* expand(shell, operand, streams)).join(' ');
  if (operator.endsWith('=')) shell.variables.set(variable, fallback);
  if (operator.endsWith('?')) {
    streams.err(`sh: ${variable}: ${fallback || 'parameter not set'}\n`);
    throw new ExitSignal(2);
  }
  return fallback;
}
