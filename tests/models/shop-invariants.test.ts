import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shopModel } from '@/lib/models/shop/shop';
import { features, type ShapeSnapshot, type ShopSnapshot } from '@/lib/models/shop/shop.types';
import { loadOf, startShop } from './shop-play';

const units = ['monolith', ...features] as const;
const ofEach = <Name extends string, Value>(names: readonly Name[], value: fc.Arbitrary<Value>) =>
  fc.record(Object.fromEntries(names.map((name) => [name, value])) as Record<Name, fc.Arbitrary<Value>>, {
    requiredKeys: [],
  });

const settingsChange = fc.record(
  {
    load: ofEach(features, fc.integer({ min: 0, max: 60 })),
    replicas: ofEach(units, fc.integer({ min: 0, max: 4 })),
    fault: ofEach(features, fc.constantFrom('none', 'none', 'leak', 'slow', 'down')),
    hopMs: fc.constantFrom(0, 5, 100),
    hopLossShare: fc.constantFrom(0, 0.1, 1),
    timeoutMs: fc.constantFrom(0, 1, 50, 1000),
    fallback: fc.boolean(),
    declineShare: fc.constantFrom(0, 0.5, 1),
    compensation: fc.boolean(),
    library: ofEach(features, fc.constantFrom(1, 2)),
  },
  { requiredKeys: [] },
);

const act = fc.oneof(
  settingsChange.map((set) => ({ set })),
  fc.constantFrom(...features).map((on) => ({ act: 'change', on })),
);
const story = fc.record({
  seed: fc.nat(1000),
  start: settingsChange,
  chapters: fc.array(fc.tuple(fc.constantFrom(0, 700, 5_000, 40_000), act), { maxLength: 6 }),
});

/** Every number of a snapshot with its path. */
function numbersOf(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, `${path}.${key}`));
}

function expectFrozen(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  expect(Object.isFrozen(value)).toBe(true);
  for (const inner of Object.values(value)) expectFrozen(inner);
}

function expectSound(shape: ShapeSnapshot): void {
  for (const [path, value] of numbersOf(shape)) {
    if (!(Number.isFinite(value) && value >= 0)) throw new Error(`${path} is ${value}`);
    if (/Share$/.test(path) && value > 1) throw new Error(`${path} is ${value}, more than the whole`);
  }
  for (const replica of shape.replicas) {
    expect(replica.busyWorkers).toBeLessThanOrEqual(replica.workers);
    expect(replica.memoryMib).toBeLessThanOrEqual(replica.limitMib);
    expect(replica.state === 'running').toBe(replica.reason === 'none');
    if (replica.state !== 'running')
      expect([replica.busyWorkers, replica.queued, replica.memoryMib]).toEqual([0, 0, 0]);
  }
  for (const { p50Ms, p95Ms, p99Ms } of Object.values(shape.features)) {
    expect(p50Ms).toBeLessThanOrEqual(p95Ms);
    expect(p95Ms).toBeLessThanOrEqual(p99Ms);
  }
  expect(new Set(shape.replicas.map(({ id }) => id)).size).toBe(shape.replicas.length);
  expect(shape.log.length).toBeLessThanOrEqual(40);
  for (const { startMs, endMs } of shape.lastOrder?.spans ?? []) {
    expect(endMs).toBeGreaterThanOrEqual(startMs);
    expect(endMs).toBeLessThanOrEqual(shape.lastOrder?.totalMs ?? 0);
  }
}

const ended = (shape: ShapeSnapshot | null) => {
  const { confirmed, failed, compensated, stuck } = shape?.orders ?? {
    confirmed: 0,
    failed: 0,
    compensated: 0,
    stuck: 0,
  };
  return confirmed + failed + compensated + stuck;
};

function expectShopSound(snapshot: ShopSnapshot): void {
  for (const shape of [snapshot.monolith, snapshot.services]) if (shape !== null) expectSound(shape);
  expect(snapshot.monolith?.orders.stuck).toBe(0);
  expect(snapshot.monolith?.orders.compensated).toBe(0);
}

describe('whatever is done to the shop', () => {
  it('its numbers stay possible, and its pictures cannot be changed', () => {
    fc.assert(
      fc.property(story, ({ seed, start, chapters }) => {
        const run = startShop({ seed, ...start });
        for (const [ms, input] of chapters) {
          run.apply(input);
          run.advance(ms);
          expectShopSound(run.snapshot());
        }
        expectFrozen(run.snapshot());
      }),
      { numRuns: 150 },
    );
  });

  it('every order ends once: when all has calmed down, both shapes account for every order that came', () => {
    fc.assert(
      fc.property(story, ({ seed, start, chapters }) => {
        const run = startShop({ seed, ...start });
        for (const [ms, input] of chapters) {
          run.apply(input);
          run.advance(ms);
        }
        const healthy = {
          fault: { catalogue: 'none', search: 'none', orders: 'none', payment: 'none' },
        } as const;
        run.apply({
          set: { ...healthy, load: loadOf(0), hopLossShare: 0, replicas: { catalogue: 1 }, timeoutMs: 0 },
        });
        run.advance(600_000);
        const { monolith, services } = run.snapshot();
        expect(ended(services)).toBe(ended(monolith));
        for (const shape of [monolith, services]) {
          expect(shape?.replicas.every(({ busyWorkers, queued }) => busyWorkers + queued === 0)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('no more is answered than was asked', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 10_000 }), ({ seed, start }, ms) => {
        const run = startShop({ seed, ...start });
        run.advance(ms);
        const { monolith, services } = run.snapshot();
        for (const shape of [monolith, services]) {
          for (const { servedPerSecond, offeredPerSecond, errorShare } of Object.values(
            shape?.features ?? {},
          )) {
            expect(servedPerSecond).toBeLessThanOrEqual(offeredPerSecond);
            // A share of failures e means served + failed = served / (1 − e).
            if (errorShare < 1) {
              expect(servedPerSecond / (1 - errorShare)).toBeLessThanOrEqual(offeredPerSecond * 1.01 + 0.1);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('settling and applying leave what they are given as it was', () => {
    const before = JSON.stringify(shopModel.defaults);
    const run = startShop();
    run.apply({ set: { load: { search: 99 } } });
    expect(JSON.stringify(shopModel.defaults)).toBe(before);
    expect(run.settings.load.search).toBe(99);
  });
});

describe('orders are counted', () => {
  it('as many as came', () => {
    const run = startShop({ load: loadOf(0, { orders: 20 }), declineShare: 0.2, run: 'services' });
    let arrivals = 0;
    while (run.nowMs < 30_000) if (run.step() === 'arrival') arrivals += 1;
    run.apply({ set: { load: { orders: 0 } } });
    run.advance(60_000);
    expect(arrivals).toBeGreaterThan(400);
    expect(ended(run.snapshot().services)).toBe(arrivals);
  });
});
