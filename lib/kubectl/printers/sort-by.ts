import { milliValue, parseQuantity } from '../../cluster/api/quantity';
import { failure } from '../cli-error';
import { JsonPath, relaxed } from '../jsonpath/jsonpath';

/** `--sort-by` (kubectl/pkg/cmd/get/sorter.go): a stable sort by what a path finds. Things without the field come first. */
export function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown): T[] {
  if (items.length === 0) return [];
  const path = sortPath(expression);
  const keyed = items.map((item) => ({ item, key: path.find(objectOf(item))[0]?.[0] }));
  if (keyed.every(({ key }) => key === undefined))
    throw failure(
      `couldn't find any field with path ${JSON.stringify(path.template)} in the list of objects`,
    );
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

/** The path of --sort-by; throws when it is none. */
export function sortPath(expression: string): JsonPath {
  try {
    return new JsonPath(relaxed(expression));
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    throw failure(error.message);
  }
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string')
    throw failure(
      `unsortable type: ${Array.isArray(a) ? 'slice' : typeof a === 'object' ? 'map' : typeof a}`,
    );
  const isQuantity = !Number.isNaN(parseQuantity(a)) && !Number.isNaN(parseQuantity(b));
  if (isQuantity) return milliValue(a) - milliValue(b);
  return naturalCompare(a, b);
}

/** facette.io/natsort as kubectl uses it: runs of digits compare as numbers. */
export function naturalCompare(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y)) {
      const difference = Number(x) - Number(y);
      if (difference !== 0) return difference;
      return x.length - y.length;
    }
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
