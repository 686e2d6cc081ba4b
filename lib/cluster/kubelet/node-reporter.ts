import { findCondition } from '../api/conditions';
import type { Node } from '../api/core';
import type { Lease } from '../api/other';
import { leases, nodes } from '../api/resources';
import type { Component } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import type { EventRecorder } from '../client-go/event-recorder';
import type { Machine } from '../host';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { ContainerRuntime } from './container-runtime';
import { initialNode, type NodeFacts, nodeStatus } from './node-status';

/** How often the lease is renewed and the status looked at (renewInterval, nodeStatusUpdateFrequency), in ms. */
const leasePeriodMs = 10_000;
const leaseDurationSeconds = 40;
/** An unchanged status is sent again after this (nodeStatusReportFrequency), in ms. */
const reportPeriodMs = 300_000;
/** How long the kubelet takes until it calls itself ready, in ms. */
const readyAfterMs = 1000;
/** Registration is tried again after 100 ms, doubled up to 7 s. */
const firstRegisterBackOffMs = 200;
const longestRegisterBackOffMs = 7000;
const leaseNamespace = 'kube-node-lease';

const eventOf: Readonly<Record<string, readonly [whenTrue: string, whenFalse: string]>> = {
  MemoryPressure: ['NodeHasInsufficientMemory', 'NodeHasSufficientMemory'],
  DiskPressure: ['NodeHasDiskPressure', 'NodeHasNoDiskPressure'],
  PIDPressure: ['NodeHasInsufficientPID', 'NodeHasSufficientPID'],
  Ready: ['NodeReady', 'NodeNotReady'],
};

/** Registers the node, renews its lease, sends its status (kubelet_node_status.go, component-helpers/apimachinery/lease). */
export class NodeReporter {
  /** The Node as last seen; undefined before registration. */
  node: Node | undefined;
  hasMemoryPressure = false;
  private isReady = false;
  private lease: Lease | undefined;
  private reportedMs = Number.NEGATIVE_INFINITY;
  private reportedImages = 0;

  constructor(
    private readonly component: Component,
    private readonly machine: Machine,
    private readonly runtime: ContainerRuntime,
    private readonly recorder: EventRecorder,
  ) {}

  /** The first three parts of the Pods' addresses on this machine: its podCIDR, or one made of the machine's number. */
  *podNetwork(): Task<string> {
    const { podCIDR } = (this.node?.spec.podCIDR ? this.node : yield* this.getNode()).spec;
    const [network] = /^\d+\.\d+\.\d+/.exec(podCIDR ?? '') ?? [];
    const { number } = this.machine;
    return network ?? `10.${244 + (number >> 8)}.${number & 255}`;
  }

  start(): void {
    this.node = undefined;
    this.lease = undefined;
    this.isReady = false;
    this.hasMemoryPressure = false;
    this.reportedMs = Number.NEGATIVE_INFINITY;
    this.component.spawn(this.run());
  }

  /** Sends the status now, because a condition changed. */
  report(): void {
    this.reportedMs = Number.NEGATIVE_INFINITY;
    if (this.node) this.component.spawn(this.guard(this.updateNodeStatus()));
  }

  /** The newest Node, asked for anew. */
  *getNode(): Task<Node> {
    this.node = yield* this.component.client.get(nodes, undefined, this.machine.name);
    return this.node;
  }

  private *run(): Task {
    yield* this.register();
    const { component } = this;
    // Each machine has its own moment, so that thousands do not renew in the same one.
    const phaseMs = (this.machine.number * 37) % 1000;
    component.every(leasePeriodMs, () => component.spawn(this.guard(this.tick())), leasePeriodMs - phaseMs);
    yield* this.guard(this.renewLease());
    if (this.isReady) return;
    yield readyAfterMs;
    this.isReady = true;
    yield* this.guard(this.updateNodeStatus());
  }

  private *tick(): Task {
    yield* this.renewLease();
    const { nowMs } = this.component.simulation;
    const isDue = nowMs - this.reportedMs >= reportPeriodMs;
    if (isDue || this.runtime.listImages().length !== this.reportedImages) yield* this.updateNodeStatus();
  }

