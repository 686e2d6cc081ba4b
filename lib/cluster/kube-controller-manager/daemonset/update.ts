import type { DaemonSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import { isPodAvailable, isPodReady } from '../controller-pods';
import { scaledValue } from '../controller-proportions';
import { isPodUpdated } from './daemon-pods';

/** Replacing daemon Pods of an old template (pkg/controller/daemon/update.go). */
export interface Plan {
  readonly podsToDelete: readonly Pod[];
  readonly nodesNeedingPods: readonly string[];
}

export function allowsSurge({ spec }: DaemonSet): boolean {
  return spec.updateStrategy.type === 'RollingUpdate' && surgeCount(spec, 100) > 0;
}

function surgeCount({ updateStrategy }: DaemonSet['spec'], desired: number): number {
  return scaledValue(updateStrategy.rollingUpdate?.maxSurge, desired, true);
}

/** @param desired how many nodes should run a Pod */
export function rollingUpdate(
  set: DaemonSet,
  byNode: ReadonlyMap<string, readonly Pod[]>,
  desired: number,
  hash: string,
  epochNowMs: number,
): Plan {
  const { minReadySeconds = 0, updateStrategy } = set.spec;
  const isAvailable = (pod: Pod) => isPodAvailable(pod, minReadySeconds, epochNowMs);
  const maxSurge = surgeCount(set.spec, desired);
  const asked = scaledValue(updateStrategy.rollingUpdate?.maxUnavailable ?? 1, desired, true);
  const maxUnavailable = maxSurge === 0 && asked === 0 && desired > 0 ? 1 : asked;
  const names = [...byNode.keys()].sort();
  const nodes = names.map((name) => ({ name, ...findUpdatedPodsOnNode(set, byNode.get(name) ?? [], hash) }));
  return maxSurge === 0
    ? withUnavailable(nodes, maxUnavailable, isAvailable)
    : withSurge(nodes, maxSurge, isAvailable);
}

interface NodePods {
  readonly name: string;
  readonly newPod: Pod | undefined;
  readonly oldPod: Pod | undefined;
  /** More Pods than a rollout leaves on a node: `manage` cleans up first. */
  readonly isCrowded: boolean;
}

function findUpdatedPodsOnNode(set: DaemonSet, pods: readonly Pod[], hash: string): Omit<NodePods, 'name'> {
  const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const updated = staying.filter((pod) => isPodUpdated(pod, set, hash));
  const old = staying.filter((pod) => !updated.includes(pod));
  return { newPod: updated[0], oldPod: old[0], isCrowded: updated.length > 1 || old.length > 1 };
}

/** Deletes old Pods as long as not too many nodes are without an available one; their nodes get new ones afterwards. */
function withUnavailable(
  nodes: readonly NodePods[],
  maxUnavailable: number,
  isAvailable: (pod: Pod) => boolean,
): Plan {
  const replacements: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { newPod, oldPod, isCrowded } of nodes) {
    if (isCrowded || (oldPod === undefined) === (newPod === undefined)) unavailable++;
    else if (newPod) unavailable += isAvailable(newPod) ? 0 : 1;
    else if (oldPod) (isAvailable(oldPod) ? candidates : replacements).push(oldPod);
  }
  const room = Math.max(0, maxUnavailable - unavailable);
  return { podsToDelete: [...replacements, ...candidates.slice(0, room)], nodesNeedingPods: [] };
}

/** Makes a second, new Pod on some nodes, and deletes the old one once the new one is available. */
function withSurge(nodes: readonly NodePods[], maxSurge: number, isAvailable: (pod: Pod) => boolean): Plan {
  const podsToDelete: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  let surging = 0;
  for (const { name, newPod, oldPod, isCrowded } of nodes) {
    if (isCrowded) surging++;
    else if (oldPod === undefined) continue;
    else if (newPod === undefined) (isAvailable(oldPod) ? candidates : allowed).push(name);
    else if (isAvailable(newPod)) podsToDelete.push(oldPod);
    else surging++;
  }
  const room = Math.max(0, maxSurge - surging);
  return { podsToDelete, nodesNeedingPods: [...allowed, ...candidates.slice(0, room)] };
}

/**
 * Of several Pods on one node those that have to go: all but the oldest; with surge all but the oldest old and the oldest
 * new one, and of these two the old one when it is of no use or no longer needed.
 */
export function excessPods(set: DaemonSet, running: readonly Pod[], hash: string, epochNowMs: number): Pod[] {
  if (running.length <= 1) return [];
  if (!allowsSurge(set)) return running.slice(1);
  const newPod = running.find(({ metadata }) => metadata.labels?.['controller-revision-hash'] === hash);
  const oldPod = running.find(({ metadata }) => metadata.labels?.['controller-revision-hash'] !== hash);
  const excess = running.filter((pod) => pod !== newPod && pod !== oldPod);
  if (newPod === undefined || oldPod === undefined) return excess;
  const isDone = !isPodReady(oldPod) || isPodAvailable(newPod, set.spec.minReadySeconds ?? 0, epochNowMs);
  return isDone ? [...excess, oldPod] : excess;
}
