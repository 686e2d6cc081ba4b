import { Gate, type Task } from '../process';

/**
 * The line between a machine and the API server. `up`: requests arrive. `refused`: the API server does not run, and its
 * machine says so at once. `cut`: nothing comes back, and a request ends after its time-out.
 */
export class Connection {
  private readonly breaking = new Gate<void>();
  private current: 'up' | 'refused' | 'cut' = 'up';

  get state(): 'up' | 'refused' | 'cut' {
    return this.current;
  }

  set state(next: 'up' | 'refused' | 'cut') {
    const wasUp = this.current === 'up';
    this.current = next;
    if (wasUp && next !== 'up') this.breaking.open();
  }

  /** Waits until the line is not up any more. */
  *broken(): Task {
    if (this.current === 'up') yield this.breaking as Gate<unknown>;
  }
}

/** A request that got no answer. Controllers treat it as they treat a Conflict: they try again later. */
export class ConnectionError extends Error {}
