import type { Node, ObjectReference } from '../../api/core';
import type { Lease } from '../../api/other';
import { leases, nodes } from '../../api/resources';
import type { Surroundings } from '../../client-go/component';
import { ConnectionError } from '../../client-go/connection';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { EventRecorder } from '../../client-go/event-recorder';
import { Workqueue } from '../../client-go/workqueue';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { podsIndexedByNode, podsOnNode } from '../pods-by-node';
import { markPodsNotReady } from './mark-pods-not-ready';
import { MonitorTicks } from './monitor-ticks';
import { NoExecuteTainter } from './no-execute-tainter';
import {
  deadlineOf,
  type NodeHealth,
  newHealth,
  observedReadiness,
  readyOf,
  withUnknownConditions,
} from './node-health';
import { missingLabels } from './node-labels';
import {
  hasNoExecuteTaint,
  noScheduleTaintDiff,
  notReady,
  swapNodeControllerTaint,
  unreachable,
} from './node-taints';
import { parallelizeUntil } from './parallelize';
import { Zones, zoneKeyOf } from './zones';

/** --node-monitor-period, in ms. */
const nodeMonitorPeriodMs = 5000;
const workers = 8;
/** A node's status is written this often, so long apart, before the next tick tries again. */
const updateRetries = 5;
const retrySleepMs = 20;
/** How often a manager without API server looks whether it is back, in ms. */
const reconnectMs = 1000;

/**
 * Notices nodes that went silent, taints them, and says that their Pods are not ready (pkg/controller/nodelifecycle). It acts
 * at the instants of upstream's loop of 5 s, but looks only at nodes about which something happened or whose time may be up.
 * Losing the API server counts as losing the leadership: heartbeats are waited for anew afterwards.
 * Left out: marking Pods that appear on a node that is not ready already.
 */
