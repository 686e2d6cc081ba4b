import { findCondition } from '../api/conditions';
import type { ContainerStatus, Pod } from '../api/core';
import { parseTimestamp } from '../api/time';
import { isPodActive } from './controller-pods';

/**
 * Which Pods go first when there are too many (pkg/controller/replicaset/replica_set.go, getPodsToDelete, and
 * pkg/controller/controller_utils.go, ActivePodsWithRanks).
 */
const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
const phaseOrder = { Pending: 0, Unknown: 1, Running: 2, Succeeded: 3, Failed: 4 } as const;

/** What the order looks at in the Pod itself. Pods never change, so it is worked out once for each. */
interface Traits {
  readonly isAssigned: boolean;
  readonly phase: number;
  readonly isReady: boolean;
  readonly deletionCost: number;
  readonly readyMs: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  readonly createdMs: number;
}

interface Ranked {
  readonly pod: Pod;
  readonly traits: Traits;
  /** How many active Pods of all related ReplicaSets share its node. */
  readonly colocated: number;
}

const known = new WeakMap<Pod, Traits>();

/**
 * @param relatedPods the Pods of every ReplicaSet that has the same owner
 * @param epochNowMs the time against which ages are compared
 */
export function getPodsToDelete(
  pods: readonly Pod[],
  relatedPods: readonly Pod[],
  count: number,
  epochNowMs: number,
): Pod[] {
  if (count >= pods.length) return [...pods];
  const onNode = new Map<string, number>();
  for (const pod of relatedPods) {
    const node = pod.spec.nodeName ?? '';
    if (isPodActive(pod)) onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  return pods
    .map((pod) => ({
      pod,
      traits: traitsOf(pod),
      colocated: onNode.get(pod.spec.nodeName ?? '') ?? 0,
    }))
    .sort((a, b) => compare(a, b, epochNowMs))
    .slice(0, count)
    .map(({ pod }) => pod);
}

function traitsOf(pod: Pod): Traits {
  let traits = known.get(pod);
  if (traits === undefined) {
    traits = readTraits(pod);
    known.set(pod, traits);
  }
  return traits;
}

function readTraits({ metadata, spec, status }: Pod): Traits {
  const ready = findCondition(status.conditions, 'Ready');
  const sidecars = new Set(
    spec.initContainers?.filter((each) => each.restartPolicy === 'Always').map(({ name }) => name),
  );
  return {
    isAssigned: (spec.nodeName ?? '') !== '',
    phase: phaseOrder[status.phase],
    isReady: ready?.status === 'True',
    deletionCost: deletionCost(metadata.annotations?.[costAnnotation]),
    readyMs: parseTimestamp(ready?.lastTransitionTime),
    restarts: mostRestarts(status.containerStatuses),
    sidecarRestarts: mostRestarts(status.initContainerStatuses?.filter(({ name }) => sidecars.has(name))),
    createdMs: parseTimestamp(metadata.creationTimestamp),
  };
}

/** Only whole numbers of 32 bits as Go writes them count. */
function deletionCost(text: string | undefined): number {
  return text !== undefined && /^(0|-?[1-9]\d{0,9})$/.test(text) && Number(text) === (Number(text) | 0)
    ? Number(text)
    : 0;
}

function mostRestarts(statuses: readonly ContainerStatus[] = []): number {
  return statuses.reduce((most, { restartCount }) => Math.max(most, restartCount), 0);
}

/** Negative: `first` goes first. */
function compare(first: Ranked, second: Ranked, nowMs: number): number {
  const [a, b] = [first.traits, second.traits];
  return (
    Number(a.isAssigned) - Number(b.isAssigned) ||
    a.phase - b.phase ||
    Number(a.isReady) - Number(b.isReady) ||
    a.deletionCost - b.deletionCost ||
    second.colocated - first.colocated ||
    (a.isReady ? compareAges(first, second, a.readyMs, b.readyMs, nowMs) : 0) ||
    b.restarts - a.restarts ||
    b.sidecarRestarts - a.sidecarRestarts ||
    compareAges(first, second, a.createdMs, b.createdMs, nowMs) ||
    compareUid(first, second)
  );
}

/** The younger goes first, unless both ages are of the same power of two: then chance (the uid) decides. */
function compareAges(a: Ranked, b: Ranked, aMs: number, bMs: number, nowMs: number): number {
  if (aMs === bMs) return 0;
  return logarithmicRank(nowMs - aMs) - logarithmicRank(nowMs - bMs) || compareUid(a, b);
}

function compareUid(a: Ranked, b: Ranked): number {
  return a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1;
}

/** The whole part of the binary logarithm of an age in nanoseconds; -1 for none. */
function logarithmicRank(ageMs: number): number {
  if (!(ageMs > 0)) return -1;
  let power = 0;
  for (let rest = ageMs * 1e6; rest >= 2; rest /= 2) power++;
  return power;
}
