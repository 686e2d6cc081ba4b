import type { KubeObject } from '../api/meta';
import { keyOf, type Resource } from '../api/resource';
import type { Change } from '../etcd';
import type { Watch, WatchEvent, WatchFilter } from '../kube-apiserver/watch-cache';
import type { Task } from '../process';
import type { Component } from './component';

/** How long a watch event travels from the API server to a component, in ms. */
export const watchMs = 1;
/** Reflector back-off after a failed list or a broken watch (client-go/tools/cache/reflector.go), in ms. */
const firstBackoffMs = 800;
const longestBackoffMs = 30_000;

export interface InformerHandlers<T> {
  readonly onAdd?: (object: T) => void;
  readonly onUpdate?: (object: T, old: T) => void;
  /** `object` is the last state known. */
  readonly onDelete?: (object: T) => void;
}

export type InformerFilter = Pick<WatchFilter, 'namespace' | 'matchesLabels' | 'matchesFields' | 'trigger'>;

/**
 * A component's own copy of a resource, kept by list and watch, and always a moment behind
 * (client-go/tools/cache: reflector, indexer and shared informer in one). Left out: resync.
 */
export class Informer<T extends KubeObject> {
  hasSynced = false;
  private readonly store = new Map<string, T>();
  private readonly handlers: InformerHandlers<T>[] = [];
  private readonly indices = new Map<string, Index<T>>();
  private watch: Watch | undefined;
  private backoffMs = firstBackoffMs;

  constructor(
    private readonly component: Component,
    readonly resource: Resource<T>,
    private readonly filter: InformerFilter = {},
  ) {}

  /** Handlers are called for what is in the store already, too, once it is filled. */
  addHandlers(handlers: InformerHandlers<T>): this {
    this.handlers.push(handlers);
    return this;
  }

  /** Finds objects by what `keysOf` says of them, without looking through all. Before `start`. */
  addIndex(name: string, keysOf: (object: T) => readonly string[]): this {
    this.indices.set(name, { keysOf, found: new Map() });
    return this;
  }

  start(): void {
    this.component.atStop(() => this.stop());
    this.component.spawn(this.listAndWatch());
  }

  get(namespace: string | undefined, name: string): T | undefined {
    return this.store.get(namespace ? `${namespace}/${name}` : name);
  }

  getByKey(key: string): T | undefined {
    return this.store.get(key);
  }

  /** Every object, in the order they came. Sort before order can matter. */
  all(): IterableIterator<T> {
    return this.store.values();
  }

  get size(): number {
    return this.store.size;
  }

  inNamespace(namespace: string | undefined): T[] {
    return [...this.store.values()].filter((object) => object.metadata.namespace === namespace);
  }

  /** The objects that index `name` files under `key`. */
  byIndex(name: string, key: string): readonly T[] {
    const index = this.indices.get(name);
    if (index === undefined)
      throw new Error(`The informer of ${this.resource.plural} has no index "${name}".`);
    return [...(index.found.get(key)?.values() ?? [])];
  }

  private stop(): void {
    this.watch?.stop();
    this.watch = undefined;
    this.hasSynced = false;
    this.store.clear();
    for (const { found } of this.indices.values()) found.clear();
  }

  /** Lists, then watches from there; after a break waits and lists again. */
  private *listAndWatch(): Task {
    const { client } = this.component;
    for (;;) {
      try {
        const { matchesFields, namespace } = this.filter;
        const { items, revision } = yield* client.list<T>(this.resource, {
          namespace,
          matchesFields,
          trigger: this.filter.trigger,
        });
        this.replace(items.filter((each) => this.filter.matchesLabels?.(each.metadata.labels) ?? true));
        this.backoffMs = firstBackoffMs;
        yield* this.watchFrom(revision);
      } catch {
        // The server said no, or nothing: wait and list again.
      }
      yield this.backoffMs;
      this.backoffMs = Math.min(2 * this.backoffMs, longestBackoffMs);
    }
  }

  /** Returns when the line breaks. */
  private *watchFrom(revision: number): Task {
    const { server, connection } = this.component.surroundings;
    this.watch = server.watch(
      { storage: this.resource.storage, ...this.filter },
      revision,
      watchMs,
      (event, change) => this.receive(event as WatchEvent<T>, change),
    );
    if (this.watch === undefined) return;
    yield* connection.broken();
    this.watch.stop();
  }

  private receive({ type, object }: WatchEvent<T>, change: Change): void {
    const { simulation, name } = this.component;
    simulation.cause = simulation.trace.add({
      from: 'kube-apiserver',
      to: name,
      verb: 'watch',
      resource: this.resource.storage,
      key: change.key,
      startMs: simulation.nowMs - watchMs,
      endMs: simulation.nowMs,
      status: 200,
      cause: change.cause,
      revision: change.revision,
    });
    if (type === 'DELETED') this.remove(object);
    else this.put(object, change.key);
  }

  private replace(items: readonly T[]): void {
    const keys = new Set(items.map(keyOf));
    for (const [key, object] of [...this.store]) if (!keys.has(key)) this.remove(object);
    for (const item of items) {
      const old = this.store.get(keyOf(item));
      if (old?.metadata.resourceVersion !== item.metadata.resourceVersion) this.put(item);
    }
    this.hasSynced = true;
  }

  /** @param key of the object; a watch event brings it along, which spares making it anew for every informer */
  private put(object: T, key = keyOf(object)): void {
    const old = this.store.get(key);
    this.store.set(key, object);
    for (const index of this.indices.values()) move(index, key, old, object);
    // An object deleted and made anew under the same name while nobody watched is two events, not one.
    if (old === undefined || old.metadata.uid !== object.metadata.uid) {
      if (old) for (const { onDelete } of this.handlers) onDelete?.(old);
      for (const { onAdd } of this.handlers) onAdd?.(object);
    } else for (const { onUpdate } of this.handlers) onUpdate?.(object, old);
  }

  private remove(object: T): void {
    const key = keyOf(object);
    const old = this.store.get(key);
    if (old === undefined) return;
    this.store.delete(key);
    for (const index of this.indices.values()) move(index, key, old, undefined);
    for (const { onDelete } of this.handlers) onDelete?.(object);
  }
}

interface Index<T> {
  readonly keysOf: (object: T) => readonly string[];
  readonly found: Map<string, Map<string, T>>;
}

function move<T>({ keysOf, found }: Index<T>, key: string, old: T | undefined, next: T | undefined): void {
  const [before, now] = [old === undefined ? [] : keysOf(old), next === undefined ? [] : keysOf(next)];
  if (next !== undefined && before.length === now.length && before.every((each, at) => each === now[at])) {
    for (const each of now) found.get(each)?.set(key, next);
    return;
  }
  for (const each of before) {
    const group = found.get(each);
    group?.delete(key);
    if (group?.size === 0) found.delete(each);
  }
  for (const each of now) {
    const group = found.get(each);
    if (group) group.set(key, next as T);
    else found.set(each, new Map([[key, next as T]]));
  }
}
