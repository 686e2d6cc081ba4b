import type { EventQueue } from '../../cluster/clock';
import type { Backend, Message } from './backend';
import { tasks, undoRetryMs } from './constants';
import { Order, type OrderBook } from './order';
import { Trace } from './trace';
import type { Arrival } from './traffic';
import type { Outcome, Visit } from './visit';

/** The shop's own code: what each feature does with a request. It is the same code in both shapes. */
export class ShopCode {
  constructor(
    private readonly queue: EventQueue,
    private readonly backend: Backend,
    private readonly book: OrderBook,
  ) {}

  /** Serves a customer; `done` hears how it went. */
  serve({ feature, size, declineDraw }: Arrival, done: (outcome: Outcome) => void): void {
    const { backend } = this;
    if (feature === 'orders') {
      this.serveOrder(size, declineDraw, done);
      return;
    }
    const programs = {
      catalogue: (visit: Visit) => this.showPage(visit),
      search: (visit: Visit) =>
        backend.perform(visit, tasks.query, (isDone) => visit.answer(isDone ? 'served' : 'failed')),
      payment: (visit: Visit) =>
        backend.perform(visit, tasks.pay, (isDone) => visit.answer(isDone ? 'served' : 'failed')),
    };
    this.enter({ feature, size, trace: null, timeoutMs: 0, program: programs[feature] }, done);
  }

  /** Customers reach a monolith directly, services through the gateway: one call more. The gateway never gives up. */
  private enter(message: Message, done: (outcome: Outcome) => void): void {
    const { backend } = this;
    if (backend.isSplit) backend.send(message, done);
    else backend.admit(backend.visit(message, done), message.feature);
  }

  private showPage(visit: Visit): void {
    const { backend } = this;
    backend.perform(visit, tasks.page, (isFound) => {
      if (!isFound) return visit.answer('failed');
      backend.call(visit, tasks.similar, (hasSimilar) => {
        if (!hasSimilar && !backend.settings.fallback) return visit.answer('failed');
        backend.compute(visit, tasks.render, () => visit.answer(hasSimilar ? 'served' : 'degraded'));
      });
    });
  }

  private serveOrder(size: number, declineDraw: number, done: (outcome: Outcome) => void): void {
    const order = new Order(new Trace(this.queue.nowMs), declineDraw);
    const program = (visit: Visit) => this.takeOrder(visit, order);
    this.enter({ feature: 'orders', size, trace: order.trace, timeoutMs: 0, program }, (outcome) => {
      // Refused, lost, or its process died: nobody has ended the order yet.
      if (order.ending === null && !order.isUndoing) this.breakOff(order);
      if (order.ending !== null) this.book.tell(order, this.queue.nowMs);
      done(outcome);
    });
  }

  /** Reserve, charge, confirm. In one process it is one database transaction; across processes each step stands alone. */
  private takeOrder(visit: Visit, order: Order): void {
    const { backend } = this;
    const fail = () => {
      this.breakOff(order);
      visit.answer('failed');
    };
    const confirm = () =>
      backend.compute(visit, tasks.confirm, () => {
        this.book.end(order, 'confirmed');
        visit.answer('served');
      });
    const charge = () =>
      backend.call(
        visit,
        tasks.charge,
        (isCharged) => (isCharged ? confirm() : fail()),
        (till) => this.isAccepted(order, till),
      );
    const reserve = () =>
      backend.call(
        visit,
        tasks.reserve,
        (isReserved) => (isReserved ? charge() : fail()),
        () => this.reserveFor(order),
      );
    backend.perform(visit, tasks.open, (isOpened) => (isOpened ? reserve() : fail()));
  }

  private reserveFor(order: Order): boolean {
    order.reserve();
    // Its caller gave up long ago: the stock is reserved for an order that has already failed.
    if (order.ending !== null && order.hasReserved) this.breakOff(order);
    return true;
  }

  private isAccepted(order: Order, till: Visit): boolean {
    const isDeclined = order.declineDraw < this.backend.settings.declineShare;
    if (isDeclined) till.trace?.failLast();
    return !isDeclined;
  }

  /** Ends an order that cannot be confirmed. What was reserved is rolled back, undone, or left behind. */
  private breakOff(order: Order): void {
    if (!order.hasReserved) {
      this.book.end(order, 'failed');
    } else if (!this.backend.isSplit) {
      order.giveBack();
      this.book.end(order, 'rolled-back');
    } else if (this.backend.settings.compensation) {
      this.undo(order, this.queue.nowMs);
    } else {
      this.book.end(order, 'stuck');
    }
  }

  /** The compensation: a call of its own, tried again until it succeeds. No worker waits for it. */
  private undo(order: Order, firstMs: number): void {
    order.isUndoing = true;
    const sentMs = this.queue.nowMs;
    const { timeoutMs } = this.backend.settings;
    const program = (visit: Visit) =>
      this.backend.perform(visit, tasks.undo, (isDone) => visit.answer(isDone ? 'served' : 'failed'));
    order.trace.hops += 1;
    this.backend.send({ feature: 'catalogue', size: 1, trace: null, timeoutMs, program }, (outcome) => {
      if (outcome === 'failed') {
        this.queue.schedule(undoRetryMs, 'undo-retry', () => this.undo(order, firstMs));
        return;
      }
      order.giveBack();
      if (sentMs > firstMs) order.trace.aside('undo', 'catalogue', firstMs, sentMs, true);
      order.trace.aside('undo', 'catalogue', sentMs, this.queue.nowMs, false);
      this.book.end(order, 'compensated');
      this.book.tell(order, this.queue.nowMs);
    });
  }
}
