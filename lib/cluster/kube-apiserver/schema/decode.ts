import { canonicalQuantity } from '../../api/quantity';
import { microTimestamp, parseTimestamp, timestamp } from '../../api/time';
import { type Field, type Model, modelOfField } from './schema';

/** What decoding a JSON value into a Go type gives. */
export interface Decoded {
  /** As Go would write it again: unknown fields and omitted zeroes gone, quantities in canonical form. */
  readonly value: unknown;
  /** `spec.template.spec.containers[0].imag`, in the order of the text; at most 100. */
  readonly unknownFields: readonly string[];
  /** `json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32` */
  readonly error: string | undefined;
}

type Part = string | number;

/** What json.Unmarshal stops at, where for other errors it goes on and tells the first (sigs.k8s.io/json). */
class Stop extends Error {}

class Decoder {
  readonly unknownFields: string[] = [];
  error: string | undefined;
  /** Fields and list indexes from the root; keys of maps are no part of any message. */
  private readonly path: Part[] = [];

  struct(model: Model, value: unknown): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const given = value as Record<string, unknown>;
    for (const name of Object.keys(given)) {
      const field = model.fields.get(name);
      this.path.push(name);
      if (field === undefined) this.unknown();
      else if (given[name] !== null && given[name] !== undefined) {
        const decoded = this.field(model, field, given[name]);
        if (decoded !== undefined && !isOmitted(field, decoded)) result[name] = decoded;
      }
      this.path.pop();
    }
    for (const field of model.fields.values())
      if (!Object.hasOwn(result, field.name)) fillIn(model, field, result);
    return result;
  }

  private unknown(): void {
    if (this.unknownFields.length >= 100) return;
    const text = this.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    this.unknownFields.push(text.slice(1));
  }

  private field(model: Model, field: Field, value: unknown): unknown {
    const { container } = field;
    const isMap = container === '{}' || field.type === 'R';
    if (container === '[]') {
      if (!Array.isArray(value)) return this.mismatch(model, field, value, true);
      return value.map((item: unknown, index) => this.within(index, () => this.item(model, field, item)));
    }
    if (!isMap) return this.item(model, field, value);
    if (kindOf(value) !== 'object') return this.mismatch(model, field, value, true);
    const entries = Object.entries(value as object).map(([key, item]) => [
      key,
      this.item(model, field, item),
    ]);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }

  private within<T>(part: Part, decode: () => T): T {
    this.path.push(part);
    const result = decode();
    this.path.pop();
    return result;
  }

  private item(model: Model, field: Field, value: unknown): unknown {
    const inner = modelOfField(model, field);
    if (inner) {
      const isObject = kindOf(value) === 'object';
      if (isObject || value === null) return this.struct(inner, value ?? {});
      return this.mismatch(model, field, value, false);
    }
    return this.scalar(model, field, value);
  }

  private scalar(model: Model, field: Field, value: unknown): unknown {
    const { type } = field;
    const kind = kindOf(value);
    if (type === 'A') return value;
    if (type === 'T' || type === 'M') return time(type, value);
    if (type === 'Q' || type === 'R') return quantity(value);
    if (type === 'X') return intOrString(value);
    const wanted =
      type === '*' ? 'object' : type === 'b' ? 'bool' : type === 'i' || type === 'l' ? 'number' : 'string';
    if (value === null) return zeroes[wanted];
    const limit = type === 'i' ? 2 ** 31 : 2 ** 63;
    const fits =
      wanted !== 'number' || (Number.isInteger(value) && Number(value) < limit && Number(value) >= -limit);
    if (kind !== wanted || !fits) return this.mismatch(model, field, value, false);
    if (type === 'y') {
      const text = String(value).replace(/[\r\n]/g, '');
      const at = corruptAt(text);
      if (at >= 0) this.error ??= `illegal base64 data at input byte ${at}`;
      return text;
    }
    return value;
  }

  /** json.UnmarshalTypeError. Indexes and map keys are not part of its path. */
  private mismatch(model: Model, field: Field, value: unknown, isWhole: boolean): undefined {
    const names = this.path.filter((part) => typeof part === 'string');
    const kind = kindOf(value);
    const isNumber = field.type === 'i' || field.type === 'l';
    const shown = kind === 'number' && isNumber ? `number ${String(value)}` : kind;
    this.error ??= `json: cannot unmarshal ${shown} into Go struct field ${model.shortName}.${names.join('.')} of type ${goTypeOf(model, field, isWhole)}`;
    return undefined;
  }
}

