import type { KubeObject } from '../api/meta';
import { apiVersionOf } from '../api/resource';
import { type Exchange, type FieldValidation, warn } from './exchange';
import { JsonError, readJson } from './json-reader';
import { isObject } from './patch/merge-patch';
import { decode } from './schema/decode';
import { modelOf } from './schema/schema';
import { badRequest, StatusError } from './status-error';

/** Reading request bodies (k8s.io/apiserver/pkg/endpoints/handlers/create.go, apimachinery/pkg/runtime/serializer/json). */

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface Body {
  readonly value: unknown;
  /** `duplicate field "spec.replicas"` */
  readonly duplicates: readonly string[];
}

const largestBody = 3 * 1024 * 1024;

/** The body as JSON. Throws JsonError for text that is none, TooLarge for what is too long. */
export function readBody(body: unknown): Body {
  if (typeof body !== 'string') return { value: body, duplicates: [] };
  if (body.length > largestBody)
    throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${largestBody}`);
  const { value, duplicates } = readJson(body);
  return { value, duplicates: duplicates.map((path) => `duplicate field ${JSON.stringify(path)}`) };
}

/** The body as an object of `expected`. Throws BadRequest with upstream's words for what is no such object. */
export function decodeBody(exchange: Exchange, expected: Kind, mode: FieldValidation): KubeObject {
  const { body: raw } = exchange.request;
  let body: Body;
  try {
    body = raw === undefined ? readBody('') : readBody(raw);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw unrecognized(expected, raw, error.message);
  }
  const { value } = body;
  if (!isObject(value))
    throw unrecognized(expected, raw, 'json: cannot unmarshal into Go value of type struct');
  checkKind(value, expected);
  const found = toObject(value, expected);
  if (found.error !== undefined) throw cannotBeHandled(value, expected, found.error);
  const strict = [...found.unknown, ...body.duplicates];
  if (strict.length > 0 && mode === 'Strict')
    throw cannotBeHandled(value, expected, `strict decoding error: ${strict.join(', ')}`);
  if (mode === 'Warn') warn(exchange, strict);
  return found.object;
}

export interface DecodedObject {
  readonly object: KubeObject;
  readonly error: string | undefined;
  /** `unknown field "spec.foo"` */
  readonly unknown: readonly string[];
}

/** Fields the server owns and drops when a client hands them back. */
const dropped = ['managedFields', 'selfLink'];

/** JSON as an object of that kind: what the schema does not know is gone. */
export function toObject(value: Readonly<Record<string, unknown>>, kind: Kind): DecodedObject {
  const model = modelOf(kind);
  const typed = { apiVersion: apiVersionOf(kind), kind: kind.kind };
  if (model === undefined) return { object: { ...value, ...typed } as never, error: undefined, unknown: [] };
  const { value: decoded, unknownFields, error } = decode(model, value);
  const object = { ...(decoded as object), ...typed } as KubeObject;
  const metadata = Object.fromEntries(
    Object.entries(object.metadata ?? {}).filter(([key, each]) => each !== null && !dropped.includes(key)),
  );
  return {
    object: { ...object, metadata: metadata as unknown as KubeObject['metadata'] },
    error,
    unknown: unknownFields.map((path) => `unknown field ${JSON.stringify(path)}`),
  };
}

const scheme = 'pkg/api/legacyscheme/scheme.go:30';

/** A body that says it is something else. */
function checkKind(value: Readonly<Record<string, unknown>>, expected: Kind): void {
  const apiVersion = textOf(value.apiVersion) || apiVersionOf(expected);
  const kind = textOf(value.kind) || expected.kind;
  if (kind === expected.kind && apiVersion === apiVersionOf(expected)) return;
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  if (modelOf({ group, version, kind }) === undefined)
    throw cannotBeHandled(
      value,
      expected,
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme ${JSON.stringify(scheme)}`,
    );
  if (apiVersion !== apiVersionOf(expected))
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(expected)})`,
    );
  throw cannotBeHandled(
    value,
    expected,
    `converting (${version}.${kind}) to (${goPackage(expected)}.${expected.kind}): unknown conversion`,
  );
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const goPackage = ({ group }: Kind) => (group === '' ? 'core' : (group.split('.')[0] ?? ''));

function cannotBeHandled(value: Readonly<Record<string, unknown>>, expected: Kind, why: string): StatusError {
  const kind = textOf(value.kind) || expected.kind;
  const apiVersion = textOf(value.apiVersion) || apiVersionOf(expected);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return badRequest(
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${expected.kind}: ${why}`,
  );
}

/** summarizeData: the beginning of a text that is no object. */
function unrecognized({ kind }: Kind, raw: unknown, why: string): StatusError {
  const text = typeof raw === 'string' ? raw : '';
  const shown =
    text === ''
      ? '<empty>'
      : text.startsWith('{')
        ? clipped(text, 30)
        : clipped(Array.from(text.slice(0, 40), hexOf).join(''), 60);
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why} (${shown})`,
  );
}

const clipped = (text: string, max: number) => (text.length > max ? `${text.slice(0, max)} ...` : text);
const hexOf = (letter: string) => (letter.codePointAt(0) ?? 0).toString(16).padStart(2, '0');
