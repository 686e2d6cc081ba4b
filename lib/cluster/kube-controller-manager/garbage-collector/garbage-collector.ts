import type { KubeObject, OwnerReference } from '../../api/meta';
import { type Resource, splitKey } from '../../api/resource';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { foregroundFinalizer, orphanFinalizer } from '../../kube-apiserver/before-delete';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { Graph, type Item } from './graph';

/** How many owners found absent are remembered (absentOwnerCache). */
const absentOwnersKept = 500;
const workers = 20;

interface ClassifiedReferences {
  readonly solid: readonly OwnerReference[];
  readonly dangling: readonly OwnerReference[];
  readonly waitingForDependentsDeletion: readonly OwnerReference[];
}

/**
 * Deletes what lost its last owner, holds owners back until their dependents are gone ("foreground"), and sets dependents
 * free ("orphan"): pkg/controller/garbagecollector. Left out: the event about owners in a wrong namespace.
 */
export class GarbageCollector extends Controller {
  private readonly attemptToDelete = new Workqueue(this, workers, (name) => this.attemptToDeleteItem(name));
  private readonly attemptToOrphan = new Workqueue(this, workers, (name) => this.attemptToOrphanItem(name));
  private readonly graph: Graph;
  private readonly absentOwners = new Set<string>();

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    // Each deletion takes two requests, so it gets twice the rate of other controllers.
    super('generic-garbage-collector', surroundings, informers, { qps: 40, burst: 30 });
    this.graph = new Graph(informers);
    for (const informer of this.graph.monitors()) {
      const { resource } = informer;
      informer.addHandlers({
        onAdd: (object) => {
          this.processTransitions(resource, object, undefined);
          this.insertNode(resource, object);
        },
        onUpdate: (object, old) => {
          this.processTransitions(resource, object, old);
          if (object.metadata.ownerReferences === old.metadata.ownerReferences) return;
          this.insertNode(resource, object);
          this.unblockOwners(old, object);
        },
        onDelete: (object) => this.removeNode(object),
      });
    }
  }

  protected run(): void {}

  protected override forget(): void {
    this.absentOwners.clear();
  }

  /** An object whose owner is not known here may have lost it before anybody looked. */
  private insertNode(resource: Resource, object: KubeObject): void {
    const { ownerReferences = [], namespace } = object.metadata;
    if (ownerReferences.some((reference) => !this.graph.owner(reference, namespace)))
      this.attemptToDelete.add(Graph.name(resource, object));
  }

  private removeNode(object: KubeObject): void {
    const { uid, ownerReferences = [], namespace } = object.metadata;
    for (const dependent of this.graph.dependents(uid)) this.enqueue(dependent);
    for (const reference of ownerReferences) this.unblock(reference, namespace);
  }

  /** An object that begins to be deleted in the foreground or with its dependents orphaned. */
  private processTransitions(resource: Resource, object: KubeObject, old: KubeObject | undefined): void {
    if (object.metadata.deletionTimestamp === undefined) return;
    const starts = (finalizer: string) =>
      isDeletingWith(object, finalizer) && !(old && isDeletingWith(old, finalizer));
    if (starts(orphanFinalizer)) this.attemptToOrphan.add(Graph.name(resource, object));
    if (!starts(foregroundFinalizer)) return;
    for (const dependent of this.graph.dependents(object.metadata.uid)) this.enqueue(dependent);
    this.enqueue({ resource, object });
  }

  /** An owner that waited for `old` need not wait for it any more. */
  private unblockOwners(old: KubeObject, object: KubeObject): void {
    for (const before of old.metadata.ownerReferences ?? []) {
      const now = object.metadata.ownerReferences?.find(({ uid }) => uid === before.uid);
      if (now === undefined || (before.blockOwnerDeletion && !now.blockOwnerDeletion))
        this.unblock(before, object.metadata.namespace);
    }
  }

  private unblock(reference: OwnerReference, namespace: string | undefined): void {
    const owner = this.graph.owner(reference, namespace);
    const resource = this.graph.resourceOf(reference);
    if (owner && resource && isDeletingWith(owner, foregroundFinalizer))
      this.enqueue({ resource, object: owner });
  }

  private enqueue({ resource, object }: { readonly resource: Resource; readonly object: KubeObject }): void {
    this.attemptToDelete.add(Graph.name(resource, object));
  }

  private *attemptToDeleteItem(name: string): Task {
    const item = this.graph.parse(name);
    const seen = item && this.graph.seen(item);
    if (item === undefined || seen === undefined) return;
    const isDeletingDependents = isDeletingWith(seen, foregroundFinalizer);
    if (seen.metadata.deletionTimestamp !== undefined && !isDeletingDependents) return;
    if (isDeletingDependents) return yield* this.processDeletingDependentsItem(item, seen);
    if (!this.mayHaveToGo(seen)) return;
    const latest = yield* this.live(item.resource, ...splitKey(item.key));
    if (latest?.metadata.uid !== item.uid || (latest.metadata.ownerReferences ?? []).length === 0) return;
    const { solid, dangling, waitingForDependentsDeletion } = yield* this.classifyReferences(latest);
    if (solid.length > 0) {
      const lost = [...dangling, ...waitingForDependentsDeletion].map(({ uid }) => uid);
      if (lost.length > 0) yield* this.removeReferences(item, lost);
      return;
    }
    const finalizers = latest.metadata.finalizers ?? [];
    const isForeground =
      (waitingForDependentsDeletion.length > 0 && !this.graph.dependents(item.uid).next().done) ||
      finalizers.includes(foregroundFinalizer);
    const policy = finalizers.includes(orphanFinalizer)
      ? 'Orphan'
      : isForeground
        ? 'Foreground'
        : 'Background';
    yield* this.deleteObject(item, latest, policy);
  }

  /** Whether an owner is gone or going; what the informers show is enough to say no. */
  private mayHaveToGo({ metadata }: KubeObject): boolean {
    return (metadata.ownerReferences ?? []).some((reference) => {
      const owner = this.graph.owner(reference, metadata.namespace);
      return owner === undefined || isDeletingWith(owner, foregroundFinalizer);
    });
  }

  private *processDeletingDependentsItem(item: Item, owner: KubeObject): Task {
    const blocking = [...this.graph.dependents(owner.metadata.uid)].filter(({ object }) =>
      object.metadata.ownerReferences?.some(
        ({ uid, blockOwnerDeletion }) => uid === item.uid && blockOwnerDeletion,
      ),
    );
    if (blocking.length === 0) return yield* this.removeFinalizer(item, foregroundFinalizer);
    for (const dependent of blocking)
      if (!isDeletingWith(dependent.object, foregroundFinalizer)) this.enqueue(dependent);
  }

  private *classifyReferences(latest: KubeObject): Task<ClassifiedReferences> {
    const solid: OwnerReference[] = [];
    const dangling: OwnerReference[] = [];
    const waitingForDependentsDeletion: OwnerReference[] = [];
    for (const reference of latest.metadata.ownerReferences ?? []) {
      const owner = yield* this.ownerOf(reference, latest.metadata.namespace);
      if (owner === 'absent') dangling.push(reference);
      else if (owner && isDeletingWith(owner, foregroundFinalizer))
        waitingForDependentsDeletion.push(reference);
      else solid.push(reference);
    }
    return { solid, dangling, waitingForDependentsDeletion };
  }

  /** The owner as the server has it; undefined when the server does not know its kind and nothing can be said. */
  private *ownerOf(
    reference: OwnerReference,
    namespace: string | undefined,
  ): Task<KubeObject | 'absent' | undefined> {
    const resource = this.graph.resourceOf(reference);
    if (resource === undefined) return undefined;
    const identity = `${namespace} ${reference.uid}`;
    if (this.absentOwners.has(identity)) return 'absent';
    const owner = yield* this.live(resource, resource.isNamespaced ? namespace : undefined, reference.name);
    if (owner?.metadata.uid === reference.uid) return owner;
    this.absentOwners.add(identity);
    for (const oldest of this.absentOwners) {
      if (this.absentOwners.size <= absentOwnersKept) break;
      this.absentOwners.delete(oldest);
    }
    return 'absent';
  }

  /** Takes the owner's name out of its dependents, then lets the owner go. */
  private *attemptToOrphanItem(name: string): Task {
    const item = this.graph.parse(name);
    if (item === undefined) return;
    for (const { resource, object } of [...this.graph.dependents(item.uid)]) {
      const { namespace, name: dependent, uid } = object.metadata;
      const key = namespace === undefined ? dependent : `${namespace}/${dependent}`;
      yield* this.removeReferences({ resource, key, uid }, [item.uid]);
    }
    yield* this.removeFinalizer(item, orphanFinalizer);
  }

  private *live(
    resource: Resource,
    namespace: string | undefined,
    name: string,
  ): Task<KubeObject | undefined> {
    try {
      return yield* this.client.get(resource, namespace, name);
    } catch (error) {
      if (error instanceof StatusError && error.reason === 'NotFound') return undefined;
      throw error;
    }
  }

  private *deleteObject(
    { resource, key, uid }: Item,
    { metadata }: KubeObject,
    propagationPolicy: 'Orphan' | 'Foreground' | 'Background',
  ): Task {
    const preconditions = { uid, resourceVersion: metadata.resourceVersion };
    try {
      yield* this.client.delete(resource, ...splitKey(key), { propagationPolicy, preconditions });
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === 'NotFound')) throw error;
    }
  }

  private *removeReferences(item: Item, uids: readonly string[]): Task {
    yield* this.patch(item, ({ ownerReferences, ...metadata }) => {
      const left = (ownerReferences ?? []).filter(({ uid }) => !uids.includes(uid));
      return left.length > 0 ? { ...metadata, ownerReferences: left } : metadata;
    });
  }

  private *removeFinalizer(item: Item, finalizer: string): Task {
    yield* this.patch(item, ({ finalizers, ...metadata }) => {
      const left = (finalizers ?? []).filter((each) => each !== finalizer);
      return left.length > 0 ? { ...metadata, finalizers: left } : metadata;
    });
  }

  private *patch(
    { resource, key, uid }: Item,
    change: (metadata: KubeObject['metadata']) => KubeObject['metadata'],
  ): Task {
    try {
      yield* this.client.patch(resource, ...splitKey(key), (stored) =>
        stored.metadata.uid === uid ? { ...stored, metadata: change(stored.metadata) } : stored,
      );
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === 'NotFound')) throw error;
    }
  }
}

function isDeletingWith({ metadata }: KubeObject, finalizer: string): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false);
}
