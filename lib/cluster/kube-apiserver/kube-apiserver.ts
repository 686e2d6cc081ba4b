import type { Pod } from '../api/core';
import type { Draft, KubeObject, LabelSelector } from '../api/meta';
import { apiVersionOf, joinKey, keyOf, type Resource } from '../api/resource';
import { pods } from '../api/resources';
import { matchesSelector } from '../api/selectors';
import type { Change, Etcd } from '../etcd';
import type { Simulation } from '../simulation';
import { admit } from './admission/admission';
import { servedAs } from './resources';
import { alreadyExists, invalid, modifiedMeanwhile, notFound } from './status-error';
import type { StrategyContext } from './strategy.types';
import { type Watch, WatchCache, type WatchEvent, type WatchFilter } from './watch-cache';

/** What a delete asks for (metav1.DeleteOptions). */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string } | undefined;
  readonly isDryRun?: boolean | undefined;
}

export interface WriteOptions {
  readonly isDryRun?: boolean;
  /** `status` writes only the status, nothing else only the rest. */
  readonly subresource?: 'status' | undefined;
}

export interface ListOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: LabelSelector | undefined;
  readonly matchesFields?: ((object: KubeObject) => boolean) | undefined;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly revision: number;
}

/**
 * The verbs of the API on stored objects (k8s.io/apiserver/pkg/registry/generic/registry/store.go). Every method either
 * answers at once or throws a StatusError; travel times are the callers'. Paths, query parameters and bodies in text are
 * `handle`'s business (request-handler.ts).
 */
export class KubeApiServer {
  readonly watchCache: WatchCache;
  /** While it is down every request is refused and no watch delivers. */
  isRunning = true;
  private readonly context: StrategyContext;

  constructor(
    readonly simulation: Simulation,
    readonly etcd: Etcd,
  ) {
    this.watchCache = new WatchCache(simulation, etcd);
    this.context = {
      simulation,
      get: (resource, key) => etcd.get(resource.storage, key) as never,
      list: (resource, namespace) => etcd.list(resource.storage, namespace) as never,
    };
  }

