import { timestamp } from '../../cluster/api/time';
import { type FieldType, messages } from './messages';

/**
 * Kubernetes' protobuf bodies as JSON objects (k8s.io/apimachinery/pkg/runtime/serializer/protobuf): the magic `k8s\0`,
 * a runtime.Unknown, and in it the object. Fields that stand in no table are passed over.
 */
const magic = Buffer.from('k8s\0', 'latin1');

/** The body is not what its Content-Type says. */
export class ProtobufError extends Error {}

type Json = Record<string, unknown>;

/** Reads the wire format piece by piece. */
class Reader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new ProtobufError('unexpected EOF');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw new ProtobufError('proto: integer overflow');
  }

  chunk(): Buffer {
    const length = Number(this.varint());
    const end = this.at + length;
    if (length < 0 || end > this.bytes.length) throw new ProtobufError('unexpected EOF');
    const found = this.bytes.subarray(this.at, end);
    this.at = end;
    return found;
  }

  /** The value behind a tag: a number for wire types 0, 1, 5; bytes for 2. */
  value(wireType: number): bigint | Buffer {
    if (wireType === 0) return this.varint();
    if (wireType === 2) return this.chunk();
    const width = wireType === 1 ? 8 : wireType === 5 ? 4 : 0;
    if (width === 0 || this.at + width > this.bytes.length)
      throw new ProtobufError(`proto: illegal wireType ${wireType}`);
    this.at += width;
    return 0n;
  }
}

const deepest = 50;

function decodeMessage(type: string, bytes: Buffer, depth = 0): Json {
  const fields = messages.get(type);
  if (fields === undefined || depth > deepest) throw new ProtobufError(`no message ${type}`);
  const object: Json = {};
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint());
    const value = reader.value(tag & 7);
    const field = fields.get(tag >> 3);
    if (field !== undefined) put(object, field, value, depth);
  }
  return object;
}

function put(object: Json, field: FieldType, value: bigint | Buffer, depth: number): void {
  const { name, type } = field;
  if (field.isMap) {
    const [key, entry] = decodeEntry(type, value, depth);
    const map = (object[name] ?? {}) as Json;
    // A key named __proto__ is a key like any other.
    Object.defineProperty(map, key, { value: entry, enumerable: true, configurable: true, writable: true });
    object[name] = map;
    return;
  }
  const decoded = decodeValue(type, value, depth);
  if (field.isRepeated) object[name] = [...((object[name] ?? []) as unknown[]), decoded];
  else if (field.isInline) Object.assign(object, decoded);
  else if (field.keepsZero || !isZero(decoded)) object[name] = decoded;
}

const isZero = (value: unknown) => value === '' || value === 0 || value === false || value === undefined;

function decodeEntry(type: string, value: bigint | Buffer, depth: number): [string, unknown] {
  if (typeof value === 'bigint') throw new ProtobufError('proto: wrong wireType for a map');
  const reader = new Reader(value);
  let key = '';
  let entry: unknown = type === 's' || type === 'bytes' ? '' : '0';
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint());
    const part = reader.value(tag & 7);
    if (tag >> 3 === 1) key = String(part);
    if (tag >> 3 === 2) entry = decodeValue(type, part, depth) ?? '';
  }
  return [key, entry];
}

function decodeValue(type: string, value: bigint | Buffer, depth: number): unknown {
  if (typeof value === 'bigint') {
    if (type === 'i') return Number(value);
    if (type === 'b') return value !== 0n;
    throw new ProtobufError(`proto: wrong wireType for ${type}`);
  }
  switch (type) {
    case 's':
      return value.toString('utf8');
    case 'bytes':
      return value.toString('base64');
    case 'raw':
      return value;
    case 'Quantity':
      return numbered(value)[1]?.toString() ?? '';
    case 'Time': {
      const [, seconds] = numbered(value);
      return seconds === undefined ? undefined : timestamp(Number(seconds) * 1000);
    }
    case 'IntOrString': {
      const [, kind, int, text] = numbered(value);
      return kind === 1n ? String(text ?? '') : Number(int ?? 0n);
    }
    default:
      return decodeMessage(type, value, depth + 1);
  }
}

/** The fields of a small message by their numbers. */
function numbered(bytes: Buffer): (bigint | Buffer | undefined)[] {
  const found: (bigint | Buffer | undefined)[] = [];
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint());
    const value = reader.value(tag & 7);
    if (tag >> 3 < 8) found[tag >> 3] = value;
  }
  return found;
}

/**
 * The object in a body of `application/vnd.kubernetes.protobuf`. A kind without a table keeps its apiVersion and kind
 * only. Throws ProtobufError when the body is something else.
 */
export function decodeProtobuf(body: Buffer): Json {
  if (!body.subarray(0, magic.length).equals(magic))
    throw new ProtobufError(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  const { typeMeta, raw } = decodeMessage('Unknown', body.subarray(magic.length));
  const { apiVersion, kind } = (typeMeta ?? {}) as { apiVersion?: string; kind?: string };
  const isKnown = kind !== undefined && messages.has(kind);
  return { apiVersion, kind, ...(isKnown && Buffer.isBuffer(raw) && decodeMessage(kind, raw)) };
}
