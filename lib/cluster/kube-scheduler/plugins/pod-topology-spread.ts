import type { TopologySpreadConstraint } from '../../api/core';
import type { LabelSelector, LabelSelectorRequirement, Labels } from '../../api/meta';
import { matchesRequiredNodeAffinity } from '../../api/node-affinity';
import type { PodInfo } from '../../api/pod-info';
import { matchesLabels, matchesSelector } from '../../api/selectors';
import { findUntolerated } from '../../api/tolerations';
import type { Plugin, Rejection, SchedulingView } from '../framework.types';
import type { NodeInfo } from '../node-info';
import { maxNodeScore } from './normalize';

/**
 * PodTopologySpread (pkg/scheduler/framework/plugins/podtopologyspread): hard constraints filter, soft ones and the
 * system's defaults (three a host, five a zone) score.
 */
const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

/** The constraints every Pod of a Service or workload has when it states none (plugin.go systemDefaultConstraints). */
const systemDefaults: readonly TopologySpreadConstraint[] = [
  { topologyKey: hostname, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: zone, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
];

const skewed: Rejection = {
  reasons: ["node(s) didn't match pod topology spread constraints"],
  isResolvable: true,
};
const unlabelled: Rejection = {
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
  isResolvable: false,
};

export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  weight: 2,
  events: ['node', 'podRemoved', 'podChanged'],
  filter: (info, view) => {
    const constraints = ownConstraints(info, 'DoNotSchedule');
    if (constraints.length === 0) return undefined;
    const counts = constraints.map((constraint) => domainsOf(constraint, constraints, info, view));
    return (node) => {
      for (const [index, { topologyKey, maxSkew, labelSelector }] of constraints.entries()) {
        const value = node.label(topologyKey);
        if (value === undefined) return unlabelled;
        const { byValue, least } = counts[index] ?? { byValue: new Map<string, number>(), least: 0 };
        const self = matchesSelector(labelSelector, info.pod.metadata.labels) ? 1 : 0;
        if ((byValue.get(value) ?? 0) + self - least > maxSkew) return skewed;
      }
      return undefined;
    };
  },
  scorer: (info, view, nodes) => {
    const own = (info.pod.spec.topologySpreadConstraints?.length ?? 0) > 0;
    const constraints = own ? ownConstraints(info, 'ScheduleAnyway') : defaultConstraints(info, view);
    if (constraints.length === 0) return undefined;
    return softScorer(constraints, own, info, view, nodes);
  },
};

interface Domains {
  readonly byValue: ReadonlyMap<string, number>;
  /** Pods in the emptiest domain; 0 while there are fewer domains than `minDomains`. */
  readonly least: number;
}

function ownConstraints({ pod }: PodInfo, action: string): readonly TopologySpreadConstraint[] {
  return (pod.spec.topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action)
    .map((constraint) => withLabelKeys(constraint, pod.metadata.labels ?? {}));
}

/** matchLabelKeys: the incoming Pod's own values join the selector. */
function withLabelKeys(
  constraint: TopologySpreadConstraint,
  labels: Readonly<Record<string, string>>,
): TopologySpreadConstraint {
  const keys = (constraint.matchLabelKeys ?? []).filter((key) => labels[key] !== undefined);
  if (keys.length === 0) return constraint;
  const own = keys.map((key) => ({ key, operator: 'In' as const, values: [labels[key] ?? ''] }));
  const { labelSelector } = constraint;
  return {
    ...constraint,
    labelSelector: {
      ...labelSelector,
      matchExpressions: [...(labelSelector?.matchExpressions ?? []), ...own],
    },
  };
}

/** The default constraints of the Pods of one owner that no Service selects. */
const ofOwner = new WeakMap<LabelSelector, readonly TopologySpreadConstraint[]>();

/** helper.DefaultSelector: what the Pod's Services and its owner select, all together. */
function defaultConstraints(info: PodInfo, view: SchedulingView): readonly TopologySpreadConstraint[] {
  const { namespace = '', labels } = info.pod.metadata;
  const owner = view.ownerSelector(info);
  const selectors = view
    .services(namespace)
    .flatMap(({ spec }) => (spec.selector && matchesLabels(spec.selector, labels) ? [spec.selector] : []));
  if (selectors.length > 0 || owner === undefined) return constraintsFor(selectors, owner);
  let constraints = ofOwner.get(owner);
  if (constraints === undefined) {
    constraints = constraintsFor(selectors, owner);
    ofOwner.set(owner, constraints);
  }
  return constraints;
}

function constraintsFor(
  services: readonly Labels[],
  owner: LabelSelector | undefined,
): readonly TopologySpreadConstraint[] {
  const matchLabels: Labels = Object.assign({}, ...services, owner?.matchLabels);
  const matchExpressions: readonly LabelSelectorRequirement[] = owner?.matchExpressions ?? [];
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) return [];
  const labelSelector: LabelSelector = {
    matchLabels,
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
  return systemDefaults.map((constraint) => ({ ...constraint, labelSelector }));
}

