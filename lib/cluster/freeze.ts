/** Freezes `value` and everything in it; stops where something is frozen already, so shared parts cost nothing. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (Array.isArray(value)) for (const item of value) freeze(item);
  else for (const key in value) freeze(value[key]);
  return value;
}
