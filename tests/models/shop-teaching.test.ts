import { describe, expect, it } from 'vitest';
import { both, costPerThousand, loadOf, playShop, startShop } from './shop-play';

const hotSearch = loadOf(2, { search: 150 });

describe('M1: microservices are faster', () => {
  it('no: every feature answers later when its calls cross the network', () => {
    const { monolith, services } = playShop({}, 60);
    for (const feature of ['catalogue', 'search', 'orders', 'payment'] as const) {
      expect(services.features[feature].p50Ms).toBeGreaterThan(monolith.features[feature].p50Ms);
    }
    expect(services.features.catalogue.p50Ms).toBeGreaterThan(1.5 * monolith.features.catalogue.p50Ms);
  });

  it('the hop counter says why: none in one process, about two per request between processes', () => {
    const { monolith, services } = playShop({}, 60);
    expect(monolith.totals.hopsPerRequest).toBe(0);
    expect(services.totals.hopsPerRequest).toBeGreaterThan(1.5);
    expect(monolith.lastOrder?.hops).toBe(0);
    expect(services.lastOrder?.hops).toBe(3);
  });

  it('a slower network widens the gap by exactly the hops on the way', () => {
    const near = playShop({ hopMs: 5 }, 60).services.features.catalogue.p50Ms;
    const far = playShop({ hopMs: 50 }, 60).services.features.catalogue.p50Ms;
    expect(far - near).toBeCloseTo(2 * 45, 0);
  });
});

describe('M2: microservices are cheaper', () => {
  it('not with little, even traffic: the monolith serves the same for less than half', () => {
    const { monolith, services } = playShop({ load: loadOf(5) }, 60);
    expect(services.totals.servedPerSecond).toBeCloseTo(monolith.totals.servedPerSecond, 0);
    expect(costPerThousand(monolith)).toBeLessThan(0.5 * costPerThousand(services));
  });

  it('but with one hot feature, copying only search is cheaper than copying everything', () => {
    const { monolith, services } = playShop({ load: hotSearch, replicas: { monolith: 5, search: 5 } }, 60);
    for (const { totals, features } of [monolith, services]) {
      expect(totals.errorShare).toBe(0);
      expect(features.search.p95Ms).toBeLessThan(500);
    }
    expect(costPerThousand(services)).toBeLessThan(0.8 * costPerThousand(monolith));
  });

  it('neither shape gets by with fewer copies under the hot feature', () => {
    const { monolith, services } = playShop({ load: hotSearch, replicas: { monolith: 3, search: 3 } }, 60);
    for (const { features } of [monolith, services]) {
      expect(features.search.errorShare).toBeGreaterThan(0.05);
      expect(features.search.p95Ms).toBeGreaterThan(700);
    }
  });
});

describe('M3: a monolith cannot scale', () => {
  it('it can: five copies carry a load that drowns one', () => {
    const drowned = playShop({ load: hotSearch }, 60).monolith;
    const carried = playShop({ load: hotSearch, replicas: { monolith: 5 } }, 60).monolith;
    expect(drowned.totals.errorShare).toBeGreaterThan(0.5);
    expect(carried.totals.errorShare).toBe(0);
  });

  it('it cannot scale its parts: the hot feature drowns the quiet ones with it, and every copy holds everything', () => {
    const { monolith, services } = playShop({ load: hotSearch }, 60);
    expect(monolith.features.payment.errorShare).toBeGreaterThan(0.5);
    expect(services.features.payment.errorShare).toBe(0);
    const scaled = playShop({ load: hotSearch, replicas: { monolith: 5, search: 5 } }, 60);
    expect(scaled.monolith.totals.memoryUsedMib).toBeGreaterThan(scaled.services.totals.memoryUsedMib);
    expect(scaled.monolith.totals.coresUsed / scaled.monolith.totals.coresReserved).toBeLessThan(0.2);
  });
});

