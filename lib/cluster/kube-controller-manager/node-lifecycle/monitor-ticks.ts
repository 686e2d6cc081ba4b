import type { Component } from '../../client-go/component';

/**
 * The instants of a loop that runs every `periodMs`, of which only those happen at which there is something to look at.
 * Planning is cheap, so that heartbeats of thousands of nodes cost next to nothing.
 */
export class MonitorTicks {
  private readonly planned = new Map<number, Set<string>>();
  private startedMs = 0;

  /** @param onTick is given the names planned for this tick */
  constructor(
    private readonly component: Component,
    private readonly periodMs: number,
    private readonly onTick: (tickMs: number, names: ReadonlySet<string>) => void,
  ) {}

  /** Begins counting; the first tick is at `firstMs`. */
  start(firstMs: number): void {
    this.planned.clear();
    this.startedMs = firstMs;
  }

  atOrAfter(ms: number): number {
    const count = Math.max(0, Math.ceil((ms - this.startedMs) / this.periodMs));
    return this.startedMs + count * this.periodMs;
  }

  /** @param tickMs one of the instants that `atOrAfter` gives, not in the past */
  plan(name: string, tickMs: number): void {
    const names = this.planned.get(tickMs);
    if (names) {
      names.add(name);
      return;
    }
    this.planned.set(tickMs, new Set([name]));
    const { nowMs } = this.component.simulation;
    this.component.after(tickMs - nowMs, () => {
      const due = this.planned.get(tickMs);
      this.planned.delete(tickMs);
      if (due) this.onTick(tickMs, due);
    });
  }
}
