import type { KubeObject } from './api/meta';
import { freeze } from './freeze';

/**
 * etcd's key-value store as the API server uses it: one revision for every write, old revisions until compaction, changes
 * since a revision. Models go.etcd.io/etcd/server/v3/storage/mvcc; leaves out leases, transactions over several keys
 * and the Raft group (a model of its own).
 */
export interface Change {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The resource's storage name, such as `deployments.apps`. */
  readonly storage: string;
  readonly key: string;
  /** What is stored now; for DELETED the last state with the revision of its deletion. */
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
  readonly atMs: number;
  /** The message that made the change. */
  readonly cause: number;
}

interface Entry {
  object: KubeObject | undefined;
  /** Older states with the revision each began at; the newest last. Undefined stands for "not there". */
  readonly past: { readonly revision: number; readonly object: KubeObject | undefined }[] | undefined;
}

export class Etcd {
  /** The revision of the newest write. The first write makes revision 2, as in etcd, whose empty store is at 1. */
  revision = 1;
  /** Reading or watching from below this revision is answered by "410 Gone". */
  compactedRevision = 0;
  private readonly tables = new Map<string, Map<string, Entry>>();
  /** The keys of each table in order, until a key is added or taken away. */
  private readonly sortedKeys = new Map<string, readonly string[]>();
  private log: Change[] = [];

  /**
   * @param keepsHistory whether old revisions stay readable (for looking back in time) after compaction
   * @param logLimit how many changes are kept for watchers that come back, when history is not kept
   */
  constructor(
    readonly keepsHistory: boolean,
    private readonly logLimit = 2000,
  ) {}

  get(storage: string, key: string): KubeObject | undefined {
    return this.tables.get(storage)?.get(key)?.object;
  }

  /** The objects of a resource, of one namespace or of all, ordered by key. */
  list(storage: string, namespace?: string): KubeObject[] {
    return this.listWith(storage, namespace, (entry) => entry.object);
  }

  /** How many keys a resource has. */
  count(storage: string): number {
    let count = 0;
    for (const entry of this.tables.get(storage)?.values() ?? []) if (entry.object) count++;
    return count;
  }

  /** Every resource that was ever stored. */
  storages(): readonly string[] {
    return [...this.tables.keys()];
  }

  /** What `key` held at `revision`. Needs `keepsHistory`. */
  getAt(storage: string, key: string, revision: number): KubeObject | undefined {
    const entry = this.tables.get(storage)?.get(key);
    return entry && stateAt(entry, revision);
  }

  /** As `list`, at a past revision. Needs `keepsHistory`. */
  listAt(storage: string, namespace: string | undefined, revision: number): KubeObject[] {
    return this.listWith(storage, namespace, (entry) => stateAt(entry, revision));
  }

  /** Stores `object` (its resourceVersion becomes the new revision) and tells what changed. */
  put(storage: string, key: string, object: KubeObject, atMs: number, cause: number): Change {
    const entry = this.entry(storage, key);
    const revision = ++this.revision;
    const stored = freeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } });
    const previous = entry.object;
    entry.object = stored;
    entry.past?.push({ revision, object: stored });
    return this.record({
      revision,
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      storage,
      key,
      object: stored,
      previous,
      atMs,
      cause,
    });
  }

  /** Removes `key`; undefined when there was nothing. */
  delete(storage: string, key: string, atMs: number, cause: number): Change | undefined {
    const entry = this.tables.get(storage)?.get(key);
    const previous = entry?.object;
    if (entry === undefined || previous === undefined) return undefined;
    const revision = ++this.revision;
    const object = freeze({
      ...previous,
      metadata: { ...previous.metadata, resourceVersion: String(revision) },
    });
    entry.object = undefined;
    if (entry.past) entry.past.push({ revision, object: undefined });
    else {
      this.tables.get(storage)?.delete(key);
      this.sortedKeys.delete(storage);
    }
    return this.record({ revision, type: 'DELETED', storage, key, object, previous, atMs, cause });
  }

  /** The changes after `revision`, oldest first; undefined when they were compacted. */
  changesSince(revision: number): readonly Change[] | undefined {
    if (revision < this.compactedRevision) return undefined;
    const first = this.log[0];
    if (first === undefined || revision >= this.revision) return [];
    if (revision + 1 < first.revision) return undefined;
    return this.log.slice(revision + 1 - first.revision);
  }

  /** Every change that is kept, whatever was compacted: the record a timeline draws. */
  history(): readonly Change[] {
    return this.log;
  }

  /** The newest revision at virtual time `ms`. */
  revisionAt(ms: number): number {
    let low = 0;
    let high = this.log.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.log[middle]?.atMs ?? 0) <= ms) low = middle + 1;
      else high = middle;
    }
    return this.log[low - 1]?.revision ?? 1;
  }

  /** Forgets what came before `revision`, for clients; the record stays when history is kept. */
  compact(revision: number): void {
    this.compactedRevision = Math.max(this.compactedRevision, Math.min(revision, this.revision));
  }

  private entry(storage: string, key: string): Entry {
    let table = this.tables.get(storage);
    if (table === undefined) {
      table = new Map();
      this.tables.set(storage, table);
    }
    let entry = table.get(key);
    if (entry === undefined) {
      entry = { object: undefined, past: this.keepsHistory ? [] : undefined };
      table.set(key, entry);
      this.sortedKeys.delete(storage);
    }
    return entry;
  }

  private record(change: Change): Change {
    this.log.push(change);
    if (!this.keepsHistory && this.log.length >= 2 * this.logLimit) this.log = this.log.slice(-this.logLimit);
    return change;
  }

  private listWith(
    storage: string,
    namespace: string | undefined,
    read: (entry: Entry) => KubeObject | undefined,
  ): KubeObject[] {
    const table = this.tables.get(storage);
    if (table === undefined) return [];
    const found: KubeObject[] = [];
    const prefix = namespace ? `${namespace}/` : '';
    for (const key of this.keysOf(storage, table)) {
      if (!key.startsWith(prefix)) continue;
      const entry = table.get(key);
      const object = entry && read(entry);
      if (object) found.push(object);
    }
    return found;
  }

  private keysOf(storage: string, table: ReadonlyMap<string, Entry>): readonly string[] {
    let keys = this.sortedKeys.get(storage);
    if (keys === undefined) {
      keys = [...table.keys()].sort();
      this.sortedKeys.set(storage, keys);
    }
    return keys;
  }
}

function stateAt(entry: Entry, revision: number): KubeObject | undefined {
  const past = entry.past ?? [];
  let low = 0;
  let high = past.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((past[middle]?.revision ?? 0) <= revision) low = middle + 1;
    else high = middle;
  }
  return past[low - 1]?.object;
}
