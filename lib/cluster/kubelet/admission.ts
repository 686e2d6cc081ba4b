import type { Node, Pod } from '../api/core';
import { matchesRequiredNodeAffinity } from '../api/node-affinity';
import { type PodInfo, podInfoOf } from '../api/pod-info';
import type { Machine } from '../host';

/**
 * Whether a Pod that was bound to this node may run on it (pkg/kubelet/lifecycle/predicate.go, which asks the scheduler's
 * predicates, too): Pods can be bound by hand, and schedulers can be late.
 */
export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/** What admitted Pods take; `info` is computed once for each. */
export interface Admitted {
  readonly info: PodInfo;
}

/** Whether the Node itself has to be asked: few Pods care for its labels. */
export function needsNode({ spec }: Pod): boolean {
  return spec.nodeSelector !== undefined || spec.affinity?.nodeAffinity !== undefined;
}

/** @param node the Node, if it was asked for @param others the Pods that run here */
export function canAdmitPod(
  pod: Pod,
  machine: Machine,
  node: Node | undefined,
  others: Iterable<Admitted>,
): Rejection | undefined {
  const { cpuMilli, memoryBytes, maxPods } = machine.spec;
  const asked = podInfoOf(pod);
  const used = { pods: 0, cpu: 0, memory: 0 };
  let hasPortConflict = false;
  for (const { info } of others) {
    used.pods++;
    used.cpu += info.cpuMilli;
    used.memory += info.memory;
    if (asked.hostPorts.some((port) => info.hostPorts.includes(port))) hasPortConflict = true;
  }
  const table = [
    ['pods', 1, used.pods, maxPods],
    ['cpu', asked.cpuMilli, used.cpu, cpuMilli],
    ['memory', asked.memory, used.memory, memoryBytes],
  ] as const;
  for (const [name, request, taken, capacity] of table)
    if (request > 0 && taken + request > capacity)
      return rejected(
        `OutOf${name}`,
        `Node didn't have enough resource: ${name}, requested: ${request}, used: ${taken}, capacity: ${capacity}`,
      );
  if (node && !matchesRequiredNodeAffinity(pod.spec, node))
    return failed('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  if (hasPortConflict)
    return failed('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  return undefined;
}

const failed = (predicate: string, why: string) =>
  rejected(predicate, `Predicate ${predicate} failed: ${why}`);

const rejected = (reason: string, message: string): Rejection => ({
  reason,
  message: `Pod was rejected: ${message}`,
});
