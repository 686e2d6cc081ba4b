import { EventQueue } from '../../cluster/clock';
import type { Input, Model, Run } from '../model';
import { changeWhileRunning, settleShop, shopDefaults } from './settings';
import { ShapeRun } from './shape-run';
import { features, type Shape, type ShopSettings, type ShopSnapshot, shapes } from './shop.types';
import { Traffic } from './traffic';

/**
 * The shop model: a deterministic simulation of queues. It models workers, cores, memory, calls between processes,
 * builds and rollouts; it leaves out databases, networks with limited bandwidth, caches that warm up, and retries of
 * anything but a compensation. A charge whose answer was lost is not followed up.
 */
export const shopModel: Model<ShopSettings, ShopSnapshot> = {
  id: 'shop',
  defaults: shopDefaults,
  settle: settleShop,
  acts: { change: features },
  start: (settings) => new ShopRun(settings),
};

class ShopRun implements Run<ShopSettings, ShopSnapshot> {
  private readonly queue = new EventQueue();
  private readonly traffic: Traffic;
  private readonly shapeRuns: Readonly<Record<Shape, ShapeRun | null>>;

  constructor(private current: ShopSettings) {
    const runs = (shape: Shape) => current.run === shape || current.run === 'both';
    const start = (shape: Shape) => (runs(shape) ? new ShapeRun(this.queue, shape, current) : null);
    this.shapeRuns = { monolith: start('monolith'), services: start('services') };
    this.traffic = new Traffic(this.queue, current.seed, (arrival) =>
      this.each((shape) => shape.receive(arrival)),
    );
    this.traffic.setLoad(current.load);
  }

  get nowMs(): number {
    return this.queue.nowMs;
  }

  get settings(): ShopSettings {
    return this.current;
  }

  advance(ms: number): void {
    this.queue.advance(ms);
  }

  step(): string | null {
    return this.queue.step();
  }

  apply(input: Input<ShopSettings>): void {
    if ('set' in input) {
      this.current = changeWhileRunning(this.current, input.set);
      this.traffic.setLoad(this.current.load);
      this.each((shape) => shape.set(this.current));
      return;
    }
    if (input.act !== 'change') {
      throw new RangeError(`act: must be "change", found "${input.act}".`);
    }
    const changed = features.find((feature) => feature === input.on);
    if (changed === undefined) {
      throw new RangeError(
        `on: "change" is done on one of ${features.join(', ')}, found "${input.on ?? 'nothing'}".`,
      );
    }
    this.each((shape) => shape.change(changed));
  }

  snapshot(): ShopSnapshot {
    return Object.freeze({
      nowMs: this.nowMs,
      monolith: this.shapeRuns.monolith?.snapshot() ?? null,
      services: this.shapeRuns.services?.snapshot() ?? null,
    });
  }

  private each(visit: (shape: ShapeRun) => void): void {
    for (const shape of shapes) {
      const run = this.shapeRuns[shape];
      if (run !== null) visit(run);
    }
  }
}
