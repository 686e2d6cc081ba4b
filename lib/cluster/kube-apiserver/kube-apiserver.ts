import type { Namespace, Pod, PodSpec } from '../api/core';
import type { Condition, Draft, KubeObject } from '../api/meta';
import { keyOf, type Resource } from '../api/resource';
import { pods } from '../api/resources';
import { matchesSelector } from '../api/selectors';
import type { Change, Etcd } from '../etcd';
import type { Simulation } from '../simulation';
import type { AggregatedApi } from './aggregated-api.types';
import { bootstrap } from './bootstrap';
import { evict } from './eviction';
import type { KubeletEndpoint } from './kubelet-endpoint.types';
import type { Descriptions } from './openapi';
import type { DeleteOptions, List, ListOptions, WriteOptions } from './options.types';
import { RegistryStore } from './registry-store';
import type { ApiRequest, ApiResponse, Stream, StreamListener } from './request.types';
import { handleRequest, handleWatch } from './request-handler';
import { conflict } from './status-error';
import { type Watch, WatchCache, type WatchEvent, type WatchFilter } from './watch-cache';

export type { DeleteOptions, List, ListOptions, WriteOptions } from './options.types';

/** How often what is older than one such interval is forgotten (k8s.io/apiserver/pkg/storage/etcd3/compact.go), in ms. */
const compactionMs = 300_000;

/**
 * The API server (cmd/kube-apiserver). It has two doors: typed verbs, which components use through client-go, and
 * `request`/`watchRequest`, which take HTTP requests apart. Both answer at once or throw a StatusError (`request`: answers
 * with it); travel times are the callers'.
 */
export class KubeApiServer {
  readonly watchCache: WatchCache;
  readonly store: RegistryStore;
  /** While it is down every request is refused and no watch delivers. */
  isRunning = true;
  /** The kubelets' own servers by the names of their nodes, for logs and exec. A kubelet that is not reached is not in it. */
  readonly kubelets = new Map<string, KubeletEndpoint>();
  /** Groups that something else answers for, by `group/version` (kube-aggregator); they appear in discovery while they are here. */
  readonly aggregated = new Map<string, AggregatedApi>();

  /** What the OpenAPI documents say about kinds and fields; they are silent without. */
  descriptions: Descriptions | undefined;

  constructor(
    readonly simulation: Simulation,
    readonly etcd: Etcd,
  ) {
    this.watchCache = new WatchCache(simulation, etcd);
    this.store = new RegistryStore(simulation, etcd, this.watchCache);
    if (etcd.revision === 1) bootstrap(this.store);
  }

  /** Throws NotFound. */
  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): T {
    return this.store.get(resource, namespace, name);
  }

  list<T extends KubeObject>(resource: Resource<T>, options: ListOptions = {}): List<T> {
    const { namespace, labelSelector, matchesFields, trigger } = options;
    const found =
      trigger?.field === 'spec.nodeName' && resource.storage === pods.storage
        ? this.watchCache.podsOnNode(trigger.value)
        : this.etcd.list(resource.storage, namespace);
    const items = found.filter(
      (object) =>
        (trigger?.field !== 'metadata.name' || object.metadata.name === trigger.value) &&
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
    options?: WriteOptions,
  ): T {
    return this.store.create(resource, namespace, draft, options);
  }

  /** Replaces an object. A resourceVersion in it must be the stored one, or Conflict is thrown. An equal object is not written. */
  update<T extends KubeObject>(resource: Resource<T>, object: T, options?: WriteOptions): T {
    return this.store.update(resource, object, options);
  }

  /** Deletes an object, or marks it as terminating while finalizers or a grace period hold it. */
  delete<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): T {
    return this.store.delete(resource, namespace, name, options).object;
  }

  /** `POST …/pods/NAME/binding`: the Pod's node, once and for ever (pkg/registry/core/pod/storage/storage.go, assignPod). */
  bind(namespace: string, name: string, nodeName: string): void {
    const pod = this.store.get(pods, namespace, name);
    const { spec, status, metadata } = pod;
    const refuse = (why: string) => conflict({ ...pods, plural: 'pods/binding' }, name, why);
    if (metadata.deletionTimestamp !== undefined)
      throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
    if (spec.nodeName) throw refuse(`pod ${name} is already assigned to node "${spec.nodeName}"`);
    if ((spec.schedulingGates ?? []).length > 0)
      throw refuse(`pod ${name} has non-empty .spec.schedulingGates`);
    const scheduled: Condition = {
      type: 'PodScheduled',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: this.simulation.timestamp(),
      ...(metadata.generation !== undefined && { observedGeneration: metadata.generation }),
    };
    const conditions = [...(status.conditions ?? [])];
    const place = conditions.findIndex(({ type }) => type === scheduled.type);
    conditions[place < 0 ? conditions.length : place] = scheduled;
    // The new key stands first: adding it to a spread object is slow in V8, and this runs for every Pod.
    const boundSpec: { -readonly [Key in keyof PodSpec]: PodSpec[Key] } = { nodeName, ...spec };
    boundSpec.nodeName = nodeName;
    const bound: Pod = { ...pod, spec: boundSpec, status: { ...status, conditions } };
    this.store.put(pods, keyOf(pod), bound);
  }

  /** `POST …/pods/NAME/eviction`: a delete that asks the disruption budgets first. Throws TooManyRequests. */
  evict(namespace: string, name: string, options: DeleteOptions = {}): void {
    evict(this.store, namespace, name, options);
  }

  /** `PUT …/namespaces/NAME/finalize`: what the namespace controller says when it has emptied a namespace. */
  finalizeNamespace(namespace: Namespace): void {
    this.store.finalizeNamespace(namespace);
  }

  /** Begins a watch; undefined when `fromRevision` was compacted. */
  watch(
    filter: WatchFilter,
    fromRevision: number,
    delayMs: number,
    deliver: (event: WatchEvent, change: Change) => void,
  ): Watch | undefined {
    this.compact();
    return this.watchCache.watch(filter, fromRevision, delayMs, deliver);
  }

  /** One HTTP request. Never throws a StatusError: it is the answer. */
  request(request: ApiRequest): ApiResponse {
    return handleRequest(this, request);
  }

  /** A watch (`?watch=true`) or a followed log as a stream; an answer when there is nothing to follow. */
  watchRequest(request: ApiRequest, listener: StreamListener): Stream | ApiResponse {
    return handleWatch(this, request, listener);
  }

  /**
   * Every five minutes the API server forgets what was before the previous five. Nobody can tell whether it happened then
   * or when somebody first asks for an old revision, so it happens when somebody asks.
   */
  compact(): void {
    const interval = Math.floor(this.simulation.nowMs / compactionMs);
    if (interval < 2) return;
    this.etcd.compact(this.etcd.revisionAt((interval - 1) * compactionMs));
  }
}
