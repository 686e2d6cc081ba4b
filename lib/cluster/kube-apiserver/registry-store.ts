import type { Namespace } from '../api/core';
import type { Draft, KubeObject, ObjectMeta } from '../api/meta';
import { apiVersionOf, joinKey, keyOf, type Resource } from '../api/resource';
import { jobs, namespaces } from '../api/resources';
import type { Change, Etcd } from '../etcd';
import type { Simulation } from '../simulation';
import { type Admission, type Attributes, createAdmission } from './admission/admission';
import { beforeDelete, checkPreconditions, markAsDeleting, withGarbageCollection } from './before-delete';
import { checkUpdate, withSystemFields } from './before-update';
import { deepEqual } from './deep-equal';
import { beginNamespaceDeletion, namespaceIsHeld } from './namespace-deletion';
import { generateName, randomUid } from './object-names';
import type { DeleteOptions, WriteOptions } from './options.types';
import { servedAs } from './resources';
import { alreadyExists, invalid, notFound, StatusError } from './status-error';
import type { StrategyContext } from './strategy.types';
import type { WatchCache } from './watch-cache';

/** How often a name is drawn again when it is taken (RetryGenerateName, v1.32). */
const generateNameAttempts = 8;

/**
 * Reading and writing of stored objects (k8s.io/apiserver/pkg/registry/generic/registry/store.go): defaults, admission,
 * validation, then etcd, then the watches. Everything happens within one step, so nothing comes between reading and
 * writing. Left out: creating by update.
 */
export class RegistryStore {
  readonly context: StrategyContext;
  readonly admission: Admission;

  constructor(
    readonly simulation: Simulation,
    readonly etcd: Etcd,
    readonly watchCache: WatchCache,
  ) {
    this.context = {
      simulation,
      get: (resource, key) => etcd.get(resource.storage, key) as never,
      list: (resource, namespace) => etcd.list(resource.storage, namespace) as never,
    };
    this.admission = createAdmission(this.context);
  }

