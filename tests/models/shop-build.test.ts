import { describe, expect, it } from 'vitest';
import { both, loadOf, startShop } from './shop-play';

const minute = 60_000;

/** One changed line in `feature`, and what both shapes made of it after `afterMs`. */
function change(feature: string, afterMs: number, settings: unknown = {}) {
  const run = startShop(settings);
  run.apply({ act: 'change', on: feature });
  run.advance(afterMs);
  const { monolith, services } = both(run.snapshot());
  if (monolith.build === null || services.build === null) throw new Error('Both shapes were to build.');
  return { run, monolith: monolith.build, services: services.build };
}

describe('one changed line', () => {
  it('rebuilds and restarts the whole monolith, in 12 to 14 minutes', () => {
    const { monolith } = change('search', 20 * minute);
    expect(monolith).toMatchObject({
      unit: 'monolith',
      state: 'done',
      rebuilt: 4,
      restarted: 1,
      conflict: null,
    });
    expect(monolith.totalSeconds).toBeGreaterThan(12 * 60);
    expect(monolith.totalSeconds).toBeLessThan(14 * 60);
    expect(monolith.elapsedSeconds).toBe(monolith.totalSeconds);
    expect(monolith.stages.filter(({ name }) => name === 'test')).toHaveLength(4);
  });

  it.each(['catalogue', 'search', 'orders', 'payment'])(
    'in %s rebuilds that service alone, in 4 to 5 minutes',
    (feature) => {
      const { services } = change(feature, 20 * minute);
      expect(services).toMatchObject({
        unit: feature,
        changed: feature,
        state: 'done',
        rebuilt: 1,
        restarted: 1,
      });
      expect(services.totalSeconds).toBeGreaterThan(4 * 60);
      expect(services.totalSeconds).toBeLessThan(5 * 60);
      expect(services.stages.filter(({ name }) => name === 'contract').length).toBeGreaterThan(0);
    },
  );

  it('goes stage by stage: what is done, what runs, what waits', () => {
    const { monolith } = change('search', 40_000);
    expect(monolith.stages.slice(0, 4).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'resolve done',
      'compile running',
      'compile waiting',
      'compile waiting',
    ]);
    expect(monolith.elapsedSeconds).toBe(40);
  });

  it('a newer change takes the place of the build under way', () => {
    const { run } = change('search', 2 * minute);
    run.apply({ act: 'change', on: 'orders' });
    run.advance(15 * minute);
    const { monolith, services } = both(run.snapshot());
    expect([monolith.build?.changed, monolith.build?.state]).toEqual(['orders', 'done']);
    expect(services.log.filter(({ kind }) => kind === 'build-done')).toHaveLength(1);
  });
});

describe('two features that want different versions of one library', () => {
  const library = { library: { orders: 2 } };

  it('stop the build of the monolith where libraries are resolved; the old version goes on serving', () => {
    const { monolith, run } = change('orders', 20 * minute, library);
    expect(monolith).toMatchObject({ state: 'failed', rebuilt: 0, restarted: 0, elapsedSeconds: 30 });
    expect(monolith.conflict).toBe('money@1: catalogue, search, payment · money@2: orders');
    expect(monolith.stages.map(({ state }) => state).slice(0, 2)).toEqual(['failed', 'waiting']);
    const snapshot = both(run.snapshot()).monolith;
    expect(snapshot.totals.errorShare).toBe(0);
    expect(snapshot.log.at(-1)).toMatchObject({ kind: 'build-failed', detail: monolith.conflict });
  });

  it('do not meet when each is a process of its own', () => {
    expect(change('orders', 20 * minute, library).services).toMatchObject({ state: 'done', conflict: null });
  });

  it('are no conflict once all agree on the newer one', () => {
    const agreed = { library: { catalogue: 2, search: 2, orders: 2, payment: 2 } };
    expect(change('orders', 20 * minute, agreed).monolith.state).toBe('done');
  });
});

