import { isAlpha, isBlank, isBlankz, isBreak, isReadable } from './characters';
import { Cursor } from './cursor';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './scan-scalar';
import { type Mark, type SimpleKey, type Token, type TokenType, YamlError } from './token.types';

const maxDepth = 1000;
const noKey: SimpleKey = {
  isPossible: false,
  isRequired: false,
  token: -1,
  mark: { index: 0, line: 0, column: 0 },
};

/**
 * Text to tokens (go.yaml.in/yaml/v2, scannerc.go), looking ahead exactly as far, so that of two mistakes the same one is
 * reported first. Depth is bounded at 1000 instead of 10000.
 */
export class Scanner extends Cursor {
  private readonly tokens: Token[] = [];
  private parsed = 0;
  indent = -1;
  private readonly indents: number[] = [];
  flowLevel = 0;
  isSimpleKeyAllowed = true;
  private readonly simpleKeys: SimpleKey[] = [noKey];

  constructor(text: string) {
    super(text);
    if (!isReadable(text)) throw new YamlError('yaml: control characters are not allowed');
    if (text.startsWith('\uFEFF')) this.index = 1;
    this.add('stream-start');
  }

  /** The next token, which stays. */
  peek(): Token {
    while (this.needsMore()) this.fetch();
    return this.tokens[0] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.tokens.shift();
    this.parsed++;
    return token;
  }

  private needsMore(): boolean {
    if (this.tokens.length === 0) return true;
    const key = this.simpleKeys.find(({ isPossible, token }) => isPossible && token === this.parsed);
    return key !== undefined && this.isValid(key);
  }

  private isValid(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    if (key.mark.line >= this.line && key.mark.index + 1024 >= this.index) return true;
    if (key.isRequired) throw this.error(key.mark, "could not find expected ':'");
    key.isPossible = false;
    return false;
  }

  private add(type: TokenType, mark = this.mark(), rest: Partial<Token> = {}): void {
    this.tokens.push({ type, mark, end: this.mark(), value: '', ...rest });
  }

  private insert(at: number, type: TokenType, mark: Mark): void {
    const token: Token = { type, mark, end: mark, value: '' };
    if (at < 0) this.tokens.push(token);
    else this.tokens.splice(at - this.parsed, 0, token);
  }

  private fetch(): void {
    this.toNextToken();
    this.unrollIndent(this.column);
    const c = this.at();
    const isInFlow = this.flowLevel > 0;
    if (c === '') this.fetchStreamEnd();
    else if (this.column === 0 && c === '%') this.fetchDirective();
    else if (this.isDocumentIndicator())
      this.fetchDocumentIndicator(c === '-' ? 'document-start' : 'document-end');
    else if (c === '[' || c === '{') this.fetchFlowStart(c);
    else if (c === ']' || c === '}') this.fetchFlowEnd(c);
    else if (c === ',') this.fetchFlowEntry();
    else if (c === '-' && isBlankz(this.at(1))) this.fetchBlockEntry();
    else if (c === '?' && (isInFlow || isBlankz(this.at(1)))) this.fetchKey();
    else if (c === ':' && (isInFlow || isBlankz(this.at(1)))) this.fetchValue();
    else if (c === '*' || c === '&') this.fetchAnchor(c === '*' ? 'alias' : 'anchor');
    else if (c === '!') this.fetchTag();
    else if ((c === '|' || c === '>') && !isInFlow) this.fetchBlockScalar(c === '|');
    else if (c === "'" || c === '"') this.fetchScalar(false, () => scanQuotedScalar(this, c === "'"));
    else if (this.canBeginPlain(c)) this.fetchScalar(true, () => scanPlainScalar(this));
    else throw this.error(this.mark(), 'found character that cannot start any token');
  }

  private canBeginPlain(c: string): boolean {
    if (!isBlankz(c) && !'-?:,[]{}#&*!|>\'"%@`'.includes(c)) return true;
    if (c === '-') return !isBlank(this.at(1));
    return this.flowLevel === 0 && (c === '?' || c === ':') && !isBlankz(this.at(1));
  }

  private toNextToken(): void {
    for (;;) {
      if (this.index > 0 && this.column === 0 && this.at() === '\uFEFF') this.skip();
      while (this.at() === ' ' || ((this.flowLevel > 0 || !this.isSimpleKeyAllowed) && this.at() === '\t'))
        this.skip();
      if (this.at() === '#') this.readWhile((c) => !isBreak(c));
      if (!isBreak(this.at())) return;
      this.skipLine();
      if (this.flowLevel === 0) this.isSimpleKeyAllowed = true;
    }
  }

  private saveSimpleKey(): void {
    const isRequired = this.flowLevel === 0 && this.indent === this.column;
    if (!this.isSimpleKeyAllowed) return;
    this.removeSimpleKey();
    this.simpleKeys[this.simpleKeys.length - 1] = {
      isPossible: true,
      isRequired,
      token: this.parsed + this.tokens.length,
      mark: this.mark(),
    };
  }

