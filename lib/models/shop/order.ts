import { round } from './round';
import type { OrderTrace, ShapeSnapshot } from './shop.types';
import type { Trace } from './trace';

type Ending = OrderTrace['outcome'];

/** One order's way: what became of its stock, and how it ended. */
export class Order {
  private stock: 'free' | 'reserved' | 'given-back' = 'free';
  ending: Ending | null = null;
  /** A compensation is under way. */
  isUndoing = false;

  /** It is declined at step 2 when `declineDraw` (0–1) is below the share of declined orders. */
  constructor(
    readonly trace: Trace,
    readonly declineDraw: number,
  ) {}

  get hasReserved(): boolean {
    return this.stock === 'reserved';
  }

  /** Step 1. A reservation that comes after it was undone is refused: both carry the order's id. */
  reserve(): void {
    if (this.stock === 'free') this.stock = 'reserved';
  }

  giveBack(): void {
    this.stock = 'given-back';
  }
}

/** What became of all orders since the start, each counted once, and the last one's story. */
export class OrderBook {
  private readonly ended: Record<Ending, number> = {
    confirmed: 0,
    failed: 0,
    compensated: 0,
    'rolled-back': 0,
    stuck: 0,
  };
  private last: { readonly order: Order; readonly atMs: number } | null = null;

  /** Writes an order's ending down, or corrects it when its stock turns out to be reserved after all. */
  end(order: Order, ending: Ending): void {
    if (order.ending !== null) this.ended[order.ending] -= 1;
    order.ending = ending;
    this.ended[ending] += 1;
  }

  /** The order's story is complete: it is the last one until the next. */
  tell(order: Order, nowMs: number): void {
    order.trace.isClosed = true;
    this.last = { order, atMs: nowMs };
  }

  get counts(): ShapeSnapshot['orders'] {
    const { confirmed, failed, compensated, stuck } = this.ended;
    return Object.freeze({ confirmed, failed: failed + this.ended['rolled-back'], compensated, stuck });
  }

  get lastOrder(): OrderTrace | null {
    if (this.last === null) return null;
    const { order, atMs } = this.last;
    const outcome = order.ending;
    if (outcome === null) return null;
    const spans = order.trace.spans.map((span) =>
      Object.freeze({ ...span, startMs: round(span.startMs, 2), endMs: round(span.endMs, 2) }),
    );
    const totalMs = spans.reduce((latest, span) => Math.max(latest, span.endMs), 0);
    const { hops } = order.trace;
    return Object.freeze({
      atMs: round(atMs, 2),
      outcome,
      hops,
      totalMs,
      spans: Object.freeze(spans),
    });
  }
}
