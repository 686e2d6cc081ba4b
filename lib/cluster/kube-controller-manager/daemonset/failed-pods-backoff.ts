import type { Component } from '../../client-go/component';

/** The wait before a failed daemon Pod is replaced: 1 s, doubled each time, at most 15 min; forgotten after twice that. */
const firstMs = 1000;
const longestMs = 15 * 60_000;

/** client-go/util/flowcontrol/backoff.go, as pkg/controller/daemon uses it. */
export class FailedPodsBackoff {
  private readonly entries = new Map<string, { readonly ms: number; readonly atMs: number }>();

  constructor(private readonly component: Component) {}

  /** @returns how long `key` still has to wait; 0 when it may go on, and then the next wait begins */
  waitMs(key: string): number {
    const { nowMs } = this.component.simulation;
    const found = this.entries.get(key);
    if (found && nowMs - found.atMs < found.ms) return found.ms - (nowMs - found.atMs);
    const isFresh = found === undefined || nowMs - found.atMs > 2 * longestMs;
    this.entries.set(key, { ms: isFresh ? firstMs : Math.min(2 * found.ms, longestMs), atMs: nowMs });
    return 0;
  }

  clear(): void {
    this.entries.clear();
  }
}
