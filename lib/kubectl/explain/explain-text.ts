import type { Mapping } from '../resource/discovery';

/** A schema as `kubectl explain` prints it (kubectl/pkg/explain/v2/templates/plaintext.tmpl). */
export interface OpenApiDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

type Schemas = Readonly<Record<string, Schema>>;

const deepest = 40;

/** @returns the text up to the mistake, and the field that is none */
export function explainText(
  { components }: OpenApiDocument,
  mapping: Mapping,
  fields: readonly string[],
  isRecursive: boolean,
): { readonly text: string; readonly missing: string | undefined } {
  const schemas = components?.schemas ?? {};
  const { group, version, kind } = mapping;
  let text = `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
  let schema = Object.values(schemas).find((each) =>
    each['x-kubernetes-group-version-kind']?.some(
      (gvk) => gvk.group === group && gvk.version === version && gvk.kind === kind,
    ),
  );
  let isRequired = false;
  for (const field of fields) {
    const inside: Schema | undefined = schema && structOf(schema, schemas);
    const properties: Schemas = inside?.properties ?? {};
    if (!Object.hasOwn(properties, field)) return { text, missing: field };
    isRequired = inside?.required?.includes(field) ?? false;
    schema = properties[field];
  }
  if (schema === undefined) return { text, missing: kind };
  const name = fields.at(-1);
  if (name !== undefined) text += fieldHead(name, schema, isRequired, schemas);
  text += `DESCRIPTION:\n${descriptions(schema, schemas)}`;
  const below = structOf(schema, schemas);
  return {
    text: `${text}${below?.properties ? `FIELDS:\n${list(below, schemas, 1, isRecursive)}` : ''}\n`,
    missing: undefined,
  };
}

function fieldHead(name: string, schema: Schema, isRequired: boolean, schemas: Schemas): string {
  const head = `FIELD: ${name} <${typeName(schema, schemas)}>${isRequired ? ' -required-' : ''}\n`;
  const values = enumOf(schema);
  return `${head}${values.length > 0 ? `ENUM:\n${values.map((each) => `    ${each}\n`).join('')}` : '\n'}\n`;
}

const enumOf = (schema: Schema) => (schema.enum ?? []).map(String).sort();

/** What a reference stands for; lists and maps are what they hold. */
function structOf(schema: Schema, schemas: Schemas, depth = 0): Schema | undefined {
  if (depth > deepest) return undefined;
  if (schema.properties) return schema;
  const { $ref, allOf = [], items, additionalProperties } = schema;
  const next =
    $ref !== undefined
      ? schemas[nameOf($ref)]
      : (allOf[0] ?? items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined));
  return next && structOf(next, schemas, depth + 1);
}

const nameOf = ($ref: string) => $ref.slice($ref.lastIndexOf('/') + 1);

function typeName(schema: Schema, schemas: Schemas): string {
  const { $ref, allOf = [], items, additionalProperties, type } = schema;
  if ($ref !== undefined) {
    const target = schemas[nameOf($ref)];
    // What the schema does not take apart goes by its JSON type.
    if (target?.type !== undefined && target.type !== 'object') return target.type;
    return target?.properties ? (nameOf($ref).split('.').at(-1) ?? 'Object') : 'Object';
  }
  if (allOf[0]) return typeName(allOf[0], schemas);
  if (type === 'array') return `[]${items ? typeName(items, schemas) : 'Object'}`;
  if (typeof additionalProperties === 'object')
    return `map[string]${typeName(additionalProperties, schemas)}`;
  return type === undefined || type === 'object' ? 'Object' : type;
}

/** The field's own words and those of what it holds. */
function descriptions(schema: Schema, schemas: Schemas): string {
  const texts: string[] = [];
  let next: Schema | undefined = schema;
  for (let depth = 0; next !== undefined && depth < deepest; depth++) {
    if (next.description) texts.push(next.description);
    const { $ref, allOf = [], items, additionalProperties }: Schema = next;
    next =
      $ref !== undefined
        ? schemas[nameOf($ref)]
        : (allOf[0] ??
          items ??
          (typeof additionalProperties === 'object' ? additionalProperties : undefined));
  }
  return `${indent(texts.length === 0 ? '<empty>' : texts.map(wrap).join('\n'), 4)}\n    \n`;
}

function list(schema: Schema, schemas: Schemas, level: number, isRecursive: boolean): string {
  const { properties = {}, required = [] } = schema;
  const space = '  '.repeat(level);
  return Object.keys(properties)
    .sort()
    .map((name) => {
      const property = properties[name] ?? {};
      const mark = required.includes(name) ? ' -required-' : '';
      const values = enumOf(property);
      const few = values.length > 4 ? [...values.slice(0, 4), '....'] : values;
      const head = `${space}${name}\t<${typeName(property, schemas)}>${mark}\n${few.length > 0 ? `${space}enum: ${few.join(', ')}\n` : ''}`;
      if (!isRecursive) return `${head}${indent(wrap(property.description || '<no description>'), 4)}\n\n`;
      const below = level < deepest ? structOf(property, schemas) : undefined;
      return below ? head + list(below, schemas, level + 1, true) : head;
    })
    .join('');
}

const indent = (text: string, by: number) => text.replace(/^/gm, ' '.repeat(by));

/** go-wordwrap at 76 columns. */
function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(/(?<=\S)\s(?=\S)/)) {
        if (current !== '' && [...current].length + 1 + [...word].length > 76) {
          lines.push(current);
          current = word;
        } else current = current === '' ? word : `${current} ${word}`;
      }
      return [...lines, current].join('\n');
    })
    .join('\n');
}
