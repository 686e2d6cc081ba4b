/** Go templates into words (text/template/parse/lex.go). Lines are counted for error texts. */
export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'field'
  | 'variable'
  | 'word'
  | 'string'
  | 'number'
  | 'char';

export interface Token {
  readonly kind: TokenKind | '(' | ')' | '|' | ',' | ':=' | '=' | 'dot' | 'end';
  readonly text: string;
  /** Where it begins, counted from 0. */
  readonly at: number;
}

export class TemplateError extends Error {}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['char', /'(?:[^'\\\n]|\\.[^']*)'/y],
  ['variable', /\$\w*/y],
  ['field', /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['number', /[+-]?(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y],
  [':=', /:=/y],
  ['=', /=/y],
  ['(', /\(/y],
  [')', /\)/y],
  ['|', /\|/y],
  [',', /,/y],
  ['word', /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['dot', /\./y],
];

/** The line an error names. */
export const lineAt = (text: string, at: number) => text.slice(0, at).split('\n').length;

export function lexTemplate(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trims = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open < 0 ? text.length : open;
    let plain = text.slice(at, end);
    if (trims) plain = plain.trimStart();
    const trimsLeft = /^\{\{-[ \t\r\n]/.test(text.slice(end, end + 4));
    if (trimsLeft) plain = plain.trimEnd();
    if (plain !== '') tokens.push({ kind: 'text', text: plain, at });
    if (open < 0) return tokens;
    const [next, trimsRight] = lexAction(text, open + (trimsLeft ? 4 : 2), open, tokens);
    at = next;
    trims = trimsRight;
  }
  return tokens;
}

function lexAction(text: string, from: number, open: number, tokens: Token[]): readonly [number, boolean] {
  const fail = (why: string) => new TemplateError(`${lineAt(text, open)}: ${why}`);
  if (text.startsWith('/*', from)) {
    const end = text.indexOf('*/', from);
    if (end < 0) throw fail('unclosed comment');
    const [close] = /^(?:[ \t\r\n]-)?\}\}/.exec(text.slice(end + 2)) ?? [];
    if (close === undefined) throw fail('comment ends before closing delimiter');
    return [end + 2 + close.length, close.length > 2];
  }
  tokens.push({ kind: 'open', text: '{{', at: open });
  for (let at = from; ; ) {
    if (/^[ \t\r\n]-\}\}/.test(text.slice(at, at + 4))) {
      tokens.push({ kind: 'close', text: '}}', at });
      return [at + 4, true];
    }
    if (text.startsWith('}}', at)) {
      tokens.push({ kind: 'close', text: '}}', at });
      return [at + 2, false];
    }
    if (at >= text.length) throw fail('unclosed action');
    const token = nextToken(text, at, tokens.at(-1));
    if (token === undefined) throw fail(badCharacter(text, at));
    tokens.push(token);
    at += token.text.length;
  }
}

function nextToken(text: string, at: number, last: Token | undefined): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined) continue;
    // A number directly behind a name is no number.
    if (kind === 'number' && last && ['field', 'variable', 'word'].includes(last.kind)) continue;
    return { kind, text: found, at };
  }
  return undefined;
}

function badCharacter(text: string, at: number): string {
  const c = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (c === '"') return 'unterminated quoted string';
  if (c === '`') return 'unterminated raw quoted string';
  if (c === "'") return 'unterminated character constant';
  const code = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{L}\p{Nd}_]/u.test(c) || '-+/*<>!&%'.includes(c)
    ? `bad character U+${code} '${c}'`
    : `unrecognized character in action: U+${code} '${c}'`;
}