  /** registerWithAPIServer */
  private *register(): Task {
    const { client } = this.component;
    for (
      let backOffMs = firstRegisterBackOffMs;
      ;
      backOffMs = Math.min(2 * backOffMs, longestRegisterBackOffMs)
    ) {
      try {
        this.node = yield* client.create(nodes, undefined, initialNode(this.facts()));
        this.tell('Normal', 'Starting', 'Starting kubelet.');
        for (const { type } of this.node.status.conditions ?? [])
          if (type !== 'Ready') this.tellCondition(type, false);
        return;
      } catch (error) {
        if (error instanceof StatusError && error.reason === 'AlreadyExists') {
          if (yield* this.returnToNode()) return;
        } else if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      }
      yield backOffMs;
    }
  }

  /** The Node is there from before: a kubelet or machine that starts again says so. */
  private *returnToNode(): Task<boolean> {
    try {
      const node = yield* this.getNode();
      this.tell('Normal', 'Starting', 'Starting kubelet.');
      const booted = nodeStatus(node.status, this.facts()).nodeInfo?.bootID;
      if (node.status.nodeInfo && node.status.nodeInfo.bootID !== booted)
        this.tell('Warning', 'Rebooted', `Node ${this.machine.name} has been rebooted, boot id: ${booted}`);
      for (const type of ['MemoryPressure', 'DiskPressure', 'PIDPressure']) this.tellCondition(type, false);
      // The first status after a restart says ready already: a node does not flicker.
      this.isReady = true;
      yield* this.updateNodeStatus();
      return true;
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      return false;
    }
  }

  private *updateNodeStatus(): Task {
    const before = yield* this.getNode();
    const status = nodeStatus(before.status, this.facts());
    this.node = yield* this.component.client.updateStatus(nodes, { ...before, status });
    this.reportedMs = this.component.simulation.nowMs;
    this.reportedImages = this.runtime.listImages().length;
    for (const { type, status: now } of status.conditions ?? [])
      if (findCondition(before.status.conditions, type)?.status !== now)
        this.tellCondition(type, now === 'True');
  }

  private *renewLease(): Task {
    const { client, simulation } = this.component;
    const { name } = this.machine;
    try {
      const { lease } = this;
      const renewTime = simulation.microTimestamp();
      if (lease) this.lease = yield* client.update(leases, { ...lease, spec: { ...lease.spec, renewTime } });
      else this.lease = yield* this.ensureLease(name);
    } catch (error) {
      if (error instanceof StatusError) this.lease = undefined;
      throw error;
    }
  }

  private *ensureLease(name: string): Task<Lease> {
    const { client, simulation } = this.component;
    const uid = this.node?.metadata.uid ?? '';
    const spec = { holderIdentity: name, leaseDurationSeconds, renewTime: simulation.microTimestamp() };
    try {
      const found = yield* client.get(leases, leaseNamespace, name);
      return yield* client.update(leases, { ...found, spec: { ...found.spec, ...spec } });
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 404) throw error;
      return yield* client.create(leases, leaseNamespace, {
        metadata: {
          name,
          namespace: leaseNamespace,
          ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
        },
        spec,
      });
    }
  }

  /** A failed report is one missed; the next look tries again. */
  private *guard(task: Task): Task {
    try {
      yield* task;
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
    }
  }

  /** An event about the node itself. */
  tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.node) this.recorder.event(this.reference(this.node), type, reason, message);
  }

  private tellCondition(type: string, isTrue: boolean): void {
    const reason = eventOf[type]?.[isTrue ? 0 : 1];
    if (reason) this.tell('Normal', reason, `Node ${this.machine.name} status is now: ${reason}`);
  }

  /** Events of a kubelet about its node carry the node's name as its uid (nodeRef). */
  private reference(node: Node): Node {
    const { name } = this.machine;
    return { ...node, metadata: { ...node.metadata, uid: name, resourceVersion: '' } };
  }

  private facts(): NodeFacts {
    return {
      machine: this.machine,
      runtime: this.runtime,
      isReady: this.isReady,
      hasMemoryPressure: this.hasMemoryPressure,
      at: this.component.simulation.timestamp(),
    };
  }
}
