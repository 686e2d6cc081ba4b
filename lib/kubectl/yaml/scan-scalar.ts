import { isBlank, isBlankz, isBreak, isBreakz } from './characters';
import type { Scanner } from './scanner';

/** The bodies of scalars: block, quoted, plain (go.yaml.in/yaml/v2, scannerc.go). */
export function scanBlockScalar(scanner: Scanner, isLiteral: boolean): string {
  const start = scanner.mark();
  const context = scanner.mark();
  scanner.skip();
  let chomping = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const c = scanner.at();
    if (chomping === '' && (c === '+' || c === '-')) chomping = scanner.read();
    else if (increment === 0 && /\d/.test(c)) {
      if (c === '0') throw scanner.error(context, 'found an indentation indicator equal to 0');
      increment = Number(scanner.read());
    }
  }
  scanner.readWhile(isBlank);
  if (scanner.at() === '#') scanner.readWhile((c) => !isBreak(c));
  if (!isBreakz(scanner.at())) throw scanner.error(context, 'did not find expected comment or line break');
  scanner.skipLine();
  let indent = increment > 0 ? Math.max(scanner.indent, 0) + increment : 0;
  let breaks: string;
  [indent, breaks] = blockBreaks(scanner, indent, start.line);
  let text = '';
  let leading = '';
  let wasBlank = false;
  while (scanner.mark().column === indent && scanner.at() !== '') {
    const isIndented = isBlank(scanner.at());
    if (!isLiteral && !wasBlank && !isIndented && leading.startsWith('\n')) text += breaks === '' ? ' ' : '';
    else text += leading;
    text += breaks;
    wasBlank = isIndented;
    text += scanner.readWhile((c) => !isBreak(c));
    leading = scanner.skipLine();
    [indent, breaks] = blockBreaks(scanner, indent, start.line);
  }
  if (chomping !== '-') text += leading;
  if (chomping === '+') text += breaks;
  return text;
}

/** Indentation and empty lines of a block scalar; finds the indentation out when it is not known (0). */
function blockBreaks(scanner: Scanner, indent: number, line: number): [number, string] {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || scanner.mark().column < indent) && scanner.at() === ' ') scanner.skip();
    widest = Math.max(widest, scanner.mark().column);
    if ((indent === 0 || scanner.mark().column < indent) && scanner.at() === '\t')
      throw scanner.error(
        { index: 0, line, column: 0 },
        'found a tab character where an indentation space is expected',
      );
    if (!isBreak(scanner.at())) break;
    breaks += scanner.skipLine();
  }
  return [indent === 0 ? Math.max(widest, scanner.indent + 1, 1) : indent, breaks];
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00A0',
  L: '\u2028',
  P: '\u2029',
};

export function scanQuotedScalar(scanner: Scanner, isSingle: boolean): string {
  const start = scanner.mark();
  const quote = isSingle ? "'" : '"';
  scanner.skip();
  let text = '';
  for (;;) {
    if (scanner.isDocumentIndicator()) throw scanner.error(start, 'found unexpected document indicator');
    if (scanner.at() === '') throw scanner.error(start, 'found unexpected end of stream');
    let isFolded = false;
    while (!isBlankz(scanner.at())) {
      const c = scanner.at();
      if (isSingle && c === "'" && scanner.at(1) === "'") {
        text += "'";
        scanner.skip(2);
      } else if (c === quote) break;
      else if (!isSingle && c === '\\' && isBreak(scanner.at(1))) {
        scanner.skip();
        scanner.skipLine();
        isFolded = true;
        break;
      } else text += !isSingle && c === '\\' ? escaped(scanner) : scanner.read();
    }
    if (scanner.at() === quote) break;
    text += gap(scanner, isFolded);
  }
  scanner.skip();
  return text;
}

function escaped(scanner: Scanner): string {
  const start = scanner.mark();
  const c = scanner.at(1);
  const length = { x: 2, u: 4, U: 8 }[c];
  if (length === undefined) {
    if (!Object.hasOwn(escapes, c)) throw scanner.error(start, 'found unknown escape character');
    scanner.skip(2);
    return escapes[c] ?? '';
  }
  scanner.skip(2);
  let digits = '';
  for (let i = 0; i < length; i++) digits += scanner.at(i);
  if (!new RegExp(`^[0-9a-fA-F]{${length}}$`).test(digits))
    throw scanner.error(start, 'did not find expected hexdecimal number');
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    throw scanner.error(start, 'found invalid Unicode character escape code');
  scanner.skip(length);
  return String.fromCodePoint(code);
}

/** Blanks and breaks inside a scalar: one break is a space, more are one less. */
function gap(scanner: Scanner, isFolded: boolean, beforeBreak?: () => void): string {
  let spaces = '';
  let first = isFolded ? '' : undefined;
  let more = '';
  while (isBlank(scanner.at()) || isBreak(scanner.at())) {
    if (isBlank(scanner.at())) {
      beforeBreak?.();
      const c = scanner.read();
      if (first === undefined) spaces += c;
    } else if (first === undefined) {
      spaces = '';
      first = scanner.skipLine();
    } else more += scanner.skipLine();
  }
  if (first === undefined) return spaces;
  if (first.startsWith('\n')) return more === '' ? ' ' : more;
  return first + more;
}

export function scanPlainScalar(scanner: Scanner): string {
  const start = scanner.mark();
  const indent = scanner.indent + 1;
  let text = '';
  let between = '';
  for (;;) {
    if (scanner.isDocumentIndicator() || scanner.at() === '#') break;
    const piece = plainPiece(scanner);
    if (piece === '') break;
    text += between + piece;
    scanner.isSimpleKeyAllowed = false;
    if (!isBlank(scanner.at()) && !isBreak(scanner.at())) break;
    const { line } = scanner.mark();
    between = gap(scanner, false, () => {
      const { line: at, column } = scanner.mark();
      if (at > line && column < indent && scanner.at() === '\t')
        throw scanner.error(start, 'found a tab character that violates indentation');
    });
    const mark = scanner.mark();
    if (mark.line > line) scanner.isSimpleKeyAllowed = true;
    if (scanner.flowLevel === 0 && mark.column < indent) break;
  }
  return text;
}

function plainPiece(scanner: Scanner): string {
  let piece = '';
  while (!isBlankz(scanner.at())) {
    const c = scanner.at();
    if (c === ':' && (isBlankz(scanner.at(1)) || (scanner.flowLevel > 0 && ',?[]{}'.includes(scanner.at(1)))))
      break;
    if (scanner.flowLevel > 0 && ',?[]{}'.includes(c)) break;
    piece += scanner.read();
  }
  return piece;
}
