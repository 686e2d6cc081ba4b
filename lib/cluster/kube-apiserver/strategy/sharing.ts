/**
 * Filling in what is missing without touching what is there: each of these returns the very object it was given when there
 * is nothing to do, so that what comes out of a template already defaulted stays shared with it.
 */

/** Adds the fields of `defaults` that `object` lacks. */
export function fill<T extends object>(object: T, defaults: Partial<NoInfer<T>>): T {
  let filled: T | undefined;
  for (const key of Object.keys(defaults) as (keyof T)[]) {
    if (object[key] !== undefined) continue;
    filled ??= { ...object };
    filled[key] = defaults[key] as T[keyof T];
  }
  return filled ?? object;
}

/** `object` with one field replaced. */
export function withField<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): T {
  return object[key] === value ? object : { ...object, [key]: value };
}

/** `object` with one field put through `change`, if it is there. */
export function changeField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value = object[key];
  return value === undefined || value === null ? object : withField(object, key, change(value));
}

type ItemOf<L> = L extends readonly (infer Item)[] ? Item : never;

/** `object` with one list put through `change`, item by item. */
export function changeItems<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (item: ItemOf<NonNullable<T[K]>>) => ItemOf<NonNullable<T[K]>>,
): T {
  const items = object[key] as unknown as readonly ItemOf<NonNullable<T[K]>>[] | undefined;
  if (items === undefined) return object;
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? object : { ...object, [key]: changed };
}
