import type { Component } from '../client-go/component';

/** After this long a controller stops waiting for what it did not see (ExpectationsTimeout), in ms. */
const timeoutMs = 5 * 60_000;

interface Expectation {
  creations: number;
  readonly deletions: Set<string>;
  readonly atMs: number;
}

/**
 * What a controller has asked for and not yet seen in its informer: until then its view of its Pods is known to be old,
 * and it must not create or delete more (pkg/controller/controller_utils.go, UIDTrackingControllerExpectations).
 */
export class ControllerExpectations {
  private readonly expected = new Map<string, Expectation>();

  constructor(private readonly component: Component) {}

  /** Whether the controller of `key` may act: everything was seen, nothing was expected, or it took too long. */
  satisfiedExpectations(key: string): boolean {
    const found = this.expected.get(key);
    if (found === undefined) return true;
    if (found.creations <= 0 && found.deletions.size === 0) return true;
    return this.component.simulation.nowMs - found.atMs > timeoutMs;
  }

  /** @param deletions the keys of the Pods that are going to be deleted: each is counted off once */
  setExpectations(key: string, creations: number, deletions: readonly string[] = []): void {
    const atMs = this.component.simulation.nowMs;
    this.expected.set(key, { creations, deletions: new Set(deletions), atMs });
  }

  /** A Pod was seen, or will never come: it could not be created. */
  creationObserved(key: string, count = 1): void {
    const found = this.expected.get(key);
    if (found) found.creations -= count;
  }

  deletionObserved(key: string, podKey: string): void {
    this.expected.get(key)?.deletions.delete(podKey);
  }

  deleteExpectations(key: string): void {
    this.expected.delete(key);
  }

  clear(): void {
    this.expected.clear();
  }
}
