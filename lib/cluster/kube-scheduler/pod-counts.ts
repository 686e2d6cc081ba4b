import type { LabelSelector } from '../api/meta';
import type { PodInfo } from '../api/pod-info';
import { matchesSelector } from '../api/selectors';
import type { NodeInfo } from './node-info';

/**
 * How many Pods of one namespace match one selector, by node and by any topology label; kept up to date with every Pod
 * that comes and goes. The real scheduler counts anew for each Pod it places; with 150,000 Pods one cannot.
 */
export class PodCount {
  /** By the slot of the node. */
  private readonly byNode: number[] = [];
  private readonly byTopology = new Map<string, Map<string, number>>();

  constructor(
    readonly namespace: string,
    readonly selector: LabelSelector,
    readonly countsTerminating: boolean,
    private readonly nodes: ReadonlyMap<string, NodeInfo>,
  ) {}

  /** How many stand on `node`. */
  on(node: NodeInfo): number {
    return this.byNode[node.slot] ?? 0;
  }

  matches({ pod }: PodInfo): boolean {
    return (
      pod.metadata.namespace === this.namespace &&
      (this.countsTerminating || pod.metadata.deletionTimestamp === undefined) &&
      matchesSelector(this.selector, pod.metadata.labels)
    );
  }

  add(node: NodeInfo, amount: 1 | -1): void {
    this.byNode[node.slot] = this.on(node) + amount;
    for (const [key, values] of this.byTopology) {
      const value = node.label(key);
      if (value !== undefined) values.set(value, (values.get(value) ?? 0) + amount);
    }
  }

  /** Pods by the value of node label `key`; values without a Pod may be absent. */
  by(key: string): ReadonlyMap<string, number> {
    let values = this.byTopology.get(key);
    if (values === undefined) {
      values = new Map();
      for (const node of this.nodes.values()) {
        const value = node.label(key);
        const count = this.on(node);
        if (value !== undefined && count > 0) values.set(value, (values.get(value) ?? 0) + count);
      }
      this.byTopology.set(key, values);
    }
    return values;
  }
}

/** How many different counts are kept before all are dropped and begun anew. */
const limit = 1000;

/** The counts in use, found by one label of the Pod so that a Pod is shown only to counts it may belong to. */
export class PodCounts {
  private readonly known = new Map<string, PodCount>();
  /** The same by the selector's identity: most Pods come with a selector that was seen before. */
  private bySelector = new WeakMap<LabelSelector, PodCount>();
  private readonly byLabel = new Map<string, Set<PodCount>>();
  /** How many Pods on nodes have a label at all: where there is none, a new count need not look for any. */
  private readonly labelled = new Map<string, number>();

  constructor(private readonly nodes: ReadonlyMap<string, NodeInfo>) {}

  /** The count of Pods in `namespace` that match `selector`. */
  of(namespace: string, selector: LabelSelector, countsTerminating: boolean): PodCount {
    const seen = this.bySelector.get(selector);
    if (seen?.namespace === namespace && seen.countsTerminating === countsTerminating) return seen;
    const key = `${namespace} ${countsTerminating} ${JSON.stringify(selector)}`;
    let count = this.known.get(key);
    if (count === undefined) {
      if (this.known.size >= limit) this.clear();
      count = this.begin(namespace, selector, countsTerminating);
      this.known.set(key, count);
    }
    this.bySelector.set(selector, count);
    return count;
  }

  /** A Pod came to `node` (which may not be known yet) or left it. */
  add(info: PodInfo, node: NodeInfo | undefined, amount: 1 | -1): void {
    const { namespace, labels } = info.pod.metadata;
    const offer = (label: string) => {
      this.labelled.set(label, (this.labelled.get(label) ?? 0) + amount);
      for (const count of this.byLabel.get(label) ?? [])
        if (node && count.matches(info)) count.add(node, amount);
    };
    offer(`${namespace} `);
    for (const name in labels) offer(`${namespace} ${name}=${labels[name]}`);
  }

  /** To be called when labels of a node changed or a node came or went. */
  clear(): void {
    this.known.clear();
    this.bySelector = new WeakMap();
    this.byLabel.clear();
  }

  /** Nothing is on any node any more. */
  reset(): void {
    this.clear();
    this.labelled.clear();
  }

  private begin(namespace: string, selector: LabelSelector, countsTerminating: boolean): PodCount {
    const count = new PodCount(namespace, selector, countsTerminating, this.nodes);
    const [pair] = Object.entries(selector.matchLabels ?? {});
    const label = `${namespace} ${pair ? `${pair[0]}=${pair[1]}` : ''}`;
    if ((this.labelled.get(label) ?? 0) > 0)
      for (const node of this.nodes.values())
        for (const info of node.pods.values()) if (count.matches(info)) count.add(node, 1);
    const set = this.byLabel.get(label);
    if (set) set.add(count);
    else this.byLabel.set(label, new Set([count]));
    return count;
  }
}
