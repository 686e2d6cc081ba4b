import type { EventQueue } from '../../cluster/clock';
import { logLimit } from './constants';
import { round } from './round';
import type { LogLine, Unit } from './shop.types';

/** The latest lines, newest last. Details are names and numbers only: the page puts them into words. */
export class Log {
  private latest: readonly LogLine[] = Object.freeze([]);

  constructor(private readonly queue: EventQueue) {}

  write(kind: LogLine['kind'], unit: Unit, detail: string): void {
    const line = Object.freeze({ atMs: round(this.queue.nowMs, 2), kind, unit, detail });
    this.latest = Object.freeze([...this.latest, line].slice(-logLimit));
  }

  get lines(): readonly LogLine[] {
    return this.latest;
  }
}
