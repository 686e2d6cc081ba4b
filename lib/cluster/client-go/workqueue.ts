import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { Component } from './component';
import { ConnectionError } from './connection';

/** Back-off of one item: 5 ms, doubled each time, at most 1000 s (client-go/util/workqueue/default_rate_limiters.go). */
const firstBackoffMs = 5;
const longestBackoffMs = 1_000_000;

/**
 * A rate-limited work queue with its workers (client-go/util/workqueue): a key waits at most once, is worked on by at most
 * one worker, and comes again when it was added meanwhile.
 */
export class Workqueue {
  private readonly waiting: string[] = [];
  private readonly dirty = new Map<string, number>();
  private readonly processing = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly laterAt = new Map<string, number>();
  private busyWorkers = 0;

  /**
   * @param workers how many keys are worked on at once (--concurrent-…-syncs)
   * @param sync brings one object a step nearer to what is declared; StatusError and ConnectionError put the key back
   *   with back-off, any other error is a defect and stops the simulation
   */
  constructor(
    private readonly component: Component,
    private readonly workers: number,
    private readonly sync: (key: string) => Task,
    private readonly onError?: (key: string, error: Error) => void,
  ) {
    // A queue lives as long as its component object: it is cleared at every stop, not only at the first.
    const tidy = () => {
      this.clear();
      component.atStop(tidy);
    };
    component.atStop(tidy);
  }

  /** Keys that wait for a worker, in order. For diagrams and tests. */
  get keys(): readonly string[] {
    return this.waiting;
  }

  add(key: string): void {
    if (this.dirty.has(key)) return;
    this.dirty.set(key, this.component.simulation.cause);
    if (!this.processing.has(key)) {
      this.waiting.push(key);
      this.wake();
    }
  }

  /** Adds `key` in `ms`; of several such calls the earliest counts. */
  addAfter(key: string, ms: number): void {
    if (ms <= 0) {
      this.add(key);
      return;
    }
    const { simulation } = this.component;
    const atMs = simulation.nowMs + ms;
    const planned = this.laterAt.get(key);
    if (planned !== undefined && planned <= atMs) return;
    this.laterAt.set(key, atMs);
    this.component.after(ms, () => {
      if (this.laterAt.get(key) !== atMs) return;
      this.laterAt.delete(key);
      this.add(key);
    });
  }

  addRateLimited(key: string): void {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    this.addAfter(key, Math.min(firstBackoffMs * 2 ** failures, longestBackoffMs));
  }

  forget(key: string): void {
    this.failures.delete(key);
  }

  numRequeues(key: string): number {
    return this.failures.get(key) ?? 0;
  }

  /** A free worker takes the first key in a step of its own. */
  private wake(): void {
    if (this.busyWorkers >= this.workers) return;
    this.busyWorkers++;
    this.component.after(0, () => this.component.spawn(this.work()));
  }

  private *work(): Task {
    const { simulation } = this.component;
    for (let key = this.waiting.shift(); key !== undefined; key = this.waiting.shift()) {
      simulation.cause = this.dirty.get(key) ?? 0;
      this.dirty.delete(key);
      this.processing.add(key);
      try {
        yield* this.sync(key);
        this.forget(key);
      } catch (error) {
        if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
        this.onError?.(key, error);
        this.addRateLimited(key);
      }
      this.processing.delete(key);
      if (this.dirty.has(key)) this.waiting.push(key);
    }
    this.busyWorkers--;
  }

  private clear(): void {
    this.waiting.length = 0;
    this.dirty.clear();
    this.processing.clear();
    this.failures.clear();
    this.laterAt.clear();
    this.busyWorkers = 0;
  }
}