describe('a rollout', () => {
  it('restarts one process at a time, so that two keep serving where one goes dark', () => {
    const downOf = (copies: number) => {
      const { run } = change('search', 12 * minute, { replicas: { monolith: copies } });
      let most = 0;
      for (let second = 0; second < 120; second++) {
        run.advance(1000);
        const { replicas } = both(run.snapshot()).monolith;
        most = Math.max(most, replicas.filter(({ reason }) => reason === 'rollout').length);
      }
      const { orders, build } = both(run.snapshot()).monolith;
      return { most, failed: orders.failed, restarted: build?.restarted };
    };
    expect(downOf(1)).toMatchObject({ most: 1, restarted: 1 });
    expect(downOf(1).failed).toBeGreaterThan(50);
    expect(downOf(3)).toEqual({ most: 1, restarted: 3, failed: 0 });
  });

  it('is logged in the order in which it happened', () => {
    const { run } = change('search', 10 * minute);
    const lines = both(run.snapshot()).services.log.map(({ kind, unit }) => `${kind} ${unit}`);
    expect(lines).toEqual(['rollout search', 'started search', 'build-done search']);
  });

  it('passes over a process that was taken away meanwhile', () => {
    const { run } = change('search', 245_000, { replicas: { search: 3 } });
    run.apply({ set: { replicas: { search: 1 } } });
    run.advance(2 * minute);
    expect(both(run.snapshot()).services.build).toMatchObject({ state: 'done', restarted: 1 });
  });
});

describe('copies', () => {
  it('take time to start, and serve only then', () => {
    const run = startShop({ load: loadOf(5) });
    run.advance(10_000);
    run.apply({ set: { replicas: { monolith: 2, search: 2 } } });
    const states = () => {
      const { monolith, services } = both(run.snapshot());
      return [monolith, services].map(({ replicas }) => replicas.find(({ id }) => /-2$/.test(id))?.state);
    };
    expect(states()).toEqual(['starting', 'starting']);
    run.advance(6_000);
    expect(states()).toEqual(['starting', 'running']);
    run.advance(15_000);
    expect(states()).toEqual(['running', 'running']);
    run.advance(10_000);
    const { replicas } = both(run.snapshot()).monolith;
    expect(replicas.every(({ memoryMib }) => memoryMib > 0)).toBe(true);
  });

  it('finish what they have before they go', () => {
    const run = startShop({ load: loadOf(0, { search: 60 }), replicas: { search: 3 } });
    run.advance(20_000);
    run.apply({ set: { replicas: { search: 2 }, load: { search: 0 } } });
    expect(both(run.snapshot()).services.replicas.filter(({ unit }) => unit === 'search')).toHaveLength(3);
    run.advance(5_000);
    const { replicas, features } = both(run.snapshot()).services;
    expect(replicas.filter(({ unit }) => unit === 'search')).toHaveLength(2);
    expect(features.search.errorShare).toBe(0);
  });

  it('share the work evenly', () => {
    const run = startShop({ load: loadOf(10), replicas: { monolith: 4 } });
    run.advance(1000);
    let shares = [0, 0, 0, 0];
    for (let second = 0; second < 60; second++) {
      run.advance(1000);
      const { replicas } = both(run.snapshot()).monolith;
      shares = shares.map((sum, index) => sum + (replicas[index]?.cpuShare ?? 0));
    }
    expect(Math.min(...shares)).toBeGreaterThan(0.7 * Math.max(...shares));
  });

  it('none at all is an outage, not a crash', () => {
    const run = startShop({ replicas: { monolith: 0, payment: 0 } });
    run.advance(20_000);
    const { monolith, services } = both(run.snapshot());
    expect(monolith.totals.errorShare).toBe(1);
    expect(services.features.payment.errorShare).toBe(1);
    expect(services.features.search.errorShare).toBe(0);
  });
});
