import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '@/lib/cluster/clock';
import { randomStream } from '@/lib/cluster/random';
import type { ShapeSnapshot, ShopSnapshot } from '@/lib/models/shop/shop.types';
import { loadOf, startShop } from './shop-play';

const busy = {
  load: loadOf(20),
  fault: { search: 'leak', catalogue: 'none' },
  hopLossShare: 0.02,
  timeoutMs: 400,
  declineShare: 0.1,
  compensation: true,
};

describe('the shop is a recording', () => {
  it('the same seed and inputs give the identical picture', () => {
    const pictures = [1, 2].map(() => {
      const run = startShop(busy);
      run.advance(20_000);
      run.apply({ set: { replicas: { monolith: 3 }, load: { search: 60 } } });
      run.apply({ act: 'change', on: 'search' });
      run.advance(40_000);
      return JSON.stringify(run.snapshot());
    });
    expect(pictures[0]).toBe(pictures[1]);
  });

  it('another seed gives other customers', () => {
    const [one, two] = [1, 2].map((seed) => {
      const run = startShop({ ...busy, seed });
      run.advance(20_000);
      return JSON.stringify(run.snapshot());
    });
    expect(one).not.toBe(two);
  });

  it('a second is a thousand milliseconds, however it is cut', () => {
    const whole = startShop(busy);
    const cut = startShop(busy);
    for (let second = 0; second < 15; second++) {
      whole.advance(1000);
      for (let ms = 0; ms < 1000; ms++) cut.advance(1);
    }
    expect(JSON.stringify(cut.snapshot())).toBe(JSON.stringify(whole.snapshot()));
  });

  it('neither cutting time nor looking at it changes what happens', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }), (cuts) => {
        const total = cuts.reduce((sum, cut) => sum + cut, 0);
        const whole = startShop(busy);
        whole.advance(total);
        const cut = startShop(busy);
        for (const ms of cuts) {
          cut.advance(ms);
          cut.snapshot();
        }
        expect(JSON.stringify(cut.snapshot())).toBe(JSON.stringify(whole.snapshot()));
      }),
      { numRuns: 30 },
    );
  });

  it('steps lead where advancing leads', () => {
    const stepped = startShop(busy);
    for (let count = 0; count < 2000; count++) expect(stepped.step()).not.toBeNull();
    const advanced = startShop(busy);
    advanced.advance(stepped.nowMs);
    expect(JSON.stringify(advanced.snapshot())).toBe(JSON.stringify(stepped.snapshot()));
  });

  it('a step is one event, and says which', () => {
    const run = startShop({ load: loadOf(0, { catalogue: 1 }), run: 'services' });
    const words = Array.from({ length: 6 }, () => run.step());
    expect(words).toEqual(['arrival', 'hop', 'work-done', 'hop', 'work-done', 'hop']);
  });

  it('a shop without customers has no next event', () => {
    const run = startShop({ load: loadOf(0) });
    expect(run.step()).toBeNull();
    expect(run.nowMs).toBe(0);
  });
});

describe('both shapes meet the same customers', () => {
  const offered = (shape: ShapeSnapshot | null) =>
    Object.values(shape?.features ?? {}).map(({ offeredPerSecond }) => offeredPerSecond);

  it('side by side', () => {
    const run = startShop(busy);
    run.advance(30_000);
    const { monolith, services } = run.snapshot();
    expect(offered(monolith)).toEqual(offered(services));
    expect(offered(monolith).every((rate) => rate > 10)).toBe(true);
  });

  it.each(['monolith', 'services'] as const)('%s alone is what it is beside the other', (shape) => {
    const [alone, beside] = [shape, 'both'].map((run) => {
      const shop = startShop({ ...busy, run });
      shop.advance(30_000);
      return JSON.stringify(shop.snapshot()[shape]);
    });
    expect(alone).toBe(beside);
  });

  it('turning one dial leaves the customers of the other features alone', () => {
    const quiet = startShop({ load: loadOf(20) });
    const loud = startShop({ load: loadOf(20) });
    quiet.advance(5_000);
    loud.advance(5_000);
    loud.apply({ set: { load: { search: 200 } } });
    quiet.advance(20_000);
    loud.advance(20_000);
    const rates = (snapshot: ShopSnapshot) => offered(snapshot.monolith);
    expect(rates(loud.snapshot())[1]).toBeGreaterThan(150);
    for (const index of [0, 2, 3]) expect(rates(loud.snapshot())[index]).toBe(rates(quiet.snapshot())[index]);
  });
});

describe('what time and chance stand on', () => {
  it('events happen by time, then by who asked first, and never when cancelled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), (plan) => {
        const queue = new EventQueue();
        const seen: [number, number][] = [];
        plan.forEach(([afterMs, isCancelled], index) => {
          const event = queue.schedule(afterMs, 'tick', () => seen.push([queue.nowMs, index]));
          event.isCancelled = isCancelled;
        });
        queue.advance(100);
        const expected = plan
          .map(([afterMs], index): [number, number] => [afterMs, index])
          .filter(([, index]) => plan[index]?.[1] === false)
          .sort((first, second) => first[0] - second[0] || first[1] - second[1]);
        expect(seen).toEqual(expected);
      }),
    );
  });

  it('time does not go back', () => {
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => startShop().advance(ms)).toThrow(RangeError);
    }
  });

  it('draws are uniform, waits have mean 1 and the spread of a Poisson stream', () => {
    const stream = randomStream(7, 'a test');
    const count = 200_000;
    const mean = (draw: () => number) => {
      let sum = 0;
      for (let index = 0; index < count; index++) sum += draw();
      return sum / count;
    };
    expect(mean(() => stream.uniform())).toBeCloseTo(0.5, 2);
    expect(mean(() => stream.exponential())).toBeCloseTo(1, 1);
    expect(mean(() => stream.exponential() ** 2)).toBeCloseTo(2, 1);
    expect(mean(() => (stream.exponential() > 2 ? 1 : 0))).toBeCloseTo(Math.exp(-2), 2);
  });

  it('streams of other names or seeds have nothing in common', () => {
    const draws = (seed: number, name: string) => {
      const stream = randomStream(seed, name);
      return Array.from({ length: 20 }, () => stream.uniform());
    };
    expect(draws(1, 'a')).toEqual(draws(1, 'a'));
    for (const other of [draws(1, 'b'), draws(2, 'a')]) {
      expect(other.filter((draw, index) => draw === draws(1, 'a')[index])).toEqual([]);
    }
  });
});
