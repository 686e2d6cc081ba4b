import { findCondition } from './api/conditions';
import type { Node, Pod } from './api/core';
import { matchesRequiredNodeAffinity } from './api/node-affinity';
import { podInfoOf } from './api/pod-info';
import { milliValue, parseQuantity } from './api/quantity';
import { nodes, pods } from './api/resources';
import { controllerOf, matchesLabels } from './api/selectors';
import { findUntolerated } from './api/tolerations';
import { Component, type Surroundings } from './client-go/component';
import { ConnectionError } from './client-go/connection';
import { EventRecorder } from './client-go/event-recorder';
import { Informer } from './client-go/informer';
import type { MachineSpec } from './host';
import { StatusError } from './kube-apiserver/status-error';
import type { Task } from './process';

/** A group of equal machines a provider can make more of, or take away (a node group of the autoscaler). */
export interface NodePool {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** What each of its machines is like. */
  readonly machine: Partial<MachineSpec>;
}

/** What the autoscaler asks its provider. */
export interface NodeGroups {
  readonly pools: readonly NodePool[];
  /** The machines of a pool, those on their way included. */
  machinesOf(pool: string): readonly string[];
  /** Begins to make one more machine; its name. It joins after a while. */
  increase(pool: string): string;
  delete(machine: string): void;
}

/** --scan-interval, --scale-down-unneeded-time, --scale-down-delay-after-add, in ms; --scale-down-utilization-threshold. */
const scanMs = 10_000;
const unneededMs = 600_000;
const delayAfterAddMs = 600_000;
const utilizationThreshold = 0.5;
const deletionTaint = 'ToBeDeletedByClusterAutoscaler';

/**
 * cluster-autoscaler (kubernetes/autoscaler): adds machines to a pool when Pods find no node and a new machine would take
 * them, and takes away machines that have been little used for ten minutes and whose Pods fit elsewhere. Left out: expanders
 * other than the first pool that fits, priorities, limits over all pools, bin packing of many Pods at once.
 */
export class ClusterAutoscaler extends Component {
  private readonly pods = new Informer(this, pods);
  private readonly nodes = new Informer(this, nodes);
  private readonly recorder = new EventRecorder(this, 'cluster-autoscaler');
  /** Since when a node could go. */
  private readonly unneededSince = new Map<string, number>();
  private readonly told = new Set<string>();
  private lastAddMs = Number.NEGATIVE_INFINITY;

  constructor(
    surroundings: Surroundings,
    private readonly groups: NodeGroups,
  ) {
    super('cluster-autoscaler', surroundings);
  }

  protected run(): void {
    this.pods.start();
    this.nodes.start();
    this.every(scanMs, () => this.runOnce());
  }

  protected override forget(): void {
    this.unneededSince.clear();
    this.told.clear();
    this.lastAddMs = Number.NEGATIVE_INFINITY;
  }

  private runOnce(): void {
    const pending = [...this.pods.all()]
      .filter((pod) => isUnschedulable(pod))
      .sort((a, b) => (a.metadata.uid < b.metadata.uid ? -1 : 1));
    if (pending.length > 0) this.scaleUp(pending);
    else this.scaleDown();
  }

  /** As many machines of the first pool that fits as the waiting Pods need. */
  private scaleUp(pending: readonly Pod[]): void {
    for (const pool of this.groups.pools) {
      const fitting = pending.filter((pod) => fitsEmptyMachine(pod, pool));
      if (fitting.length === 0) continue;
      const before = this.groups.machinesOf(pool.name).length;
      const coming = before - [...this.nodes.all()].filter((node) => poolOf(node) === pool.name).length;
      const wanted = Math.min(pool.max - before, machinesFor(fitting, pool) - coming);
      if (wanted <= 0) continue;
      for (let count = 0; count < wanted; count++) this.groups.increase(pool.name);
      this.lastAddMs = this.simulation.nowMs;
      const text = `pod triggered scale-up: [{${pool.name} ${before}->${before + wanted} (max: ${pool.max})}]`;
      for (const pod of fitting) this.recorder.event(pod, 'Normal', 'TriggeredScaleUp', text);
      return;
    }
    for (const pod of pending) this.tellOnce(pod);
  }

  private tellOnce(pod: Pod): void {
    if (this.told.has(pod.metadata.uid)) return;
    const isComing = this.groups.pools.some(
      (pool) =>
        fitsEmptyMachine(pod, pool) &&
        this.groups.machinesOf(pool.name).length >
          [...this.nodes.all()].filter((node) => poolOf(node) === pool.name).length,
    );
    if (isComing) return;
    this.told.add(pod.metadata.uid);
    const full = this.groups.pools.filter(
      ({ name, max }) => this.groups.machinesOf(name).length >= max,
    ).length;
    const why = full > 0 ? `${full} max node group size reached` : 'no node group would take it';
    this.recorder.event(pod, 'Normal', 'NotTriggerScaleUp', `pod didn't trigger scale-up: ${why}`);
  }

  private scaleDown(): void {
    const { nowMs } = this.simulation;
    if (nowMs - this.lastAddMs < delayAfterAddMs) return;
    for (const pool of this.groups.pools) {
      const machines = this.groups.machinesOf(pool.name);
      if (machines.length <= pool.min) continue;
      const unneeded = [...this.nodes.all()].find(
        (node) => poolOf(node) === pool.name && this.isUnneeded(node, nowMs),
      );
      if (unneeded) {
        this.spawn(this.removeNode(unneeded));
        return;
      }
    }
  }

