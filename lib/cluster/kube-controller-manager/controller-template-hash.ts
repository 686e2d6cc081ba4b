import type { PodTemplateSpec } from '../api/core';
import { deepEqual } from '../kube-apiserver/deep-equal';

/**
 * Telling Pod templates apart, and short names for them (pkg/controller/controller_utils.go, ComputeHash;
 * k8s.io/apimachinery/pkg/util/rand, SafeEncodeString). Upstream hashes a dump of Go structures; here it is the JSON with
 * sorted keys, so the letters differ from a real cluster's, their look and their use do not.
 */
export const templateHashLabel = 'pod-template-hash';

const letters = 'bcdfghjklmnpqrstvwxz2456789';
const texts = new WeakMap<object, string>();

/** JSON with sorted keys; remembered, since stored objects never change. */
export function canonicalText(value: object): string {
  let text = texts.get(value);
  if (text === undefined) {
    text = write(value);
    texts.set(value, text);
  }
  return text;
}

function write(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${write(each)}`).join()}}`;
}

/** Whether two templates are the same but for the label pod-template-hash (deploymentutil.EqualIgnoreHash). */
export function equalIgnoreHash(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return deepEqual(a.spec, b.spec) && deepEqual(metadataWithoutHash(a), metadataWithoutHash(b));
}

function metadataWithoutHash({ metadata }: PodTemplateSpec) {
  const { [templateHashLabel]: _, ...labels } = metadata.labels ?? {};
  return { ...metadata, labels };
}

/** FNV-1 of 32 bits over the text and the number of collisions, in letters that make no words. */
export function computeHash(text: string, collisionCount: number | undefined): string {
  let hash = 0x811c9dc5;
  const whole = collisionCount === undefined ? text : `${text}#${collisionCount}`;
  for (let index = 0; index < whole.length; index++)
    hash = Math.imul(hash ^ whole.charCodeAt(index), 0x01000193);
  const decimal = String(hash >>> 0);
  let encoded = '';
  for (let index = 0; index < decimal.length; index++)
    encoded += letters[decimal.charCodeAt(index) % letters.length];
  return encoded;
}
