import type { Namespace, Service } from '../api/core';
import type { LabelSelector } from '../api/meta';
import type { PodInfo } from '../api/pod-info';
import type { NodeInfo } from './node-info';
import type { SchedulerCache } from './scheduler-cache';

/** Why a node was turned down (pkg/scheduler/framework Status). `isResolvable`: evicting Pods from the node could help. */
export interface Rejection {
  readonly reasons: readonly string[];
  readonly isResolvable: boolean;
}

/** What plugins look at besides the Pod: nodes, Pods on them, and a few other objects. */
export interface SchedulingView {
  readonly cache: SchedulerCache;
  /** Pods to be imagined away: the victims of a preemption that is being tried. Uids. */
  readonly without?: ReadonlySet<string>;
  namespace(name: string): Namespace | undefined;
  namespaces(): Iterable<Namespace>;
  services(namespace: string): readonly Service[];
  /** The selector of the ReplicaSet or StatefulSet that owns the Pod. */
  ownerSelector(info: PodInfo): LabelSelector | undefined;
}

export type Filter = (node: NodeInfo) => Rejection | undefined;

/** Scores of one plugin: `score` for each node that passed, then `normalize` over all of them. */
export interface Scorer {
  score(node: NodeInfo): number;
  normalize?(scores: number[]): void;
}

/** What makes a Pod worth trying again: a plugin that rejected it names the events that could help. */
export type ClusterEvent = 'node' | 'podRemoved' | 'podChanged' | 'service';

/** A plugin of the default profile, by its real name (pkg/scheduler/framework/plugins). */
export interface Plugin {
  readonly name: string;
  /** PreFilter: what this Pod needs, once; undefined when the plugin has nothing to say about it. */
  filter?(info: PodInfo, view: SchedulingView): Filter | undefined;
  /** PreFilter's no to every node at once. */
  refusal?(info: PodInfo): string | undefined;
  /** PreFilter's narrower choice of nodes (NodeAffinity on metadata.name). */
  nodeNames?(info: PodInfo): ReadonlySet<string> | undefined;
  /** PreScore; undefined: the plugin is skipped for this Pod. */
  scorer?(info: PodInfo, view: SchedulingView, nodes: readonly NodeInfo[]): Scorer | undefined;
  /** In the sum of scores. */
  readonly weight?: number;
  readonly events?: readonly ClusterEvent[];
}