  /** Little requested for ten minutes, and every Pod would fit on another node. */
  private isUnneeded(node: Node, nowMs: number): boolean {
    const { name } = node.metadata;
    if (node.spec.taints?.some(({ key }) => key === deletionTaint)) return false;
    const own = this.podsOn(name).filter((pod) => controllerOf(pod)?.kind !== 'DaemonSet');
    const isFree =
      utilization(node, own) < utilizationThreshold && own.every((pod) => this.canMove(pod, name));
    if (!isFree) {
      this.unneededSince.delete(name);
      return false;
    }
    const since = this.unneededSince.get(name) ?? nowMs;
    this.unneededSince.set(name, since);
    return nowMs - since >= unneededMs;
  }

  private canMove(pod: Pod, from: string): boolean {
    if (controllerOf(pod) === undefined) return false;
    const asked = podInfoOf(pod);
    return [...this.nodes.all()].some((node) => {
      if (node.metadata.name === from || node.spec.unschedulable) return false;
      if (findCondition(node.status.conditions, 'Ready')?.status !== 'True') return false;
      const free = freeOn(node, this.podsOn(node.metadata.name));
      return asked.cpuMilli <= free.cpuMilli && asked.memory <= free.memory && fitsNode(pod, node);
    });
  }

  /** Marks the node, evicts its Pods one by one, and gives the machine back when it is empty. */
  private *removeNode(node: Node): Task {
    const { name } = node.metadata;
    try {
      yield* this.client.patch(nodes, undefined, name, (stored) => ({
        ...stored,
        spec: {
          ...stored.spec,
          taints: [...(stored.spec.taints ?? []), { key: deletionTaint, effect: 'NoSchedule' as const }],
        },
      }));
      for (const pod of this.podsOn(name)) {
        if (controllerOf(pod)?.kind === 'DaemonSet') continue;
        const { namespace = '' } = pod.metadata;
        yield* this.client.send('evict', 'pods/eviction', `${namespace}/${pod.metadata.name}`, (server) =>
          server.evict(namespace, pod.metadata.name),
        );
        this.recorder.event(pod, 'Normal', 'ScaleDown', 'deleting pod for node scale down');
      }
      while (this.podsOn(name).some((pod) => controllerOf(pod)?.kind !== 'DaemonSet')) yield 1000;
      this.recorder.event(node, 'Normal', 'ScaleDown', 'node removed by cluster autoscaler');
      this.groups.delete(name);
    } catch (error) {
      // A budget said no, or nobody answered: the node stays, and is looked at again.
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      this.spawn(this.unmark(name));
    }
    this.unneededSince.delete(name);
  }

  private *unmark(name: string): Task {
    try {
      yield* this.client.patch(nodes, undefined, name, (stored) => ({
        ...stored,
        spec: {
          ...stored.spec,
          taints: (stored.spec.taints ?? []).filter(({ key }) => key !== deletionTaint),
        },
      }));
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
    }
  }

  private podsOn(node: string): readonly Pod[] {
    return [...this.pods.all()].filter(
      ({ spec, status }) =>
        spec.nodeName === node && status.phase !== 'Succeeded' && status.phase !== 'Failed',
    );
  }
}

const poolLabel = 'node.reconcile/pool';
const poolOf = ({ metadata }: Node) => metadata.labels?.[poolLabel];

function isUnschedulable({ spec, status, metadata }: Pod): boolean {
  const scheduled = findCondition(status.conditions, 'PodScheduled');
  return !spec.nodeName && metadata.deletionTimestamp === undefined && scheduled?.reason === 'Unschedulable';
}

/** Whether a machine of the pool with nothing on it would take the Pod. */
function fitsEmptyMachine(pod: Pod, { machine, name }: NodePool): boolean {
  const { cpuMilli, memory } = podInfoOf(pod);
  if (cpuMilli > (machine.cpuMilli ?? 2000) || memory > (machine.memoryBytes ?? 4 * 2 ** 30)) return false;
  const labels = { ...machine.labels, [poolLabel]: name };
  return (
    matchesLabels(pod.spec.nodeSelector, labels) &&
    findUntolerated(machine.taints, pod.spec.tolerations) === undefined
  );
}

function fitsNode(pod: Pod, node: Node): boolean {
  return (
    matchesRequiredNodeAffinity(pod.spec, node) &&
    findUntolerated(node.spec.taints, pod.spec.tolerations) === undefined
  );
}

/** How many machines take so many Pods, by the scarcer of processor and memory. */
function machinesFor(waiting: readonly Pod[], { machine }: NodePool): number {
  let cpuMilli = 0;
  let memory = 0;
  for (const pod of waiting) {
    const info = podInfoOf(pod);
    cpuMilli += info.cpuMilli;
    memory += info.memory;
  }
  return Math.max(
    1,
    Math.ceil(cpuMilli / (machine.cpuMilli ?? 2000)),
    Math.ceil(memory / (machine.memoryBytes ?? 4 * 2 ** 30)),
  );
}

function freeOn(node: Node, standing: readonly Pod[]) {
  const whole = amountsOf(node);
  for (const pod of standing) {
    const info = podInfoOf(pod);
    whole.cpuMilli -= info.cpuMilli;
    whole.memory -= info.memory;
  }
  return whole;
}

function amountsOf({ status }: Node) {
  return { cpuMilli: milliValue(status.allocatable?.cpu), memory: parseQuantity(status.allocatable?.memory) };
}

/** The larger of the requested shares of processor and memory. */
function utilization(node: Node, standing: readonly Pod[]): number {
  const whole = amountsOf(node);
  const free = freeOn(node, standing);
  return Math.max(1 - free.cpuMilli / whole.cpuMilli, 1 - free.memory / whole.memory);
}
