/**
 * Reads JSON text as Go's decoder does where JSON.parse cannot: keys that stand twice in an object are told with their
 * paths, and complaints have Go's words (encoding/json/scanner.go, sigs.k8s.io/json).
 */
export interface JsonText {
  readonly value: unknown;
  /** `spec.replicas`, in the order of the text; at most 100. */
  readonly duplicates: readonly string[];
}

export class JsonError extends Error {}

/** Go allows 10,000, but objects that deep are nobody's. */
const deepest = 500;
const numberShape = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const spaceShape = /[ \t\r\n]*/y;
const escapeShape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;
const words: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Throws JsonError. */
export function readJson(text: string): JsonText {
  const reader = new JsonReader(text);
  const value = reader.value('', 0);
  reader.expectEnd();
  return { value, duplicates: reader.duplicates };
}

class JsonReader {
  readonly duplicates: string[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  value(path: string, depth: number): unknown {
    if (depth > deepest) throw new JsonError('exceeded max depth');
    this.space();
    const { text } = this;
    const first = text[this.at];
    if (first === '{') return this.object(path, depth);
    if (first === '[') return this.array(path, depth);
    if (first === '"') return this.string();
    for (const [word, value] of words)
      if (text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    const digits = this.match(numberShape);
    if (digits === '') throw this.unexpected('looking for beginning of value');
    return Number(digits);
  }

  expectEnd(): void {
    this.space();
    if (this.at < this.text.length) throw this.unexpected('after top-level value');
  }

  private object(path: string, depth: number): unknown {
    const entries = new Map<string, unknown>();
    this.at++;
    this.space();
    if (this.take('}')) return {};
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') throw this.unexpected('looking for beginning of object key string');
      const key = this.string();
      this.space();
      if (!this.take(':')) throw this.unexpected('after object key');
      const inner = path === '' ? key : `${path}.${key}`;
      if (entries.has(key) && this.duplicates.length < 100) this.duplicates.push(inner);
      entries.set(key, this.value(inner, depth + 1));
      this.space();
      if (this.take('}')) return Object.fromEntries(entries);
      if (!this.take(',')) throw this.unexpected('after object key:value pair');
    }
  }

  private array(path: string, depth: number): unknown {
    const items: unknown[] = [];
    this.at++;
    this.space();
    if (this.take(']')) return items;
    for (;;) {
      items.push(this.value(`${path}[${items.length}]`, depth + 1));
      this.space();
      if (this.take(']')) return items;
      if (!this.take(',')) throw this.unexpected('after array element');
    }
  }

  private string(): string {
    const { text } = this;
    const from = this.at++;
    for (; text[this.at] !== '"'; this.at++) {
      const code = text.charCodeAt(this.at);
      // Past the end there is no code at all; below a space there are only control characters.
      if (Number.isNaN(code) || code < 0x20) throw this.unexpected('in string literal');
      if (text[this.at] === '\\' && !escapeShape.test(text.slice(++this.at, this.at + 5)))
        throw this.unexpected('in string escape code');
    }
    this.at++;
    return JSON.parse(text.slice(from, this.at)) as string;
  }

  private take(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private space(): void {
    this.match(spaceShape);
  }

  private match(shape: RegExp): string {
    shape.lastIndex = this.at;
    const found = shape.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private unexpected(where: string): JsonError {
    const found = this.text[this.at];
    if (found === undefined) return new JsonError('unexpected end of JSON input');
    const shown = found === "'" ? "'\\''" : `'${JSON.stringify(found).slice(1, -1)}'`;
    return new JsonError(`invalid character ${shown} ${where}`);
  }
}
