import type { KubeObject } from '../api/meta';
import { type DecodedObject, readBody, toObject } from './body';
import { type Exchange, fieldValidationOf, headerOf, warn } from './exchange';
import { invalidValue } from './field-error';
import { JsonError } from './json-reader';
import { applyJsonPatch, JsonPatchError } from './patch/json-patch';
import { isObject, mergePatch } from './patch/merge-patch';
import { goFormat, PatchFormatError, strategicMergePatch } from './patch/strategic-merge-patch';
import { modelOf } from './schema/schema';
import { badRequest, invalid, StatusError } from './status-error';

/** Patches of all kinds on one object (k8s.io/apiserver/pkg/endpoints/handlers/patch.go). Left out: server-side apply. */
const mediaTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

type Json = Readonly<Record<string, unknown>>;

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The object as the patch leaves it, decoded. Throws BadRequest, Invalid, UnsupportedMediaType. */
export function patched(exchange: Exchange, current: KubeObject, kind: Kind): KubeObject {
  const mediaType = headerOf(exchange.request, 'content-type').split(';')[0]?.trim() ?? '';
  if (!mediaTypes.includes(mediaType))
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${mediaTypes.join(', ')}`,
    );
  const isStrategic = mediaType === mediaTypes[2];
  const { value: patch, duplicates } = patchOf(exchange, mediaType);
  const result = apply(mediaType, current as unknown as Json, patch, kind);
  if (!isObject(result)) throw unprocessable();
  const found = toObject(result, kind);
  const shown = isStrategic ? goFormat(patch) : JSON.stringify(result);
  complain(exchange, isStrategic ? conversionError(found, kind) : found.error, found, duplicates, shown);
  return found.object;
}

function patchOf({ request }: Exchange, mediaType: string) {
  const isJsonPatch = mediaType === mediaTypes[0];
  let body: ReturnType<typeof readBody>;
  try {
    body = readBody(request.body);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const prefix = mediaType === mediaTypes[2] ? '' : 'error decoding patch: ';
    throw badRequest(`${prefix}${error.message}`);
  }
  const isFit = isJsonPatch ? Array.isArray(body.value) : isObject(body.value);
  if (!isFit) {
    const found = Array.isArray(body.value) ? 'array' : isObject(body.value) ? 'object' : typeof body.value;
    const wanted = isJsonPatch ? '[]interface {}' : 'map[string]interface {}';
    const prefix = mediaType === mediaTypes[2] ? '' : 'error decoding patch: ';
    throw badRequest(`${prefix}json: cannot unmarshal ${found} into Go value of type ${wanted}`);
  }
  const duplicates = isJsonPatch ? body.duplicates.map((each) => `json patch ${each}`) : body.duplicates;
  return { value: body.value, duplicates };
}

function apply(mediaType: string, current: Json, patch: unknown, kind: Kind): unknown {
  try {
    if (mediaType === mediaTypes[0]) return applyJsonPatch(current, patch);
    if (mediaType === mediaTypes[1]) return mergePatch(current, patch);
    return strategicMergePatch(current, patch as Json, modelOf(kind));
  } catch (error) {
    if (error instanceof JsonPatchError) throw unprocessable();
    if (!(error instanceof PatchFormatError)) throw error;
    if (error.code === 422) throw unprocessable();
    throw error.code === 400 ? badRequest(error.message) : new StatusError(500, '', error.message);
  }
}

const unprocessable = () =>
  new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});

function complain(
  exchange: Exchange,
  error: string | undefined,
  { unknown }: DecodedObject,
  duplicates: readonly string[],
  shown: string,
): void {
  const mode = fieldValidationOf(exchange.info.query);
  const refuse = (why: string) =>
    invalid({ group: '', plural: '', kind: '' }, '', [invalidValue('patch', shown, why)]);
  if (error !== undefined) throw refuse(error);
  const strict = [...duplicates, ...unknown];
  if (strict.length === 0) return;
  if (mode === 'Strict') throw refuse(`strict decoding error: ${strict.join(', ')}`);
  if (mode === 'Warn') warn(exchange, strict);
}

const goKinds: Readonly<Record<string, string>> = { number: 'int64', array: 'slice', object: 'map' };

/**
 * A strategic merge patch is not decoded from text, so its complaints about types are of other words
 * (apimachinery/pkg/runtime/converter.go, fromUnstructured).
 */
function conversionError({ error }: DecodedObject, { group, version }: Kind): string | undefined {
  const found = /^json: cannot unmarshal (\w+)( \S+)? into Go struct field \S+ of type (.+)$/.exec(
    error ?? '',
  );
  if (found === null) return error;
  const [, json = '', digits = '', type = ''] = found;
  const from = /[.eE]/.test(digits) ? 'float64' : (goKinds[json] ?? json);
  if (type.startsWith('[]')) return `cannot restore slice from ${from}`;
  if (type.startsWith('map[') || type === 'v1.ResourceList') return `cannot restore map from ${from}`;
  const name = type.slice(type.indexOf('.') + 1);
  const isStruct = [group, '', 'meta.k8s.io'].some((each) =>
    modelOf({ group: each, version: each === group ? version : 'v1', kind: name }),
  );
  if (isStruct && type.includes('.')) return `cannot restore struct from: ${from}`;
  const isNumber = type === 'int32' || type === 'int64';
  if ((from === 'float64' && isNumber) || (from === 'int64' && !isNumber && type !== 'bool'))
    return `cannot convert ${from} to ${type}`;
  return `unrecognized type: ${type.includes('.') ? 'string' : type}`;
}
