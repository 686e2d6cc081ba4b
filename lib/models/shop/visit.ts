import type { PendingEvent } from '../../cluster/clock';
import type { Replica } from './replica';
import type { Trace } from './trace';

export type Outcome = 'served' | 'degraded' | 'failed';

/**
 * A request inside one process, from entering its queue until it is answered there. It ends exactly once: by its
 * own answer, or because the process died.
 */
export class Visit {
  isClosed = false;
  private pending: PendingEvent | null = null;
  private replica: Replica | null = null;

  /** `trace` is null when nobody writes this request's story down, or nobody waits for it any more. */
  constructor(
    readonly size: number,
    public trace: Trace | null,
    private readonly onBegin: (visit: Visit) => void,
    private readonly onClose: (outcome: Outcome) => void,
  ) {}

  /** A worker of `replica` has taken the request. */
  begin(replica: Replica): void {
    this.replica = replica;
    this.onBegin(this);
  }

  /** Works for `ms` on a core, then calls `then` with the instant the work began. */
  work(ms: number, then: (startedMs: number) => void): void {
    this.pending = this.replica?.work(ms, then) ?? null;
  }

  /** Holds the worker for `ms` without using a core. */
  wait(ms: number, then: () => void): void {
    this.pending = this.replica?.wait(ms, then) ?? null;
  }

  leak(mib: number): void {
    this.replica?.leak(mib);
  }

  /** Answers and frees the worker. */
  answer(outcome: Outcome): void {
    if (this.isClosed) return;
    this.close(outcome);
    this.replica?.leave(this);
  }

  /** Ends the request without freeing anything: it was never let in, or its process is gone. */
  close(outcome: Outcome): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.pending !== null) this.pending.isCancelled = true;
    this.onClose(outcome);
  }
}
