import type { Deployment, ReplicaSet, StatefulSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import type { IntOrString, OwnerReference } from '../../api/meta';
import type { PodDisruptionBudget } from '../../api/other';
import { controllerOf } from '../../api/selectors';
import { served } from '../../kube-apiserver/resources';

/** How the disruption controller finds what controls a Pod. */
export interface ControllerFinder {
  deployment(namespace: string | undefined, reference: OwnerReference): Deployment | undefined;
  replicaSet(namespace: string | undefined, reference: OwnerReference): ReplicaSet | undefined;
  statefulSet(namespace: string | undefined, reference: OwnerReference): StatefulSet | undefined;
}

export interface Expectation {
  readonly expectedCount: number;
  readonly desiredHealthy: number;
  /** Whether some Pods have no controller, so that a share of them cannot be told. */
  readonly hasUnmanagedPods: boolean;
}

/** The budget cannot be worked out; the message is shown in its condition and in an event. */
export class ExpectedScaleError extends Error {}

/** GetScaledValueFromIntOrPercent, rounded up. */
function scaled(value: IntOrString, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * total) / 100);
}

/** How many Pods there should be and how many have to be healthy (getExpectedPodCount). Throws ExpectedScaleError. */
export function getExpectedPodCount(
  { spec }: PodDisruptionBudget,
  pods: readonly Pod[],
  finder: ControllerFinder,
): Expectation {
  const { minAvailable, maxUnavailable } = spec;
  if (maxUnavailable === undefined && typeof minAvailable === 'number')
    return { expectedCount: pods.length, desiredHealthy: minAvailable, hasUnmanagedPods: false };
  if (maxUnavailable === undefined && minAvailable === undefined)
    return { expectedCount: 0, desiredHealthy: 0, hasUnmanagedPods: false };
  const { expectedCount, hasUnmanagedPods } = getExpectedScale(pods, finder);
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaled(minAvailable ?? 0, expectedCount)
      : Math.max(0, expectedCount - scaled(maxUnavailable, expectedCount));
  return { expectedCount, desiredHealthy, hasUnmanagedPods };
}

/** The replicas of all that controls these Pods, each once. */
function getExpectedScale(pods: readonly Pod[], finder: ControllerFinder) {
  const scales = new Map<string, number>();
  const looked = new Set<string>();
  let hasUnmanagedPods = false;
  for (const pod of pods) {
    const reference = controllerOf(pod);
    if (reference === undefined) hasUnmanagedPods = true;
    if (reference === undefined || looked.has(reference.uid)) continue;
    looked.add(reference.uid);
    const { uid, replicas } = scaleOf(pod, reference, finder);
    scales.set(uid, replicas);
  }
  let expectedCount = 0;
  for (const replicas of scales.values()) expectedCount += replicas;
  return { expectedCount, hasUnmanagedPods };
}

function scaleOf(pod: Pod, reference: OwnerReference, finder: ControllerFinder) {
  const { namespace, name } = pod.metadata;
  const { kind, apiVersion } = reference;
  const set = kind === 'ReplicaSet' ? finder.replicaSet(namespace, reference) : undefined;
  const above = set && controllerOf(set);
  const deployment = above?.kind === 'Deployment' ? finder.deployment(namespace, above) : undefined;
  const found =
    deployment ?? set ?? (kind === 'StatefulSet' ? finder.statefulSet(namespace, reference) : undefined);
  if (found) return { uid: found.metadata.uid, replicas: found.spec.replicas };
  const hasScale = kind === 'ReplicaSet' || kind === 'StatefulSet' || kind === 'Deployment';
  const resource = served.find(
    (each) =>
      each.resource.kind === kind && apiVersion === [each.resource.group, each.resource.version].join('/'),
  )?.resource;
  if (resource && !hasScale)
    throw new ExpectedScaleError(`${resource.storage} does not implement the scale subresource`);
  throw new ExpectedScaleError(`found no controllers for pod ${JSON.stringify(name)}`);
}
