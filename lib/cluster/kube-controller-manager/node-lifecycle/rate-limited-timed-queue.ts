/**
 * The nodes of one zone that wait for their NoExecute taint, let through at a rate
 * (pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go). The bucket holds one token.
 */
export class RateLimitedTimedQueue {
  private readonly waiting: string[] = [];
  /** Nodes that wait or were let through already. */
  private readonly known = new Set<string>();
  private tokenAtMs = 0;

  /** @param qps nodes a second; 0 lets nobody through */
  constructor(private qps: number) {}

  /** @returns whether the node was not there yet */
  add(name: string): boolean {
    if (this.known.has(name)) return false;
    this.known.add(name);
    this.waiting.push(name);
    return true;
  }

  /** Lets the node be added again, though it was let through. */
  forget(name: string): void {
    if (!this.waiting.includes(name)) this.known.delete(name);
  }

  remove(name: string): void {
    this.known.delete(name);
    const at = this.waiting.indexOf(name);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  /** The next node, when it is time for it. */
  try(nowMs: number): string | undefined {
    return this.waiting.length > 0 && this.tryAccept(nowMs) ? this.waiting.shift() : undefined;
  }

  /** When `try` will have something; Infinity: not until the rate changes or somebody is added. */
  get readyAtMs(): number {
    return this.waiting.length === 0 || this.qps === 0 ? Number.POSITIVE_INFINITY : this.tokenAtMs;
  }

  /** Another rate from now on. Who waited for the old limiter waits for the new one, too. */
  swapLimiter(qps: number, nowMs: number): void {
    if (qps === this.qps) return;
    const isDrained = !this.tryAccept(nowMs);
    this.qps = qps;
    this.tokenAtMs = isDrained && qps > 0 ? nowMs + 1000 / qps : nowMs;
  }

  private tryAccept(nowMs: number): boolean {
    if (this.qps === 0 || nowMs < this.tokenAtMs) return false;
    this.tokenAtMs = nowMs + 1000 / this.qps;
    return true;
  }
}
