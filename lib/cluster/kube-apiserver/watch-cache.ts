import type { KubeObject, Labels } from '../api/meta';
import type { Change, Etcd } from '../etcd';
import type { Simulation } from '../simulation';

/** What a watch delivers. */
export interface WatchEvent<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
}

/** What a watch (or list) is about. */
export interface WatchFilter {
  readonly storage: string;
  readonly namespace?: string | undefined;
  readonly matchesLabels?: ((labels: Labels | undefined) => boolean) | undefined;
  readonly matchesFields?: ((object: KubeObject) => boolean) | undefined;
  /**
   * The one field every object of this watch has in common; watches with one are found by its value instead of being
   * asked for each change (cacher.go does the same for spec.nodeName).
   */
  readonly trigger?:
    | { readonly field: 'spec.nodeName' | 'metadata.name'; readonly value: string }
    | undefined;
}

export interface Watch {
  stop(): void;
}

interface Watcher {
  readonly filter: WatchFilter;
  readonly deliver: (event: WatchEvent, change: Change) => void;
  readonly delayMs: number;
  /** What is on its way, oldest first. */
  readonly buffer: { readonly event: WatchEvent; readonly change: Change; readonly dueMs: number }[];
  isFlushPlanned: boolean;
  isStopped: boolean;
}

/**
 * Hands every change to the watches it concerns, each a moment later and in order
 * (k8s.io/apiserver/pkg/storage/cacher). Left out: bookmarks, and slow watchers being cut off.
 */
export class WatchCache {
  private readonly plain = new Map<string, Set<Watcher>>();
  /** Watches with a trigger, by storage and field, and then by the field's value. */
  private readonly byName = new Map<string, Map<string, Set<Watcher>>>();
  private readonly byNodeName = new Map<string, Map<string, Set<Watcher>>>();
  private readonly byNode = new Map<string, Map<string, KubeObject>>();

  constructor(
    private readonly simulation: Simulation,
    private readonly etcd: Etcd,
  ) {}

  /** How many watches are open. */
  get count(): number {
    let count = 0;
    const triggered = [...this.byName.values(), ...this.byNodeName.values()];
    for (const sets of [this.plain, ...triggered]) for (const set of sets.values()) count += set.size;
    return count;
  }

  /**
   * Begins a watch after `fromRevision`.
   * @param delayMs how long an event travels
   * @returns undefined when that revision was compacted ("410 Gone")
   */
  watch(
    filter: WatchFilter,
    fromRevision: number,
    delayMs: number,
    deliver: (event: WatchEvent, change: Change) => void,
  ): Watch | undefined {
    const missed = this.etcd.changesSince(fromRevision);
    if (missed === undefined) return undefined;
    const watcher: Watcher = {
      filter,
      deliver,
      delayMs,
      buffer: [],
      isFlushPlanned: false,
      isStopped: false,
    };
    const set = this.setOf(filter);
    set.add(watcher);
    for (const change of missed) if (change.storage === filter.storage) this.offer(watcher, change);
    return {
      stop: () => {
        watcher.isStopped = true;
        watcher.buffer.length = 0;
        set.delete(watcher);
      },
    };
  }

  /** A change was stored: whoever watches will hear of it. */
  dispatch(change: Change): void {
    const { storage, object, previous } = change;
    for (const watcher of this.plain.get(storage) ?? []) this.offer(watcher, change);
    this.dispatchTriggered(this.byName.get(storage), object.metadata.name, change);
    if (storage !== 'pods') return;
    this.indexByNode(change);
    const nodeName = nodeNameOf(object);
    const watchers = this.byNodeName.get(storage);
    if (nodeName !== '') this.dispatchTriggered(watchers, nodeName, change);
    const before = nodeNameOf(previous);
    if (before !== '' && before !== nodeName) this.dispatchTriggered(watchers, before, change);
  }

  /** The Pods bound to a node, by key (the index spec.nodeName of upstream's watch cache). */
  podsOnNode(nodeName: string): readonly KubeObject[] {
    const found = [...(this.byNode.get(nodeName) ?? [])];
    return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  private indexByNode({ type, key, object, previous }: Change): void {
    const before = nodeNameOf(previous);
    const now = type === 'DELETED' ? '' : nodeNameOf(object);
    if (before !== '' && before !== now) {
      const group = this.byNode.get(before);
      group?.delete(key);
      if (group?.size === 0) this.byNode.delete(before);
    }
    if (now === '') return;
    const group = this.byNode.get(now);
    if (group) group.set(key, object);
    else this.byNode.set(now, new Map([[key, object]]));
  }

  private dispatchTriggered(
    watchers: ReadonlyMap<string, ReadonlySet<Watcher>> | undefined,
    value: string,
    change: Change,
  ): void {
    for (const watcher of watchers?.get(value) ?? []) this.offer(watcher, change);
  }

  private setOf({ storage, trigger }: WatchFilter): Set<Watcher> {
    if (trigger === undefined) return member(this.plain, storage, () => new Set());
    const byStorage = trigger.field === 'metadata.name' ? this.byName : this.byNodeName;
    const byValue = member(byStorage, storage, () => new Map<string, Set<Watcher>>());
    return member(byValue, trigger.value, () => new Set());
  }

  /** An object that begins or ceases to match is ADDED or DELETED for this watch, whatever it is for others. */
  private offer(watcher: Watcher, change: Change): void {
    const { filter } = watcher;
    const { object, previous, type } = change;
    const isIn = type !== 'DELETED' && matches(filter, object);
    const wasIn = previous !== undefined && matches(filter, previous);
    if (!isIn && !wasIn) return;
    const seen = isIn ? (wasIn ? 'MODIFIED' : 'ADDED') : 'DELETED';
    watcher.buffer.push({
      event: { type: seen, object },
      change,
      dueMs: this.simulation.nowMs + watcher.delayMs,
    });
    if (!watcher.isFlushPlanned) this.planFlush(watcher, watcher.delayMs);
  }

  private planFlush(watcher: Watcher, afterMs: number): void {
    watcher.isFlushPlanned = true;
    this.simulation.after(afterMs, 'watch', () => this.flush(watcher));
  }

  private flush(watcher: Watcher): void {
    watcher.isFlushPlanned = false;
    const { buffer } = watcher;
    const now = this.simulation.nowMs;
    let count = 0;
    while (!watcher.isStopped) {
      const next = buffer[count];
      if (next === undefined || next.dueMs > now) break;
      count++;
      this.simulation.cause = next.change.cause;
      watcher.deliver(next.event, next.change);
    }
    buffer.splice(0, count);
    const [next] = buffer;
    if (next && !watcher.isStopped && !watcher.isFlushPlanned) this.planFlush(watcher, next.dueMs - now);
  }
}

function member<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function matches(filter: WatchFilter, object: KubeObject): boolean {
  if (filter.namespace !== undefined && object.metadata.namespace !== filter.namespace) return false;
  if (filter.matchesLabels && !filter.matchesLabels(object.metadata.labels)) return false;
  return !filter.matchesFields || filter.matchesFields(object);
}

function nodeNameOf(object: KubeObject | undefined): string {
  return (object as { readonly spec?: { readonly nodeName?: string } } | undefined)?.spec?.nodeName ?? '';
}