/** Whether Pods on `node` count for the constraint (nodeAffinityPolicy, nodeTaintsPolicy). */
function countsNode(constraint: TopologySpreadConstraint, { pod }: PodInfo, { node }: NodeInfo): boolean {
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !matchesRequiredNodeAffinity(pod.spec, node))
    return false;
  return (
    constraint.nodeTaintsPolicy !== 'Honor' ||
    findUntolerated(node.spec.taints, pod.spec.tolerations) === undefined
  );
}

/** Counts the matching Pods on a node. */
function matchingOn(
  constraint: TopologySpreadConstraint,
  { pod }: PodInfo,
  view: SchedulingView,
): (node: NodeInfo) => number {
  const { labelSelector = { matchExpressions: [{ key: '', operator: 'Exists' as const }] } } = constraint;
  const count = view.cache.count(pod.metadata.namespace ?? '', labelSelector);
  const { without } = view;
  if (without === undefined) return (node) => count.on(node);
  return (node) => {
    let standing = count.on(node);
    for (const other of node.pods.values()) if (without.has(other.uid) && count.matches(other)) standing--;
    return standing;
  };
}

function domainsOf(
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  info: PodInfo,
  view: SchedulingView,
): Domains {
  const byValue = new Map<string, number>();
  const matching = matchingOn(constraint, info, view);
  for (const node of view.cache.list()) {
    if (all.some(({ topologyKey }) => node.label(topologyKey) === undefined)) continue;
    if (!countsNode(constraint, info, node)) continue;
    const value = node.label(constraint.topologyKey) ?? '';
    byValue.set(value, (byValue.get(value) ?? 0) + matching(node));
  }
  const isTooFew = byValue.size < (constraint.minDomains ?? 1);
  let least = byValue.size === 0 ? 0 : Number.POSITIVE_INFINITY;
  for (const count of byValue.values()) if (count < least) least = count;
  return { byValue, least: isTooFew ? 0 : least };
}

function softScorer(
  constraints: readonly TopologySpreadConstraint[],
  needsAllKeys: boolean,
  info: PodInfo,
  view: SchedulingView,
  nodes: readonly NodeInfo[],
) {
  const isIgnored = (node: NodeInfo) =>
    needsAllKeys && constraints.some(({ topologyKey }) => node.label(topologyKey) === undefined);
  const parts = constraints.map((constraint) => ({
    key: constraint.topologyKey,
    allowance: constraint.maxSkew - 1,
    weight: Math.log(domainCount(constraint, nodes, view, isIgnored) + 2),
    byValue: constraint.topologyKey === hostname ? undefined : valueCounts(constraint, info, view),
    matching: matchingOn(constraint, info, view),
  }));
  const ignored = new Set<number>();
  let index = 0;
  return {
    score: (node: NodeInfo) => {
      const at = index++;
      if (isIgnored(node)) {
        ignored.add(at);
        return 0;
      }
      let score = 0;
      for (const { key, allowance, weight, byValue, matching } of parts) {
        const value = node.label(key);
        if (value === undefined) continue;
        const count = byValue ? (byValue.get(value) ?? 0) : matching(node);
        score += count * weight + allowance;
      }
      return Math.round(score);
    },
    normalize: (scores: number[]) => normalizeSpread(scores, ignored),
  };
}

function domainCount(
  { topologyKey }: TopologySpreadConstraint,
  nodes: readonly NodeInfo[],
  view: SchedulingView,
  isIgnored: (node: NodeInfo) => boolean,
): number {
  if (topologyKey === hostname)
    return nodes.reduce((count, node) => (isIgnored(node) ? count : count + 1), 0);
  const values = new Set<string>();
  const most = view.cache.domains(topologyKey);
  for (const node of nodes) {
    if (values.size === most) break;
    if (!isIgnored(node)) values.add(node.label(topologyKey) ?? '');
  }
  return values.size;
}

/** Pods by domain. When every node counts, the running totals are the answer; otherwise nodes are looked through. */
function valueCounts(constraint: TopologySpreadConstraint, info: PodInfo, view: SchedulingView) {
  const { spec, metadata } = info.pod;
  const demands =
    spec.nodeSelector || spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const { labelSelector } = constraint;
  const isPlain =
    labelSelector &&
    (!demands || constraint.nodeAffinityPolicy === 'Ignore') &&
    constraint.nodeTaintsPolicy !== 'Honor';
  if (isPlain) return view.cache.count(metadata.namespace ?? '', labelSelector).by(constraint.topologyKey);
  const byValue = new Map<string, number>();
  const matching = matchingOn(constraint, info, view);
  for (const node of view.cache.list()) {
    if (!countsNode(constraint, info, node)) continue;
    const value = node.label(constraint.topologyKey) ?? '';
    byValue.set(value, (byValue.get(value) ?? 0) + matching(node));
  }
  return byValue;
}

/** The fewest matching Pods score best. */
function normalizeSpread(scores: number[], ignored: ReadonlySet<number>): void {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  scores.forEach((score, index) => {
    if (ignored.size > 0 && ignored.has(index)) return;
    if (score < min) min = score;
    if (score > max) max = score;
  });
  scores.forEach((score, index) => {
    if (ignored.size > 0 && ignored.has(index)) scores[index] = 0;
    else scores[index] = max === 0 ? maxNodeScore : Math.floor((maxNodeScore * (max + min - score)) / max);
  });
}
