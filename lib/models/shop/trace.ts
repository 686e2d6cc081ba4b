import type { Feature, Span } from './shop.types';

/**
 * Writes down where an order's time went. Spans follow each other: each reaches from the end of the one before
 * until the instant it is marked. Times count from the order's arrival.
 */
export class Trace {
  readonly spans: Span[] = [];
  /** Network calls made for the order. */
  hops = 0;
  /** The story has been told; what still happens belongs to nobody. */
  isClosed = false;
  private lastMs = 0;

  constructor(private readonly arrivedMs: number) {}

  /** Ends a span at `nowMs`; nothing is written when no time has passed, unless it failed. */
  mark(kind: Span['kind'], feature: Feature, nowMs: number, failed = false): void {
    if (this.isClosed) return;
    const endMs = nowMs - this.arrivedMs;
    if (endMs > this.lastMs || failed)
      this.spans.push({ kind, feature, startMs: this.lastMs, endMs, failed });
    this.lastMs = endMs;
  }

  /** What has just ended did not go well. */
  failLast(): void {
    const last = this.spans.pop();
    if (last !== undefined) this.spans.push({ ...last, failed: true });
  }

  /** A span beside the others, for an undo that goes on after the customer has been answered. */
  aside(kind: Span['kind'], feature: Feature, startMs: number, endMs: number, failed: boolean): void {
    const { arrivedMs } = this;
    this.spans.push({ kind, feature, startMs: startMs - arrivedMs, endMs: endMs - arrivedMs, failed });
  }
}
