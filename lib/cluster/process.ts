import type { PendingEvent } from './clock';
import type { Simulation } from './simulation';

/**
 * Something that takes virtual time, written as one piece: a generator that yields how long it waits (milliseconds), or the
 * gate at which it waits. What a real component does in a goroutine is a task here; there are no promises.
 */
export type Task<T = void> = Generator<Pause, T, unknown>;
export type Pause = number | Gate<unknown>;

/** A place to wait until somebody opens it with a value. It opens once for all who wait, and then is closed again. */
export class Gate<T = void> {
  private waiting: ((value: T) => void)[] = [];

  open(value: T): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resume of waiting) resume(value);
  }

  /** As `open`, for the one who has waited longest: the others go on waiting. */
  openFirst(value: T): void {
    this.waiting.shift()?.(value);
  }

  /** @returns what takes the waiter away again */
  wait(resume: (value: T) => void): () => void {
    this.waiting.push(resume);
    return () => {
      this.waiting = this.waiting.filter((each) => each !== resume);
    };
  }
}

/** A running task. Between its pauses it runs within one step; an error it does not catch stops the simulation. */
export class Process {
  isDone = false;
  onEnd: (() => void) | undefined;
  private isInside = false;
  private pending: PendingEvent | undefined;
  private leaveGate: (() => void) | undefined;
  private readonly goOn = (value?: unknown) => this.resume(value);

  constructor(
    private readonly simulation: Simulation,
    private readonly task: Task,
    private readonly word: string,
    private readonly isOutside: boolean,
  ) {
    this.resume(undefined);
  }

  /** Ends the task where it waits; its `finally` blocks run. */
  kill(): void {
    if (this.isDone) return;
    if (this.pending) this.pending.isCancelled = true;
    this.leaveGate?.();
    this.end();
    // A task that ends itself is inside its own step; it finds out at its next pause.
    if (!this.isInside) this.task.return(undefined);
  }

  private resume(value: unknown): void {
    this.pending = undefined;
    this.leaveGate = undefined;
    this.isInside = true;
    const next = this.task.next(value);
    this.isInside = false;
    if (this.isDone) {
      if (!next.done) this.task.return(undefined);
      return;
    }
    if (next.done) this.end();
    else if (typeof next.value === 'number')
      this.pending = this.simulation.after(next.value, this.word, this.goOn, this.isOutside);
    else this.leaveGate = next.value.wait(this.goOn);
  }

  private end(): void {
    this.isDone = true;
    this.onEnd?.();
  }
}
