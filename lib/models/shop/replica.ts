import type { EventQueue, PendingEvent } from '../../cluster/clock';
import {
  cpuWindowMs,
  featureMib,
  queueLimit,
  requestMib,
  runtimeMib,
  unitSpecs,
  workersPerReplica,
} from './constants';
import { round } from './round';
import { type Feature, features, type ReplicaSnapshot, type Unit } from './shop.types';
import type { Visit } from './visit';

interface Burst {
  readonly startMs: number;
  endMs: number;
}

/** Who keeps the process, and what it has to be told. */
export interface ReplicaKeeper {
  outOfMemory(replica: Replica): void;
  /** A leaving replica has finished its last request. */
  emptied(replica: Replica): void;
}

/**
 * One process. A request holds one of its workers from start to finish, whatever it waits for; work runs on its
 * cores first come, first served.
 */
export class Replica {
  state: ReplicaSnapshot['state'] = 'running';
  reason: ReplicaSnapshot['reason'] = 'none';
  /** Takes no new requests, because a rollout is about to stop it. */
  isDraining = false;
  /** Takes no new requests, because it is one too many. */
  isLeaving = false;
  /** How often it died of itself; rollouts are not counted. */
  restarts = 0;
  readonly limitMib: number;
  readonly cores: number;
  private readonly baseMib: number;
  private leakedMib = 0;
  private readonly coreFreeAtMs: number[];
  private bursts: Burst[] = [];
  private forgetAtLength = 100;
  private readonly busy = new Set<Visit>();
  private readonly waiting: Visit[] = [];
  private starting: PendingEvent | null = null;

  constructor(
    readonly id: string,
    readonly unit: Unit,
    private readonly queue: EventQueue,
    private readonly keeper: ReplicaKeeper,
  ) {
    const spec = unitSpecs[unit];
    this.cores = spec.cores;
    this.limitMib = spec.limitMib;
    this.coreFreeAtMs = Array.from({ length: spec.cores }, () => 0);
    const held: readonly Feature[] = unit === 'monolith' ? features : [unit];
    this.baseMib = held.reduce((sum, feature) => sum + featureMib[feature], runtimeMib);
  }

  get isAccepting(): boolean {
    return this.state === 'running' && !this.isDraining && !this.isLeaving;
  }

  /** Requests being handled or waiting here. */
  get inFlight(): number {
    return this.busy.size + this.waiting.length;
  }

  get memoryMib(): number {
    return this.state === 'running' ? this.baseMib + this.leakedMib + this.busy.size * requestMib : 0;
  }

  /** Takes a request in; false when the waiting queue is full. */
  enter(visit: Visit): boolean {
    if (this.busy.size < workersPerReplica) this.begin(visit);
    else if (this.waiting.length < queueLimit) this.waiting.push(visit);
    else return false;
    return true;
  }

  /** Frees the worker of a finished request for the next one. */
  leave(visit: Visit): void {
    this.busy.delete(visit);
    const next = this.waiting.shift();
    if (next !== undefined) this.begin(next);
    else if (this.isLeaving && this.inFlight === 0) this.keeper.emptied(this);
  }

  /** Runs `ms` of work on the core that is free first, then calls `then` with the instant the work began. */
  work(ms: number, then: (startedMs: number) => void): PendingEvent {
    const { nowMs } = this.queue;
    let core = 0;
    for (let other = 1; other < this.cores; other++) {
      if ((this.coreFreeAtMs[other] ?? 0) < (this.coreFreeAtMs[core] ?? 0)) core = other;
    }
    const startMs = Math.max(nowMs, this.coreFreeAtMs[core] ?? 0);
    const endMs = startMs + ms;
    this.coreFreeAtMs[core] = endMs;
    this.remember({ startMs, endMs });
    return this.queue.schedule(endMs - nowMs, 'work-done', () => then(startMs));
  }

  /** Waits for something outside the shop. */
  wait(ms: number, then: () => void): PendingEvent {
    return this.queue.schedule(ms, 'wait-over', then);
  }

  /** Leaves memory behind that nothing will free. */
  leak(mib: number): void {
    this.leakedMib += mib;
    this.checkMemory();
  }

  /** Brings the process up after its start time; until then it is in `state` for `reason`. */
  start(state: 'starting' | 'restarting', reason: ReplicaSnapshot['reason'], onStarted: () => void): void {
    this.state = state;
    this.reason = reason;
    this.starting = this.queue.schedule(unitSpecs[this.unit].startMs, 'started', () => {
      this.state = 'running';
      this.reason = 'none';
      onStarted();
    });
  }

  /** Ends the process: every request in it fails, and nothing is left in its memory. */
  stop(): void {
    const { nowMs } = this.queue;
    if (this.starting !== null) this.starting.isCancelled = true;
    this.state = 'restarting';
    this.isDraining = false;
    this.leakedMib = 0;
    for (const burst of this.bursts) burst.endMs = Math.min(burst.endMs, nowMs);
    this.coreFreeAtMs.fill(nowMs);
    const lost = [...this.busy, ...this.waiting];
    this.busy.clear();
    this.waiting.length = 0;
    for (const visit of lost) visit.close('failed');
  }

  snapshot(): ReplicaSnapshot {
    return Object.freeze({
      id: this.id,
      unit: this.unit,
      state: this.state,
      reason: this.reason,
      cpuShare: round(this.cpuShare(), 3),
      memoryMib: round(this.memoryMib, 1),
      limitMib: this.limitMib,
      busyWorkers: this.busy.size,
      workers: workersPerReplica,
      queued: this.waiting.length,
      restarts: this.restarts,
    });
  }

  /** Share of the cores in use over the last second, 0–1. */
  private cpuShare(): number {
    const { nowMs } = this.queue;
    const sinceMs = nowMs - Math.min(cpuWindowMs, nowMs);
    if (nowMs === sinceMs) return 0;
    let usedMs = 0;
    for (const { startMs, endMs } of this.bursts) {
      usedMs += Math.max(0, Math.min(endMs, nowMs) - Math.max(startMs, sinceMs));
    }
    return usedMs / (this.cores * (nowMs - sinceMs));
  }

  private remember(burst: Burst): void {
    this.bursts.push(burst);
    const sinceMs = this.queue.nowMs - cpuWindowMs;
    if (this.bursts.length < this.forgetAtLength) return;
    this.bursts = this.bursts.filter(({ endMs }) => endMs > sinceMs);
    this.forgetAtLength = 2 * this.bursts.length + 100;
  }

  private begin(visit: Visit): void {
    this.busy.add(visit);
    this.checkMemory();
    if (!visit.isClosed) visit.begin(this);
  }

  private checkMemory(): void {
    if (this.memoryMib > this.limitMib) this.keeper.outOfMemory(this);
  }
}
