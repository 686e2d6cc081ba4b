import type { EventQueue, PendingEvent } from '../../cluster/clock';
import { type RandomStream, randomStream } from '../../cluster/random';
import { smallestSize } from './constants';
import { type Feature, features } from './shop.types';

/** A customer's request, the same for both shapes: nothing a shape does changes who comes, when, and with what. */
export interface Arrival {
  readonly feature: Feature;
  /** Stretches the request's work; mean 1. */
  readonly size: number;
  /** An order is declined when this draw (0–1) is below the share of declined orders. */
  readonly declineDraw: number;
}

/**
 * Customers: a Poisson stream for each feature. A change of load stretches or shrinks the wait that is under way
 * instead of drawing a new one, so a feature's dial never disturbs another feature's customers.
 */
export class Traffic {
  private readonly sources: readonly Source[];

  constructor(queue: EventQueue, seed: number, receive: (arrival: Arrival) => void) {
    this.sources = features.map((feature) => new Source(queue, feature, seed, receive));
  }

  /** Requests per second of each feature, from now on. */
  setLoad(load: Readonly<Record<Feature, number>>): void {
    for (const source of this.sources) source.setRate(load[source.feature]);
  }
}

class Source {
  private readonly gaps: RandomStream;
  private readonly sizes: RandomStream;
  private readonly declines: RandomStream;
  private ratePerMs = 0;
  /** The wait until the next customer, in mean gaps, as of `sinceMs`. */
  private remaining: number;
  private sinceMs = 0;
  private next: PendingEvent | null = null;

  constructor(
    private readonly queue: EventQueue,
    readonly feature: Feature,
    seed: number,
    private readonly receive: (arrival: Arrival) => void,
  ) {
    this.gaps = randomStream(seed, `gap of ${feature}`);
    this.sizes = randomStream(seed, `size of ${feature}`);
    this.declines = randomStream(seed, `decline of ${feature}`);
    this.remaining = this.gaps.exponential();
  }

  setRate(perSecond: number): void {
    const rate = perSecond / 1000;
    if (rate === this.ratePerMs) return;
    const { nowMs } = this.queue;
    this.remaining = Math.max(0, this.remaining - (nowMs - this.sinceMs) * this.ratePerMs);
    this.sinceMs = nowMs;
    this.ratePerMs = rate;
    this.await();
  }

  private await(): void {
    if (this.next !== null) this.next.isCancelled = true;
    this.next = null;
    if (this.ratePerMs === 0) return;
    this.next = this.queue.schedule(this.remaining / this.ratePerMs, 'arrival', () => this.arrive());
  }

  private arrive(): void {
    const size = smallestSize + (1 - smallestSize) * this.sizes.exponential();
    const declineDraw = this.feature === 'orders' ? this.declines.uniform() : 1;
    this.remaining = this.gaps.exponential();
    this.sinceMs = this.queue.nowMs;
    this.await();
    this.receive({ feature: this.feature, size, declineDraw });
  }
}
