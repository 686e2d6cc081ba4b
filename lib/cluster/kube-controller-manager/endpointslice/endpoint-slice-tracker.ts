import type { KubeObject } from '../../api/meta';
import { keyOf } from '../../api/resource';
import type { Component } from '../../client-go/component';
import type { Informer } from '../../client-go/informer';

/** After this long something else happened to what was written, and waiting for it makes no sense, in ms. */
const givenUpMs = 10_000;

/**
 * What was written for each Service and has not come back through the informer yet: working on the old picture would create
 * things twice (k8s.io/endpointslice/util/endpointslice_tracker.go, which counts generations where this counts revisions).
 */
export class EndpointSliceTracker<T extends KubeObject> {
  private readonly written = new Map<
    string,
    Map<string, { readonly revision: number; readonly atMs: number }>
  >();

  constructor(
    private readonly component: Component,
    private readonly informer: Informer<T>,
  ) {}

  /** `object` was created or updated, and this is the server's answer. */
  update(serviceKey: string, object: T): void {
    this.expect(serviceKey, object, Number(object.metadata.resourceVersion));
  }

  expectDeletion(serviceKey: string, object: T): void {
    this.expect(serviceKey, object, Number.POSITIVE_INFINITY);
  }

  /** Whether the informer is behind what was written for the Service. */
  isStale(serviceKey: string): boolean {
    const { nowMs } = this.component.simulation;
    const expected = this.written.get(serviceKey);
    for (const [key, { revision, atMs }] of expected ?? []) {
      const seen = this.informer.getByKey(key);
      const isSeen =
        revision === Number.POSITIVE_INFINITY ? !seen : Number(seen?.metadata.resourceVersion) >= revision;
      if (!isSeen && nowMs - atMs < givenUpMs) return true;
      expected?.delete(key);
    }
    return false;
  }

  /** Whether this state of `object` is one that was written here (or older). */
  isExpected(serviceKey: string, object: T): boolean {
    const revision = this.written.get(serviceKey)?.get(keyOf(object))?.revision ?? 0;
    return revision >= Number(object.metadata.resourceVersion);
  }

  handleDeletion(serviceKey: string, object: T): void {
    this.written.get(serviceKey)?.delete(keyOf(object));
  }

  deleteService(serviceKey: string): void {
    this.written.delete(serviceKey);
  }

  clear(): void {
    this.written.clear();
  }

  private expect(serviceKey: string, object: T, revision: number): void {
    const entry = { revision, atMs: this.component.simulation.nowMs };
    const expected = this.written.get(serviceKey);
    if (expected) expected.set(keyOf(object), entry);
    else this.written.set(serviceKey, new Map([[keyOf(object), entry]]));
  }
}
