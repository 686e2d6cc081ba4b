import type { ConfigMap, Secret } from '../../api/core';
import type { Labels } from '../../api/meta';
import { deepEqual } from '../deep-equal';
import { type FieldError, forbiddenField, invalidValue, required, tooLong } from '../field-error';
import { check, isConfigMapKey } from './names';
import { plainStrategy } from './plain';

/** ConfigMaps and Secrets (pkg/apis/core/validation/validation.go, pkg/apis/core/v1/conversion.go). Left out: what is inside a docker configuration. */
const limitBytes = 1024 * 1024;

function validateKeys(errors: FieldError[], path: string, data: Labels | undefined): number {
  let size = 0;
  for (const [key, value] of Object.entries(data ?? {})) {
    check(errors, `${path}[${key}]`, key, isConfigMapKey);
    size += value.length;
  }
  return size;
}

function validateImmutable<T extends ConfigMap | Secret>(
  errors: FieldError[],
  next: T,
  old: T,
  fields: readonly (keyof T & string)[],
): void {
  if (old.immutable !== true) return;
  const detail = 'field is immutable when `immutable` is set';
  if (next.immutable !== true) errors.push(forbiddenField('immutable', detail));
  for (const field of fields)
    if (!deepEqual(next[field] ?? {}, old[field] ?? {})) errors.push(forbiddenField(field, detail));
}

export const configMapStrategy = plainStrategy<ConfigMap>({
  validateRest(errors, { data, binaryData }) {
    const size = validateKeys(errors, 'data', data);
    for (const key of Object.keys(data ?? {}))
      if (binaryData && Object.hasOwn(binaryData, key))
        errors.push(invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    const sizeOfBinary = validateKeys(errors, 'binaryData', binaryData) * 0.75;
    if (size + sizeOfBinary > limitBytes) errors.push(tooLong('', limitBytes));
  },
  validateChange: (errors, next, old) => validateImmutable(errors, next, old, ['data', 'binaryData']),
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-8 as base64. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let result = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const word = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) result += letters[(word >> shift) & 63];
  }
  const pad = (3 - (bytes.length % 3)) % 3;
  return result.slice(0, result.length - pad) + '='.repeat(pad);
}

type WrittenSecret = Secret & { readonly stringData?: Labels };

/** Keys a Secret of a known type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export const secretStrategy = plainStrategy<Secret>({
  default(secret) {
    const { stringData, ...rest }: WrittenSecret = secret;
    if (stringData === undefined && secret.type !== undefined) return secret;
    const encoded = Object.entries(stringData ?? {}).map(([key, value]) => [key, base64(value)]);
    const data = encoded.length === 0 ? rest.data : { ...rest.data, ...Object.fromEntries(encoded) };
    return { ...rest, type: rest.type ?? 'Opaque', ...(data && { data }) };
  },
  validateRest(errors, { data = {}, type, metadata }) {
    if (validateKeys(errors, 'data', data) * 0.75 > limitBytes) errors.push(tooLong('data', limitBytes));
    const account = 'kubernetes.io/service-account.name';
    if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.[account])
      errors.push(required(`metadata.annotations[${account}]`));
    const isBasic = type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data);
    const keys = isBasic
      ? ['username', 'password']
      : Object.hasOwn(requiredKeys, type)
        ? requiredKeys[type]
        : [];
    for (const key of keys ?? []) if (!Object.hasOwn(data, key)) errors.push(required(`data[${key}]`));
  },
  validateChange(errors, next, old) {
    if (next.type !== old.type) errors.push(invalidValue('type', next.type, 'field is immutable'));
    validateImmutable(errors, next, old, ['data']);
  },
  selectableFields: { type: ({ type }) => type },
});
