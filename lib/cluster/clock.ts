/** Something that will happen. A cancelled event stays in the queue and is passed over. */
export interface PendingEvent {
  readonly atMs: number;
  readonly sequence: number;
  readonly word: string;
  readonly happen: () => void;
  isCancelled: boolean;
}

/** The virtual clock and what is pending on it, ordered by time and then by who asked first. A binary heap. */
export class EventQueue {
  private heap: PendingEvent[] = [];
  private sequence = 0;
  private now = 0;

  /** Virtual milliseconds since the start. */
  get nowMs(): number {
    return this.now;
  }

  /** Lets `happen` run `afterMs` (≥ 0) from now. `word` names it for whoever steps through the events. */
  schedule(afterMs: number, word: string, happen: () => void): PendingEvent {
    const event = { atMs: this.now + afterMs, sequence: this.sequence++, word, happen, isCancelled: false };
    this.heap.push(event);
    this.rise(this.heap.length - 1);
    return event;
  }

  /** Moves the clock by `ms`, handling what is due on the way. Throws RangeError when time would go back. */
  advance(ms: number): void {
    if (!(ms >= 0) || ms === Number.POSITIVE_INFINITY) {
      throw new RangeError(`Time moves forward by a number of milliseconds ≥ 0, found ${ms}.`);
    }
    const untilMs = this.now + ms;
    for (let next = this.next(); next !== undefined && next.atMs <= untilMs; next = this.next())
      this.handle(next);
    this.now = untilMs;
  }

  /** When the next event is due, in virtual ms; undefined when nothing is pending. */
  get nextAtMs(): number | undefined {
    return this.next()?.atMs;
  }

  /** Sets the clock forward without handling anything. Throws RangeError when something was due before `atMs`. */
  idleUntil(atMs: number): void {
    const due = this.nextAtMs;
    if (atMs < this.now || (due !== undefined && due < atMs)) {
      throw new RangeError(
        `Nothing may be due between ${this.now} and ${atMs} ms, found something at ${due}.`,
      );
    }
    this.now = atMs;
  }

  /** Handles the next event, whenever it is; its word, or null when nothing is pending. */
  step(): string | null {
    const next = this.next();
    if (next === undefined) return null;
    this.handle(next);
    return next.word;
  }

  private next(): PendingEvent | undefined {
    while (this.heap[0]?.isCancelled) this.removeFirst();
    return this.heap[0];
  }

  private handle(event: PendingEvent): void {
    this.removeFirst();
    this.now = event.atMs;
    event.happen();
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(from: number): void {
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.swapIfEarlier(child, parent)) return;
      child = parent;
    }
  }

  private sink(from: number): void {
    for (let parent = from; ; ) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const child = this.isEarlier(right, left) ? right : left;
      if (!this.swapIfEarlier(child, parent)) return;
      parent = child;
    }
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    if (!this.isEarlier(child, parent)) return false;
    const lower = this.heap[child];
    const upper = this.heap[parent];
    if (lower === undefined || upper === undefined) return false;
    this.heap[child] = upper;
    this.heap[parent] = lower;
    return true;
  }

  private isEarlier(first: number, second: number): boolean {
    const left = this.heap[first];
    const right = this.heap[second];
    if (left === undefined || right === undefined) return false;
    return left.atMs < right.atMs || (left.atMs === right.atMs && left.sequence < right.sequence);
  }
}
