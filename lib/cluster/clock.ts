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
    this.rise(event, this.heap.length);
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
    if (last !== undefined && this.heap.length > 0) this.sink(last);
  }

  /** Puts `event` at `place` or, while it is earlier than what stands above, higher up. */
  private rise(event: PendingEvent, place: number): void {
    const { heap } = this;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isEarlier(event, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = event;
  }

  /** Puts `event` at the top or, while something below is earlier, further down. */
  private sink(event: PendingEvent): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      let below = heap[child];
      const right = heap[child + 1];
      if (below === undefined) break;
      if (right !== undefined && isEarlier(right, below)) {
        below = right;
        child++;
      }
      if (!isEarlier(below, event)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = event;
  }
}

function isEarlier(first: PendingEvent, second: PendingEvent): boolean {
  return first.atMs < second.atMs || (first.atMs === second.atMs && first.sequence < second.sequence);
}
