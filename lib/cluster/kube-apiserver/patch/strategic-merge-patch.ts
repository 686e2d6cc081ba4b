import { deepEqual } from '../deep-equal';
import { type Field, type Model, modelOfField } from '../schema/schema';
import { isObject } from './merge-patch';

/**
 * Strategic merge patch (k8s.io/apimachinery/pkg/util/strategicpatch/patch.go): lists that the schema gives a merge key are
 * merged item by item. Values are never changed.
 */
export class PatchFormatError extends Error {
  /** @param code 0: upstream has no status of its own for it */
  constructor(
    message: string,
    readonly code: 0 | 400 | 422 = 0,
  ) {
    super(message);
  }
}

type Json = Readonly<Record<string, unknown>>;
type List = readonly unknown[];

const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/** Throws PatchFormatError. `model` says which lists are merged; without one (free-form) lists are replaced. */
export function strategicMergePatch(original: Json, patch: Json, model: Model | undefined): Json {
  const directive = patch.$patch;
  if (directive === 'replace') return without(patch, (key) => key === '$patch');
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge')
    throw new PatchFormatError(`Unknown patch type found: ${String(directive)}`);
  const result = new Map(Object.entries(retained(original, patch)));
  const done = new Set<string>(['$patch', '$retainKeys']);
  for (const key of Object.keys(patch)) {
    if (!key.startsWith(orderPrefix)) continue;
    const name = key.slice(orderPrefix.length);
    const ordered = withOrder(result.get(name), patch[name], patch[key], model?.fields.get(name), model);
    done.add(key).add(name);
    if (ordered !== undefined) result.set(name, ordered);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (done.has(key)) continue;
    const isDeletion = key.startsWith(deletePrefix);
    const name = isDeletion ? key.slice(deletePrefix.length) : key;
    const before = result.get(name);
    if (isDeletion) {
      if (Array.isArray(before) && Array.isArray(value))
        result.set(
          name,
          before.filter((item) => !value.some((gone) => deepEqual(item, gone))),
        );
    } else if (value === null) result.delete(name);
    else result.set(name, merged(before, value, model?.fields.get(name), model));
  }
  return Object.fromEntries(result);
}

function merged(
  before: unknown,
  value: unknown,
  field: Field | undefined,
  model: Model | undefined,
): unknown {
  const strategy = field?.patchStrategy ?? '';
  if (isObject(before) && isObject(value) && !strategy.includes('replace')) {
    const inner = field && model && field.container !== '{}' ? modelOfField(model, field) : undefined;
    return strategicMergePatch(before, value, inner);
  }
  if (Array.isArray(before) && Array.isArray(value) && strategy.includes('merge'))
    return mergeList(before, value, field, model);
  return withoutDirectives(value);
}

/** `$retainKeys`: what the patch does not name goes. */
function retained(original: Json, patch: Json): Json {
  const keys = patch.$retainKeys;
  if (keys === undefined) return original;
  if (!Array.isArray(keys)) throw new PatchFormatError('invalid patch format of retainKeys', 400);
  for (const [key, value] of Object.entries(patch))
    if (value !== null && !key.startsWith('$') && !keys.includes(key))
      throw new PatchFormatError('invalid patch format of retainKeys', 400);
  return without(original, (key) => !keys.includes(key));
}

function mergeList(before: List, patch: List, field: Field | undefined, model: Model | undefined): List {
  const key = field?.mergeKey ?? '';
  const isMaps = [...before, ...patch].some(isObject);
  if (!isMaps) {
    const all = unique([...before, ...patch]);
    return inOrder(all, patch, before, '');
  }
  if (key === '')
    throw new PatchFormatError(`cannot merge lists without merge key for ${model?.shortName ?? ''}`, 422);
  const { original, items, isReplacement } = withSpecialItems(before, patch, key);
  if (isReplacement) return items;
  const inner = field && model ? modelOfField(model, field) : undefined;
  const result = [...original];
  for (const item of items) {
    const value = keyIn(item, key);
    const index = result.findIndex((each) => isObject(each) && deepEqual(each[key], value));
    const known = result[index];
    if (isObject(known)) result[index] = strategicMergePatch(known, item, inner);
    else result.push(withoutDirectives(item));
  }
  return inOrder(result, items, original, key);
}

