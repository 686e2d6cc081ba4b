import { type Command, type Redirect, type Step, SyntaxProblem, type Word } from './syntax.types';
import { heredocPieces, WordReader } from './word-reader';

/** The parser of the small shell: text in, pipelines out. What it understands is listed in syntax.types.ts. */
const operators = [
  '&&',
  '||',
  '<<-',
  '<<<',
  '<<',
  '>>',
  '>&',
  '&>',
  '|&',
  ';;',
  '|',
  ';',
  '<',
  '>',
  '&',
  '(',
  ')',
  '\n',
];
const refused = new Set(['for', 'while', 'until', 'if', 'case', 'function', 'select', '{', '[[']);

interface Heredoc {
  readonly end: string;
  readonly isRaw: boolean;
  readonly stripsTabs: boolean;
  readonly fill: (body: Word) => void;
}

/** @throws SyntaxProblem */
export function parse(text: string): Step[] {
  return new Parser(text).list();
}

/** Whether a terminal should ask for another line before it runs `text`. */
export function isComplete(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxProblem) return !error.isIncomplete;
    throw error;
  }
}

class Parser {
  private at = 0;
  private heredocs: Heredoc[] = [];

  constructor(private readonly text: string) {}

  list(): Step[] {
    const steps: Step[] = [];
    let after: Step['after'] = ';';
    let mustFollow = false;
    for (;;) {
      const pipeline = this.pipeline();
      const operator = this.operator();
      if (pipeline.length > 0) steps.push({ after, pipeline });
      else if (mustFollow || (operator !== undefined && operator !== '\n')) this.unexpected(operator);
      if (operator === undefined) break;
      if (operator === '\n') {
        this.readHeredocs();
        if (pipeline.length > 0) after = ';';
      } else if (operator === ';' || operator === '&&' || operator === '||') after = operator;
      else this.unexpected(operator);
      mustFollow =
        operator === '&&' || operator === '||' || (operator === '\n' && mustFollow && pipeline.length === 0);
    }
    this.readHeredocs();
    return steps;
  }

  private unexpected(operator: string | undefined): never {
    if (operator === undefined) throw new SyntaxProblem('bash: syntax error: unexpected end of file', true);
    if (operator === '&') throw new SyntaxProblem('bash: background jobs (&) are not simulated here');
    const shown = operator === '\n' ? 'newline' : operator;
    throw new SyntaxProblem(`bash: syntax error near unexpected token \`${shown}'`);
  }

  private pipeline(): Command[] {
    const commands: Command[] = [];
    for (;;) {
      const command = this.command();
      if (command === undefined) {
        if (commands.length > 0) this.unexpected(this.operator());
        return commands;
      }
      commands.push(command);
      const before = this.at;
      if (this.operator() !== '|') {
        this.at = before;
        return commands;
      }
      while (this.peek() === '\n') this.at++;
    }
  }

  private command(): Command | undefined {
    const assignments: [string, Word][] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      this.skipBlanks();
      if (this.redirect(redirects)) continue;
      const word = this.word();
      if (word === undefined) break;
      const assignment = words.length === 0 ? asAssignment(word) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(word);
    }
    const [first] = words;
    if (first?.length === 1 && first[0]?.kind === 'text' && !first[0].isQuoted && refused.has(first[0].text))
      throw new SyntaxProblem(`bash: ${first[0].text}: not simulated in this shell`);
    if (words.length + assignments.length + redirects.length === 0) return undefined;
    return { assignments, words, redirects };
  }

  private redirect(into: Redirect[]): boolean {
    const found = /^([012]?)(<<<|<<-|<<|<|>>|>&|>)|^(&>)/.exec(this.text.slice(this.at, this.at + 4));
    if (found === null) return false;
    this.at += found[0].length;
    this.skipBlanks();
    const [, descriptor, sign = '', both] = found;
    const target = this.word();
    if (target === undefined) this.unexpected(this.operator() ?? '\n');
    const from = both ? 1 : descriptor ? (Number(descriptor) as 0 | 1 | 2) : sign.startsWith('<') ? 0 : 1;
    if (sign === '<<' || sign === '<<-') {
      const index = into.push({ from, operator: '<<', target }) - 1;
      this.heredocs.push({
        end: target.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''),
        isRaw: target.some(({ isQuoted }) => isQuoted),
        stripsTabs: sign === '<<-',
        fill: (body) => {
          into[index] = { from, operator: '<<', target: body };
        },
      });
    } else if (sign === '<<<') {
      into.push({ from, operator: '<<', target: [...target, { kind: 'text', text: '\n', isQuoted: true }] });
    } else into.push({ from, operator: (both ?? sign) as Redirect['operator'], target });
    return true;
  }

  private readHeredocs(): void {
    for (const { end, isRaw, stripsTabs, fill } of this.heredocs.splice(0)) {
      const lines: string[] = [];
      for (;;) {
        if (this.at >= this.text.length)
          throw new SyntaxProblem(`bash: here-document delimited by end-of-file (wanted \`${end}')`, true);
        const newline = this.text.indexOf('\n', this.at);
        const stop = newline < 0 ? this.text.length : newline;
        const raw = this.text.slice(this.at, stop);
        const line = stripsTabs ? raw.replace(/^\t+/, '') : raw;
        this.at = stop + 1;
        if (line === end) break;
        lines.push(`${line}\n`);
      }
      const body = lines.join('');
      fill(isRaw ? [{ kind: 'text', text: body, isQuoted: true }] : heredocPieces(body));
    }
  }

  private operator(): string | undefined {
    this.skipBlanks();
    if (this.at >= this.text.length) return undefined;
    const found = operators.find((each) => this.text.startsWith(each, this.at));
    if (found) this.at += found.length;
    return found;
  }

  private peek(): string {
    this.skipBlanks();
    return this.text[this.at] ?? '';
  }

  private skipBlanks(): void {
    for (;;) {
      const { text, at } = this;
      if (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') this.at++;
      else if (text.startsWith('\\\n', at)) this.at += 2;
      else if (text[at] === '#') {
        const newline = text.indexOf('\n', at);
        this.at = newline < 0 ? text.length : newline;
      } else return;
    }
  }

  private word(): Word | undefined {
    const reader = new WordReader(this.text, this.at);
    const pieces = reader.word();
    this.at = reader.at;
    return pieces.length > 0 ? pieces : undefined;
  }
}

function asAssignment(word: Word): [string, Word] | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.isQuoted) return undefined;
  const found = /^([A-Za-z_]\w*)=/.exec(first.text);
  if (found === null) return undefined;
  const text = first.text.slice(found[0].length);
  return [found[1] ?? '', [...(text === '' ? [] : [{ ...first, text }]), ...rest]];
}
