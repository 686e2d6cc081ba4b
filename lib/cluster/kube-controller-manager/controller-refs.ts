import type { KubeObject, LabelSelector } from '../api/meta';
import type { Resource } from '../api/resource';
import { controllerOf, matchesSelector } from '../api/selectors';
import type { Controller } from '../client-go/controller';
import { conflict, StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import { newControllerRef } from './controller-pod-control';

/**
 * Adopting what matches a controller's selector and has no owner, letting go of what no longer matches
 * (pkg/controller/controller_ref_manager.go).
 */
export class ControllerRefManager<O extends KubeObject> {
  private hasChecked = false;

  /** @param owner the controller object, of kind `ownerResource`, whose `selector` says what is its own @param finalizer what adopted objects are given */
  constructor(
    private readonly controller: Controller,
    private readonly owner: O,
    private readonly ownerResource: Resource<O>,
    private readonly selector: LabelSelector,
    private readonly finalizer?: string,
  ) {}

  /** @returns those of `objects` that are the owner's now */
  *claim<T extends KubeObject>(resource: Resource<T>, objects: readonly T[]): Task<T[]> {
    const claimed: T[] = [];
    for (const object of objects) {
      const isMatch = matchesSelector(this.selector, object.metadata.labels);
      const { uid, deletionTimestamp } = this.owner.metadata;
      const owner = controllerOf(object);
      if (owner !== undefined) {
        if (owner.uid !== uid) continue;
        if (isMatch) claimed.push(object);
        else if (deletionTimestamp === undefined) yield* this.release(resource, object);
      } else if (isMatch && !deletionTimestamp && !object.metadata.deletionTimestamp) {
        const adopted = yield* this.adopt(resource, object);
        if (adopted) claimed.push(adopted);
      }
    }
    return claimed;
  }

  private *adopt<T extends KubeObject>(resource: Resource<T>, object: T): Task<T | undefined> {
    yield* this.canAdopt();
    const owner = newControllerRef(this.owner, this.ownerResource);
    const { finalizer } = this;
    return yield* this.patch(resource, object, (stored) => {
      const { ownerReferences = [], finalizers = [] } = stored.metadata;
      return {
        ...stored,
        metadata: {
          ...stored.metadata,
          ownerReferences: [...ownerReferences, owner],
          ...(finalizer && { finalizers: [...finalizers, finalizer] }),
        },
      };
    });
  }

  private *release<T extends KubeObject>(resource: Resource<T>, object: T): Task {
    const { uid } = this.owner.metadata;
    yield* this.patch(resource, object, (stored) => {
      const { ownerReferences = [], ...metadata } = stored.metadata;
      const rest = ownerReferences.filter((owner) => owner.uid !== uid);
      return { ...stored, metadata: { ...metadata, ...(rest.length > 0 && { ownerReferences: rest }) } };
    });
  }

  /** A patch that holds for this very object only; one that is gone meanwhile is nobody's. */
  private *patch<T extends KubeObject>(
    resource: Resource<T>,
    { metadata }: T,
    change: (stored: T) => T,
  ): Task<T | undefined> {
    const { namespace, name, uid } = metadata;
    try {
      return yield* this.controller.client.patch(resource, namespace, name, (stored) => {
        if (stored.metadata.uid !== uid)
          throw conflict(resource, name, `the UID in the precondition (${uid}) does not match`);
        return change(stored);
      });
    } catch (error) {
      if (error instanceof StatusError && (error.code === 404 || error.code === 422)) return undefined;
      throw error;
    }
  }

  /** RecheckDeletionTimestamp: the informer may be behind; asks the server once whether the owner is still there. */
  private *canAdopt(): Task {
    if (this.hasChecked) return;
    const { namespace, name, uid } = this.owner.metadata;
    const fresh = yield* this.controller.client.get(this.ownerResource, namespace, name);
    if (fresh.metadata.uid !== uid || fresh.metadata.deletionTimestamp)
      throw conflict(this.ownerResource, name, `${namespace}/${name} has just been deleted`);
    this.hasChecked = true;
  }
}
