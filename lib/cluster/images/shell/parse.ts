import { type Command, type List, type Pipeline, type Redirect, ShellSyntaxError, type Word } from './syntax';
import { isRedirect, type Token, tokenize } from './tokens';

const longestScript = 20_000;
const deepest = 50;

/** Reads a script; throws ShellSyntaxError. */
export function parse(script: string): List {
  if (script.length > longestScript) throw new ShellSyntaxError('script too long');
  return new Parser(tokenize(script)).script();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  script(): List {
    const list = this.list([]);
    if (this.at < this.tokens.length) throw this.unexpected();
    return list;
  }

  /** Commands up to one of the reserved words `ends`, which is left standing. */
  private list(ends: readonly string[]): List {
    if (++this.depth > deepest) throw new ShellSyntaxError('too deeply nested');
    const pipelines: Pipeline[] = [];
    for (;;) {
      while (this.isOperator('\n') || this.isOperator(';')) this.at++;
      const { plain } = this.peek();
      if (this.at >= this.tokens.length || this.isOperator(')') || (plain && ends.includes(plain))) break;
      pipelines.push(this.pipeline());
    }
    this.depth--;
    return pipelines;
  }

  private pipeline(): Pipeline {
    const isNegated = this.take('!');
    const commands = [this.command()];
    while (this.isOperator('|')) {
      this.at++;
      commands.push(this.command());
    }
    const { operator } = this.peek();
    const next = operator === '&&' || operator === '||' || operator === '&' ? operator : ';';
    if (operator === '\n' || operator === ';' || next !== ';') this.at++;
    if (next === '&&' || next === '||') while (this.isOperator('\n')) this.at++;
    return { commands, isNegated, next };
  }

  private command(): Command {
    if (this.take('while')) return this.loop(false);
    if (this.take('until')) return this.loop(true);
    if (this.take('for')) return this.forLoop();
    if (this.take('if')) return this.conditional();
    if (this.take('{')) {
      const body = this.list(['}']);
      this.expect('}');
      return { kind: 'group', body };
    }
    if (this.isOperator('(')) {
      this.at++;
      const body = this.list([]);
      if (!this.isOperator(')')) throw this.unexpected();
      this.at++;
      return { kind: 'group', body };
    }
    return this.simple();
  }

  private loop(isUntil: boolean): Command {
    const condition = this.list(['do']);
    this.expect('do');
    const body = this.list(['done']);
    this.expect('done');
    return { kind: 'while', isUntil, condition, body };
  }

  private forLoop(): Command {
    const name = this.peek().plain ?? '';
    this.at++;
    const words: Word[] = [];
    if (this.take('in'))
      for (let { word } = this.peek(); word; { word } = this.peek()) {
        words.push(word);
        this.at++;
      }
    while (this.isOperator(';') || this.isOperator('\n')) this.at++;
    this.expect('do');
    const body = this.list(['done']);
    this.expect('done');
    return { kind: 'for', name, words, body };
  }

  private conditional(): Command {
    const branches: (readonly [List, List])[] = [];
    do {
      const condition = this.list(['then']);
      this.expect('then');
      branches.push([condition, this.list(['elif', 'else', 'fi'])]);
    } while (this.take('elif'));
    const otherwise = this.take('else') ? this.list(['fi']) : [];
    this.expect('fi');
    return { kind: 'if', branches, otherwise };
  }

  private simple(): Command {
    const assignments: (readonly [string, Word])[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      const { word, operator } = this.peek();
      if (word) {
        const [first, ...rest] = merged(word);
        const [, name, value] =
          (first && 'text' in first && /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(first.text)) || [];
        if (name !== undefined && words.length === 0)
          assignments.push([name, [{ text: value ?? '' }, ...rest]]);
        else words.push(word);
        this.at++;
      } else if (operator && isRedirect(operator)) {
        this.at++;
        const target = operator === '2>&1' ? [] : this.peek().word;
        if (target === undefined) throw this.unexpected();
        if (operator !== '2>&1') this.at++;
        redirects.push({ operator, target });
      } else break;
    }
    if (words.length + assignments.length + redirects.length === 0) throw this.unexpected();
    return { kind: 'simple', assignments, words, redirects };
  }

  private peek(): { readonly word?: Word; readonly plain?: string | undefined; readonly operator?: string } {
    return this.tokens[this.at] ?? {};
  }

  private isOperator(operator: string): boolean {
    return this.peek().operator === operator;
  }

  /** Steps over a reserved word, if it stands here. */
  private take(reserved: string): boolean {
    if (this.peek().plain !== reserved) return false;
    this.at++;
    return true;
  }

  private expect(reserved: string): void {
    if (!this.take(reserved)) throw this.unexpected(reserved);
  }

  private unexpected(expected?: string): ShellSyntaxError {
    const { plain, operator, word } = this.peek();
    const found = operator === '\n' ? 'newline' : (plain ?? operator ?? (word ? 'word' : 'end of file'));
    const what = found === 'end of file' ? found : `"${found}"`;
    return new ShellSyntaxError(
      `syntax error: unexpected ${what}${expected ? ` (expecting "${expected}")` : ''}`,
    );
  }
}

/** Neighbouring letters as one part, so that `NAME=` can be seen. */
function merged(word: Word): Word {
  const parts: Word[number][] = [];
  for (const part of word) {
    const last = parts.at(-1);
    if (last && 'text' in last && 'text' in part) parts[parts.length - 1] = { text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}