export class NodeLifecycleController extends Controller {
  private readonly nodes = this.informers.informer(nodes);
  private readonly pods = podsIndexedByNode(this.informers);
  private readonly nodeRecorder = new EventRecorder(this, 'node-controller');
  private readonly queue = new Workqueue(this, workers, (name) => this.doNodeProcessingPass(name));
  private readonly health = new Map<string, NodeHealth>();
  private readonly zones = new Zones(this.surroundings.nodeEvictionRate);
  private readonly ticks = new MonitorTicks(this, nodeMonitorPeriodMs, (tickMs, names) =>
    this.tick(tickMs, names),
  );
  private readonly tainter = new NoExecuteTainter(
    this,
    this.nodes,
    this.zones,
    (task) => this.ignoringErrors(task),
    (name) => this.planLook(name),
  );
  private isMonitoring = false;

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('node-lifecycle-controller', surroundings, informers);
    this.nodes.addHandlers({
      onAdd: (node) => this.nodeUpdated(node, undefined),
      onUpdate: (node, old) => this.nodeUpdated(node, old),
      onDelete: ({ metadata }) => this.planLook(metadata.name),
    });
    const renewed = ({ metadata }: Lease) => {
      const health = metadata.namespace === 'kube-node-lease' ? this.health.get(metadata.name) : undefined;
      if (health) health.probeMs = this.nextTickMs();
    };
    informers.informer(leases).addHandlers({ onAdd: renewed, onUpdate: renewed });
  }

  protected run(): void {
    // The caches are filled first; upstream looks every 100 ms whether they are.
    this.ticks.start(this.simulation.nowMs + 100);
    this.spawn(this.watchConnection());
  }

  protected override forget(): void {
    this.health.clear();
    this.zones.clear();
    this.tainter.clear();
    this.isMonitoring = false;
  }

  private nextTickMs(): number {
    return this.ticks.atOrAfter(this.simulation.nowMs);
  }

  private nodeUpdated(node: Node, old: Node | undefined): void {
    const { name, labels } = node.metadata;
    const isSame =
      node.status.conditions === old?.status.conditions &&
      node.spec === old?.spec &&
      labels === old?.metadata.labels;
    if (isSame) return;
    this.queue.add(name);
    const [ready, before] = [readyOf(node), old && readyOf(old)];
    const health = this.health.get(name);
    if (health && ready?.lastHeartbeatTime !== before?.lastHeartbeatTime) health.probeMs = this.nextTickMs();
    const isTainted = hasNoExecuteTaint(node, notReady) || hasNoExecuteTaint(node, unreachable);
    const hasMoved = health !== undefined && zoneKeyOf(node) !== health.zone;
    if (ready?.status !== 'True' || before?.status !== 'True' || isTainted || hasMoved) this.planLook(name);
  }

  /** Something happened to the node: the next tick looks at it. */
  private planLook(name: string, fromMs = this.simulation.nowMs): void {
    const health = this.health.get(name);
    if (health) health.isDue = true;
    this.ticks.plan(name, this.ticks.atOrAfter(fromMs));
  }

  private planDeadline(name: string, health: NodeHealth, afterMs: number): void {
    health.deadlineTickMs = this.ticks.atOrAfter(Math.max(deadlineOf(health), afterMs + 1));
    this.ticks.plan(name, health.deadlineTickMs);
  }

  private tick(tickMs: number, names: ReadonlySet<string>): void {
    const due: string[] = [];
    for (const name of names) {
      const health = this.health.get(name);
      if (health === undefined || health.isDue) due.push(name);
      else if (health.deadlineTickMs !== tickMs) continue;
      // A sign of life moved the deadline.
      else if (deadlineOf(health) > tickMs) this.planDeadline(name, health, tickMs);
      else due.push(name);
    }
    if (due.length === 0) return;
    if (this.isMonitoring) for (const name of due) this.planLook(name, tickMs + 1);
    else this.spawn(this.monitorNodeHealth(due.sort()));
  }

  private *monitorNodeHealth(names: readonly string[]): Task {
    this.isMonitoring = true;
    for (const name of names) this.classifyNode(name);
    yield* parallelizeUntil(this, workers, names, (name) => this.updateNode(name));
    const change = this.zones.handleDisruption(this.simulation.nowMs);
    if (change === 'entered')
      for (const node of this.nodes.all())
        this.spawn(this.inBackground(this.tainter.markNodeAsReachable(node)));
    if (change === 'exited') this.resetProbes();
    this.tainter.plan();
    this.isMonitoring = false;
  }

  /** A node that is new, gone, another one under the same name, or in another zone. */
  private classifyNode(name: string): void {
    const node = this.nodes.getByKey(name);
    const known = this.health.get(name);
    const isAnother = known && (known.uid !== node?.metadata.uid || known.zone !== zoneKeyOf(node));
    if (isAnother) {
      if (known.isReady !== undefined) this.zones.count(known.zone, known.isReady, -1);
      this.zones.tainter(known.zone).remove(name);
      this.health.delete(name);
      if (node === undefined)
        this.recordNodeEvent(name, known.uid, 'RemovingNode', `Removing Node ${name} from Controller`);
    }
    if (node === undefined || this.health.has(name)) return;
    this.health.set(name, newHealth(node, zoneKeyOf(node), this.simulation));
    if (known === undefined)
      this.recordNodeEvent(
        name,
        node.metadata.uid,
        'RegisteredNode',
        `Registered Node ${name} in Controller`,
      );
  }

  private recordNodeEvent(name: string, uid: string, reason: string, event: string): void {
    this.nodeRecorder.event(nodeReference(name, uid), 'Normal', reason, `Node ${name} event: ${event}`);
  }

  private *updateNode(name: string): Task {
    const health = this.health.get(name);
    const node = this.nodes.getByKey(name);
    if (health === undefined || node === undefined) return;
    const { nowMs } = this.simulation;
    health.isDue = false;
    const observed = observedReadiness(node);
    const current = yield* this.tryUpdateNodeHealth(node, health);
    if (current === undefined) return this.planLook(name, nowMs + 1);
    const status = readyOf(current)?.status;
    this.countInZone(health, status === 'True');
    if (status !== undefined) {
      yield* this.ignoringErrors(this.tainter.processTaintBaseEviction(current, observed));
      const isNew = status !== 'True' && observed === 'True';
      if (isNew) {
        const message = `Node ${name} status is now: NodeNotReady`;
        this.nodeRecorder.event(nodeReference(name, health.uid), 'Normal', 'NodeNotReady', message);
      }
      const isToMark = isNew || (health.needsRetry && observed !== 'True');
      const podsOfNode = isToMark ? podsOnNode(this.pods, name) : [];
      health.needsRetry = !(yield* markPodsNotReady(this, this.nodeRecorder, podsOfNode));
      // The taint follows at the next tick, which finds the node as this one left it.
      if (isNew || health.needsRetry) this.planLook(name, nowMs + 1);
    }
    // A silent node has no deadline any more: its next sign of life is an event.
    if (status !== 'Unknown') this.planDeadline(name, health, nowMs);
  }

  private countInZone(health: NodeHealth, isReady: boolean): void {
    if (health.isReady === isReady) return;
    if (health.isReady !== undefined) this.zones.count(health.zone, health.isReady, -1);
    this.zones.count(health.zone, isReady, 1);
    health.isReady = isReady;
  }

  /** @returns the node as it is now, or undefined when it could not be written */
  private *tryUpdateNodeHealth(node: Node, health: NodeHealth): Task<Node | undefined> {
    const { simulation } = this;
    if (readyOf(node) !== undefined && !health.hasReported) {
      health.hasReported = true;
      health.probeMs = simulation.nowMs;
    }
    if (this.surroundings.connection.state !== 'up') health.probeMs = simulation.nowMs;
    if (simulation.nowMs < deadlineOf(health)) return node;
    for (let tries = 0; tries < updateRetries; tries++) {
      const latest = this.nodes.getByKey(node.metadata.name) ?? node;
      const unknown = withUnknownConditions(latest, simulation.timestamp());
      if (unknown === latest) return latest;
      try {
        return yield* this.client.updateStatus(nodes, unknown);
      } catch (error) {
        if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      }
      yield retrySleepMs;
    }
    return undefined;
  }

  /** The taints that say what the conditions say, and labels under their old names: at once, not at a tick. */
  private *doNodeProcessingPass(name: string): Task {
    const node = this.nodes.getByKey(name);
    if (node === undefined) return;
    const { toAdd, toDelete } = noScheduleTaintDiff(node);
    if (toAdd.length + toDelete.length > 0) yield* swapNodeControllerTaint(this, name, toAdd, toDelete);
    const missing = missingLabels(node);
    if (missing === undefined) return;
    yield* this.client.patch(nodes, undefined, name, ({ metadata, ...rest }) => ({
      ...rest,
      metadata: { ...metadata, labels: { ...metadata.labels, ...missing } },
    }));
  }

  /** What cannot be written now is tried again at the next tick. @returns whether it could be written */
  private *ignoringErrors(task: Task): Task<boolean> {
    try {
      yield* task;
      return true;
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      return false;
    }
  }

  private *inBackground(task: Task): Task {
    yield* this.ignoringErrors(task);
  }

  private *watchConnection(): Task {
    const { connection } = this.surroundings;
    for (;;) {
      yield* connection.broken();
      while (connection.state !== 'up') yield reconnectMs;
      this.resetProbes();
    }
  }

  private resetProbes(): void {
    const nowMs = this.nextTickMs();
    for (const health of this.health.values()) health.probeMs = nowMs;
  }
}

function nodeReference(name: string, uid: string): ObjectReference {
  return { apiVersion: 'v1', kind: 'Node', name, uid };
}
