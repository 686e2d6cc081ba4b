/** Processor time used by requests, averaged over the last 15 seconds or so (the window of the metrics). */
const windowMs = 15_000;

export class Load {
  private windowStartMs = Number.NEGATIVE_INFINITY;
  private current = 0;
  private previous = 0;

  /** @param cpuMs processor time, in ms of one core */
  add(nowMs: number, cpuMs: number): void {
    this.turn(nowMs);
    this.current += cpuMs;
  }

  /** Thousandths of a core. */
  milli(nowMs: number): number {
    this.turn(nowMs);
    const share = (nowMs - this.windowStartMs) / windowMs;
    return Math.round(((this.current + this.previous * (1 - share)) / windowMs) * 1000);
  }

  private turn(nowMs: number): void {
    const passed = Math.floor((nowMs - this.windowStartMs) / windowMs);
    if (passed === 0) return;
    this.previous = passed === 1 ? this.current : 0;
    this.current = 0;
    this.windowStartMs = Math.floor(nowMs / windowMs) * windowMs;
  }
}
