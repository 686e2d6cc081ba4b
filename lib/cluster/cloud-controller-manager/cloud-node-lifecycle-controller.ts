import { isConditionTrue } from '../api/conditions';
import type { Node } from '../api/core';
import { nodes } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import { Controller, type InformerFactory } from '../client-go/controller';
import { Workqueue } from '../client-go/workqueue';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { CloudProvider } from './simulated-cloud';

/** --node-monitor-period, in ms. */
const nodeMonitorPeriodMs = 5000;
const shutdownTaint = { key: 'node.cloudprovider.kubernetes.io/shutdown', effect: 'NoSchedule' } as const;

/**
 * Asks the provider about nodes that are not ready: the Node of a machine that is gone is deleted, one of a machine that is
 * switched off is tainted; nodes without a provider ID are given theirs (k8s.io/cloud-provider/controllers/node and
 * nodelifecycle). Left out: the taint `uninitialized`, addresses and instance types.
 */
export class CloudNodeLifecycleController extends Controller {
  private readonly queue = new Workqueue(this, 1, (name) => this.initializeNode(name));
  private readonly nodes = this.informers.informer(nodes);
  private readonly suspects = new Set<string>();
  private isPlanned = false;

  constructor(
    surroundings: Surroundings,
    informers: InformerFactory,
    private readonly cloud: CloudProvider,
  ) {
    super('cloud-node-lifecycle-controller', surroundings, informers);
    const look = (node: Node) => {
      const { name } = node.metadata;
      if (node.spec.providerID === undefined) this.queue.add(name);
      if (isReady(node) && !hasShutdownTaint(node)) this.suspects.delete(name);
      else this.suspects.add(name);
      this.plan();
    };
    this.nodes.addHandlers({
      onAdd: look,
      onUpdate: look,
      onDelete: ({ metadata }) => this.suspects.delete(metadata.name),
    });
  }

  protected run(): void {}

  protected override forget(): void {
    this.suspects.clear();
    this.isPlanned = false;
  }

  /** While some node is not ready, the provider is asked again every five seconds. */
  private plan(): void {
    if (this.isPlanned || this.suspects.size === 0) return;
    this.isPlanned = true;
    this.after(nodeMonitorPeriodMs, () => this.spawn(this.monitorNodes()));
  }

  private *monitorNodes(): Task {
    for (const name of [...this.suspects].sort()) {
      const node = this.nodes.getByKey(name);
      try {
        if (node) yield* this.monitorNode(node);
      } catch (error) {
        if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      }
    }
    this.isPlanned = false;
    this.plan();
  }

  private *monitorNode(node: Node): Task {
    const { name, uid } = node.metadata;
    if (isReady(node)) return yield* this.setShutdownTaint(node, false);
    const machine = this.cloud.machine(name);
    if (machine) return yield* this.setShutdownTaint(node, !machine.isPoweredOn);
    const message = `Deleting node ${name} because it does not exist in the cloud provider`;
    this.recorder.event({ kind: 'Node', name, uid }, 'Normal', 'DeletingNode', message);
    yield* this.client.delete(nodes, undefined, name);
  }

  private *setShutdownTaint(node: Node, isShutDown: boolean): Task {
    if (hasShutdownTaint(node) === isShutDown) return;
    yield* this.client.patch(nodes, undefined, node.metadata.name, (stored) => {
      const { taints = [], ...spec } = stored.spec;
      const others = taints.filter(({ key }) => key !== shutdownTaint.key);
      const next = isShutDown ? [...others, shutdownTaint] : others;
      return { ...stored, spec: { ...spec, ...(next.length > 0 && { taints: next }) } };
    });
  }

  private *initializeNode(name: string): Task {
    const machine = this.cloud.machine(name);
    const node = this.nodes.getByKey(name);
    if (machine === undefined || node === undefined || node.spec.providerID !== undefined) return;
    const { region, zone } = machine.spec;
    const providerID = `simulated://${region}/${zone}/${name}`;
    yield* this.client.patch(nodes, undefined, name, (stored) =>
      stored.spec.providerID === undefined ? { ...stored, spec: { ...stored.spec, providerID } } : stored,
    );
  }
}

function isReady({ status }: Node): boolean {
  return isConditionTrue(status.conditions, 'Ready');
}

function hasShutdownTaint({ spec }: Node): boolean {
  return spec.taints?.some(({ key }) => key === shutdownTaint.key) ?? false;
}
