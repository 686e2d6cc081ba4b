import { notSimulated } from '../cli-error';
import { lexTemplate, lineAt, TemplateError, type Token } from './lex-template';
import { functionNames } from './template-functions';

/** Words to a tree (text/template/parse/parse.go). Left out: define, template and block. */
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | { readonly type: 'break' | 'continue' }
  | Branch;

export interface Branch {
  readonly type: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

export interface Pipe {
  readonly names: readonly string[];
  readonly isAssignment: boolean;
  readonly commands: readonly (readonly Operand[])[];
  /** As error texts quote it. */
  readonly text: string;
}

export type Operand = { readonly at: number; readonly text: string; readonly fields: readonly string[] } & (
  | { readonly type: 'dot' | 'nil' }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'pipe'; readonly pipe: Pipe }
);

export function parseTemplate(text: string): readonly TemplateNode[] {
  return new Parser(text, lexTemplate(text)).parse();
}

/** Deeper than this nobody writes, and the parser calls itself. */
const deepestNesting = 400;

const keywords = ['if', 'else', 'end', 'range', 'with', 'break', 'continue', 'define', 'template', 'block'];

class Parser {
  private i = 0;
  private readonly variables: string[] = ['$'];
  private rangeDepth = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  parse(): TemplateNode[] {
    const { nodes, stop } = this.list();
    if (stop !== undefined) throw this.error(`unexpected {{${stop}}}`);
    return nodes;
  }

  private peek(): Token {
    return this.tokens[this.i] ?? { kind: 'end', text: '', at: this.text.length };
  }

