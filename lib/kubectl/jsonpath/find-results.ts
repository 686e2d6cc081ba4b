import { isRecord } from '../kube-document';
import type { PathNode } from './parse-jsonpath';

/** What a template finds in an object (k8s.io/client-go/util/jsonpath/jsonpath.go). Maps are walked in the order of their keys. */
export function findResults(nodes: readonly PathNode[], data: unknown, allowsMissing: boolean): unknown[][] {
  return new Search(allowsMissing).results(nodes, data);
}

class Search {
  private beginRange = 0;
  private inRange = 0;
  private endRange = 0;
  /** The `end` met last: a range goes on behind it. */
  private lastEnd: PathNode | undefined;

  constructor(private readonly allowsMissing: boolean) {}

  results(nodes: readonly PathNode[], data: unknown): unknown[][] {
    const all: unknown[][] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as PathNode;
      const found = this.walk([data], node);
      if (this.endRange > 0 && this.endRange <= this.inRange) {
        this.endRange--;
        this.lastEnd = node;
        break;
      }
      if (this.beginRange === 0) {
        all.push(found);
        continue;
      }
      this.beginRange--;
      this.inRange++;
      const rest = nodes.slice(i + 1);
      if (found.length === 0) this.results(rest, null);
      for (const value of found) all.push(...this.results(rest, value));
      this.inRange--;
      const end = this.lastEnd === undefined ? -1 : nodes.indexOf(this.lastEnd, i + 1);
      if (end > 0) i = end;
    }
    return all;
  }

  private walk(input: readonly unknown[], node: PathNode): unknown[] {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce<unknown[]>((values, each) => this.walk(values, each), [...input]);
      case 'text':
        return [node.text];
      case 'value':
        return input.map(() => node.value);
      case 'field':
        return this.field(input, node.name);
      case 'identifier':
        return this.identifier(input, node.name);
      case 'array':
        return this.array(input, node);
      case 'filter':
        return this.filter(input, node);
      case 'wildcard':
        return input.flatMap(children);
      case 'recursive':
        return input.flatMap(descendants);
      case 'union':
        return node.lists.flatMap((list) => this.walk(input, list));
    }
  }

  private identifier(input: readonly unknown[], name: string): unknown[] {
    if (name === 'range') {
      this.beginRange++;
      return [...input];
    }
    if (name !== 'end') throw new Error(`unrecognized identifier ${name}`);
    if (this.inRange === 0) throw new Error('not in range, nothing to end');
    this.endRange++;
    return [];
  }

  private field(input: readonly unknown[], name: string): unknown[] {
    const found = input.flatMap((value) =>
      isRecord(value) && Object.hasOwn(value, name) ? [value[name]] : [],
    );
    if (found.length === 0 && input.length > 0 && !this.allowsMissing)
      throw new Error(`${name} is not found`);
    return found;
  }

  private array(input: readonly unknown[], { from, to, step = 1 }: PathNode & { type: 'array' }): unknown[] {
    const found: unknown[] = [];
    for (const value of input) {
      if (value === null || value === undefined) continue;
      if (!Array.isArray(value)) throw new Error(`${goType(value)} is not array or slice`);
      const { length } = value;
      const start = (from ?? 0) < 0 ? (from ?? 0) + length : (from ?? 0);
      let end = to.value ?? length;
      if (end < 0 || (end === 0 && to.isDerived)) end += length;
      if (start === end) return found;
      const outside = (index: number) =>
        new Error(`array index out of bounds: index ${index}, length ${length}`);
      if (start >= length || start < 0) throw outside(start);
      if (end > length || end < 0) throw outside(end - 1);
      if (start > end) throw new Error(`starting index ${start} is greater than ending index ${end}`);
      if (step <= 0) throw new Error('step must be > 0');
      for (let i = start; i < end; i += step) found.push(value[i]);
    }
    return found;
  }

  private filter(
    input: readonly unknown[],
    { left, right, operator }: PathNode & { type: 'filter' },
  ): unknown[] {
    return input.flatMap((value) => {
      if (!Array.isArray(value))
        throw new Error(`${goText(value)} is not array or slice and cannot be filtered`);
      return value.filter((item) => {
        const lefts = this.walk([item], left);
        if (operator === 'exists') return lefts.length > 0;
        if (lefts.length === 0) return false;
        const rights = lefts.length > 1 ? [] : this.walk([item], right);
        if (lefts.length > 1 || rights.length > 1) throw new Error('can only compare one element at a time');
        return rights.length > 0 && compare(lefts[0], operator, rights[0]);
      });
    });
  }
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value)
    ? Object.keys(value)
        .sort()
        .map((key) => value[key])
    : [];
}

function descendants(value: unknown): unknown[] {
  const below = children(value);
  return below.length === 0 ? [] : [value, ...below.flatMap(descendants)];
}

/** third_party/forked/golang/template: only values of one basic kind compare. */
function compare(left: unknown, operator: string, right: unknown): boolean {
  const [kind, other] = [basicKind(left), basicKind(right)];
  if (kind === '' || other === '') throw new Error('invalid type for comparison');
  if (!['<', '>', '<=', '>=', '==', '!='].includes(operator))
    throw new Error(`unrecognized filter operator ${operator}`);
  if (kind !== other) throw new Error('incompatible types for comparison');
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (kind === 'bool') throw new Error('invalid type for comparison');
  const [a, b] = [left as string, right as string];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? !(a <= b) : !(a < b);
}

const basicKind = (value: unknown) => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : '';
};

function goType(value: unknown): string {
  if (isRecord(value)) return 'map[string]interface {}';
  const kind = basicKind(value);
  return kind === 'int' || kind === 'float' ? `${kind}64` : kind;
}

/** Go's %v of a decoded value. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isRecord(value)) return String(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goText(value[key])}`);
  return `map[${entries.join(' ')}]`;
}