  /** Throws NotFound. */
  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): T {
    const object = this.etcd.get(resource.storage, joinKey(namespace, name));
    if (object === undefined) throw notFound(resource, name);
    return object as T;
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
    const shared = this.admission.withSharedSpec(resource, namespace, draft);
    let object = strategy.default(this.withNewMetadata(resource, namespace, shared), context);
    object = this.admission.admit({ operation: 'CREATE', resource, object, old: undefined });
    this.admission.rememberSpec(resource, draft, object);
    object = strategy.prepareForCreate?.(object, context) ?? object;
    const { name } = object.metadata;
    const errors = strategy.validate(object, context);
    if (errors.length > 0) throw invalid(resource, name, errors);
    const key = keyOf(object);
    if (this.etcd.get(resource.storage, key) !== undefined) throw alreadyExists(resource, name);
    if (options.isDryRun) return withoutRevision(object) as T;
    return this.put(resource, key, object) as T;
  }

  /** Replaces an object. A resourceVersion in it must be the stored one, or Conflict is thrown. An equal object is not written. */
  update<T extends KubeObject>(resource: Resource<T>, object: T, options: WriteOptions = {}): T {
    const old = this.get(resource, object.metadata.namespace, object.metadata.name);
    checkUpdate(resource, object, old);
    let next =
      options.subresource === 'status'
        ? this.withStatus(resource, object, old)
        : this.withAllButStatus(resource, withSystemFields(object, old), old);
    if (deepEqual(next, old)) return old;
    if (options.isDryRun) return next as T;
    if (isReleased(next, old)) return this.remove(resource, next) as T;
    next = this.put(resource, keyOf(next), next);
    return next as T;
  }

  /** Deletes an object, or marks it as terminating while finalizers or a grace period hold it. @returns its last state, and whether it is gone */
  delete<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): { readonly object: T; readonly isGone: boolean } {
    const object: KubeObject = this.get(resource, namespace, name);
    this.admission.admit({ operation: 'DELETE', resource, object, old: object });
    checkPreconditions(object, resource.group, options);
    const still = (kept: KubeObject) => ({ object: kept as T, isGone: false });
    if (resource.storage === namespaces.storage && namespaceIsHeld(object)) {
      const terminating = beginNamespaceDeletion(object, this.simulation.timestamp(), options);
      return still(
        options.isDryRun || terminating === object
          ? terminating
          : this.put(resource, keyOf(object), terminating),
      );
    }
    const { strategy } = servedAs(resource);
    const { epochNowMs } = this.simulation;
    const grace = beforeDelete(object, strategy, options, epochNowMs);
    if (grace === 'pending') return still(object);
    const before = object.metadata.finalizers ?? [];
    const finalizers = withGarbageCollection(before, options, resource.storage === jobs.storage);
    const isHeld = finalizers.length > 0;
    if (grace === 'none' && !isHeld) return this.gone(resource, object, options);
    let metadata = grace === 'none' ? object.metadata : grace.metadata;
    if (finalizers !== before) metadata = { ...metadata, finalizers };
    if (grace === 'none') metadata = markAsDeleting(metadata, epochNowMs);
    let marked: KubeObject = { ...object, metadata };
    if (!options.isDryRun && !deepEqual(marked, object)) marked = this.put(resource, keyOf(object), marked);
    if (isHeld || (grace !== 'none' && grace.seconds > 0)) return still(marked);
    return this.gone(resource, marked, options);
  }

  /** `PUT …/namespaces/NAME/finalize`: takes finalizers out of the spec; without any the namespace is gone. */
  finalizeNamespace(namespace: Namespace): KubeObject {
    const old: Namespace = this.get(namespaces, undefined, namespace.metadata.name);
    const { finalizers } = namespace.spec ?? {};
    const asked: Namespace = {
      ...old,
      metadata: namespace.metadata,
      spec: { ...(finalizers && { finalizers }) },
    };
    checkUpdate(namespaces, asked, old);
    const next = withSystemFields(asked, old);
    if (deepEqual(next, old)) return old;
    return isReleased(next, old) ? this.remove(namespaces, next) : this.put(namespaces, keyOf(next), next);
  }

  /** Writes to etcd and lets the watches know. */
  put(resource: Resource, key: string, object: KubeObject): KubeObject {
    const { simulation, etcd } = this;
    const change = etcd.put(resource.storage, key, object, simulation.nowMs, simulation.cause);
    this.watchCache.dispatch(change);
    return change.object;
  }

  /** Takes an object out of etcd; the watches are told its last state. */
  remove(resource: Resource, object: KubeObject): KubeObject {
    const { simulation, etcd } = this;
    const change: Change | undefined = etcd.delete(
      resource.storage,
      keyOf(object),
      simulation.nowMs,
      simulation.cause,
    );
    if (change === undefined) return object;
    this.watchCache.dispatch(change);
    return change.object;
  }

  private gone<T extends KubeObject>(resource: Resource, object: KubeObject, options: DeleteOptions) {
    const last = options.isDryRun ? object : this.remove(resource, object);
    return { object: last as T, isGone: true };
  }

  private withStatus(resource: Resource, object: KubeObject, old: KubeObject): KubeObject {
    const { status } = object as { readonly status?: unknown };
    const { annotations } = object.metadata;
    // Annotations may be written along with the status: a Deployment's revision is.
    const metadata =
      annotations === undefined || annotations === old.metadata.annotations
        ? old.metadata
        : { ...old.metadata, annotations };
    const next = { ...old, metadata, status } as KubeObject;
    const errors = servedAs(resource).strategy.validateStatusUpdate?.(next, old, this.context) ?? [];
    if (errors.length > 0) throw invalid(resource, old.metadata.name, errors);
    return next;
  }

  private withAllButStatus(resource: Resource, object: KubeObject, old: KubeObject): KubeObject {
    const { strategy } = servedAs(resource);
    const { context } = this;
    const isKept = strategy.hasStatus && 'status' in old;
    let next = strategy.default(
      isKept ? ({ ...object, status: (old as { status?: unknown }).status } as KubeObject) : object,
      context,
    );
    const attributes: Attributes = { operation: 'UPDATE', resource, object: next, old };
    next = this.admission.admit(attributes);
    next = strategy.prepareForUpdate?.(next, old, context) ?? next;
    const errors = strategy.validateUpdate?.(next, old, context) ?? strategy.validate(next, context);
    if (errors.length > 0) throw invalid(resource, old.metadata.name, errors);
    return strategy.hasGeneration ? withGeneration(next, old) : next;
  }

  /** rest.FillObjectMetaSystemFields, and the name out of generateName. */
  private withNewMetadata<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    draft: Draft<T>,
  ): KubeObject {
    const random = this.simulation.random('apiserver');
    const { name: asked = '', generateName: base = '', resourceVersion = '' } = draft.metadata;
    if (resourceVersion !== '' && resourceVersion !== '0')
      throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created');
    const space = resource.isNamespaced ? (namespace ?? draft.metadata.namespace ?? 'default') : undefined;
    let name = asked;
    for (let attempt = 0; name === '' && base !== '' && attempt < generateNameAttempts; attempt++) {
      const drawn = generateName(base, random);
      const isTaken = this.etcd.get(resource.storage, joinKey(space, drawn)) !== undefined;
      if (!isTaken || attempt === generateNameAttempts - 1) name = drawn;
    }
    // Adding new keys to a spread object is slow in V8, and this runs for every object of the cluster.
    const metadata: Record<string, unknown> = {
      name,
      ...(space !== undefined && { namespace: space }),
      uid: randomUid(random),
      resourceVersion: '',
      creationTimestamp: this.simulation.timestamp(),
      ...(servedAs(resource).strategy.hasGeneration && { generation: 1 }),
    };
    for (const [key, value] of Object.entries(draft.metadata))
      if (!(key in metadata) && !serversOwn.has(key)) metadata[key] = value;
    const object: Record<string, unknown> = { apiVersion: '', kind: '', ...draft };
    object.apiVersion = apiVersionOf(resource);
    object.kind = resource.kind;
    object.metadata = metadata;
    return object as unknown as KubeObject;
  }
}

/** Metadata that no creator decides. */
const serversOwn = new Set([
  'namespace',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  '__proto__',
]);

/** A dry run's object was never stored. */
function withoutRevision(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata: metadata as ObjectMeta };
}

/** ShouldDeleteDuringUpdate: the last finalizer of an object that is being deleted went away. */
function isReleased(next: KubeObject, old: KubeObject): boolean {
  if (next.kind === 'Namespace') return namespaceIsHeld(old) && !namespaceIsHeld(next);
  return (next.metadata.finalizers ?? []).length === 0 && old.metadata.deletionGracePeriodSeconds === 0;
}

/** A change of spec counts. */
function withGeneration(next: KubeObject, old: KubeObject): KubeObject {
  const [specNow, specBefore] = [next, old].map((each) => (each as { spec?: unknown }).spec);
  if (deepEqual(specNow, specBefore)) return next;
  return { ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
}
