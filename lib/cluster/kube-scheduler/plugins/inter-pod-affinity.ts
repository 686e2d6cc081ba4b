import type { PodAffinityTerm } from '../../api/core';
import type { LabelSelector, LabelSelectorRequirement } from '../../api/meta';
import type { PodInfo } from '../../api/pod-info';
import { matchesSelector } from '../../api/selectors';
import type { Plugin, Rejection, SchedulingView } from '../framework.types';
import { maxNodeScore } from './normalize';

/**
 * InterPodAffinity (pkg/scheduler/framework/plugins/interpodaffinity): near to, or away from, other Pods by topology.
 */
const rejection = (reason: string, isResolvable: boolean): Rejection => ({ reasons: [reason], isResolvable });

const affinityFails = rejection("node(s) didn't match pod affinity rules", false);
const antiAffinityFails = rejection("node(s) didn't match pod anti-affinity rules", true);
const existingFails = rejection("node(s) didn't satisfy existing pods anti-affinity rules", true);

/** Pods by `topologyKey value`. */
type PairCounts = Map<string, number>;

export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  weight: 2,
  events: ['node', 'podRemoved', 'podChanged'],
  filter: (info, view) => {
    const existing = existingAntiAffinity(info, view);
    const { requiredAffinity, requiredAntiAffinity } = info;
    if (existing.size === 0 && requiredAffinity.length === 0 && requiredAntiAffinity.length === 0)
      return undefined;
    const near = requiredAffinity.map((term) => countsOf(term, info, view));
    const away = requiredAntiAffinity.map((term) => countsOf(term, info, view));
    // The first of a group that wants to be together has nobody to be near to: it is let in anywhere.
    const isFirst =
      near.every((counts) => counts.size === 0) &&
      requiredAffinity.every((term) => matchesTerm(term, info, info, view));
    return ({ node }) => {
      const labels = node.metadata.labels ?? {};
      for (const [index, { topologyKey }] of requiredAffinity.entries()) {
        const value = labels[topologyKey];
        if (value === undefined) return affinityFails;
        if (!isFirst && (near[index]?.get(value) ?? 0) <= 0) return affinityFails;
      }
      for (const [index, { topologyKey }] of requiredAntiAffinity.entries()) {
        const value = labels[topologyKey];
        if (value !== undefined && (away[index]?.get(value) ?? 0) > 0) return antiAffinityFails;
      }
      if (existing.size > 0)
        for (const key in labels) if ((existing.get(`${key} ${labels[key]}`) ?? 0) > 0) return existingFails;
      return undefined;
    };
  },
  scorer: (info, view) => {
    const { preferredAffinity, preferredAntiAffinity } = info;
    const isPlain = preferredAffinity.length === 0 && preferredAntiAffinity.length === 0;
    if (isPlain && view.cache.affinityPods === 0) return undefined;
    const weights = preferenceWeights(info, view);
    if (weights.size === 0) return undefined;
    return {
      score: ({ node }) => {
        const { labels } = node.metadata;
        let sum = 0;
        for (const key in labels) sum += weights.get(`${key} ${labels[key]}`) ?? 0;
        return sum;
      },
      normalize: normalizeAffinity,
    };
  },
};

/** Whether `other` is a Pod that `term`, stated by `owner`, speaks of. */
function matchesTerm(term: PodAffinityTerm, owner: PodInfo, other: PodInfo, view: SchedulingView): boolean {
  const namespace = other.pod.metadata.namespace ?? '';
  return (
    namespacesOf(term, owner, view).includes(namespace) &&
    matchesSelector(selectorOf(term, owner), other.pod.metadata.labels)
  );
}

/** The term's namespaces: those named, those selected, or the Pod's own. */
function namespacesOf(term: PodAffinityTerm, { pod }: PodInfo, view: SchedulingView): readonly string[] {
  const { namespaces = [], namespaceSelector } = term;
  if (namespaces.length === 0 && namespaceSelector === undefined) return [pod.metadata.namespace ?? ''];
  if (namespaceSelector === undefined) return namespaces;
  const selected = [...view.namespaces()]
    .filter(({ metadata }) => matchesSelector(namespaceSelector, metadata.labels))
    .map(({ metadata }) => metadata.name);
  return [...new Set([...namespaces, ...selected])];
}

