import type { EventQueue } from '../../cluster/clock';
import { overdueMs, windowMs } from './constants';
import { round } from './round';
import type { FeatureSnapshot } from './shop.types';
import type { Outcome } from './visit';

/** Things that happened in the last `windowMs`, oldest first. */
export class Window<Item extends { readonly atMs: number }> {
  private items: Item[] = [];
  private first = 0;

  constructor(private readonly queue: EventQueue) {}

  add(item: Item): void {
    this.items.push(item);
    this.forget();
  }

  recent(): readonly Item[] {
    this.forget();
    return this.items.slice(this.first);
  }

  /** How many happened for each second looked at; before a whole window has passed, of the time so far. */
  perSecond(): number {
    const spanMs = Math.min(windowMs, this.queue.nowMs);
    this.forget();
    return spanMs === 0 ? 0 : ((this.items.length - this.first) * 1000) / spanMs;
  }

  private forget(): void {
    const sinceMs = this.queue.nowMs - windowMs;
    while ((this.items[this.first]?.atMs ?? Number.POSITIVE_INFINITY) <= sinceMs) this.first += 1;
    // Moving the rest only when half is old keeps adding cheap.
    if (this.first > 100 && this.first * 2 > this.items.length) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
  }
}

/** A customer's request that is not answered yet. */
export interface OpenRequest {
  readonly atMs: number;
}

/** What the customers of one feature met in the last `windowMs`. */
export class FeatureWindow {
  private readonly arrived: Window<OpenRequest>;
  private readonly finished: Window<{
    readonly atMs: number;
    readonly tookMs: number;
    readonly outcome: Outcome;
  }>;
  /** In order of arrival. */
  private readonly open = new Set<OpenRequest>();

  constructor(private readonly queue: EventQueue) {
    this.arrived = new Window(queue);
    this.finished = new Window(queue);
  }

  arrive(): OpenRequest {
    const request = { atMs: this.queue.nowMs };
    this.arrived.add(request);
    this.open.add(request);
    return request;
  }

  finish(request: OpenRequest, outcome: Outcome): void {
    const atMs = this.queue.nowMs;
    this.open.delete(request);
    this.finished.add({ atMs, tookMs: atMs - request.atMs, outcome });
  }

  /** Finished requests and how many of them failed. */
  tally(): { readonly finished: number; readonly failed: number; readonly servedPerSecond: number } {
    const recent = this.finished.recent();
    const failed = recent.filter(({ outcome }) => outcome === 'failed').length;
    const perSecond = recent.length === 0 ? 0 : this.finished.perSecond() / recent.length;
    return { finished: recent.length, failed, servedPerSecond: perSecond * (recent.length - failed) };
  }

  get arrivedPerSecond(): number {
    return this.arrived.perSecond();
  }

  snapshot(): FeatureSnapshot {
    const { finished, failed, servedPerSecond } = this.tally();
    const degraded = this.finished.recent().filter(({ outcome }) => outcome === 'degraded').length;
    const sorted = this.latencies();
    return Object.freeze({
      offeredPerSecond: round(this.arrivedPerSecond, 2),
      servedPerSecond: round(servedPerSecond, 2),
      errorShare: finished === 0 ? 0 : round(failed / finished, 4),
      degradedShare: finished === 0 ? 0 : round(degraded / finished, 4),
      p50Ms: percentile(sorted, 0.5),
      p95Ms: percentile(sorted, 0.95),
      p99Ms: percentile(sorted, 0.99),
    });
  }

  /**
   * How long answered requests took, and how long overdue ones have waited so far. Failures are left out: a refusal
   * is quick, and would make an overloaded shop look fast.
   */
  private latencies(): Float64Array {
    const { nowMs } = this.queue;
    const sample: number[] = [];
    for (const { outcome, tookMs } of this.finished.recent()) if (outcome !== 'failed') sample.push(tookMs);
    for (const { atMs } of this.open) {
      if (nowMs - atMs < overdueMs) break;
      sample.push(nowMs - atMs);
    }
    return Float64Array.from(sample).sort();
  }
}

/** Nearest rank: the smallest value that at least `share` of the sample does not exceed; 0 of an empty sample. */
function percentile(sorted: Float64Array, share: number): number {
  return round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0, 1);
}
