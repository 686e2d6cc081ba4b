import type { Misfit } from './model';

/** What a setting may be. A group is a fixed set of named settings. */
export type Rule =
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole?: boolean }
  | { readonly kind: 'choice'; readonly of: readonly (string | number)[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'group'; readonly of: Readonly<Record<string, Rule>> };

/**
 * Lays untrusted `changes` over `base` as `rule` allows: good values are taken, every other is left as it was and
 * reported. Never throws, never changes `base`.
 */
export function settleBy<Settings>(rule: Rule, base: Settings, changes: unknown) {
  const misfits: Misfit[] = [];
  const settings = settleValue(rule, base, changes, '', misfits) as Settings;
  return { settings, misfits };
}

function settleValue(rule: Rule, base: unknown, change: unknown, path: string, misfits: Misfit[]): unknown {
  if (change === undefined) return base;
  if (rule.kind === 'group') return settleGroup(rule.of, base, change, path, misfits);
  const fix = fits(rule, change) ? null : expectation(rule);
  if (fix === null) return change;
  misfits.push({ path, found: describe(change), fix });
  return base;
}

function settleGroup(
  rules: Readonly<Record<string, Rule>>,
  base: unknown,
  change: unknown,
  path: string,
  misfits: Misfit[],
): unknown {
  const names = Object.keys(rules);
  if (change === null || typeof change !== 'object' || Array.isArray(change)) {
    misfits.push({ path, found: describe(change), fix: `Give named values: ${names.join(', ')}.` });
    return base;
  }
  const before = base as Readonly<Record<string, unknown>>;
  const after: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(change)) {
    const inner = path === '' ? name : `${path}.${name}`;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      misfits.push({
        path: inner,
        found: `an unknown name "${name}"`,
        fix: `Use one of: ${names.join(', ')}.`,
      });
    } else {
      after[name] = settleValue(rule, before[name], value, inner, misfits);
    }
  }
  return after;
}

function fits(rule: Exclude<Rule, { kind: 'group' }>, value: unknown): boolean {
  if (rule.kind === 'flag') return typeof value === 'boolean';
  if (rule.kind === 'choice') return rule.of.some((choice) => choice === value);
  if (typeof value !== 'number' || !(value >= rule.min && value <= rule.max)) return false;
  return !rule.whole || Number.isInteger(value);
}

function expectation(rule: Exclude<Rule, { kind: 'group' }>): string {
  if (rule.kind === 'flag') return 'Give true or false.';
  if (rule.kind === 'choice') return `Give one of: ${rule.of.join(', ')}.`;
  return `Give a ${rule.whole ? 'whole ' : ''}number from ${rule.min} to ${rule.max}.`;
}

function describe(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of values';
  if (typeof value === 'string') return `the text "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  return `a ${typeof value}`;
}
