import type { EventQueue } from '../../cluster/clock';
import { drainMs, queueFullPauseMs } from './constants';
import type { Log } from './log';
import { Replica, type ReplicaKeeper } from './replica';
import type { ReplicaSnapshot, Unit } from './shop.types';
import type { Visit } from './visit';

/** All processes of one unit, and what spreads the requests over them. */
export class Fleet implements ReplicaKeeper {
  replicas: readonly Replica[] = [];
  private wanted: number;
  private lastNumber = 0;
  private turn = 0;
  private quietUntilMs = 0;

  /** The first `count` replicas are running already. */
  constructor(
    readonly unit: Unit,
    count: number,
    private readonly queue: EventQueue,
    private readonly log: Log,
  ) {
    this.wanted = count;
    for (let index = 0; index < count; index++) this.add();
  }

  /** Hands a request to the accepting replica with the fewest in flight; false when none can take it. */
  enter(visit: Visit): boolean {
    const replica = this.leastBusy();
    if (replica === undefined) return false;
    if (replica.enter(visit)) return true;
    this.reportFullQueue(replica);
    return false;
  }

  /** Wants `count` replicas from now on: new ones start, surplus ones finish what they have and go. */
  scaleTo(count: number): void {
    if (count === this.wanted) return;
    this.log.write('scaled', this.unit, `${this.wanted} → ${count}`);
    this.wanted = count;
    const kept = this.replicas.filter((replica) => !replica.isLeaving);
    for (const replica of kept.slice(count)) this.retire(replica);
    for (let missing = count - kept.length; missing > 0; missing--) {
      this.start(this.add(), 'starting', 'scaled-up');
    }
  }

  /** Gives a replica its new version: it finishes what it can, stops, and starts again. False when it is gone already. */
  renew(replica: Replica): boolean {
    if (!this.isKept(replica)) return false;
    this.log.write('rollout', this.unit, replica.id);
    replica.isDraining = true;
    this.queue.schedule(drainMs, 'drained', () => {
      if (!this.isKept(replica)) return;
      replica.stop();
      this.start(replica, 'restarting', 'rollout');
    });
    return true;
  }

  outOfMemory(replica: Replica): void {
    this.log.write('out-of-memory', this.unit, replica.id);
    replica.restarts += 1;
    replica.stop();
    if (replica.isLeaving) this.remove(replica);
    else this.start(replica, 'restarting', 'out-of-memory');
  }

  emptied(replica: Replica): void {
    this.remove(replica);
  }

  private isKept(replica: Replica): boolean {
    return !replica.isLeaving && this.replicas.includes(replica);
  }

  private add(): Replica {
    this.lastNumber += 1;
    const replica = new Replica(`${this.unit}-${this.lastNumber}`, this.unit, this.queue, this);
    this.replicas = [...this.replicas, replica];
    return replica;
  }

  private start(replica: Replica, state: 'starting' | 'restarting', reason: ReplicaSnapshot['reason']): void {
    replica.start(state, reason, () => this.log.write('started', this.unit, replica.id));
  }

  private retire(replica: Replica): void {
    replica.isLeaving = true;
    if (replica.state !== 'running') replica.stop();
    if (replica.inFlight === 0) this.remove(replica);
  }

  private remove(replica: Replica): void {
    this.replicas = this.replicas.filter((other) => other !== replica);
  }

  private leastBusy(): Replica | undefined {
    const { replicas } = this;
    let best: Replica | undefined;
    // Ties go around, so that equal replicas get equal work.
    for (let offset = 0; offset < replicas.length; offset++) {
      const replica = replicas[(this.turn + offset) % replicas.length];
      if (replica?.isAccepting && (best === undefined || replica.inFlight < best.inFlight)) best = replica;
    }
    this.turn += 1;
    return best;
  }

  private reportFullQueue(replica: Replica): void {
    if (this.queue.nowMs < this.quietUntilMs) return;
    this.quietUntilMs = this.queue.nowMs + queueFullPauseMs;
    this.log.write('queue-full', this.unit, replica.id);
  }
}
