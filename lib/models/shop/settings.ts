import type { DeepPartial } from '../model';
import { type Rule, settleBy } from '../settle';
import { type Feature, features, type ShopSettings, type Unit } from './shop.types';

/** Limits of every dial, for the model and for the controls that draw it. */
export const ranges = {
  seed: { min: 0, max: 2 ** 31 - 1 },
  load: { min: 0, max: 400 },
  replicas: { min: 0, max: 12 },
  hopMs: { min: 0, max: 500 },
  hopLossShare: { min: 0, max: 1 },
  timeoutMs: { min: 0, max: 10_000 },
  declineShare: { min: 0, max: 1 },
} as const;

const units: readonly Unit[] = ['monolith', ...features];

function each<Name extends string, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}

const perFeature = (rule: Rule): Rule => ({ kind: 'group', of: each<Feature, Rule>(features, rule) });

const rules: Rule = {
  kind: 'group',
  of: {
    seed: { kind: 'number', ...ranges.seed, whole: true },
    run: { kind: 'choice', of: ['monolith', 'services', 'both'] },
    load: perFeature({ kind: 'number', ...ranges.load }),
    replicas: {
      kind: 'group',
      of: each<Unit, Rule>(units, { kind: 'number', ...ranges.replicas, whole: true }),
    },
    fault: perFeature({ kind: 'choice', of: ['none', 'leak', 'slow', 'down'] }),
    hopMs: { kind: 'number', ...ranges.hopMs },
    hopLossShare: { kind: 'number', ...ranges.hopLossShare },
    timeoutMs: { kind: 'number', ...ranges.timeoutMs },
    fallback: { kind: 'flag' },
    declineShare: { kind: 'number', ...ranges.declineShare },
    compensation: { kind: 'flag' },
    library: perFeature({ kind: 'choice', of: [1, 2] }),
  } satisfies Record<keyof ShopSettings, Rule>,
};

/** A healthy shop with little traffic, split the way a first split usually is: no timeout, no fallback, no compensation. */
export const shopDefaults: ShopSettings = {
  seed: 1,
  run: 'both',
  load: each(features, 5),
  replicas: each(units, 1),
  fault: each(features, 'none'),
  hopMs: 5,
  hopLossShare: 0,
  timeoutMs: 0,
  fallback: false,
  declineShare: 0,
  compensation: false,
  library: each(features, 1),
};

/** See Model.settle. */
export function settleShop(base: ShopSettings, changes: unknown) {
  return settleBy(rules, base, changes);
}

/**
 * Settings of a running shop after `changes`. Throws RangeError when a value does not fit, or when what is fixed at
 * the start (`seed`, `run`) would change.
 */
export function changeWhileRunning(base: ShopSettings, changes: DeepPartial<ShopSettings>): ShopSettings {
  const { settings, misfits } = settleShop(base, changes);
  if (misfits.length > 0) {
    throw new RangeError(misfits.map(({ path, found, fix }) => `${path}: found ${found}. ${fix}`).join('\n'));
  }
  for (const name of ['seed', 'run'] as const) {
    if (settings[name] !== base[name]) {
      throw new RangeError(
        `${name}: is fixed once the shop runs (${base[name]}), found ${settings[name]}. Start again with it.`,
      );
    }
  }
  return settings;
}