const zeroes: Readonly<Record<string, unknown>> = { string: '', number: 0, bool: false, object: {} };

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}

function goTypeOf(model: Model, field: Field, isWhole: boolean): string {
  const plain: Readonly<Record<string, string>> = {
    '': field.goType === '' ? 'string' : `v1.${field.goType}`,
    i: 'int32',
    l: 'int64',
    b: 'bool',
    y: '[]uint8',
    R: 'v1.ResourceList',
    Q: 'resource.Quantity',
    X: 'intstr.IntOrString',
    T: 'v1.Time',
  };
  const inner = modelOfField(model, field);
  const item = inner
    ? `${inner.goPackage}.${inner.shortName}`
    : (plain[field.type] ?? 'map[string]interface {}');
  if (!isWhole || field.container === '') return item;
  return field.container === '[]' ? `[]${item}` : `map[string]${item}`;
}

function isOmitted(field: Field, value: unknown): boolean {
  if (field.isRequired) return false;
  if (field.container !== '' || field.type === 'R') return Object.keys(value as object).length === 0;
  return !field.isPointer && (value === '' || value === 0 || value === false) && field.type !== 'X';
}

/** Go writes values that are no pointers even when nobody set them. */
function fillIn(model: Model, field: Field, result: Record<string, unknown>): void {
  if (field.container !== '') return;
  const inner = modelOfField(model, field);
  if (inner) {
    if (field.isValue) result[field.name] = new Decoder().struct(inner, {});
  } else if (field.isValue) result[field.name] = field.type === 'Q' ? '0' : null;
  else if (field.isRequired && !model.isKind) {
    if (field.type === '') result[field.name] = '';
    else if (field.type === 'i' || field.type === 'l') result[field.name] = 0;
    else if (field.type === 'b') result[field.name] = false;
  }
}

function quantity(value: unknown): string {
  const isText = typeof value === 'string' || typeof value === 'number';
  const canonical = canonicalQuantity(isText ? String(value).trim() : value === null ? '0' : '{');
  if (canonical.error !== undefined) throw new Stop(canonical.error);
  return canonical.text;
}

function intOrString(value: unknown): unknown {
  if (typeof value === 'string' || Number.isInteger(value)) return value;
  const shown = typeof value === 'number' ? `number ${value}` : kindOf(value);
  throw new Stop(`json: cannot unmarshal ${shown} into Go value of type int32`);
}

function time(type: 'T' | 'M', value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'string')
    throw new Stop(`json: cannot unmarshal ${kindOf(value)} into Go value of type string`);
  const epochMs = parseTimestamp(value);
  if (Number.isNaN(epochMs)) {
    const layout = type === 'T' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00';
    const quoted = JSON.stringify(value);
    throw new Stop(`parsing time ${quoted} as "${layout}": cannot parse ${quoted} as "2006"`);
  }
  if (type === 'M') return /\.\d{6}Z$/.test(value) ? value : microTimestamp(epochMs);
  return timestamp(epochMs);
}

/** Where Go's base64 decoder stops, or -1 (encoding/base64). */
function corruptAt(text: string): number {
  const wrong = /[^A-Za-z0-9+/]/.exec(text);
  const end = wrong?.index ?? text.length;
  const rest = text.slice(end);
  if (rest !== '' && !(/^==?$/.test(rest) && text.length % 4 === 0)) return end;
  return text.length % 4 === 0 ? -1 : text.length - (text.length % 4);
}

/** Decodes `value` (parsed JSON, an object) as `model`, as the server reads a request body. Never throws on hostile input. */
export function decode(model: Model, value: unknown): Decoded {
  const decoder = new Decoder();
  let decoded: unknown;
  let { error } = decoder;
  try {
    if (kindOf(value) === 'object') decoded = decoder.struct(model, value);
    else
      error = `json: cannot unmarshal ${kindOf(value)} into Go value of type ${model.goPackage}.${model.shortName}`;
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    error = stop.message;
  }
  return { value: decoded, unknownFields: decoder.unknownFields, error: error ?? decoder.error };
}
