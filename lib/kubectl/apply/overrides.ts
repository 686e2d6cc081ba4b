import { failure } from '../cli-error';
import type { Flag, Invocation } from '../kubectl.types';
import { at, isMap, type Json } from './json-value';
import { mergeKeyOf } from './merge-keys';

/** `--overrides` of run and expose (cmdutil.Overrider): a patch of the generated object given on the command line. */
export const overrideFlags: readonly Flag[] = [
  { name: 'overrides', type: 'string', usage: 'JSON that changes the generated object.' },
  {
    name: 'override-type',
    type: 'string',
    default: 'merge',
    usage: 'How it changes it: json, merge or strategic.',
  },
];

/** @throws KubectlError */
export function applyOverrides({ flags }: Invocation, object: Json): Json {
  const text = flags.string('overrides');
  const type = flags.string('override-type');
  if (text === '') return object;
  const problem = type === 'strategic' ? 'invalid JSON document' : 'Invalid JSON Patch';
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw failure(problem);
  }
  if (type === 'json') throw failure('--override-type=json is not simulated in this cluster');
  if (type !== 'merge' && type !== 'strategic') throw failure(`invalid override type: ${type}`);
  if (!isMap(patch)) throw failure(problem);
  return mergeInto(object, patch, '', type === 'strategic');
}

/** JSON merge patch (RFC 7386); with `isStrategic` lists merge by their keys. */
export function mergeInto(target: Json, patch: Json, parent: string, isStrategic: boolean): Json {
  const result: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    if (value === null) delete result[key];
    else if (isMap(value)) result[key] = mergeInto(isMap(before) ? before : {}, value, key, isStrategic);
    else if (isStrategic && Array.isArray(value) && Array.isArray(before))
      result[key] = mergeLists(before, value, key, mergeKeyOf(key, parent));
    else result[key] = value;
  }
  return result;
}

function mergeLists(
  before: readonly unknown[],
  patch: readonly unknown[],
  field: string,
  key: string | undefined,
): unknown[] {
  if (key === undefined) return [...patch];
  if (key === '') return [...new Set([...before, ...patch])];
  const isSame = (a: unknown, b: unknown) => at(a, key) === at(b, key);
  const kept = before.map((old) => {
    const change = patch.find((each) => isSame(each, old));
    return isMap(old) && isMap(change) ? mergeInto(old, change, field, true) : old;
  });
  return [...patch.filter((each) => !before.some((old) => isSame(each, old))), ...kept];
}
