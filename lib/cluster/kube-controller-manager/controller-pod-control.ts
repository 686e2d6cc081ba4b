import type { Pod, PodTemplateSpec } from '../api/core';
import type { Draft, KubeObject, OwnerReference } from '../api/meta';
import { apiVersionOf, keyOf, type Resource } from '../api/resource';
import { pods } from '../api/resources';
import type { Component } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import type { Controller } from '../client-go/controller';
import { StatusError } from '../kube-apiserver/status-error';
import { Gate, type Task } from '../process';
import type { ControllerExpectations } from './controller-expectations';

/** Creating and deleting Pods on behalf of their controller, many at once (pkg/controller/controller_utils.go, RealPodControl). */

/** metav1.NewControllerRef */
export function newControllerRef({ metadata }: KubeObject, resource: Resource): OwnerReference {
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    name: metadata.name,
    uid: metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** GetPodFromTemplate: what every Pod made from `template` begins as. */
export function podFromTemplate(
  template: PodTemplateSpec,
  owner: KubeObject,
  ownerReference: OwnerReference,
): Draft<Pod> {
  const { labels, annotations, finalizers } = template.metadata;
  return {
    metadata: {
      generateName: `${owner.metadata.name}-`,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers ? { finalizers: finalizers as readonly string[] } : {}),
      ownerReferences: [ownerReference],
    },
    spec: template.spec,
  };
}

/** An error that a controller has to live with: the server's no, or no answer. */
export function isRequestError(error: unknown): error is StatusError | ConnectionError {
  return error instanceof StatusError || error instanceof ConnectionError;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof StatusError && error.code === 404;
}

/** Nothing can be created in a namespace that is going away; that is no failure worth telling. */
export function isNamespaceTerminating(error: unknown): boolean {
  return (
    error instanceof StatusError &&
    (error.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating')
  );
}

/** Creates a Pod for `owner` and tells of it in an event. Throws what the request throws. */
function* createPod(controller: Controller, draft: Draft<Pod>, owner: KubeObject): Task<Pod> {
  try {
    const pod = yield* controller.client.create(pods, owner.metadata.namespace, draft);
    controller.recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    return pod;
  } catch (error) {
    if (isRequestError(error) && !isNamespaceTerminating(error))
      controller.recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
    throw error;
  }
}

/** Deletes a Pod of `owner` and tells of it in an event. Throws what the request throws. */
export function* deletePod(controller: Controller, pod: Pod, owner: KubeObject): Task {
  const { namespace, name } = pod.metadata;
  try {
    yield* controller.client.delete(pods, namespace, name);
    controller.recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
  } catch (error) {
    if (isRequestError(error) && !isNotFound(error))
      controller.recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
    throw error;
  }
}

/** Runs tasks side by side and waits for all (a sync.WaitGroup). @returns the request errors they ended with */
export function* inParallel(component: Component, tasks: readonly Task<unknown>[]): Task<Error[]> {
  const errors: Error[] = [];
  const done = new Gate();
  let open = tasks.length;
  function* watched(task: Task<unknown>): Task {
    try {
      yield* task;
    } catch (error) {
      if (!isRequestError(error)) throw error;
      errors.push(error);
    }
    if (--open === 0) done.open();
  }
  for (const task of tasks) component.spawn(watched(task));
  if (open > 0) yield done as Gate<unknown>;
  return errors;
}

/** The largest batch, where upstream has none: a task waits for its turn in memory. */
const largestBatch = 500;

/**
 * Runs `count` tasks in batches of 1, 2, 4 …; a batch with a failure is the last one, so that what fails for everybody is
 * not tried a thousand times.
 */
export function* slowStartBatch(
  component: Component,
  count: number,
  begin: (index: number) => Task<unknown>,
): Task<{ readonly successes: number; readonly error: Error | undefined }> {
  let started = 0;
  for (let size = 1; started < count; size *= 2) {
    const batch = Math.min(size, largestBatch, count - started);
    const tasks = Array.from({ length: batch }, (_, index) => begin(started + index));
    started += batch;
    const errors = yield* inParallel(component, tasks);
    if (errors.length > 0) return { successes: started - errors.length, error: errors[0] };
  }
  return { successes: started, error: undefined };
}

/**
 * Creates `count` Pods for `owner` and deletes others, expecting to see each of it in the informer.
 * @param draftOf the Pod to create, by its number from 0
 * @returns how many were created, and the first error
 */
export function* changePods(
  controller: Controller,
  expectations: ControllerExpectations,
  key: string,
  owner: KubeObject,
  count: number,
  draftOf: (index: number) => Draft<Pod>,
  doomed: readonly Pod[] = [],
): Task<{ readonly successes: number; readonly error: Error | undefined }> {
  expectations.setExpectations(key, count, doomed.map(keyOf));
  function* create(index: number): Task {
    try {
      yield* createPod(controller, draftOf(index), owner);
    } catch (error) {
      if (!isNamespaceTerminating(error)) throw error;
    }
  }
  function* remove(pod: Pod): Task {
    try {
      yield* deletePod(controller, pod, owner);
    } catch (error) {
      expectations.deletionObserved(key, keyOf(pod));
      if (!isNotFound(error)) throw error;
    }
  }
  const { successes, error } = yield* slowStartBatch(controller, count, create);
  expectations.creationObserved(key, count - successes);
  const errors = yield* inParallel(controller, doomed.map(remove));
  return { successes, error: error ?? errors[0] };
}
