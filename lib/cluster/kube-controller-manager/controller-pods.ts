import { findCondition } from '../api/conditions';
import type { Pod } from '../api/core';
import type { KubeObject } from '../api/meta';
import { pods } from '../api/resources';
import { controllerOf } from '../api/selectors';
import { parseTimestamp } from '../api/time';
import type { InformerFactory } from '../client-go/controller';
import type { Informer } from '../client-go/informer';

/** Which Pods are a controller's, and what state they are in (pkg/controller/controller_utils.go, pkg/api/v1/pod). */

const byController = 'controllerUID';

const orphansOf = (namespace: string | undefined) => `_orphan_${namespace}`;

/** The shared informer of `resource`, with an index by the controlling owner's uid; what has none is filed by namespace. */
export function indexedByController<T extends KubeObject>(informer: Informer<T>): Informer<T> {
  return informer.addIndex(byController, (object) => [
    controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace),
  ]);
}

/** The Pods of kube-controller-manager, found by controller. */
export function podInformer(informers: InformerFactory): Informer<Pod> {
  return indexedByController(informers.informer(pods));
}

export function ownedBy<T extends KubeObject>(informer: Informer<T>, uid: string): readonly T[] {
  return informer.byIndex(byController, uid);
}

export function orphansIn<T extends KubeObject>(
  informer: Informer<T>,
  namespace: string | undefined,
): readonly T[] {
  return informer.byIndex(byController, orphansOf(namespace));
}

/** It ended, well or badly. */
export function isPodTerminal({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

/** It counts as a replica: neither ended nor being deleted. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

export function isPodTerminating(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined;
}

export function isPodReady({ status }: Pod): boolean {
  return findCondition(status.conditions, 'Ready')?.status === 'True';
}

/** Milliseconds until a ready Pod counts as available: 0 when it does; Infinity when it is not ready. */
export function untilAvailableMs(pod: Pod, minReadySeconds: number, epochNowMs: number): number {
  const ready = findCondition(pod.status.conditions, 'Ready');
  if (ready?.status !== 'True') return Number.POSITIVE_INFINITY;
  if (minReadySeconds === 0) return 0;
  const atMs = parseTimestamp(ready.lastTransitionTime) + minReadySeconds * 1000;
  return Math.max(0, atMs - epochNowMs);
}

export function isPodAvailable(pod: Pod, minReadySeconds: number, epochNowMs: number): boolean {
  return untilAvailableMs(pod, minReadySeconds, epochNowMs) === 0;
}

/** Orders by name; for places where upstream leaves the order to chance and the simulation may not. */
export function byName(a: KubeObject, b: KubeObject): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** Oldest first, then by name (ReplicaSetsByCreationTimestamp and its kin). */
export function byCreationTimestamp(a: KubeObject, b: KubeObject): number {
  const [first, second] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  return first === second ? byName(a, b) : first < second ? -1 : 1;
}
