import { type Node, parseDocument } from './parser';
import { resolve } from './resolve';
import { YamlError } from './token.types';

/**
 * YAML to JSON values, as manifests are read (sigs.k8s.io/yaml over go.yaml.in/yaml/v2): aliases are written out within
 * bounds, merge keys are merged, keys become strings and stand in their order, of a key given twice the last one wins.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The value of a text's first document; null when it is empty. Throws YamlError (`yaml: line 4: …`). */
export function parseYaml(text: string): Json {
  const node = parseDocument(text);
  return node === undefined ? null : new Decoder().decode(node);
}

/** How many parts of a document may come from aliases (decode.go, allowedAliasRatio). */
function allowedAliasRatio(count: number): number {
  if (count <= 400_000) return 0.99;
  return count >= 4_000_000 ? 0.1 : 0.99 - (0.89 * (count - 400_000)) / 3_600_000;
}

class Decoder {
  private count = 0;
  private aliasCount = 0;
  private aliasDepth = 0;
  private readonly open = new Set<Node>();

  decode(node: Node): Json {
    this.count++;
    if (this.aliasDepth > 0) this.aliasCount++;
    if (
      this.aliasCount > 100 &&
      this.count > 1000 &&
      this.aliasCount / this.count > allowedAliasRatio(this.count)
    )
      throw new YamlError('yaml: document contains excessive aliasing');
    switch (node.kind) {
      case 'scalar':
        return scalarValue(node);
      case 'sequence':
        return node.items.map((item) => this.decode(item));
      case 'mapping':
        return Object.fromEntries([...this.mapping(node, new Map())].sort(([a], [b]) => (a < b ? -1 : 1)));
      case 'alias':
        return this.alias(node, () => this.decode(node.target));
    }
  }

  private alias<T>({ name, target }: Node & { kind: 'alias' }, run: () => T): T {
    if (this.open.has(target)) throw new YamlError(`yaml: anchor '${name}' value contains itself`);
    this.open.add(target);
    this.aliasDepth++;
    const value = run();
    this.aliasDepth--;
    this.open.delete(target);
    return value;
  }

  private mapping({ entries }: Node & { kind: 'mapping' }, into: Map<string, Json>): Map<string, Json> {
    for (const [key, value] of entries) {
      if (key.kind === 'scalar' && key.value === '<<' && (key.isPlain || key.tag.endsWith(':merge')))
        this.merge(value, into);
      else {
        const name = this.decode(key);
        const decoded = this.decode(value);
        into.set(keyText(name, decoded), decoded);
      }
    }
    return into;
  }

  private merge(value: Node, into: Map<string, Json>): void {
    const wrong = () => new YamlError('yaml: map merge requires map or sequence of maps as the value');
    if (value.kind === 'mapping') this.mapping(value, into);
    else if (value.kind === 'alias') {
      if (value.target.kind !== 'mapping') throw wrong();
      this.alias(value, () => this.merge(value.target, into));
    } else if (value.kind === 'sequence')
      for (const item of [...value.items].reverse()) {
        if ((item.kind === 'alias' ? item.target : item).kind !== 'mapping') throw wrong();
        this.merge(item, into);
      }
    else throw wrong();
  }
}

const tagKinds: Readonly<Record<string, readonly string[]>> = {
  '!!int': ['number'],
  '!!float': ['number'],
  '!!bool': ['boolean'],
  '!!null': ['null'],
};

function scalarValue({ value, isPlain, tag }: Node & { kind: 'scalar' }): Json {
  const short = tag.replace('tag:yaml.org,2002:', '!!');
  const wanted = Object.hasOwn(tagKinds, short) ? tagKinds[short] : undefined;
  if (wanted === undefined && (short !== '' || !isPlain)) return value;
  const resolved = resolve(value);
  if (wanted && !wanted.includes(resolved === null ? 'null' : typeof resolved))
    throw new YamlError(`yaml: cannot decode !!str \`${value}\` as a ${short}`);
  // What JSON cannot say.
  if (typeof resolved === 'number' && !Number.isFinite(resolved))
    throw new YamlError(
      `json: unsupported value: ${String(resolved).replace(/^(-?)Infinity$/, (_, sign) => `${sign || '+'}Inf`)}`,
    );
  return resolved;
}

function keyText(key: Json, value: Json): string {
  if (key === null)
    throw new YamlError(`unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goSyntax(value)}`);
  if (typeof key === 'object') throw new YamlError(`yaml: invalid map key: ${goSyntax(key)}`);
  return String(key);
}

/** Go's %#v of a decoded value. */
function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${goSyntax(each)}`);
  return `map[interface {}]interface {}{${entries.join(', ')}}`;
}

/** The documents of a file, parted by lines of `---` (apimachinery's YAMLReader); each with what stands between. Throws YamlError. */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let lines: string[] = [];
  const close = () => {
    if (lines.length > 0) documents.push(lines.join(''));
    lines = [];
  };
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (!line.startsWith('---')) lines.push(line);
    else {
      const behind = line.slice(3).trim();
      if (behind !== '' && !behind.startsWith('#'))
        throw new YamlError(`invalid Yaml document separator: ${behind}`);
      close();
    }
  }
  close();
  return documents;
}
