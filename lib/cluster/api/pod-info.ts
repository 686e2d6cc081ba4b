import type { Container, Pod, PodAffinityTerm, WeightedPodAffinityTerm } from './core';
import type { ResourceList } from './meta';
import { milliValue, parseQuantity } from './quantity';

/**
 * A Pod with what every plugin asks of it computed once (pkg/scheduler/framework/types.go PodInfo, and
 * k8s.io/component-helpers/resource PodRequests). CPU in thousandths of a core, memory in bytes.
 */
export interface PodInfo {
  readonly pod: Pod;
  readonly uid: string;
  readonly cpuMilli: number;
  readonly memory: number;
  /** What scoring counts for containers that request nothing: 100m and 200 MB (pkg/scheduler/util/pod_resources.go). */
  readonly nonZeroCpuMilli: number;
  readonly nonZeroMemory: number;
  /** Every other resource, such as ephemeral-storage or nvidia.com/gpu; undefined when there is none. */
  readonly scalars: ReadonlyMap<string, number> | undefined;
  /** `hostIP protocol hostPort`, for Pods that claim ports of the node. */
  readonly hostPorts: readonly string[];
  readonly requiredAffinity: readonly PodAffinityTerm[];
  readonly requiredAntiAffinity: readonly PodAffinityTerm[];
  readonly preferredAffinity: readonly WeightedPodAffinityTerm[];
  readonly preferredAntiAffinity: readonly WeightedPodAffinityTerm[];
  readonly priority: number;
}

const defaultCpuMilli = 100;
const defaultMemory = 200 * 1024 * 1024;
const none: readonly never[] = [];

export function podInfoOf(pod: Pod): PodInfo {
  const { spec, metadata } = pod;
  const requests = podRequests(pod, false);
  const nonZero = podRequests(pod, true);
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  return {
    pod,
    uid: metadata.uid,
    cpuMilli: requests.cpuMilli,
    memory: requests.memory,
    nonZeroCpuMilli: nonZero.cpuMilli,
    nonZeroMemory: nonZero.memory,
    scalars: requests.scalars,
    hostPorts: hostPortsOf(spec.containers),
    requiredAffinity: podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? none,
    requiredAntiAffinity: podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? none,
    preferredAffinity: podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? none,
    preferredAntiAffinity: podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? none,
    priority: spec.priority ?? 0,
  };
}

interface Requests {
  cpuMilli: number;
  memory: number;
  scalars: Map<string, number> | undefined;
}

/** Containers and sidecars together, or the largest init container with the sidecars before it, whichever is more. */
function podRequests({ spec }: Pod, isNonZero: boolean): Requests {
  const total: Requests = { cpuMilli: 0, memory: 0, scalars: undefined };
  for (const container of spec.containers) add(total, container.resources.requests, isNonZero);
  if (spec.initContainers) {
    const sidecars: Requests = { cpuMilli: 0, memory: 0, scalars: undefined };
    const largest: Requests = { cpuMilli: 0, memory: 0, scalars: undefined };
    for (const { restartPolicy, resources } of spec.initContainers) {
      const one: Requests = { ...sidecars, scalars: sidecars.scalars && new Map(sidecars.scalars) };
      add(one, resources.requests, isNonZero);
      if (restartPolicy === 'Always') {
        add(sidecars, resources.requests, isNonZero);
        add(total, resources.requests, isNonZero);
      }
      raise(largest, one);
    }
    raise(total, largest);
  }
  if (spec.resources?.requests) raise(total, asRequests(spec.resources.requests));
  if (spec.overhead) add(total, spec.overhead, false);
  return total;
}

function asRequests(list: ResourceList): Requests {
  const requests: Requests = { cpuMilli: 0, memory: 0, scalars: undefined };
  add(requests, list, false);
  return requests;
}

function add(total: Requests, list: ResourceList | undefined, isNonZero: boolean): void {
  let hasCpu = false;
  let hasMemory = false;
  for (const name in list) {
    if (name === 'cpu') {
      hasCpu = true;
      total.cpuMilli += milliValue(list[name]);
    } else if (name === 'memory') {
      hasMemory = true;
      total.memory += parseQuantity(list[name]);
    } else {
      total.scalars ??= new Map();
      total.scalars.set(name, (total.scalars.get(name) ?? 0) + parseQuantity(list[name]));
    }
  }
  if (isNonZero && !hasCpu) total.cpuMilli += defaultCpuMilli;
  if (isNonZero && !hasMemory) total.memory += defaultMemory;
}

function raise(total: Requests, other: Requests): void {
  total.cpuMilli = Math.max(total.cpuMilli, other.cpuMilli);
  total.memory = Math.max(total.memory, other.memory);
  for (const [name, amount] of other.scalars ?? none) {
    total.scalars ??= new Map();
    total.scalars.set(name, Math.max(total.scalars.get(name) ?? 0, amount));
  }
}

function hostPortsOf(containers: readonly Container[]): readonly string[] {
  const found: string[] = [];
  for (const { ports } of containers)
    for (const { hostPort, hostIP, protocol } of ports ?? none)
      if (hostPort) found.push(`${hostIP ?? '0.0.0.0'} ${protocol} ${hostPort}`);
  return found.length === 0 ? none : found;
}
