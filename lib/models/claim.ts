/**
 * A claim is a small statement about a model's snapshot: what a goal asks for, or what a prediction says will be so.
 * `measure` is a dotted path into the snapshot (`services.features.search.p95Ms`); a bound is a number, a text, a
 * boolean, or a measure again (`{ measure: … }`), so that two sides can be compared.
 */
export type Bound = number | string | boolean | { readonly measure: string };

export interface Claim {
  readonly measure: string;
  readonly above?: Bound | undefined;
  readonly below?: Bound | undefined;
  readonly equals?: Bound | undefined;
}

export interface Finding {
  readonly holds: boolean;
  /** What the measure was; undefined when the snapshot has no such path. */
  readonly actual: unknown;
}

/** Reads a dotted path; undefined where the path leads nowhere. */
export function readMeasure(snapshot: unknown, path: string): unknown {
  let value = snapshot;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function resolve(snapshot: unknown, bound: Bound): unknown {
  return typeof bound === 'object' ? readMeasure(snapshot, bound.measure) : bound;
}

/** Weighs a claim. A path that leads nowhere, or a comparison of unlike things, does not hold. */
export function weigh(snapshot: unknown, claim: Claim): Finding {
  const actual = readMeasure(snapshot, claim.measure);
  const holds =
    actual !== undefined &&
    (claim.above === undefined || compare(actual, resolve(snapshot, claim.above)) === 1) &&
    (claim.below === undefined || compare(actual, resolve(snapshot, claim.below)) === -1) &&
    (claim.equals === undefined || actual === resolve(snapshot, claim.equals));
  return { holds, actual };
}

function compare(left: unknown, right: unknown): -1 | 0 | 1 | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}
