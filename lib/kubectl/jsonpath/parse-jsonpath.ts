/** Templates of `-o jsonpath` (k8s.io/client-go/util/jsonpath/parser.go), with the same words for what is wrong with them. */
export type PathNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly nodes: PathNode[] }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'identifier'; readonly name: string }
  | {
      readonly type: 'array';
      readonly from: number | undefined;
      readonly to: SliceEnd;
      readonly step: number | undefined;
    }
  | { readonly type: 'filter'; readonly left: PathNode; readonly right: PathNode; readonly operator: string }
  | { readonly type: 'value'; readonly value: number | boolean }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly lists: readonly PathNode[] };

/** `isDerived`: the end of `[2]`, which is one behind its beginning. */
export interface SliceEnd {
  readonly value: number | undefined;
  readonly isDerived: boolean;
}

const isTerminator = (c: string) => c === '' || /[\s.,[\]$@{}]/.test(c);
const isWordCharacter = (c: string) => /^[\p{L}\p{Nd}_]$/u.test(c);

/** Throws an Error with the parser's words. */
export function parseJsonPath(text: string): PathNode[] {
  return new Parser(text).parse();
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  parse(): PathNode[] {
    const nodes: PathNode[] = [];
    while (this.at < this.text.length) {
      const open = this.text.indexOf('{', this.at);
      const end = open < 0 ? this.text.length : open;
      if (end > this.at) nodes.push({ type: 'text', text: this.text.slice(this.at, end) });
      this.at = end + 1;
      if (open >= 0) nodes.push({ type: 'list', nodes: this.action() });
    }
    return nodes;
  }

  private peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  private action(): PathNode[] {
    const nodes: PathNode[] = [];
    for (;;) {
      const c = this.peek();
      if (c === '}') {
        this.at++;
        return nodes;
      }
      if (this.text.startsWith('[?(', this.at)) nodes.push(this.filter());
      else if (this.text.startsWith('..', this.at)) this.recursive(nodes);
      else if (c === '' || c === '\n' || c === '\r') throw new Error('unclosed action');
      else if (c === ' ' || c === '@' || c === '$') this.at++;
      else if (c === '[') nodes.push(...this.array());
      else if (c === '"' || c === "'") nodes.push(this.quoted(c));
      else if (c === '.') nodes.push(this.field(1));
      else if (/[-+\d]/.test(c)) nodes.push(this.number());
      else if (isWordCharacter(c)) nodes.push(this.identifier());
      else throw new Error(`unrecognized character in action: ${unicode(this.text, this.at)}`);
    }
  }

  private until(test: (c: string) => boolean): string {
    const from = this.at;
    while (!test(this.peek())) this.at++;
    return this.text.slice(from, this.at);
  }

  private identifier(): PathNode {
    const name = this.until(isTerminator);
    if (name === 'true' || name === 'false') return { type: 'value', value: name === 'true' };
    return { type: 'identifier', name };
  }

  private recursive(nodes: PathNode[]): void {
    if (nodes.at(-1)?.type === 'recursive') throw new Error('invalid multiple recursive descent');
    this.at += 2;
    nodes.push({ type: 'recursive' });
    // The first character of the name is not looked at, as upstream.
    if (isWordCharacter(this.peek())) nodes.push(this.field(0));
  }

  private field(skip: number): PathNode {
    this.at += skip;
    const from = this.at;
    while (!isTerminator(this.peek())) this.at += this.peek() === '\\' ? 2 : 1;
    const name = this.text.slice(from, this.at);
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };
  }

  private number(): PathNode {
    const from = this.at;
    this.at++;
    this.until((c) => !/[.\d]/.test(c));
    const text = this.text.slice(from, this.at);
    if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new Error(`cannot parse number ${text}`);
    return { type: 'value', value: Number(text) };
  }

  private quoted(quote: string): PathNode {
    const from = this.at;
    this.at++;
    for (;;) {
      const c = this.peek();
      if (c === '' || c === '\n') throw new Error('unterminated quoted string');
      this.at++;
      if (c === quote && this.peek(-2) !== '\\') break;
    }
    return { type: 'text', text: unquote(this.text.slice(from, this.at)) };
  }

  private array(): PathNode[] {
    const from = this.at;
    this.at++;
    this.until((c) => {
      if (c === '' || c === '\n') throw new Error('unterminated array');
      return c === ']';
    });
    this.at++;
    const text = this.text.slice(from + 1, this.at - 1);
    const parts = text.split(',');
    if (parts.length > 1)
      return [
        { type: 'union', lists: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) },
      ];
    const key = /^'([^']*)'$/.exec(text);
    if (key) {
      const list = parseAction(`.${key[1]}`);
      return list.type === 'list' ? list.nodes : [];
    }
    return [slice(text === '*' ? ':' : text)];
  }

  private filter(): PathNode {
    this.at += 3;
    const from = this.at;
    let quote = '';
    let isClosed = false;
    for (;;) {
      const c = this.peek();
      if (c === '' || c === '\n') throw new Error('unterminated filter');
      this.at++;
      if (c === '"' || c === "'") {
        if (quote === '') quote = c;
        else if (c === quote && this.peek(-2) !== '\\') isClosed = true;
      } else if (c === ')' && (quote !== '') === isClosed) break;
    }
    const text = this.text.slice(from, this.at - 1);
    if (this.peek() !== ']') throw new Error('unclosed array expect ]');
    this.at++;
    const found = /^([^!<>=]+)([!<>=]+)([\s\S]+?)$/.exec(text);
    if (found === null)
      return {
        type: 'filter',
        left: parseAction(text),
        right: { type: 'list', nodes: [] },
        operator: 'exists',
      };
    const [, left = '', operator = '', right = ''] = found;
    return { type: 'filter', left: parseAction(left), right: parseAction(right), operator };
  }
}

const parseAction = (text: string): PathNode => parseJsonPath(`{${text}}`)[0] as PathNode;

function slice(text: string): PathNode {
  const found = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (found === null) throw new Error(`invalid array index ${text}`);
  const [from, to, step] = found.slice(1).map((part: string | undefined, i) => {
    const digits = i > 0 ? part?.slice(1) : part;
    if (digits === undefined || digits === '') return undefined;
    if (digits === '-') throw new Error(`array index ${digits} is not a number`);
    return Number(digits);
  });
  const isDerived = found[2] === undefined;
  return { type: 'array', from, to: { value: isDerived ? (from ?? 0) + 1 : to, isDerived }, step };
}

const goEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** strconv.Unquote, for both kinds of quotes (UnquoteExtend). */
function unquote(quoted: string): string {
  const quote = quoted[0] ?? '';
  const bad = () => new Error(`unquote string ${quoted} error invalid syntax`);
  return quoted
    .slice(1, -1)
    .replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{3}|[\s\S])|\n/g, (_, code?: string) => {
      if (code === undefined) throw bad();
      if (/^[xu]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
      if (/^[0-7]{3}$/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
      if (Object.hasOwn(goEscapes, code)) return goEscapes[code] ?? '';
      if (code === '\\' || code === quote) return code;
      throw bad();
    });
}

/** Go's %#U: `U+0025 '%'`. */
function unicode(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(code)}'`;
}