/** The selector with the Pod's own values for matchLabelKeys and against mismatchLabelKeys. */
function selectorOf(term: PodAffinityTerm, { pod }: PodInfo): LabelSelector | undefined {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  const requirement =
    (operator: 'In' | 'NotIn') =>
    (key: string): readonly LabelSelectorRequirement[] => {
      const value = pod.metadata.labels?.[key];
      return value === undefined ? [] : [{ key, operator, values: [value] }];
    };
  const more = [
    ...matchLabelKeys.flatMap(requirement('In')),
    ...mismatchLabelKeys.flatMap(requirement('NotIn')),
  ];
  if (more.length === 0 || labelSelector === undefined) return labelSelector;
  return { ...labelSelector, matchExpressions: [...(labelSelector.matchExpressions ?? []), ...more] };
}

/** Pods the term speaks of, by the value of its topology label. */
function countsOf(term: PodAffinityTerm, info: PodInfo, view: SchedulingView): ReadonlyMap<string, number> {
  const selector = selectorOf(term, info);
  if (selector === undefined) return new Map();
  const counts = namespacesOf(term, info, view).map((namespace) =>
    view.cache.count(namespace, selector, true),
  );
  const sum = new Map<string, number>();
  for (const count of counts) {
    for (const [value, pods] of count.by(term.topologyKey))
      if (pods > 0) sum.set(value, (sum.get(value) ?? 0) + pods);
    for (const uid of view.without ?? []) {
      const name = view.cache.nodeOf(uid) ?? '';
      const node = view.cache.nodes.get(name);
      const other = node?.pods.get(uid);
      const value = node?.node.metadata.labels?.[term.topologyKey];
      if (other && value !== undefined && count.matches(other)) sum.set(value, (sum.get(value) ?? 0) - 1);
    }
  }
  return sum;
}

/** Where Pods stand that do not want this one near. */
function existingAntiAffinity(info: PodInfo, view: SchedulingView): PairCounts {
  const found: PairCounts = new Map();
  if (view.cache.antiAffinityPods === 0) return found;
  for (const node of view.cache.list())
    for (const other of node.podsWithRequiredAntiAffinity) {
      if (view.without?.has(other.uid)) continue;
      for (const term of other.requiredAntiAffinity) {
        const value = node.node.metadata.labels?.[term.topologyKey];
        if (value === undefined || !matchesTerm(term, other, info, view)) continue;
        const pair = `${term.topologyKey} ${value}`;
        found.set(pair, (found.get(pair) ?? 0) + 1);
      }
    }
  return found;
}

/** What every topology value is worth: this Pod's preferences, and those of Pods that stand there already. */
function preferenceWeights(info: PodInfo, view: SchedulingView): PairCounts {
  const weights: PairCounts = new Map();
  const add = (key: string, value: string | undefined, weight: number) => {
    if (value === undefined || weight === 0) return;
    const pair = `${key} ${value}`;
    weights.set(pair, (weights.get(pair) ?? 0) + weight);
  };
  const own = (terms: PodInfo['preferredAffinity'], sign: number) => {
    for (const { weight, podAffinityTerm } of terms)
      for (const [value, pods] of countsOf(podAffinityTerm, info, view))
        add(podAffinityTerm.topologyKey, value, sign * weight * pods);
  };
  own(info.preferredAffinity, 1);
  own(info.preferredAntiAffinity, -1);
  if (view.cache.affinityPods === 0) return weights;
  for (const node of view.cache.list())
    for (const other of node.podsWithAffinity) {
      const { labels } = node.node.metadata;
      const theirs = (term: PodAffinityTerm, weight: number) => {
        if (matchesTerm(term, other, info, view)) add(term.topologyKey, labels?.[term.topologyKey], weight);
      };
      // A hard wish of a Pod that stands there counts as a soft one of weight 1 (hardPodAffinityWeight).
      for (const term of other.requiredAffinity) theirs(term, 1);
      for (const { weight, podAffinityTerm } of other.preferredAffinity) theirs(podAffinityTerm, weight);
      for (const { weight, podAffinityTerm } of other.preferredAntiAffinity) theirs(podAffinityTerm, -weight);
    }
  return weights;
}

function normalizeAffinity(scores: number[]): void {
  const min = scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY);
  const max = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  for (const [index, score] of scores.entries())
    scores[index] = max === min ? 0 : Math.floor((maxNodeScore * (score - min)) / (max - min));
}
