import { parseQuantity } from '../../cluster/api/quantity';
import { failure } from '../cli-error';
import { JsonPath, relaxed } from '../jsonpath/jsonpath';
import { goSort } from './go-sort';

/**
 * `--sort-by` (kubectl/pkg/cmd/get/sorter.go): sorts by what a path finds. Things without the field come first. Throws when
 * nothing has the field, or when it cannot be ordered.
 */
export function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown): T[] {
  const path = new JsonPath(relaxed(expression));
  const keyed = items.map((item) => ({ item, found: path.find(objectOf(item))[0] ?? [] }));
  if (keyed.length > 0 && keyed.every(({ found }) => found.length === 0))
    throw failure(
      `couldn't find any field with path ${JSON.stringify(path.template)} in the list of objects`,
    );
  const isLess = (a: readonly unknown[], b: readonly unknown[]) =>
    a.length === 0 || (b.length > 0 && isValueLess(a[0], b[0]));
  return goSort(keyed, (a, b) => isLess(a.found, b.found)).map(({ item }) => item);
}

function isValueLess(a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === null && b !== null;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a !== 'string' || typeof b !== 'string')
    throw failure(
      `unsortable type: ${Array.isArray(a) ? '[]interface {}' : (goTypes[typeof a] ?? typeof a)}`,
    );
  const [x, y] = [parseQuantity(a), parseQuantity(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? naturalLess(a, b) : x < y;
}

const goTypes: Readonly<Record<string, string>> = { object: 'map[string]interface {}', boolean: 'bool' };

/** github.com/fvbommel/sortorder: runs of digits compare as numbers and come before other characters. */
export function naturalLess(a: string, b: string): boolean {
  const left = a.match(/\d+|\D/g) ?? [];
  const right = b.match(/\d+|\D/g) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    const [isDigit, isOther] = [/\d/.test(x), /\d/.test(y)];
    if (isDigit !== isOther) return isDigit;
    if (!isDigit) return x < y;
    const [m, n] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')];
    if (m.length !== n.length) return m.length < n.length;
    return m === n ? x.length < y.length : m < n;
  }
  return a.length < b.length;
}
