import type { PendingEvent } from '../event-queue';
import type { Trace } from './trace';

export type Outcome = 'served' | 'degraded' | 'failed';

/**
 * A request inside one process, from entering its queue until it is answered there. It ends exactly once: by its
 * own answer, or because the process died.
 */
export class Visit {
  isClosed = false;
  private pending: PendingEvent | null = null;

  /** `trace` is null when nobody writes this request's story down, or nobody waits for it any more. */
  constructor(
    readonly size: number,
    public trace: Trace | null,
    private readonly onBegin: (visit: Visit) => void,
    private readonly onClose: (outcome: Outcome) => void,
  ) {}

  /** A worker has taken the request. */
  begin(): void {
    this.onBegin(this);
  }

  /** The one event the request waits for now; it will not happen if the process dies before. */
  expect(event: PendingEvent): void {
    this.pending = event;
  }

  close(outcome: Outcome): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.pending !== null) this.pending.isCancelled = true;
    this.onClose(outcome);
  }
}
