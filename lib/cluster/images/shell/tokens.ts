import { type Redirect, ShellSyntaxError, type Word, type WordPart } from './syntax';

export type Token =
  | { readonly word: Word; readonly plain: string | undefined }
  | { readonly operator: string };

const operators = ['2>>', '2>&1', '&>', '2>', '&&', '||', '>>', ';', '|', '&', '>', '<', '(', ')', '\n'];
const nameShape = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Cuts a script into words and operators (POSIX sh, 2.3 Token Recognition). */
export function tokenize(script: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const letter = script.charAt(at);
    if (letter === ' ' || letter === '\t' || letter === '\r') at++;
    else if (script.startsWith('\\\n', at)) at += 2;
    else if (letter === '#') while (at < script.length && script.charAt(at) !== '\n') at++;
    else {
      const operator = operators.find((each) => script.startsWith(each, at));
      if (operator) {
        tokens.push({ operator });
        at += operator.length;
      } else {
        const { word, end } = readWord(script, at);
        const isPlain = word.every((part) => 'text' in part) && script.slice(at, end) === textOf(word);
        tokens.push({ word, plain: isPlain ? textOf(word) : undefined });
        at = end;
      }
    }
  }
  return tokens;
}

export const isRedirect = (operator: string): operator is Redirect['operator'] =>
  operator.includes('>') || operator === '<';

const textOf = (word: Word) => word.map((part) => ('text' in part ? part.text : '')).join('');

function readWord(script: string, start: number): { readonly word: Word; readonly end: number } {
  const parts: WordPart[] = [];
  let at = start;
  while (at < script.length && !/[\s;&|<>()]/.test(script.charAt(at))) {
    const letter = script.charAt(at);
    if (letter === "'") {
      const end = closing(script, "'", at + 1);
      parts.push({ text: script.slice(at + 1, end) });
      at = end + 1;
    } else if (letter === '"') at = readQuoted(script, at + 1, parts);
    else if (letter === '\\') {
      parts.push({ text: script.charAt(at + 1) });
      at += 2;
    } else if (letter === '$' || letter === '`') at = readExpansion(script, at, parts, false);
    else {
      parts.push({ text: letter });
      at++;
    }
  }
  return { word: parts, end: at };
}

/** Between double quotes; returns where it goes on behind them. */
function readQuoted(script: string, start: number, parts: WordPart[]): number {
  let at = start;
  parts.push({ text: '' });
  while (script.charAt(at) !== '"') {
    if (at >= script.length) throw new ShellSyntaxError('unterminated quoted string');
    const letter = script.charAt(at);
    if (letter === '\\' && '"\\$`\n'.includes(script.charAt(at + 1))) {
      parts.push({ text: script.charAt(at + 1) });
      at += 2;
    } else if (letter === '$' || letter === '`') at = readExpansion(script, at, parts, true);
    else {
      parts.push({ text: letter });
      at++;
    }
  }
  return at + 1;
}

/** `$name`, `${name:-word}`, `$(command)`, `$((sum))`, `` `command` ``; returns where it goes on. */
function readExpansion(script: string, start: number, parts: WordPart[], isQuoted: boolean): number {
  if (script.charAt(start) === '`') {
    const end = closing(script, '`', start + 1);
    parts.push({ script: script.slice(start + 1, end), isQuoted });
    return end + 1;
  }
  const rest = script.slice(start + 1, start + 200);
  if (rest.startsWith('((')) {
    const end = script.indexOf('))', start);
    if (end < 0) throw new ShellSyntaxError('missing "))"');
    parts.push({ arithmetic: script.slice(start + 3, end) });
    return end + 2;
  }
  if (rest.startsWith('(')) {
    const end = matching(script, start + 1, '(', ')');
    parts.push({ script: script.slice(start + 2, end), isQuoted });
    return end + 1;
  }
  if (rest.startsWith('{')) {
    const end = matching(script, start + 1, '{', '}');
    const inside = script.slice(start + 2, end);
    const [, variable = '', operator, operand = ''] =
      /^(#?\w+|[?@*#$])(?:(:?[-=+?])([\s\S]*))?$/.exec(inside) ?? [];
    if (variable === '') throw new ShellSyntaxError('bad substitution');
    parts.push({
      variable,
      ...(operator && { operator, operand: readWord(operand.replaceAll(' ', '\\ '), 0).word }),
      isQuoted,
    });
    return end + 1;
  }
  const [name] = nameShape.exec(rest) ?? /^[?#@*$0-9!]/.exec(rest) ?? [];
  parts.push(name === undefined ? { text: '$' } : { variable: name, isQuoted });
  return start + 1 + (name?.length ?? 0);
}

function closing(script: string, letter: string, from: number): number {
  const end = script.indexOf(letter, from);
  if (end < 0) throw new ShellSyntaxError('unterminated quoted string');
  return end;
}

function matching(script: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < script.length; at++) {
    const letter = script.charAt(at);
    if (letter === open) depth++;
    else if (letter === close && --depth === 0) return at;
  }
  throw new ShellSyntaxError(`missing "${close}"`);
}
