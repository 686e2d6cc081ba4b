import { isEqualJson, isMap, type Json } from './json-value';
import { mergeKeyOf, retainsKeys } from './merge-keys';

/**
 * The patch that apply sends (k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, CreateThreeWayMergePatch): additions and
 * changes against the live object, deletions against what was applied last. Left out: the check for conflicts
 * (kubectl's --overwrite=false), parallel lists within lists of plain values.
 */
interface DiffOptions {
  readonly ignoresDeletions: boolean;
  readonly ignoresChanges: boolean;
}

type List = readonly unknown[];

/** @param original what was applied last; empty when that is not known */
export function threeWayMergePatch(original: Json, modified: Json, current: Json): Json {
  const delta = diffMaps(current, modified, '', { ignoresDeletions: true, ignoresChanges: false });
  const deletions = diffMaps(original, modified, '', { ignoresDeletions: false, ignoresChanges: true });
  return mergePatches(deletions, delta, '');
}

/** The patch from `original` to `modified` (CreateTwoWayMergePatch). */
export function twoWayMergePatch(original: Json, modified: Json): Json {
  return diffMaps(original, modified, '', { ignoresDeletions: false, ignoresChanges: false });
}

const keyOf = (item: unknown, key: string) => (isMap(item) ? item[key] : undefined);

function diffMaps(
  original: Json,
  modified: Json,
  parent: string,
  options: DiffOptions,
  retains = false,
): Json {
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(original)) {
    const before = original[key];
    if (!Object.hasOwn(modified, key)) {
      if (!options.ignoresDeletions) patch[key] = null;
      continue;
    }
    const after = modified[key];
    if (isMap(before) && isMap(after)) {
      const inner = diffMaps(before, after, key, options, retainsKeys(key));
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (Array.isArray(before) && Array.isArray(after))
      diffListInto(patch, key, before, after, parent, options);
    else if (!options.ignoresChanges && !isEqualJson(before, after)) patch[key] = after;
  }
  if (!options.ignoresChanges)
    for (const key of Object.keys(modified)) if (!Object.hasOwn(original, key)) patch[key] = modified[key];
  if (retains && Object.keys(patch).length > 0)
    patch.$retainKeys = Object.keys(modified)
      .filter((key) => modified[key] !== null)
      .sort();
  return patch;
}

function diffListInto(
  patch: Record<string, unknown>,
  field: string,
  before: List,
  after: List,
  parent: string,
  options: DiffOptions,
): void {
  const key = mergeKeyOf(field, parent);
  if (key === undefined) {
    if (!options.ignoresChanges && !isEqualJson(before, after)) patch[field] = after;
    return;
  }
  if (before.length === 0) {
    if (after.length > 0 && !options.ignoresChanges) patch[field] = after;
    return;
  }
  if (key === '') {
    const added = options.ignoresChanges ? [] : after.filter((item) => !before.includes(item));
    const removed = options.ignoresDeletions ? [] : before.filter((item) => !after.includes(item));
    if (added.length > 0) patch[field] = added;
    if (removed.length > 0) patch[`$deleteFromPrimitiveList/${field}`] = removed;
    if (added.length + removed.length > 0) patch[`$setElementOrder/${field}`] = after;
    return;
  }
  const items = diffListOfMaps(before, after, field, key, options);
  if (items.length > 0) patch[field] = items;
  if (items.length > 0 || (!options.ignoresChanges && !isSameOrder(before, after, key)))
    patch[`$setElementOrder/${field}`] = after.map((item) => ({ [key]: keyOf(item, key) }));
}

function diffListOfMaps(before: List, after: List, field: string, key: string, options: DiffOptions): List {
  const items: unknown[] = [];
  for (const item of after) {
    const value = keyOf(item, key);
    const old = before.find((each) => keyOf(each, key) === value);
    if (isMap(old) && isMap(item)) {
      const inner = diffMaps(old, item, field, options, retainsKeys(field));
      if (Object.keys(inner).length > 0) items.push({ ...inner, [key]: value });
    } else if (!options.ignoresChanges) items.push(item);
  }
  if (options.ignoresDeletions) return items;
  const gone = before.filter((old) => !after.some((item) => keyOf(item, key) === keyOf(old, key)));
  return [...items, ...gone.map((old) => ({ $patch: 'delete', [key]: keyOf(old, key) }))];
}

function isSameOrder(before: List, after: List, key: string): boolean {
  const values = (list: List, other: List) =>
    list.map((item) => keyOf(item, key)).filter((value) => other.some((item) => keyOf(item, key) === value));
  return isEqualJson(values(before, after), values(after, before));
}

/** Two patches that do not touch the same values become one. */
function mergePatches(first: Json, second: Json, parent: string): Json {
  const merged: Record<string, unknown> = { ...first };
  for (const [field, value] of Object.entries(second)) {
    const other = Object.hasOwn(first, field) ? first[field] : undefined;
    if (isMap(value) && isMap(other)) merged[field] = mergePatches(other, value, field);
    else if (Array.isArray(value) && Array.isArray(other) && !field.startsWith('$')) {
      const key = mergeKeyOf(field, parent);
      merged[field] = key ? mergeItems(other, value, field, key) : value;
    } else merged[field] = value;
  }
  return merged;
}

function mergeItems(first: List, second: List, field: string, key: string): List {
  const isSame = (a: unknown, b: unknown) => keyOf(a, key) === keyOf(b, key);
  const changed = second.map((item) => {
    const other = first.find((each) => isSame(each, item));
    return isMap(item) && isMap(other) ? mergePatches(other, item, field) : item;
  });
  return [...changed, ...first.filter((item) => !second.some((each) => isSame(each, item)))];
}
