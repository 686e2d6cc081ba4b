import type { DaemonSet, DaemonSetStatus } from '../../api/apps';
import type { Node, Pod } from '../../api/core';
import { daemonSets } from '../../api/resources';
import type { Controller } from '../../client-go/controller';
import type { Task } from '../../process';
import { isRequestError } from '../controller-pod-control';
import { isPodReady, untilAvailableMs } from '../controller-pods';
import { omitEmpty, updateStatus } from '../controller-status';
import { canonicalText } from '../controller-template-hash';
import { isPodUpdated, type Placement } from './daemon-pods';

const alwaysShown = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
] as const;

/**
 * The numbers over all nodes (pkg/controller/daemon/daemon_controller.go, updateDaemonSetStatus).
 * @returns them, and in how many ms one more Pod counts as available
 */
export function calculateStatus(
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: ReadonlyMap<string, readonly Pod[]>,
  placementOf: (node: Node) => Placement,
  hash: string,
  epochNowMs: number,
): { readonly status: DaemonSetStatus; readonly nextMs: number } {
  let [desired, current, misscheduled, ready, updated, available] = [0, 0, 0, 0, 0, 0];
  let nextMs = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const [pod] = byNode.get(node.metadata.name) ?? [];
    if (!placementOf(node).shouldRun) {
      if (pod) misscheduled++;
      continue;
    }
    desired++;
    if (pod === undefined) continue;
    current++;
    const waitMs = untilAvailableMs(pod, set.spec.minReadySeconds ?? 0, epochNowMs);
    if (isPodReady(pod)) ready++;
    if (waitMs === 0) available++;
    else nextMs = Math.min(nextMs, waitMs);
    if (isPodUpdated(pod, set, hash)) updated++;
  }
  const status = {
    currentNumberScheduled: current,
    numberMisscheduled: misscheduled,
    desiredNumberScheduled: desired,
    numberReady: ready,
    updatedNumberScheduled: updated,
    numberAvailable: available,
    numberUnavailable: desired - available,
  };
  return { status, nextMs };
}

/** Writes the status when it is new, trying once more with the newest object (storeDaemonSetStatus). */
export function* storeDaemonSetStatus(
  controller: Controller,
  set: DaemonSet,
  counted: DaemonSetStatus,
  observes: boolean,
): Task {
  const { generation = 0, namespace, name } = set.metadata;
  const { collisionCount, conditions, observedGeneration } = set.status;
  const observed = observes ? generation : observedGeneration;
  const status = omitEmpty<DaemonSetStatus>(
    {
      ...counted,
      ...(observed && { observedGeneration: observed }),
      ...(collisionCount && { collisionCount }),
      ...(conditions && { conditions }),
    },
    alwaysShown,
  );
  if (canonicalText(status) === canonicalText(set.status)) return;
  try {
    yield* updateStatus(controller, daemonSets, { ...set, status });
  } catch (error) {
    if (!isRequestError(error)) throw error;
    const fresh = yield* controller.client.get(daemonSets, namespace, name);
    yield* updateStatus(controller, daemonSets, { ...fresh, status });
  }
}
