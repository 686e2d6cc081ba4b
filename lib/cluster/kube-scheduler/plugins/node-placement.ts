import { matchesRequiredNodeAffinity, matchesTerm } from '../../api/node-affinity';
import type { PodInfo } from '../../api/pod-info';
import { findUntolerated, tolerates } from '../../api/tolerations';
import type { Plugin, Rejection } from '../framework.types';
import { maxNodeScore, normalizeScores } from './normalize';

/**
 * The plugins that compare a Pod with a node's own marks: NodeUnschedulable, NodeName, TaintToleration, NodeAffinity
 * (pkg/scheduler/framework/plugins/{nodeunschedulable,nodename,tainttoleration,nodeaffinity}).
 */
const never = (reason: string): Rejection => ({ reasons: [reason], isResolvable: false });

const unschedulable = never('node(s) were unschedulable');
const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  events: ['node'],
  filter: ({ pod }, { cache }) => {
    if (cache.unschedulableNodes === 0 || tolerates(pod.spec.tolerations, unschedulableTaint))
      return undefined;
    return ({ node }) => (node.spec.unschedulable ? unschedulable : undefined);
  },
};

const otherName = never("node(s) didn't match the requested node name");

export const nodeName: Plugin = {
  name: 'NodeName',
  events: ['node'],
  filter: ({ pod }) => {
    const wanted = pod.spec.nodeName;
    if (!wanted) return undefined;
    return ({ name }) => (name === wanted ? undefined : otherName);
  },
};

/** v1.35 does not name the taint any more (kubernetes/kubernetes#134740). */
const untolerated = never('node(s) had untolerated taint(s)');

export const taintToleration: Plugin = {
  name: 'TaintToleration',
  weight: 3,
  events: ['node'],
  filter: ({ pod }, { cache }) => {
    if (cache.taintedNodes === 0) return undefined;
    return ({ node }) =>
      node.spec.taints && findUntolerated(node.spec.taints, pod.spec.tolerations) ? untolerated : undefined;
  },
  scorer: ({ pod }, { cache }) => {
    if (cache.preferNoScheduleTaints === 0) return { score: () => maxNodeScore };
    return {
      score: ({ node }) =>
        (node.spec.taints ?? []).filter(
          (taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod.spec.tolerations, taint),
        ).length,
      normalize: (scores) => normalizeScores(scores, true),
    };
  },
};

const otherAffinity = never("node(s) didn't match Pod's node affinity/selector");

export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  weight: 2,
  events: ['node'],
  nodeNames: ({ pod }) => {
    const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    if (required === undefined) return undefined;
    const names = new Set<string>();
    for (const { matchFields } of required.nodeSelectorTerms) {
      const named = matchFields?.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
      // One term that does not name nodes may match any node.
      if (named === undefined) return undefined;
      for (const name of named.values ?? []) names.add(name);
    }
    return names;
  },
  filter: ({ pod: { spec } }) => {
    if (!spec.nodeSelector && !spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution)
      return undefined;
    return ({ node }) => (matchesRequiredNodeAffinity(spec, node) ? undefined : otherAffinity);
  },
  scorer: ({ pod }: PodInfo) => {
    const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    if (!terms?.length) return undefined;
    return {
      score: ({ node }) =>
        terms.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0),
      normalize: (scores) => normalizeScores(scores, false),
    };
  },
};
