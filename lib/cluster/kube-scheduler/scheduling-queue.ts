import type { Pod } from '../api/core';
import type { ClusterEvent } from './framework.types';

/** One Pod that has no node yet (pkg/scheduler/framework QueuedPodInfo). */
export interface QueuedPod {
  readonly key: string;
  pod: Pod;
  /** When it came into the active queue, in virtual ms; of equal priorities the earliest goes first. */
  atMs: number;
  attempts: number;
  /** Which events could make the last rejection obsolete. */
  wakesOn: ReadonlySet<ClusterEvent>;
  sequence: number;
  state: 'active' | 'backoff' | 'unschedulable' | 'inFlight';
  /** Something that could help happened while it was being scheduled. */
  isWoken: boolean;
  lastFailureMs: number;
}

/** podInitialBackoffDuration and podMaxBackoffDuration (1 s, 10 s). */
const firstBackoffMs = 1000;
const longestBackoffMs = 10_000;

/**
 * Pods waiting for a node (pkg/scheduler/backend/queue): the active ones ordered by priority and then by time, those that
 * back off, and those nothing has changed for. Left out: the heap of gated Pods.
 */
export class SchedulingQueue {
  private readonly pods = new Map<string, QueuedPod>();
  /** Those that wait for something to happen, and the one being placed: the ones an event can concern. */
  private readonly unschedulable = new Set<QueuedPod>();
  private inFlight: QueuedPod | undefined;
  /** A binary heap. */
  private readonly active: QueuedPod[] = [];
  private sequence = 0;

  constructor(
    private readonly nowMs: () => number,
    /** Runs `run` after `ms`. */
    private readonly after: (ms: number, run: () => void) => void,
    /** A Pod has become active. */
    private readonly onActive: () => void,
  ) {}

  get size(): number {
    return this.pods.size;
  }

  /** Every waiting Pod; for tests and pictures. */
  all(): Iterable<QueuedPod> {
    return this.pods.values();
  }

  add(key: string, pod: Pod): void {
    const entry: QueuedPod = {
      key,
      pod,
      atMs: this.nowMs(),
      attempts: 0,
      wakesOn: new Set(),
      sequence: this.sequence++,
      state: 'active',
      isWoken: false,
      lastFailureMs: 0,
    };
    this.pods.set(key, entry);
    this.push(entry);
  }

  /** The Pod itself changed: what could not be placed may be placeable now. */
  update(key: string, pod: Pod, isRelevant: boolean): void {
    const entry = this.pods.get(key);
    if (entry === undefined) this.add(key, pod);
    else {
      entry.pod = pod;
      if (isRelevant && entry.state === 'unschedulable') this.activate(entry);
      else if (isRelevant && entry.state === 'inFlight') entry.isWoken = true;
    }
  }

  remove(key: string): void {
    const entry = this.pods.get(key);
    if (entry) this.unschedulable.delete(entry);
    this.pods.delete(key);
  }

  /** The Pod to be placed next; it stays known as "in flight". */
  pop(): QueuedPod | undefined {
    for (let entry = this.popHeap(); entry !== undefined; entry = this.popHeap()) {
      if (this.pods.get(entry.key) !== entry || entry.state !== 'active') continue;
      entry.state = 'inFlight';
      entry.isWoken = false;
      entry.attempts++;
      this.inFlight = entry;
      return entry;
    }
    return undefined;
  }

  /** No node was found (AddUnschedulableIfNotPresent). It waits for one of the events, or for five minutes. */
  addUnschedulable(entry: QueuedPod, wakesOn: ReadonlySet<ClusterEvent>): void {
    if (this.pods.get(entry.key) !== entry) return;
    entry.wakesOn = wakesOn;
    entry.lastFailureMs = this.nowMs();
    entry.state = 'unschedulable';
    this.unschedulable.add(entry);
    if (entry.isWoken) this.activate(entry);
    else this.planFlush(entry);
  }

  /** Something failed that is nobody's fault (a conflict, no answer): it backs off and comes again. */
  retry(entry: QueuedPod): void {
    if (this.pods.get(entry.key) !== entry) return;
    entry.lastFailureMs = this.nowMs();
    this.activate(entry);
  }

  /** Something happened in the cluster (MoveAllToActiveOrBackoffQueue). */
  moveAll(event: ClusterEvent): void {
    if (this.inFlight) this.inFlight.isWoken = true;
    for (const entry of this.unschedulable) if (entry.wakesOn.has(event)) this.activate(entry);
  }

  clear(): void {
    this.pods.clear();
    this.unschedulable.clear();
    this.inFlight = undefined;
    this.active.length = 0;
  }

  /** Leftovers are tried again after five minutes; upstream looks every 30 s (flushUnschedulablePodsLeftover). */
  private planFlush(entry: QueuedPod): void {
    const failedAtMs = entry.lastFailureMs;
    const dueMs = Math.ceil((failedAtMs + 300_000) / 30_000) * 30_000;
    this.after(dueMs - this.nowMs(), () => {
      if (entry.state === 'unschedulable' && entry.lastFailureMs === failedAtMs) this.activate(entry);
    });
  }

  private activate(entry: QueuedPod): void {
    this.unschedulable.delete(entry);
    const backoffMs = Math.min(firstBackoffMs * 2 ** Math.max(0, entry.attempts - 1), longestBackoffMs);
    const waitMs = entry.lastFailureMs + backoffMs - this.nowMs();
    if (waitMs <= 0) this.push(entry);
    else {
      entry.state = 'backoff';
      this.after(waitMs, () => {
        if (entry.state === 'backoff' && this.pods.get(entry.key) === entry) this.push(entry);
      });
    }
  }

  private push(entry: QueuedPod): void {
    entry.state = 'active';
    entry.atMs = this.nowMs();
    const { active } = this;
    let index = active.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = active[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      active[index] = above;
      index = parent;
    }
    active[index] = entry;
    this.onActive();
  }

  private popHeap(): QueuedPod | undefined {
    const { active } = this;
    const [first] = active;
    const last = active.pop();
    if (last === undefined || last === first) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = active[left + 1];
      let child = active[left];
      if (child === undefined) break;
      const isRight = right !== undefined && isBefore(right, child);
      if (isRight) child = right;
      if (child === undefined || !isBefore(child, last)) break;
      active[index] = child;
      index = isRight ? left + 1 : left;
    }
    active[index] = last;
    return first;
  }
}

/** PrioritySort. */
function isBefore(a: QueuedPod, b: QueuedPod): boolean {
  const difference = (b.pod.spec.priority ?? 0) - (a.pod.spec.priority ?? 0);
  if (difference !== 0) return difference < 0;
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