  private error(why: string): TemplateError {
    const { at } = this.tokens[Math.max(0, this.i - 1)] ?? { at: 0 };
    return new TemplateError(`${lineAt(this.text, at)}: ${why}`);
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > deepestNesting) throw this.error('max expression depth exceeded');
    const result = read();
    this.depth--;
    return result;
  }

  private skipSpace(): void {
    while (this.peek().kind === 'space') this.i++;
  }

  /** Nodes up to `{{end}}` or `{{else}}`, which is `stop`. */
  private list(): { nodes: TemplateNode[]; stop: string | undefined } {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind === 'end') return { nodes, stop: undefined };
      this.i++;
      if (token.kind === 'text') {
        nodes.push({ type: 'text', text: token.text });
        continue;
      }
      this.skipSpace();
      const word = this.peek();
      const isKeyword = word.kind === 'word' && keywords.includes(word.text);
      if (!isKeyword) {
        const pipe = this.pipe('command');
        nodes.push({ type: 'action', pipe });
        continue;
      }
      this.i++;
      if (word.text === 'end' || word.text === 'else') {
        if (word.text === 'end') this.close('end');
        return { nodes, stop: word.text };
      }
      nodes.push(this.control(word.text));
    }
  }

  private close(context: string): void {
    this.skipSpace();
    if (this.peek().kind !== 'close') throw this.error(`unexpected ${this.shown()} in ${context}`);
    this.i++;
  }

  private shown(): string {
    const { kind, text } = this.peek();
    return kind === 'end' ? 'EOF' : `<${text}>`;
  }

  private control(word: string): TemplateNode {
    if (word === 'break' || word === 'continue') {
      if (this.rangeDepth === 0) throw this.error(`{{${word}}} outside {{range}}`);
      this.close(`{{${word}}}`);
      return { type: word };
    }
    if (word === 'if' || word === 'with' || word === 'range') return this.deeper(() => this.branch(word));
    throw notSimulated(`{{${word}}} in a template`);
  }

  private branch(type: 'if' | 'with' | 'range'): TemplateNode {
    const known = this.variables.length;
    const pipe = this.pipe(type);
    if (type === 'range') this.rangeDepth++;
    const { nodes: body, stop } = this.list();
    if (type === 'range') this.rangeDepth--;
    if (stop === undefined) throw this.error('unexpected EOF');
    let otherwise: readonly TemplateNode[] = [];
    if (stop === 'else') {
      this.skipSpace();
      const next = this.peek();
      if (next.kind === 'word' && next.text === type && type !== 'range') {
        this.i++;
        otherwise = [this.deeper(() => this.branch(type))];
      } else {
        this.close('else');
        const rest = this.list();
        if (rest.stop === 'else') throw this.error(`expected end; found {{else}}`);
        if (rest.stop === undefined) throw this.error('unexpected EOF');
        otherwise = rest.nodes;
      }
    }
    this.variables.length = known;
    return { type, pipe, body, otherwise };
  }

  /** A pipeline up to `}}` or `)`. */
  private pipe(context: string, isInParens = false): Pipe {
    this.skipSpace();
    const from = this.peek().at;
    const { names, isAssignment } = this.declarations(context);
    const commands: Operand[][] = [];
    for (;;) {
      const command = this.command(context);
      this.skipSpace();
      const end = this.peek();
      if (command.length > 0) commands.push(command);
      if (end.kind === '|') {
        if (command.length === 0) throw this.error(`unexpected <|> in ${context}`);
        this.i++;
        continue;
      }
      if (commands.length === 0) throw this.error(`missing value for ${context}`);
      if (command.length === 0) throw this.error(`missing value for ${context}`);
      if (end.kind !== (isInParens ? ')' : 'close'))
        throw this.error(`unexpected ${this.shown()} in ${isInParens ? 'parenthesized pipeline' : context}`);
      const text = this.text.slice(from, end.at).trim();
      this.i++;
      if (!isAssignment) this.variables.push(...names);
      return { names, isAssignment, commands, text };
    }
  }

  private declarations(context: string): { names: string[]; isAssignment: boolean } {
    const start = this.i;
    const names: string[] = [];
    while (this.peek().kind === 'variable') {
      names.push(this.peek().text);
      this.i++;
      this.skipSpace();
      const { kind } = this.peek();
      if (kind === ':=' || kind === '=') {
        this.i++;
        return { names, isAssignment: kind === '=' };
      }
      if (kind !== ',' || context !== 'range') break;
      this.i++;
      this.skipSpace();
    }
    this.i = start;
    return { names: [], isAssignment: false };
  }

  private command(context: string): Operand[] {
    const operands: Operand[] = [];
    for (;;) {
      this.skipSpace();
      const operand = this.operand(context);
      if (operand === undefined) return operands;
      operands.push(operand);
      const { kind } = this.peek();
      if (!['space', 'close', '|', ')', 'end'].includes(kind))
        throw this.error(`unexpected ${this.shown()} in operand`);
    }
  }

  private operand(context: string): Operand | undefined {
    const token = this.peek();
    const base = this.base(token, context);
    if (base === undefined) return undefined;
    const fields: string[] = base.type === 'dot' && token.kind === 'field' ? [token.text.slice(1)] : [];
    let at = token.at;
    for (let first = true; this.peek().kind === 'field'; first = false) {
      // A chain of fields is named by its second one.
      if (first && token.kind === 'field') at = this.peek().at;
      fields.push(this.peek().text.slice(1));
      this.i++;
    }
    const { at: end } = this.peek();
    return { ...base, at, fields, text: this.text.slice(token.at, end).trim() };
  }

  private base(token: Token, context: string) {
    const { kind, text } = token;
    switch (kind) {
      case 'dot':
      case 'field':
        this.i++;
        return { type: 'dot' } as const;
      case 'variable':
        this.i++;
        if (!this.variables.includes(text)) throw this.error(`undefined variable ${JSON.stringify(text)}`);
        return { type: 'variable', name: text } as const;
      case 'string':
        this.i++;
        return { type: 'value', value: text.startsWith('`') ? text.slice(1, -1) : unquote(text) } as const;
      case 'char':
        this.i++;
        return { type: 'value', value: unquote(`"${text.slice(1, -1)}"`).codePointAt(0) } as const;
      case 'number':
        this.i++;
        return { type: 'value', value: Number(text.replaceAll('_', '')) } as const;
      case '(':
        this.i++;
        return { type: 'pipe', pipe: this.deeper(() => this.pipe(context, true)) } as const;
      case 'word':
        this.i++;
        if (text === 'true' || text === 'false') return { type: 'value', value: text === 'true' } as const;
        if (text === 'nil') return { type: 'nil' } as const;
        if (!functionNames.includes(text)) throw this.error(`function ${JSON.stringify(text)} not defined`);
        return { type: 'function', name: text } as const;
      default:
        return undefined;
    }
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

const unquote = (text: string) =>
  text.slice(1, -1).replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|[\s\S])/g, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return Object.hasOwn(escapes, code) ? (escapes[code] ?? '') : code;
  });
