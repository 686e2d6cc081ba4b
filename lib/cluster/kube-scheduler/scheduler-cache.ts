import type { Node, Pod } from '../api/core';
import type { LabelSelector } from '../api/meta';
import { type PodInfo, podInfoOf } from '../api/pod-info';
import { NodeInfo } from './node-info';
import { PodCounts } from './pod-counts';

const zoneLabel = 'topology.kubernetes.io/zone';

/**
 * Nodes and the Pods on them, including Pods whose binding is still on its way ("assumed")
 * (pkg/scheduler/backend/cache). There is one thread, so plugins read it directly instead of a snapshot.
 */
export class SchedulerCache {
  readonly nodes = new Map<string, NodeInfo>();
  readonly counts = new PodCounts(this.nodes);
  /** Pods on nodes by uid, with the node they are counted on. */
  private readonly placed = new Map<string, { readonly info: PodInfo; readonly node: string }>();
  private readonly nodesWithImage = new Map<string, number>();
  private order: readonly NodeInfo[] | undefined;
  /** Slots are not given twice: what counted for a node that went must not count for the next. */
  private nextSlot = 0;
  /** How many Pods anywhere state a preference or a rule about other Pods. */
  affinityPods = 0;
  antiAffinityPods = 0;
  preferNoScheduleTaints = 0;
  /** How many nodes have a taint, and how many are cordoned: while it is none, nobody has to be asked. */
  taintedNodes = 0;
  unschedulableNodes = 0;
  /** How many different values a node label has. */
  private readonly domainCounts = new Map<string, number>();

  setNode(node: Node): void {
    const { name } = node.metadata;
    const before = this.nodes.get(name);
    if (before === undefined) {
      this.nodes.set(name, new NodeInfo(node, this.nextSlot++));
      for (const { info, node: on } of this.placed.values())
        if (on === name) this.nodes.get(name)?.addPod(info);
      this.forgetCounts();
    } else {
      this.countOfNode(before, -1);
      if (before.node.metadata.labels !== node.metadata.labels) {
        const isSame = JSON.stringify(before.node.metadata.labels) === JSON.stringify(node.metadata.labels);
        if (!isSame) this.forgetCounts();
      }
      before.setNode(node);
    }
    const info = this.nodes.get(name);
    if (info) this.countOfNode(info, 1);
  }

  removeNode(name: string): void {
    const info = this.nodes.get(name);
    if (info === undefined) return;
    this.countOfNode(info, -1);
    this.nodes.delete(name);
    this.forgetCounts();
  }

  /** A Pod stands on its node (or will, once its binding has arrived). */
  addPod(pod: Pod, nodeName: string): void {
    this.removePod(pod);
    const info = podInfoOf(pod);
    this.placed.set(info.uid, { info, node: nodeName });
    this.countPod(info, nodeName, 1);
  }

  removePod({ metadata }: Pod): void {
    const found = this.placed.get(metadata.uid);
    if (found === undefined) return;
    this.placed.delete(metadata.uid);
    this.countPod(found.info, found.node, -1);
  }

  nodeOf(uid: string): string | undefined {
    return this.placed.get(uid)?.node;
  }

  /** How many nodes hold the image `name`. */
  imageSpread(name: string): number {
    return this.nodesWithImage.get(name) ?? 0;
  }

  /** Pods of a namespace that match a selector; see PodCount. */
  count(namespace: string, selector: LabelSelector, countsTerminating = false) {
    return this.counts.of(namespace, selector, countsTerminating);
  }

  /** Nodes in the order they are tried: one of each zone in turn (backend/cache/node_tree.go). */
  list(): readonly NodeInfo[] {
    if (this.order) return this.order;
    const zones = new Map<string, NodeInfo[]>();
    for (const info of this.nodes.values()) {
      const zone = info.node.metadata.labels?.[zoneLabel] ?? '';
      const group = zones.get(zone);
      if (group) group.push(info);
      else zones.set(zone, [info]);
    }
    const order: NodeInfo[] = [];
    const groups = [...zones.values()];
    for (let index = 0; order.length < this.nodes.size; index++)
      for (const group of groups) {
        const info = group[index];
        if (info) order.push(info);
      }
    this.order = order;
    return order;
  }

  clear(): void {
    this.nodes.clear();
    this.placed.clear();
    this.nodesWithImage.clear();
    this.forgetCounts();
    this.counts.reset();
    this.affinityPods = 0;
    this.antiAffinityPods = 0;
    this.preferNoScheduleTaints = 0;
    this.taintedNodes = 0;
    this.unschedulableNodes = 0;
  }

  /** How many different values the label `key` has, nodes without it counting as one value more. */
  domains(key: string): number {
    let count = this.domainCounts.get(key);
    if (count === undefined) {
      count = new Set([...this.nodes.values()].map(({ node }) => node.metadata.labels?.[key] ?? '')).size;
      this.domainCounts.set(key, count);
    }
    return count;
  }

  /** Nodes came, went or were labelled: what is counted by label begins anew. */
  private forgetCounts(): void {
    this.counts.clear();
    this.domainCounts.clear();
    this.order = undefined;
  }

  private countPod(info: PodInfo, nodeName: string, amount: 1 | -1): void {
    const node = this.nodes.get(nodeName);
    const before = [node?.podsWithAffinity.size ?? 0, node?.podsWithRequiredAntiAffinity.size ?? 0] as const;
    if (amount === 1) node?.addPod(info);
    else node?.removePod(info);
    this.affinityPods += (node?.podsWithAffinity.size ?? 0) - before[0];
    this.antiAffinityPods += (node?.podsWithRequiredAntiAffinity.size ?? 0) - before[1];
    this.counts.add(info, node, amount);
  }

  private countOfNode(info: NodeInfo, amount: 1 | -1): void {
    for (const name of info.images.keys())
      this.nodesWithImage.set(name, (this.nodesWithImage.get(name) ?? 0) + amount);
    const { taints = [], unschedulable } = info.node.spec;
    if (taints.length > 0) this.taintedNodes += amount;
    if (unschedulable) this.unschedulableNodes += amount;
    for (const { effect } of taints) if (effect === 'PreferNoSchedule') this.preferNoScheduleTaints += amount;
  }
}
