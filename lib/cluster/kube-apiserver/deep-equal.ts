/** Whether two JSON values say the same (apiequality.Semantic.DeepEqual, as far as JSON goes). Shared parts are equal at once. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  }
  if (Array.isArray(b)) return false;
  let count = 0;
  for (const key in a) {
    const value = (a as Record<string, unknown>)[key];
    if (value === undefined) continue;
    count++;
    if (!Object.hasOwn(b, key) || !deepEqual(value, (b as Record<string, unknown>)[key])) return false;
  }
  for (const key in b) if ((b as Record<string, unknown>)[key] !== undefined) count--;
  return count === 0;
}

/** `next`, with every part that says the same as in `old` taken from there: what did not change stays the very same object. */
export function sharedWith<T>(next: T, old: unknown): T {
  if (next === old || typeof next !== 'object' || typeof old !== 'object' || next === null || old === null)
    return next;
  if (deepEqual(next, old)) return old as T;
  if (Array.isArray(next)) {
    if (!Array.isArray(old)) return next;
    return next.map((item: unknown, index) => sharedWith(item, old[index])) as T;
  }
  const entries = Object.entries(next).map(([key, value]) => [
    key,
    Object.hasOwn(old, key) ? sharedWith<unknown>(value, (old as Record<string, unknown>)[key]) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
