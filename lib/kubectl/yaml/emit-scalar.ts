import { isBreak } from './characters';
import { needsQuotes } from './resolve';

/** Strings as go-yaml v2 writes them (encode.go, emitterc.go): plain where that is safe, else literal, single or double quotes. */
const width = 80;

interface Analysis {
  readonly isMultiline: boolean;
  readonly isPlainAllowed: boolean;
  readonly isSingleAllowed: boolean;
  readonly isBlockAllowed: boolean;
}

const isPrintable = (c: string) => /[\n\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]/.test(c);

/** yaml_emitter_analyze_scalar, for block context. */
function analyze(text: string): Analysis {
  if (text === '')
    return { isMultiline: false, isPlainAllowed: false, isSingleAllowed: true, isBlockAllowed: false };
  let hasIndicators = /^(---|\.\.\.)/.test(text);
  let hasSpecial = false;
  let hasBreaks = false;
  let isSpaceThenBreak = false;
  let isBreakThenSpace = false;
  let wasSpace = false;
  let wasBreak = false;
  let isPrecededByBlank = true;
  const characters = [...text];
  for (const [i, c] of characters.entries()) {
    const next = characters[i + 1] ?? '';
    const isFollowedByBlank = next === '' || next === ' ' || next === '\t' || isBreak(next);
    if (i === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(c) || ((c === '-' || c === '?' || c === ':') && isFollowedByBlank))
        hasIndicators = true;
    } else if ((c === ':' && isFollowedByBlank) || (c === '#' && isPrecededByBlank)) hasIndicators = true;
    if (!isPrintable(c)) hasSpecial = true;
    if (c === ' ') {
      if (wasBreak) isBreakThenSpace = true;
      wasSpace = true;
      wasBreak = false;
    } else if (isBreak(c)) {
      hasBreaks = true;
      if (wasSpace) isSpaceThenBreak = true;
      wasBreak = true;
      wasSpace = false;
    } else {
      wasBreak = false;
      wasSpace = false;
    }
    isPrecededByBlank = c === ' ' || c === '\t' || isBreak(c);
  }
  const first = characters[0] ?? '';
  const last = characters.at(-1) ?? '';
  const isEdgeSpace = first === ' ' || last === ' ';
  const isEdgeBreak = isBreak(first) || isBreak(last);
  const isHard = isSpaceThenBreak || hasSpecial;
  return {
    isMultiline: hasBreaks,
    isPlainAllowed:
      !isEdgeSpace && !isEdgeBreak && !isBreakThenSpace && !isHard && !hasBreaks && !hasIndicators,
    isSingleAllowed: !isBreakThenSpace && !isHard,
    isBlockAllowed: last !== ' ' && !isHard,
  };
}

/**
 * A string as it stands behind `key: ` or `- `.
 * @param indent of continuation lines
 * @param column where the text before it ends
 */
export function scalarText(text: string, indent: number, column: number, isKey = false): string {
  const { isMultiline, isPlainAllowed, isSingleAllowed, isBlockAllowed } = analyze(text);
  if (text.includes('\n')) {
    if (isBlockAllowed && !isKey) return literal(text, indent);
    return doubleQuoted(text, indent, column, !isKey);
  }
  if (!needsQuotes(text)) {
    if (isPlainAllowed) return folded(text, indent, column, !isKey);
    if (isSingleAllowed && !(isKey && isMultiline)) return singleQuoted(text, indent, column, !isKey);
  }
  return doubleQuoted(text, indent, column, !isKey);
}

/** Plain: breaks at a space when the line is full. */
function folded(text: string, indent: number, column: number, mayFold: boolean): string {
  let written = '';
  let at = column + 1;
  const characters = [...text];
  for (const [i, c] of characters.entries()) {
    if (c === ' ' && mayFold && at > width && characters[i - 1] !== ' ' && characters[i + 1] !== ' ') {
      written += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      written += c;
      at++;
    }
  }
  return written;
}

function singleQuoted(text: string, indent: number, column: number, mayFold: boolean): string {
  let written = "'";
  let at = column + 2;
  const characters = [...text];
  for (const [i, c] of characters.entries()) {
    const isInside =
      i > 0 && i < characters.length - 1 && characters[i + 1] !== ' ' && characters[i - 1] !== ' ';
    if (c === ' ' && mayFold && at > width && isInside) {
      written += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      written += c === "'" ? "''" : c;
      at += c === "'" ? 2 : 1;
    }
  }
  return `${written}'`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00A0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escaped(c: string): string {
  if (Object.hasOwn(shortEscapes, c)) return `\\${shortEscapes[c]}`;
  const code = c.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function doubleQuoted(text: string, indent: number, column: number, mayFold: boolean): string {
  let written = '"';
  let at = column + 2;
  let wasSpace = false;
  // go-yaml looks for a byte order mark at the beginning, whichever character it is at.
  const isMarked = text.startsWith('\uFEFF');
  const characters = [...text];
  for (const [i, c] of characters.entries()) {
    if (c === ' ' && mayFold && !wasSpace && at > width && i > 0 && i < characters.length - 1) {
      written += `\n${' '.repeat(indent)}`;
      at = indent;
      if (characters[i + 1] === ' ') {
        written += '\\';
        at++;
      }
      wasSpace = true;
      continue;
    }
    const piece = !isPrintable(c) || isBreak(c) || c === '"' || c === '\\' || isMarked ? escaped(c) : c;
    written += piece;
    at += piece.length;
    wasSpace = c === ' ';
  }
  return `${written}"`;
}

function literal(text: string, indent: number): string {
  const at = ' '.repeat(indent);
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${hint}${chomp}\n${lines.map((line) => (line === '' ? '' : at + line)).join('\n')}`;
}
