import { isBlankz, isBreak } from './characters';
import { type Mark, YamlError } from './token.types';

/** A place in a text that only goes on, with its line and column (go.yaml.in/yaml/v2, readerc.go and the skips of scannerc.go). */
export class Cursor {
  protected index = 0;
  protected line = 0;
  protected column = 0;

  constructor(protected readonly text: string) {}

  mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }
  at(offset = 0): string {
    return this.text[this.index + offset] ?? '';
  }
  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.index);
  }
  skip(count = 1): void {
    this.index += count;
    this.column += count;
  }
  /** @returns the break as it is kept: every one but U+2028 and U+2029 becomes a line feed */
  skipLine(): string {
    const c = this.at();
    if (!isBreak(c)) return '';
    this.index += c === '\r' && this.at(1) === '\n' ? 2 : 1;
    this.line++;
    this.column = 0;
    return c === '\u2028' || c === '\u2029' ? c : '\n';
  }
  read(): string {
    const c = this.at();
    this.skip();
    return c;
  }
  readWhile(test: (c: string) => boolean): string {
    const from = this.index;
    while (this.index < this.text.length && test(this.at())) this.skip();
    return this.text.slice(from, this.index);
  }
  isDocumentIndicator(): boolean {
    return this.column === 0 && (this.startsWith('---') || this.startsWith('...')) && isBlankz(this.at(3));
  }

  /** A scanner's problem stands where the scanner is; on the first line the context's line is named, if any. */
  error(context: Mark, problem: string): YamlError {
    const line = this.line !== 0 ? this.line + 1 : context.line;
    return new YamlError(`yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`);
  }
}
