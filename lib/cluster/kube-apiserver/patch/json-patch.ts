import { deepEqual } from '../deep-equal';
import { isObject } from './merge-patch';

/** RFC 6902 as github.com/evanphx/json-patch reads it. Values are never changed; what is not touched stays shared. */
export class JsonPatchError extends Error {}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from: string | undefined;
  readonly value: unknown;
}

/** Throws JsonPatchError: not a patch, or it does not fit. */
export function applyJsonPatch(root: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw new JsonPatchError('a JSON patch is a list of operations');
  return patch.reduce<unknown>((before, item) => apply(before, operationOf(item)), root);
}

function operationOf(item: unknown): Operation {
  if (!isObject(item) || typeof item.op !== 'string' || typeof item.path !== 'string')
    throw new JsonPatchError('an operation needs op and path');
  const { op, path, from, value = null } = item;
  return { op, path, from: typeof from === 'string' ? from : undefined, value };
}

function apply(root: unknown, { op, path, from, value }: Operation): unknown {
  const to = pointer(path);
  switch (op) {
    case 'add':
      return change(root, to, (parent, key) => put(parent, key, value, true));
    case 'replace':
      if (to.length === 0) return value;
      return change(root, to, (parent, key) => {
        member(parent, key);
        return put(parent, key, value, false);
      });
    case 'remove':
      return change(root, to, without);
    case 'test':
      if (!deepEqual(to.length === 0 ? root : valueAt(root, to, true), value))
        throw new JsonPatchError(`testing value ${path} failed`);
      return root;
    case 'move':
    case 'copy': {
      if (from === undefined) throw new JsonPatchError('an operation needs from');
      const source = pointer(from);
      const taken = valueAt(root, source, false);
      const rest = op === 'move' ? change(root, source, without) : root;
      return change(rest, to, (parent, key) => put(parent, key, taken, true));
    }
    default:
      throw new JsonPatchError(`unexpected kind: ${op}`);
  }
}

function pointer(text: string): readonly string[] {
  if (text === '') return [];
  if (!text.startsWith('/')) throw new JsonPatchError(`bad path: ${text}`);
  return text
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function change(
  root: unknown,
  path: readonly string[],
  edit: (parent: unknown, key: string) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) throw new JsonPatchError('the whole cannot be meant here');
  if (rest.length === 0) return edit(root, key);
  return put(root, key, change(member(root, key), rest, edit), false);
}

function valueAt(root: unknown, path: readonly string[], isLenient: boolean): unknown {
  return path.reduce<unknown>((value, key, index) => {
    if (isLenient && index === path.length - 1 && isObject(value) && !Object.hasOwn(value, key)) return null;
    return member(value, key);
  }, root);
}

function member(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return parent[indexOf(parent, key, parent.length - 1)];
  if (isObject(parent) && Object.hasOwn(parent, key)) return parent[key];
  throw new JsonPatchError(`missing value: ${key}`);
}

function put(parent: unknown, key: string, value: unknown, isNew: boolean): unknown {
  if (Array.isArray(parent)) {
    const index = key === '-' && isNew ? parent.length : indexOf(parent, key, parent.length);
    return [...parent.slice(0, index), value, ...parent.slice(isNew ? index : index + 1)];
  }
  if (isObject(parent)) return Object.fromEntries([...Object.entries(parent), [key, value]]);
  throw new JsonPatchError(`missing value: ${key}`);
}

function without(parent: unknown, key: string): unknown {
  member(parent, key);
  if (!Array.isArray(parent)) {
    return Object.fromEntries(Object.entries(parent as object).filter(([name]) => name !== key));
  }
  const index = indexOf(parent, key, parent.length - 1);
  return parent.filter((_, each) => each !== index);
}

/** Negative indexes count from the end, as upstream's library allows. */
function indexOf(list: readonly unknown[], key: string, last: number): number {
  if (!/^-?\d{1,9}$/.test(key)) throw new JsonPatchError(`bad index: ${key}`);
  const given = Number(key);
  const index = given < 0 ? given + list.length : given;
  if (index < 0 || index > last) throw new JsonPatchError(`index out of bounds: ${key}`);
  return index;
}
