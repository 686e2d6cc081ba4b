import { describe, expect, it } from 'vitest';
import { EventQueue } from '@/lib/cluster/clock';
import { Order, OrderBook } from '@/lib/models/shop/order';
import { Replica } from '@/lib/models/shop/replica';
import { Trace } from '@/lib/models/shop/trace';
import { type Outcome, Visit } from '@/lib/models/shop/visit';
import { both, loadOf, startShop } from './shop-play';

/** One process, and requests that each work for `workMs` and note when they were done. */
function process(workMs: number) {
  const queue = new EventQueue();
  const keeper = { outOfMemory: () => {}, emptied: () => {} };
  const replica = new Replica('search-1', 'search', queue, keeper);
  const done: number[] = [];
  const outcomes: Outcome[] = [];
  const enter = () => {
    const work = (visit: Visit) =>
      visit.work(workMs, () => {
        done.push(queue.nowMs);
        visit.answer('served');
      });
    return replica.enter(new Visit(1, null, work, (outcome) => outcomes.push(outcome)));
  };
  return { queue, replica, done, outcomes, enter };
}

describe('a process', () => {
  it('works on its core first come, first served', () => {
    const { queue, enter, done } = process(100);
    for (let count = 0; count < 3; count++) enter();
    queue.advance(1000);
    expect(done).toEqual([100, 200, 300]);
  });

  it('takes eight to its workers and 24 to its queue, and refuses one more', () => {
    const { enter, replica } = process(100);
    const taken = Array.from({ length: 33 }, enter);
    expect(taken.filter(Boolean)).toHaveLength(32);
    expect(taken.at(-1)).toBe(false);
    expect(replica.snapshot()).toMatchObject({ busyWorkers: 8, queued: 24 });
  });

  it('that is stopped fails all it has, once, and does none of it later', () => {
    const { queue, enter, replica, done, outcomes } = process(100);
    for (let count = 0; count < 12; count++) enter();
    queue.advance(150);
    replica.stop();
    queue.advance(10_000);
    expect(done).toEqual([100]);
    expect(outcomes.filter((outcome) => outcome === 'failed')).toHaveLength(11);
    expect(outcomes).toHaveLength(12);
  });

  it('begins afresh after a restart, with nothing of the old work on its core', () => {
    const { queue, enter, replica, done } = process(4_000);
    for (let count = 0; count < 8; count++) enter();
    replica.stop();
    replica.start('restarting', 'rollout', () => {});
    queue.advance(5_000);
    expect(replica.state).toBe('running');
    enter();
    queue.advance(4_000);
    expect(done).toEqual([9_000]);
  });
});

describe('orders in a process that dies', () => {
  it.each([
    ['monolith', 740],
    ['services', 275],
  ] as const)('are never confirmed afterwards: %s', (shape, rolloutSeconds) => {
    const run = startShop({ run: shape, load: loadOf(0, { orders: 1 }), fault: { payment: 'slow' } });
    run.apply({ act: 'change', on: 'orders' });
    run.advance(rolloutSeconds * 1000);
    run.apply({ set: { load: { orders: 0 } } });
    const shop = () => {
      const own = run.snapshot()[shape];
      if (own === null) throw new Error(`${shape} was to run.`);
      return own;
    };
    expect(shop().build?.stages.at(-1)?.state).toBe('running');
    const broken = ({ orders }: ReturnType<typeof shop>) => orders.failed + orders.stuck;
    const before = shop();
    run.advance(5_500);
    const stopped = shop();
    run.advance(120_000);
    expect(broken(stopped)).toBeGreaterThan(broken(before) + 8);
    expect(shop().orders).toEqual(stopped.orders);
  });
});

describe('replicas that are taken away', () => {
  it('while they start never start', () => {
    const run = startShop();
    run.apply({ set: { replicas: { search: 3 } } });
    run.advance(1_000);
    run.apply({ set: { replicas: { search: 1 } } });
    run.advance(30_000);
    expect(both(run.snapshot()).services.log.map(({ kind }) => kind)).toEqual(['scaled', 'scaled']);
  });

  it('while a rollout drains them are not brought back', () => {
    const run = startShop();
    run.apply({ act: 'change', on: 'search' });
    run.advance(246_000);
    run.apply({ set: { replicas: { search: 0 } } });
    run.advance(60_000);
    const { log, replicas, build } = both(run.snapshot()).services;
    expect(log.map(({ kind }) => kind)).toEqual(['rollout', 'scaled', 'build-done']);
    expect(replicas.some(({ unit }) => unit === 'search')).toBe(false);
    expect(build?.state).toBe('done');
  });
});

describe('the story of an order', () => {
  it('does not tell what went on behind the back of a caller that gave up', () => {
    // The timeout falls between the request's arrival at the catalogue (250 ms) and the end of its work there.
    const run = startShop({ load: loadOf(0, { orders: 1 }), run: 'services', hopMs: 500, timeoutMs: 251 });
    run.advance(20_000);
    const order = run.snapshot().services?.lastOrder;
    expect(
      order?.spans.map(({ kind, feature, failed }) => `${kind} ${feature}${failed ? ' failed' : ''}`),
    ).toEqual(['hop orders', 'work orders', 'hop catalogue', 'wait catalogue failed', 'hop orders']);
  });

  it('ends when it is told', () => {
    const book = new OrderBook();
    const order = new Order(new Trace(0), 1);
    order.trace.mark('work', 'orders', 10);
    book.end(order, 'failed');
    book.tell(order, 10);
    order.trace.mark('wait', 'payment', 90);
    expect(book.lastOrder).toMatchObject({ totalMs: 10, spans: [{ kind: 'work' }] });
  });
});

describe('a dial', () => {
  it('changes how fast the next customer comes, not which one', () => {
    const plain = startShop({ load: loadOf(0, { search: 1 }) });
    plain.step();
    const turned = startShop({ load: loadOf(0, { search: 1 }) });
    turned.advance(plain.nowMs / 2);
    turned.apply({ set: { load: { search: 2 } } });
    turned.step();
    expect(turned.nowMs).toBeCloseTo(plain.nowMs * 0.75, 6);
  });

  it('turned to nothing and back loses no time that was waited', () => {
    const plain = startShop({ load: loadOf(0, { search: 1 }) });
    plain.step();
    const paused = startShop({ load: loadOf(0, { search: 1 }) });
    paused.advance(plain.nowMs / 2);
    paused.apply({ set: { load: { search: 0 } } });
    paused.advance(60_000);
    paused.apply({ set: { load: { search: 1 } } });
    paused.step();
    expect(paused.nowMs).toBeCloseTo(plain.nowMs + 60_000, 6);
  });
});
