import { type Piece, SyntaxProblem, type Word } from './syntax.types';

/** Reads the pieces of one word: quotes, escapes, variables and `$(commands)` (bash's subst.c, the part a lesson uses). */
const endsWord = new Set([' ', '\t', '\r', '\n', ';', '|', '&', '<', '>', '(', ')', '']);

export class WordReader {
  private readonly pieces: Piece[] = [];
  private plain = '';
  private isPlainQuoted = false;

  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  word(): Piece[] {
    for (;;) {
      const char = this.text[this.at] ?? '';
      if (endsWord.has(char)) break;
      if (char === "'") this.single();
      else if (char === '"') this.double();
      else if (char === '\\') this.escape();
      else if (char === '$') this.dollar(false);
      else if (char === '`') throw new SyntaxProblem('bash: use $(command) instead of backquotes here');
      else this.add(char, false);
    }
    this.flush();
    return this.pieces;
  }

  /** Text between double quotes, or (`end` empty) all that is left. */
  quoted(end: string): Piece[] {
    for (;;) {
      const char = this.text[this.at] ?? '';
      if (char === end) break;
      if (char === '') throw new SyntaxProblem('bash: unexpected EOF while looking for matching `"\'', true);
      const next = this.text[this.at + 1] ?? '';
      if (
        char === '\\' &&
        (next === '\n' || next === '$' || next === '\\' || next === '`' || (next !== '' && next === end))
      ) {
        this.at++;
        if (next === '\n') this.at++;
        else this.add(next, true);
      } else if (char === '$') this.dollar(true);
      else this.add(char, true);
    }
    this.flush();
    return this.pieces;
  }

  private single(): void {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) throw new SyntaxProblem("bash: unexpected EOF while looking for matching `''", true);
    this.flush();
    this.pieces.push({ kind: 'text', text: this.text.slice(this.at + 1, end), isQuoted: true });
    this.at = end + 1;
  }

  private double(): void {
    this.flush();
    this.at++;
    const before = this.pieces.length;
    this.quoted('"');
    this.at++;
    if (this.pieces.length === before) this.pieces.push({ kind: 'text', text: '', isQuoted: true });
  }

  private escape(): void {
    const next = this.text[this.at + 1];
    if (next === undefined) throw new SyntaxProblem('bash: syntax error: unexpected end of file', true);
    this.at++;
    if (next === '\n') this.at++;
    else this.add(next, true);
  }

  private dollar(isQuoted: boolean): void {
    const rest = this.text.slice(this.at);
    if (rest.startsWith('$(')) {
      this.flush();
      const end = closingParenthesis(this.text, this.at + 2);
      this.pieces.push({ kind: 'command', line: this.text.slice(this.at + 2, end), isQuoted });
      this.at = end + 1;
      return;
    }
    const found = /^\$(?:([A-Za-z_]\w*|[?$!#@*0-9])|\{([A-Za-z_]\w*|[?$!#@*0-9])(?::-([^}]*))?\})/.exec(rest);
    if (found === null) {
      this.add('$', isQuoted);
      return;
    }
    this.flush();
    const name = found[1] ?? found[2] ?? '';
    const fallback = found[3];
    this.pieces.push({ kind: 'variable', name, isQuoted, ...(fallback !== undefined && { fallback }) });
    this.at += found[0].length;
  }

  private add(char: string, isQuoted: boolean): void {
    if (this.isPlainQuoted !== isQuoted) this.flush();
    this.isPlainQuoted = isQuoted;
    this.plain += char;
    this.at++;
  }

  private flush(): void {
    if (this.plain !== '') this.pieces.push({ kind: 'text', text: this.plain, isQuoted: this.isPlainQuoted });
    this.plain = '';
  }
}

function closingParenthesis(text: string, start: number): number {
  let depth = 1;
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
  }
  throw new SyntaxProblem("bash: unexpected EOF while looking for matching `)'", true);
}

/** The body of a here-document whose end was not quoted: variables and commands are replaced, nothing else. */
export function heredocPieces(body: string): Word {
  return new WordReader(body, 0).quoted('');
}