  /** Throws NotFound. */
  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): T {
    const object = this.etcd.get(resource.storage, joinKey(namespace, name));
    if (object === undefined) throw notFound(resource, name);
    return object as T;
  }

  list<T extends KubeObject>(resource: Resource<T>, options: ListOptions = {}): List<T> {
    const { namespace, labelSelector, matchesFields } = options;
    const items = this.etcd
      .list(resource.storage, namespace)
      .filter(
        (object) =>
          (!labelSelector || matchesSelector(labelSelector, object.metadata.labels)) &&
          (!matchesFields || matchesFields(object)),
      );
    return { items: items as unknown as T[], revision: this.etcd.revision };
  }

  /** Throws AlreadyExists, Invalid, Forbidden, NotFound (of the namespace). */
  create<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    draft: Draft<T>,
    options: WriteOptions = {},
  ): T {
    const { strategy } = servedAs(resource);
    const { context } = this;
    let object = strategy.default(this.withSystemFields(resource, namespace, draft), context);
    object = admit(resource, object, undefined, context);
    object = strategy.prepareForCreate?.(object, context) ?? object;
    const { name } = object.metadata;
    const errors = strategy.validate(object, context);
    if (errors.length > 0) throw invalid(resource, name, errors);
    const key = keyOf(object);
    if (this.etcd.get(resource.storage, key) !== undefined) throw alreadyExists(resource, name);
    if (options.isDryRun) return object as T;
    return this.store(resource, key, object) as T;
  }

  /** Replaces an object. A resourceVersion in it must be the stored one, or Conflict is thrown. */
  update<T extends KubeObject>(resource: Resource<T>, object: T, options: WriteOptions = {}): T {
    const { strategy } = servedAs(resource);
    const { context } = this;
    const key = keyOf(object);
    const { name, resourceVersion } = object.metadata;
    const old = this.get(resource, object.metadata.namespace, name);
    if (resourceVersion && resourceVersion !== old.metadata.resourceVersion)
      throw modifiedMeanwhile(resource, name);
    let next: KubeObject;
    if (options.subresource === 'status') {
      next = {
        ...old,
        metadata: { ...old.metadata },
        status: (object as { status?: unknown }).status,
      } as KubeObject;
      const errors = strategy.validateStatusUpdate?.(next, old, context) ?? [];
      if (errors.length > 0) throw invalid(resource, name, errors);
    } else {
      next = strategy.default(keepingSystemFields(object, old, strategy.hasStatus), context);
      next = admit(resource, next, old, context);
      next = strategy.prepareForUpdate?.(next, old, context) ?? next;
      const errors = strategy.validateUpdate?.(next, old, context) ?? strategy.validate(next, context);
      if (errors.length > 0) throw invalid(resource, name, errors);
      if (strategy.hasGeneration) next = withGeneration(next, old);
    }
    if (options.isDryRun) return next as T;
    return this.store(resource, key, next) as T;
  }

  /** Deletes an object, or marks it as terminating while finalizers or a grace period hold it. */
  delete<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): T {
    const object = this.get(resource, namespace, name);
    const { strategy } = servedAs(resource);
    const graceSeconds = strategy.graceSeconds?.(object, options.gracePeriodSeconds) ?? 0;
    const { metadata } = object;
    if (options.isDryRun) return object;
    if (graceSeconds === 0 && (metadata.finalizers ?? []).length === 0) {
      this.remove(resource, keyOf(object));
      return object;
    }
    if (
      metadata.deletionTimestamp !== undefined &&
      (metadata.deletionGracePeriodSeconds ?? 0) <= graceSeconds
    )
      return object;
    const marked = {
      ...object,
      metadata: {
        ...metadata,
        deletionTimestamp: this.simulation.timestamp(),
        deletionGracePeriodSeconds: graceSeconds,
      },
    };
    return this.store(resource, keyOf(object), marked) as T;
  }

  /** `POST …/pods/NAME/binding`: the Pod's node, once and for ever. */
  bind(namespace: string, name: string, nodeName: string): void {
    const pod = this.get(pods, namespace, name);
    const at = this.simulation.timestamp();
    const conditions = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
    const bound: Pod = {
      ...pod,
      spec: { ...pod.spec, nodeName },
      status: {
        ...pod.status,
        conditions: [
          ...conditions,
          { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: at },
        ],
      },
    };
    this.store(pods, keyOf(pod), bound);
  }

  /** Begins a watch; undefined when `fromRevision` was compacted. */
  watch(
    filter: WatchFilter,
    fromRevision: number,
    delayMs: number,
    deliver: (event: WatchEvent, change: Change) => void,
  ): Watch | undefined {
    return this.watchCache.watch(filter, fromRevision, delayMs, deliver);
  }

  /** Writes to etcd and lets the watches know. */
  protected store(resource: Resource, key: string, object: KubeObject): KubeObject {
    const { simulation, etcd } = this;
    const change = etcd.put(resource.storage, key, object, simulation.nowMs, simulation.cause);
    this.watchCache.dispatch(change);
    return change.object;
  }

  protected remove(resource: Resource, key: string): void {
    const { simulation, etcd } = this;
    const change = etcd.delete(resource.storage, key, simulation.nowMs, simulation.cause);
    if (change) this.watchCache.dispatch(change);
  }

  /** rest.FillObjectMetaSystemFields, and the name out of generateName. */
  private withSystemFields<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    draft: Draft<T>,
  ): KubeObject {
    const { generateName = '', name = '' } = draft.metadata;
    const random = this.simulation.random('apiserver');
    return {
      ...draft,
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      metadata: {
        ...draft.metadata,
        name: name !== '' ? name : generateName + randomSuffix(random),
        ...(resource.isNamespaced && { namespace: namespace ?? 'default' }),
        uid: randomUid(random),
        resourceVersion: '',
        creationTimestamp: this.simulation.timestamp(),
        ...(servedAs(resource).strategy.hasGeneration && { generation: 1 }),
      },
    };
  }
}

function keepingSystemFields(object: KubeObject, old: KubeObject, hasStatus: boolean): KubeObject {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } = old.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      uid,
      creationTimestamp,
      ...(generation !== undefined && { generation }),
      ...(deletionTimestamp !== undefined && { deletionTimestamp }),
      ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
    },
    ...(hasStatus && 'status' in old && { status: old.status }),
  };
}

/** A change of spec counts; equal text is no change. */
function withGeneration(next: KubeObject, old: KubeObject): KubeObject {
  const [specNow, specBefore] = [next, old].map((each) => (each as { spec?: unknown }).spec);
  if (specNow === specBefore || JSON.stringify(specNow) === JSON.stringify(specBefore)) return next;
  return { ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
}

/** The letters of k8s.io/apimachinery/pkg/util/rand: no vowels, no look-alikes. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random letters, as behind generateName. */
export function randomSuffix(random: { uniform(): number }): string {
  let text = '';
  for (let count = 0; count < 5; count++) text += letters[Math.floor(random.uniform() * letters.length)];
  return text;
}

function randomUid(random: { uniform(): number }): string {
  const hex = (digits: number) =>
    Math.floor(random.uniform() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(8)}${hex(4)}`;
}