/** Items with `$patch` are commands: `delete` takes the one of that key away, `replace` makes the rest the whole list. */
function withSpecialItems(before: List, patch: List, key: string) {
  let original = before;
  let isReplacement = false;
  const items: Json[] = [];
  for (const item of patch) {
    if (!isObject(item)) throw new PatchFormatError('expected all elements in list to be maps', 422);
    const { $patch: directive } = item;
    if (directive === undefined) items.push(item);
    else if (directive === 'delete') {
      if (!Object.hasOwn(item, key))
        throw new PatchFormatError('delete patch type with no merge key defined');
      original = original.filter((each) => !isObject(each) || !deepEqual(each[key], item[key]));
    } else if (directive === 'replace') {
      isReplacement = true;
      const rest = without(item, (name) => name === '$patch');
      if (Object.keys(rest).length > 0) items.push(rest);
    } else if (directive === 'merge')
      throw new PatchFormatError('merging list cannot yet be specified in the patch');
    else throw new PatchFormatError(`Unknown patch type found: ${String(directive)}`);
  }
  return { original, items, isReplacement };
}

/** `$setElementOrder/…`: what the sender knows stands in its order, what only the server has stays where it was. */
function withOrder(
  before: unknown,
  patch: unknown,
  order: unknown,
  field: Field | undefined,
  model: Model | undefined,
): List | undefined {
  if (!Array.isArray(order)) throw new PatchFormatError('invalid patch format of setElementOrder list', 400);
  const key = field?.mergeKey ?? '';
  const known = Array.isArray(before) ? before : [];
  if (!Array.isArray(patch)) return before === undefined ? undefined : inOrder(known, order, known, key);
  const all = mergeList(known, patch, field, model);
  return inOrder(all, order, known, key);
}

/** normalizeElementOrder: items of `order` in its order, the others where they were relative to them. */
function inOrder(items: List, order: List, serverOrder: List, key: string): List {
  const indexIn = (list: List, item: unknown) =>
    list.findIndex((each) =>
      key === ''
        ? deepEqual(each, item)
        : isObject(each) && isObject(item) && deepEqual(each[key], item[key]),
    );
  const place = new Map(items.map((item) => [item, indexIn(order, item)]));
  const placeOf = (item: unknown) => place.get(item) ?? -1;
  const right = items.filter((item) => placeOf(item) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
  const left = items.filter((item) => placeOf(item) < 0);
  const result: unknown[] = [];
  while (left.length > 0 && right.length > 0) {
    const [l, r] = [indexIn(serverOrder, left[0]), indexIn(serverOrder, right[0])];
    result.push(l >= 0 && r >= 0 && l < r ? left.shift() : right.shift());
  }
  return [...result, ...left, ...right];
}

function keyIn(item: Json, key: string): unknown {
  if (!Object.hasOwn(item, key))
    throw new PatchFormatError(`map: ${goFormat(item)} does not contain declared merge key: ${key}`);
  return item[key];
}

/** A value that is taken as it is: commands in it have nothing to work on, and nulls say "absent". */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .filter((item) => !(isObject(item) && item.$patch === 'delete'))
      .map((item: unknown) => withoutDirectives(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, each]) =>
          each !== null && !/^\$(patch|retainKeys|setElementOrder\/|deleteFromPrimitiveList\/)/.test(key),
      )
      .map(([key, each]) => [key, withoutDirectives(each)]),
  );
}

function without(object: Json, isGone: (key: string) => boolean): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !isGone(key)));
}

function unique(items: List): List {
  return items.filter((item, index) => items.findIndex((each) => deepEqual(each, item)) === index);
}

/** Go's `%+v` of decoded JSON: `map[spec:map[replicas:3]]`. */
export function goFormat(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goFormat).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goFormat(value[key])}`).join(' ')}]`;
}