describe('M4: a transaction across services behaves like one in a database', () => {
  const declined = { declineShare: 0.3 };

  it('no: without compensation, stock stays reserved for orders that were declined at step 2', () => {
    const { monolith, services } = playShop(declined, 60);
    expect(services.orders.stuck).toBeGreaterThan(50);
    expect(monolith.orders.stuck).toBe(0);
    expect(monolith.orders.failed).toBe(services.orders.stuck);
  });

  it('with compensation each of them is undone, by one more call', () => {
    const { services } = playShop({ ...declined, compensation: true }, 60);
    expect(services.orders.stuck).toBe(0);
    expect(services.orders.compensated).toBeGreaterThan(50);
    const traced = playShop({ ...declined, declineShare: 1, compensation: true }, 60).services.lastOrder;
    expect(traced?.outcome).toBe('compensated');
    expect(traced?.hops).toBe(4);
    expect(traced?.spans.filter(({ kind }) => kind === 'undo')).toHaveLength(1);
  });

  it('in one process the database rolls back', () => {
    const { lastOrder } = playShop({ declineShare: 1 }, 60).monolith;
    expect(lastOrder?.outcome).toBe('rolled-back');
    expect(lastOrder?.spans.some(({ failed, feature }) => failed && feature === 'payment')).toBe(true);
  });
});

describe('M6: splitting isolates failure automatically', () => {
  const slow = { fault: { search: 'slow' } };

  it('not without a timeout: slow search stops the catalogue, and with it the orders', () => {
    const { services } = playShop(slow, 90);
    expect(services.features.catalogue.errorShare).toBeGreaterThan(0.9);
    expect(services.features.orders.errorShare).toBeGreaterThan(0.9);
    expect(services.features.payment.errorShare).toBe(0);
  });

  it('with a timeout alone orders live, and catalogue pages fail for want of "similar items"', () => {
    const { services } = playShop({ ...slow, timeoutMs: 300 }, 90);
    expect(services.features.orders.errorShare).toBe(0);
    expect(services.features.catalogue.errorShare).toBeGreaterThan(0.9);
  });

  it('with timeout and fallback every page is answered, without "similar items"', () => {
    const { services } = playShop({ ...slow, timeoutMs: 300, fallback: true }, 90);
    expect(services.features.orders.errorShare).toBe(0);
    expect(services.features.catalogue.errorShare).toBe(0);
    expect(services.features.catalogue.degradedShare).toBeGreaterThan(0.9);
    expect(services.features.catalogue.p95Ms).toBeLessThan(400);
  });

  it('a dependency that is down at once is as fatal without a fallback as a slow one', () => {
    const down = { fault: { search: 'down' } };
    expect(playShop(down, 60).services.features.catalogue.errorShare).toBe(1);
    expect(playShop({ ...down, fallback: true }, 60).services.features.catalogue.errorShare).toBe(0);
  });

  it('in the monolith slow search takes the shared workers, and payment suffers', () => {
    const { monolith } = playShop(slow, 60);
    expect(monolith.features.payment.errorShare).toBeGreaterThan(0.9);
    expect(monolith.features.payment.p95Ms).toBeGreaterThan(10_000);
  });
});

describe('a leak in search', () => {
  it('takes every feature of the monolith down for the restart', () => {
    const run = startShop({ fault: { search: 'leak' } });
    while (both(run.snapshot()).monolith.replicas[0]?.state === 'running') run.advance(1000);
    run.advance(11_000);
    const { features, replicas, log } = both(run.snapshot()).monolith;
    expect(Object.values(features).map(({ errorShare }) => errorShare)).toEqual([1, 1, 1, 1]);
    expect(replicas[0]).toMatchObject({ state: 'restarting', reason: 'out-of-memory', restarts: 1 });
    expect(log.at(-1)?.kind).toBe('out-of-memory');
    run.advance(30_000);
    expect(both(run.snapshot()).monolith.totals.errorShare).toBe(0);
  });

  it('takes only search down when it is a service, and what cannot do without it', () => {
    const { services } = playShop({ fault: { search: 'leak' }, fallback: true }, 120);
    const restarts = services.replicas.map(({ unit, restarts }) => [unit, restarts > 0]);
    expect(Object.fromEntries(restarts)).toEqual({
      catalogue: false,
      search: true,
      orders: false,
      payment: false,
    });
    expect(services.features.catalogue.errorShare).toBe(0);
    expect(services.features.orders.errorShare).toBe(0);
  });
});
