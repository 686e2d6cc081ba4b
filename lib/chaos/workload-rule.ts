import type { StatefulSet } from '../cluster/api/apps';
import type { Job } from '../cluster/api/batch';
import { findCondition } from '../cluster/api/conditions';
import type { Pod } from '../cluster/api/core';
import { controllerOf } from '../cluster/api/selectors';
import type { Replica, Rule } from '../cluster/invariants';

/** What a StatefulSet's controller knows of the Pod before may be so old, in ms. */
const lagMs = 3000;

/**
 * A StatefulSet makes its Pods in order, each when those before it are ready; a Job's counts only grow, and what is over
 * stays over.
 */
export function workloadRule(): Rule {
  const readyMs = new Map<string, number>();
  return ({ storage, key, object, previous, atMs, type }, replica, found) => {
    if (storage === 'jobs.batch') checkJob(key, object as Job, previous as Job | undefined, found);
    if (storage !== 'pods') return;
    const pod = object as Pod;
    if ([pod, previous as Pod | undefined].some((each) => each && isReady(each))) readyMs.set(key, atMs);
    if (type !== 'ADDED') return;
    const set = orderedSetOf(pod, replica);
    const ordinal = ordinalOf(pod);
    if (set === undefined || ordinal === undefined) return;
    for (let before = set.spec.ordinals?.start ?? 0; before < ordinal; before++) {
      const name = `${set.metadata.namespace}/${set.metadata.name}-${before}`;
      const other = replica.get('pods')?.get(name) as Pod | undefined;
      if (!(other && isReady(other)) && atMs - (readyMs.get(name) ?? -lagMs) >= lagMs)
        found.push(`Pod ${key} was made before ${name} was ready.`);
    }
  };
}

const isReady = ({ status }: Pod) => findCondition(status.conditions, 'Ready')?.status === 'True';

export function ordinalOf({ metadata: { name } }: Pod): number | undefined {
  const [, digits] = /-(\d+)$/.exec(name ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function orderedSetOf(pod: Pod, replica: Replica): StatefulSet | undefined {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'StatefulSet') return undefined;
  const set = replica.get('statefulsets.apps')?.get(`${pod.metadata.namespace}/${owner.name}`) as
    | StatefulSet
    | undefined;
  return set?.spec.podManagementPolicy === 'OrderedReady' ? set : undefined;
}

function checkJob(key: string, { status }: Job, previous: Job | undefined, found: string[]): void {
  for (const count of ['succeeded', 'failed'] as const) {
    const before = previous?.status[count] ?? 0;
    if ((status[count] ?? 0) < before)
      found.push(`Job ${key} had ${before} ${count} Pods and has ${status[count] ?? 0}.`);
  }
  for (const over of ['Complete', 'Failed'])
    if (
      findCondition(previous?.status.conditions, over)?.status === 'True' &&
      findCondition(status.conditions, over)?.status !== 'True'
    )
      found.push(`Job ${key} was ${over} and is so no longer.`);
}