  private removeSimpleKey(): void {
    const key = this.simpleKeys.at(-1) as SimpleKey;
    if (key.isPossible && key.isRequired) throw this.error(key.mark, "could not find expected ':'");
    if (key.isPossible) key.isPossible = false;
  }

  private rollIndent(column: number, at: number, type: TokenType, mark: Mark): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > maxDepth) throw this.error(mark, `exceeded max depth of ${maxDepth}`);
    this.insert(at, type, mark);
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.add('block-end');
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private fetchStreamEnd(): void {
    if (this.column !== 0) {
      this.column = 0;
      this.line++;
    }
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = false;
    this.add('stream-end');
  }

  private fetchDirective(): void {
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = false;
    const mark = this.mark();
    const [name = '', ...words] = this.readWhile((c) => !isBreak(c))
      .slice(1)
      .split(/[ \t]+/);
    if (name === 'YAML') this.add('version-directive', mark, { value: words[0] ?? '' });
    else if (name === 'TAG')
      this.add('tag-directive', mark, { handle: words[0] ?? '', value: words[1] ?? '' });
    else throw this.error(mark, 'found unknown directive name');
  }

  private fetchDocumentIndicator(type: TokenType): void {
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = false;
    const mark = this.mark();
    this.skip(3);
    this.add(type, mark);
  }

  private fetchFlowStart(c: '[' | '{'): void {
    this.saveSimpleKey();
    this.simpleKeys.push(noKey);
    this.flowLevel++;
    if (this.flowLevel > maxDepth) throw this.error(this.mark(), `exceeded max depth of ${maxDepth}`);
    this.isSimpleKeyAllowed = true;
    this.addSkipping(c);
  }

  private fetchFlowEnd(c: ']' | '}'): void {
    this.removeSimpleKey();
    if (this.flowLevel > 0) {
      this.flowLevel--;
      this.simpleKeys.pop();
    }
    this.isSimpleKeyAllowed = false;
    this.addSkipping(c);
  }

  private fetchFlowEntry(): void {
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = true;
    this.addSkipping(',');
  }

  private addSkipping(type: TokenType): void {
    const mark = this.mark();
    this.skip();
    this.add(type, mark);
  }

  private fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.isSimpleKeyAllowed)
        throw this.error(this.mark(), 'block sequence entries are not allowed in this context');
      this.rollIndent(this.column, -1, 'block-sequence-start', this.mark());
    }
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = true;
    this.addSkipping('-');
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.isSimpleKeyAllowed)
        throw this.error(this.mark(), 'mapping keys are not allowed in this context');
      this.rollIndent(this.column, -1, 'block-mapping-start', this.mark());
    }
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = this.flowLevel === 0;
    this.addSkipping('key');
  }

  private fetchValue(): void {
    const key = this.simpleKeys.at(-1) as SimpleKey;
    if (this.isValid(key)) {
      this.insert(key.token, 'key', key.mark);
      this.rollIndent(key.mark.column, key.token, 'block-mapping-start', key.mark);
      key.isPossible = false;
      this.isSimpleKeyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.isSimpleKeyAllowed)
          throw this.error(this.mark(), 'mapping values are not allowed in this context');
        this.rollIndent(this.column, -1, 'block-mapping-start', this.mark());
      }
      this.isSimpleKeyAllowed = this.flowLevel === 0;
    }
    this.addSkipping('value');
  }

  private fetchAnchor(type: 'alias' | 'anchor'): void {
    this.saveSimpleKey();
    this.isSimpleKeyAllowed = false;
    const mark = this.mark();
    this.skip();
    const value = this.readWhile(isAlpha);
    const c = this.at();
    if (value === '' || !(isBlankz(c) || '?:,]}%@`'.includes(c)))
      throw this.error(mark, 'did not find expected alphabetic or numeric character');
    this.add(type, mark, { value });
  }

  private fetchTag(): void {
    this.saveSimpleKey();
    this.isSimpleKeyAllowed = false;
    const mark = this.mark();
    const word = this.readWhile((c) => !isBlankz(c) && !(this.flowLevel > 0 && ',[]{}'.includes(c)));
    const [, verbatim] = /^!<(.*)>$/.exec(word) ?? [];
    const [, handle = '!', suffix = ''] = /^(!(?:[\w-]*!)?)(.*)$/.exec(word) ?? [];
    if (verbatim !== undefined) this.add('tag', mark, { handle: '', value: verbatim });
    else this.add('tag', mark, { handle, value: suffix });
  }

  private fetchBlockScalar(isLiteral: boolean): void {
    this.removeSimpleKey();
    this.isSimpleKeyAllowed = true;
    const mark = this.mark();
    const value = scanBlockScalar(this, isLiteral);
    this.add('scalar', mark, { value });
  }

  private fetchScalar(isPlain: boolean, scan: () => string): void {
    this.saveSimpleKey();
    this.isSimpleKeyAllowed = false;
    const mark = this.mark();
    const value = scan();
    this.add('scalar', mark, { value, isPlain });
  }
}
