import type { DaemonSet } from '../../api/apps';
import type { Affinity, Node, Pod, PodSpec, PodTemplateSpec, Toleration } from '../../api/core';
import type { Draft } from '../../api/meta';
import { matchesRequiredNodeAffinity } from '../../api/node-affinity';
import { daemonSets } from '../../api/resources';
import { findUntolerated } from '../../api/tolerations';
import { revisionLabel } from '../controller-history';
import { newControllerRef, podFromTemplate } from '../controller-pod-control';
import { byCreationTimestamp, isPodTerminal } from '../controller-pods';

/** Where daemon Pods belong and what they are made of (pkg/controller/daemon/util and daemon_controller.go). */
const generationAnnotation = 'deprecated.daemonset.template.generation';
const generationLabel = 'pod-template-generation';

/** A daemon stays where ordinary Pods have to go (AddOrUpdateDaemonPodTolerations). */
const daemonTolerations: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];
const hostNetworkToleration: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

/** The template's tolerations with the daemons' own; one that is there under the same key and effect is replaced. */
function withDaemonTolerations({ tolerations = [], hostNetwork }: PodSpec): readonly Toleration[] {
  const added = hostNetwork ? [...daemonTolerations, hostNetworkToleration] : daemonTolerations;
  const isReplaced = (each: Toleration) =>
    added.some(
      ({ key, effect }) =>
        key === each.key && effect === each.effect && each.operator === 'Exists' && !each.value,
    );
  return [...tolerations.filter((each) => !isReplaced(each)), ...added];
}

export interface Placement {
  readonly shouldRun: boolean;
  readonly shouldContinueRunning: boolean;
}

/**
 * Whether a daemon Pod belongs on a node, and whether one that is there may stay (NodeShouldRunDaemonPod).
 * @returns a function, since most of it is the same for every node
 */
export function nodeShouldRunDaemonPod({ spec }: DaemonSet): (node: Node) => Placement {
  const podSpec = spec.template.spec;
  const tolerations = withDaemonTolerations(podSpec);
  return (node) => {
    const fits =
      (!podSpec.nodeName || podSpec.nodeName === node.metadata.name) &&
      matchesRequiredNodeAffinity(podSpec, node);
    if (!fits) return { shouldRun: false, shouldContinueRunning: false };
    const { taints } = node.spec;
    if (findUntolerated(taints, tolerations) === undefined)
      return { shouldRun: true, shouldContinueRunning: true };
    const evicting = taints?.filter(({ effect }) => effect === 'NoExecute');
    return { shouldRun: false, shouldContinueRunning: !findUntolerated(evicting, tolerations) };
  };
}

/** The node a daemon Pod is on or made for: until it is placed, its affinity says which. */
export function targetNodeName({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const field = terms?.[0]?.matchFields?.find(
    ({ key, operator }) => key === 'metadata.name' && operator === 'In',
  );
  return field?.values?.[0] ?? '';
}

/** Which node has which of the Pods, the oldest first. One that ended and is being deleted is no longer there. */
export function nodesToDaemonPods(pods: readonly Pod[]): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of [...pods].sort(byPlacementAndAge)) {
    if (isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined) continue;
    const name = targetNodeName(pod);
    const there = byNode.get(name);
    if (there) there.push(pod);
    else byNode.set(name, [pod]);
  }
  return byNode;
}

function byPlacementAndAge(a: Pod, b: Pod): number {
  return Number(!a.spec.nodeName) - Number(!b.spec.nodeName) || byCreationTimestamp(a, b);
}

/** Whether the Pod is of the newest template. */
export function isPodUpdated({ metadata }: Pod, set: DaemonSet, hash: string): boolean {
  const { labels = {} } = metadata;
  const generation = set.metadata.annotations?.[generationAnnotation];
  return (
    labels[revisionLabel] === hash || (generation !== undefined && labels[generationLabel] === generation)
  );
}

/** A function that gives the Pod for a node; what is the same for all of them is made once. */
export function daemonPodDrafts(set: DaemonSet, hash: string): (nodeName: string) => Draft<Pod> {
  const { template } = set.spec;
  const generation = set.metadata.annotations?.[generationAnnotation];
  const labelled: PodTemplateSpec = {
    ...template,
    metadata: {
      ...template.metadata,
      labels: {
        ...template.metadata.labels,
        ...(generation !== undefined && { [generationLabel]: generation }),
        [revisionLabel]: hash,
      },
    },
  };
  const draft = podFromTemplate(labelled, set, newControllerRef(set, daemonSets));
  const tolerations = withDaemonTolerations(template.spec);
  return (nodeName) => ({
    ...draft,
    spec: { ...draft.spec, tolerations, affinity: pinnedTo(nodeName, template.spec) },
  });
}

/** ReplaceDaemonSetPodNodeNameNodeAffinity: what the node has to be was looked at already; this Pod is for this one. */
function pinnedTo(nodeName: string, { affinity }: PodSpec): Affinity {
  const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [nodeName] }];
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
    },
  };
}
