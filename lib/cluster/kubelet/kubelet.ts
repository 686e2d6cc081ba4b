import type { Pod } from '../api/core';
import { pods } from '../api/resources';
import { Component, type Surroundings } from '../client-go/component';
import { EventRecorder } from '../client-go/event-recorder';
import { Informer } from '../client-go/informer';
import type { Machine } from '../host';
import type { Registry } from '../images/registry';
import type { KubeletEndpoint } from '../kube-apiserver/kubelet-endpoint.types';
import { ConfigSource } from './config-source';
import { ContainerRuntime } from './container-runtime';
import { Eviction } from './eviction';
import { ImagePuller } from './image-puller';
import type { KubeletParts } from './kubelet-parts';
import { KubeletServer } from './kubelet-server';
import { NodeReporter } from './node-reporter';
import { PodSyncer } from './pod-syncer';
import { PodWorkers } from './pod-workers';
import { Prober } from './prober';
import { StatusWriter } from './status-writer';

/** How often the PLEG looks at the containers; a change is noticed at the next look. */
const relistPeriodMs = 1000;
/** When the kubelet first looks for what nobody wants any more (housekeepingPeriod), in ms. */
const housekeepingMs = 2000;

/**
 * The node's agent (pkg/kubelet/kubelet.go). It registers its machine as a Node, keeps its lease and status, and runs the
 * Pods bound to it with the machine's container runtime, which survives it. Left out: static Pods, device plugins, cgroup
 * and volume drivers, in-place resizing, ephemeral containers.
 */
export class Kubelet extends Component {
  readonly runtime: ContainerRuntime;
  private readonly recorder: EventRecorder;
  private readonly node: NodeReporter;
  private readonly pods: Informer<Pod>;
  private readonly workers: PodWorkers;
  private readonly syncer: PodSyncer;
  private readonly eviction: Eviction;
  private readonly parts: KubeletParts;
  private readonly endpoint: KubeletEndpoint;
  private readonly relistPhaseMs: number;
  private readonly changed = new Set<string>();
  private isRelistPlanned = false;

  /** @param registry where images come from; only the first kubelet of a machine decides */
  constructor(
    readonly machine: Machine,
    surroundings: Surroundings,
    registry: Registry,
  ) {
    super(`kubelet/${machine.name}`, { ...surroundings, connection: machine.connection });
    const { simulation } = surroundings;
    machine.runtime ??= new ContainerRuntime(simulation, machine.name, registry);
    this.runtime = machine.runtime;
    this.recorder = new EventRecorder(this, 'kubelet', machine.name);
    this.relistPhaseMs = (machine.number * 137) % relistPeriodMs;
    this.node = new NodeReporter(this, machine, this.runtime, this.recorder);
    this.pods = new Informer(this, pods, { trigger: { field: 'spec.nodeName', value: machine.name } });
    this.parts = {
      component: this,
      machine,
      runtime: this.runtime,
      recorder: this.recorder,
      statuses: new StatusWriter(this),
      images: new ImagePuller(this.runtime, this.recorder),
      config: new ConfigSource(this.client),
      random: simulation.random('kubelet'),
      node: this.node,
      admitted: () => this.workers.admitted(),
      isKnown: (pod) =>
        this.pods.getByKey(`${pod.metadata.namespace}/${pod.metadata.name}`)?.metadata.uid ===
        pod.metadata.uid,
      prober: new Prober(this, this.recorder, (uid) => this.workers.wake(uid)),
      onPodEnded: (worker) => this.eviction.podEnded(worker),
      msToRelist: () => this.msToRelist(),
    };
    this.syncer = new PodSyncer(this.parts);
    this.workers = new PodWorkers(this.parts, this.syncer);
    this.eviction = new Eviction(this.parts, this.workers);
    this.pods.addHandlers({
      onAdd: (pod) => this.workers.updatePod(pod),
      onUpdate: (pod, old) => this.handlePodUpdate(pod, old),
      onDelete: (pod) => this.workers.removePod(pod),
    });
    this.endpoint = new KubeletServer(this.runtime, (namespace, name) => this.podWithStatus(namespace, name));
    machine.listenPower((isOn) => this.onPower(isOn));
    machine.listenCut(() => this.updateEndpoint());
  }

  /** A machine without power starts nothing. */
  override start(): void {
    if (this.machine.isPoweredOn) super.start();
  }

  protected run(): void {
    this.runtime.onChange = (uid, what) => (what === 'memory' ? this.eviction.look() : this.notice(uid));
    this.eviction.look();
    this.node.start();
    this.pods.start();
    this.updateEndpoint();
    this.after(housekeepingMs, () => this.handlePodCleanups());
  }

  protected override forget(): void {
    this.runtime.onChange = undefined;
    this.updateEndpoint();
    this.workers.clear();
    this.eviction.clear();
    this.parts.prober.clear();
    this.parts.statuses.clear();
    this.parts.images.clear();
    this.syncer.starter.clear();
    this.changed.clear();
    this.isRelistPlanned = false;
  }

  /** What runs here of Pods that went while the kubelet was away is ended. */
  private handlePodCleanups(): void {
    if (!this.pods.hasSynced) {
      this.after(housekeepingMs, () => this.handlePodCleanups());
      return;
    }
    for (const uid of [...this.runtime.sandboxes.keys()])
      if (!this.workers.get(uid)) this.runtime.removePodSandbox(uid);
  }

  /** Only what the kubelet acts on; its own status comes back to it, too. Readiness gates are opened by others, in the status. */
  private handlePodUpdate(pod: Pod, old: Pod): void {
    const { metadata, spec } = pod;
    const { readinessGates } = spec;
    if (
      spec === old.spec &&
      (readinessGates === undefined || pod.status.conditions === old.status.conditions) &&
      metadata.deletionTimestamp === old.metadata.deletionTimestamp &&
      metadata.deletionGracePeriodSeconds === old.metadata.deletionGracePeriodSeconds &&
      metadata.labels === old.metadata.labels &&
      metadata.annotations === old.metadata.annotations
    ) {
      const worker = this.workers.get(metadata.uid);
      if (worker) worker.pod = pod;
    } else this.workers.updatePod(pod);
  }

  /** The API server finds the kubelet's server only while it runs and is reached. */
  private updateEndpoint(): void {
    const { kubelets } = this.surroundings.server;
    if (this.isRunning && !this.machine.isCut) kubelets.set(this.machine.name, this.endpoint);
    else if (kubelets.get(this.machine.name) === this.endpoint) kubelets.delete(this.machine.name);
  }

  private podWithStatus(namespace: string, name: string): Pod | undefined {
    const pod = this.pods.get(namespace, name);
    return pod && { ...pod, status: this.parts.statuses.getPodStatus(pod) };
  }

  /** The machine's power took everything with it; on return the kubelet starts as the machine boots. */
  private onPower(isOn: boolean): void {
    if (isOn) this.start();
    else {
      this.stop();
      this.runtime.powerOff();
    }
  }

  /** A container changed: its Pod is looked at with the next relist (pkg/kubelet/pleg/generic.go). */
  private notice(uid: string): void {
    this.changed.add(uid);
    if (this.isRelistPlanned) return;
    this.isRelistPlanned = true;
    this.after(this.msToRelist(), () => {
      this.isRelistPlanned = false;
      const uids = [...this.changed];
      this.changed.clear();
      for (const each of uids) this.workers.wake(each);
    });
  }

  private msToRelist(): number {
    const { nowMs } = this.simulation;
    return relistPeriodMs - ((nowMs + relistPeriodMs - this.relistPhaseMs) % relistPeriodMs);
  }
}
