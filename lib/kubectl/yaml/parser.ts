import { Scanner } from './scanner';
import { type Token, type TokenType, YamlError } from './token.types';

/** Tokens to a tree of nodes (go.yaml.in/yaml/v2, parserc.go), with the same words for what is missing where. */
export type Node =
  | { readonly kind: 'scalar'; readonly value: string; readonly isPlain: boolean; readonly tag: string }
  | { readonly kind: 'sequence'; readonly items: Node[]; readonly tag: string }
  | { readonly kind: 'mapping'; readonly entries: (readonly [Node, Node])[]; readonly tag: string }
  | { readonly kind: 'alias'; readonly name: string; readonly target: Node };

const empty: Node = { kind: 'scalar', value: '', isPlain: true, tag: '' };

/** The first document of a text; undefined when there is none. Throws YamlError. */
export function parseDocument(text: string): Node | undefined {
  return new Parser(new Scanner(text)).document();
}

class Parser {
  private readonly anchors = new Map<string, Node>();
  private readonly handles = new Map([
    ['!', '!'],
    ['!!', 'tag:yaml.org,2002:'],
  ]);

  constructor(private readonly scanner: Scanner) {}

  document(): Node | undefined {
    this.scanner.next();
    while (this.is('document-end')) this.scanner.next();
    if (this.is('stream-end')) return undefined;
    let hasDirectives = false;
    while (this.is('version-directive', 'tag-directive')) {
      const token = this.scanner.next();
      if (token.type === 'tag-directive') this.handles.set(token.handle ?? '', token.value);
      else if (token.value !== '1.1') throw this.error(token, token, 'found incompatible YAML document');
      hasDirectives = true;
    }
    if (this.is('document-start')) this.scanner.next();
    else if (hasDirectives)
      throw this.error(this.scanner.peek(), this.scanner.peek(), 'did not find expected <document start>');
    if (this.is('version-directive', 'tag-directive', 'document-start', 'document-end', 'stream-end'))
      return empty;
    const root = this.node(true, false);
    // The document's end is looked for, and so the text behind it must be YAML as far as its first token.
    this.scanner.peek();
    return root;
  }

  private is(...types: TokenType[]): boolean {
    return types.includes(this.scanner.peek().type);
  }

  /** go-yaml names the line of a parser's problem one too low, or the context's when that is the first. */
  private error(context: Pick<Token, 'mark'>, at: Pick<Token, 'mark'>, problem: string): YamlError {
    const line = at.mark.line || context.mark.line;
    return new YamlError(`yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`);
  }

  private node(isBlock: boolean, mayBeIndentless: boolean): Node {
    const { scanner } = this;
    const start = scanner.peek();
    if (start.type === 'alias') {
      scanner.next();
      const target = this.anchors.get(start.value);
      if (target === undefined) throw new YamlError(`yaml: unknown anchor '${start.value}' referenced`);
      return { kind: 'alias', name: start.value, target };
    }
    let anchor: string | undefined;
    let tag = '';
    for (;;) {
      if (anchor === undefined && this.is('anchor')) anchor = scanner.next().value;
      else if (tag === '' && this.is('tag')) tag = this.tagOf(start, scanner.next());
      else break;
    }
    const token = scanner.peek();
    const keep = <T extends Node>(node: T): T => {
      if (anchor !== undefined) this.anchors.set(anchor, node);
      return node;
    };
    if (mayBeIndentless && token.type === '-')
      return this.indentless(keep({ kind: 'sequence', items: [], tag }));
    if (token.type === 'scalar') {
      scanner.next();
      return keep({ kind: 'scalar', value: token.value, isPlain: token.isPlain === true, tag });
    }
    if (token.type === '[') return this.flowSequence(keep({ kind: 'sequence', items: [], tag }));
    if (token.type === '{') return this.flowMapping(keep({ kind: 'mapping', entries: [], tag }));
    if (isBlock && token.type === 'block-sequence-start')
      return this.blockSequence(keep({ kind: 'sequence', items: [], tag }));
    if (isBlock && token.type === 'block-mapping-start')
      return this.blockMapping(keep({ kind: 'mapping', entries: [], tag }));
    if (anchor !== undefined || tag !== '')
      return keep({ kind: 'scalar', value: '', isPlain: tag === '', tag });
    throw this.error(start, token, 'did not find expected node content');
  }

  private tagOf(context: Token, { handle = '', value, mark }: Token): string {
    if (handle === '') return value;
    const prefix = this.handles.get(handle);
    if (prefix === undefined) throw this.error(context, { mark }, 'found undefined tag handle');
    return prefix + value;
  }

  /** A node, unless one of `types` says that there is none. */
  private nodeUnless(isBlock: boolean, mayBeIndentless: boolean, ...types: TokenType[]): Node {
    return this.is(...types) ? empty : this.node(isBlock, mayBeIndentless);
  }

  private blockSequence(node: Node & { kind: 'sequence' }): Node {
    const start = this.scanner.next();
    while (this.is('-')) {
      this.scanner.next();
      node.items.push(this.nodeUnless(true, false, '-', 'block-end'));
    }
    if (!this.is('block-end'))
      throw this.error(start, this.scanner.peek(), "did not find expected '-' indicator");
    this.scanner.next();
    return node;
  }

  private indentless(node: Node & { kind: 'sequence' }): Node {
    while (this.is('-')) {
      this.scanner.next();
      node.items.push(this.nodeUnless(true, false, '-', 'key', 'value', 'block-end'));
    }
    return node;
  }

  private blockMapping(node: Node & { kind: 'mapping' }): Node {
    const start = this.scanner.next();
    while (this.is('key')) {
      this.scanner.next();
      const key = this.nodeUnless(true, true, 'key', 'value', 'block-end');
      node.entries.push([key, this.valueAfter(true, 'key', 'value', 'block-end')]);
    }
    if (!this.is('block-end')) throw this.error(start, this.scanner.peek(), 'did not find expected key');
    this.scanner.next();
    return node;
  }

  private valueAfter(isBlock: boolean, ...types: TokenType[]): Node {
    if (!this.is('value')) return empty;
    this.scanner.next();
    return this.nodeUnless(isBlock, isBlock, ...types);
  }

  private flowSequence(node: Node & { kind: 'sequence' }): Node {
    const start = this.scanner.next();
    for (let isFirst = true; !this.is(']'); isFirst = false) {
      if (!isFirst) this.comma(start, ']');
      if (this.is('key')) {
        this.scanner.next();
        const key = this.nodeUnless(false, false, 'value', ',', ']');
        node.items.push({ kind: 'mapping', entries: [[key, this.valueAfter(false, ',', ']')]], tag: '' });
      } else if (!this.is(']')) node.items.push(this.node(false, false));
    }
    this.scanner.next();
    return node;
  }

  private flowMapping(node: Node & { kind: 'mapping' }): Node {
    const start = this.scanner.next();
    for (let isFirst = true; !this.is('}'); isFirst = false) {
      if (!isFirst) this.comma(start, '}');
      if (this.is('key')) {
        this.scanner.next();
        const key = this.nodeUnless(false, false, 'value', ',', '}');
        node.entries.push([key, this.valueAfter(false, ',', '}')]);
      } else if (!this.is('}')) node.entries.push([this.node(false, false), empty]);
    }
    this.scanner.next();
    return node;
  }

  private comma(start: Token, end: string): void {
    const token = this.scanner.peek();
    if (token.type !== ',') throw this.error(start, token, `did not find expected ',' or '${end}'`);
    this.scanner.next();
  }
}
