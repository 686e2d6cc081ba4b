/** Back-off by key: doubled at each failure, forgotten after twice the longest (client-go/util/flowcontrol/backoff.go). */
export class BackOff {
  private readonly entries = new Map<string, { ms: number; updatedMs: number }>();

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
  ) {}

  /** How long the wait that began at `sinceMs` still takes; 0 when there is none. */
  remaining(key: string, sinceMs: number, nowMs: number): number {
    const entry = this.entries.get(key);
    if (entry === undefined || this.isExpired(entry.updatedMs, sinceMs)) return 0;
    return Math.max(0, sinceMs + entry.ms - nowMs);
  }

  /** The present length of the wait. */
  get(key: string): number {
    return this.entries.get(key)?.ms ?? 0;
  }

  /** When the entry was last moved on. */
  updatedAt(key: string): number {
    return this.entries.get(key)?.updatedMs ?? 0;
  }

  /** A failure at `atMs` makes the next wait longer. */
  next(key: string, atMs: number, nowMs: number): void {
    const entry = this.entries.get(key);
    const isNew = entry === undefined || this.isExpired(entry.updatedMs, atMs);
    this.entries.set(key, {
      ms: isNew ? this.firstMs : Math.min(2 * entry.ms, this.longestMs),
      updatedMs: nowMs,
    });
  }

  clear(): void {
    this.entries.clear();
  }

  /** Drops what belongs to a Pod: keys begin with its uid. */
  forget(prefix: string): void {
    for (const key of this.entries.keys()) if (key.startsWith(prefix)) this.entries.delete(key);
  }

  private isExpired(updatedMs: number, atMs: number): boolean {
    return atMs - updatedMs > 2 * this.longestMs;
  }
}
