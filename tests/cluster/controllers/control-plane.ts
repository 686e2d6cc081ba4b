import type { Node, Pod } from '@/lib/cluster/api/core';
import type { Draft, Labels } from '@/lib/cluster/api/meta';
import { events, nodes, pods } from '@/lib/cluster/api/resources';
import { Component, type Surroundings } from '@/lib/cluster/client-go/component';
import { Connection } from '@/lib/cluster/client-go/connection';
import { InformerFactory } from '@/lib/cluster/client-go/controller';
import { Informer } from '@/lib/cluster/client-go/informer';
import { Etcd } from '@/lib/cluster/etcd';
import { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import type { ControllerConstructor } from '@/lib/cluster/kube-controller-manager/controllers';
import { targetNodeName } from '@/lib/cluster/kube-controller-manager/daemonset/daemon-pods';
import { Simulation } from '@/lib/cluster/simulation';

/** An API server with some controllers, and hands to play scheduler and kubelet. */
export class ControlPlane {
  readonly simulation = new Simulation(1, 1_772_442_000_000, 1_000_000);
  readonly server = new KubeApiServer(this.simulation, new Etcd(true));
  readonly surroundings: Surroundings = {
    simulation: this.simulation,
    server: this.server,
    connection: new Connection(),
  };
  readonly program = new InformerFactory('kube-controller-manager', this.surroundings);
  readonly controllers;

  constructor(...constructors: readonly ControllerConstructor[]) {
    this.controllers = constructors.map((Each) => new Each(this.surroundings, this.program));
    this.start();
    this.advance(10);
  }

  /** Starts the program and its controllers, as KubeControllerManager does. */
  start(): void {
    this.program.start();
    for (const each of this.controllers) each.start();
  }

  stop(): void {
    for (const each of this.controllers) each.stop();
    this.program.stop();
  }

  advance(ms: number): this {
    this.simulation.queue.advance(ms);
    return this;
  }

  /** The Pods, by name; without those that are being deleted. */
  pods(): Pod[] {
    return this.server.list(pods).items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  }

  /** A node that is ready: without the taint that new ones are given. */
  addNode(name: string, labels: Labels = {}): void {
    const draft = { metadata: { name, labels }, spec: {} } as Draft<Node>;
    const node = this.server.create(nodes, undefined, draft);
    this.server.update(nodes, { ...node, spec: {} });
  }

  setPodStatus(pod: Pod, status: Partial<Pod['status']>): void {
    const stored = this.server.get(pods, pod.metadata.namespace, pod.metadata.name);
    this.server.update(
      pods,
      { ...stored, status: { ...stored.status, ...status } },
      { subresource: 'status' },
    );
  }

  bind(pod: Pod, nodeName: string): void {
    this.server.bind(pod.metadata.namespace ?? '', pod.metadata.name, nodeName);
  }

  markReady(pod: Pod, isReady = true): void {
    this.setPodStatus(pod, readyStatus(this.simulation.timestamp(), isReady));
  }

  /** What controllers asked the server for, as `verb resource key`, without their events. */
  requests(since = 0): string[] {
    return this.simulation.trace
      .messages()
      .filter(
        ({ id, to, resource, verb }) =>
          id > since && to === 'kube-apiserver' && resource !== 'events' && verb !== 'list',
      )
      .map(
        ({ verb, resource, key, status }) =>
          `${verb} ${resource} ${key}${status >= 400 ? ` (${status})` : ''}`,
      );
  }

  /** The events about `name`, oldest first, with their counts when they are more than one. */
  events(name: string): string[] {
    return this.server
      .list(events)
      .items.filter(({ involvedObject }) => involvedObject.name === name)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(({ reason, message, count = 1 }) => `${reason}: ${message}${count > 1 ? ` (${count})` : ''}`);
  }

  /** Which Pods were created and deleted, in order: `create db-0`. */
  podSteps(): string[] {
    return this.simulation.trace
      .messages()
      .filter(
        ({ verb, resource, status }) => resource === 'pods' && /create|delete/.test(verb) && status < 400,
      )
      .map(({ verb, key }) => `${verb} ${key.replace('default/', '')}`);
  }
}

export function readyStatus(at: string, isReady = true): Partial<Pod['status']> {
  return {
    phase: 'Running',
    startTime: at,
    conditions: [
      { type: 'PodScheduled', status: 'True', lastTransitionTime: at },
      { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: at },
    ],
  };
}

/** Plays scheduler and kubelet in one: a Pod is on a node at once, ready after `readyMs`, gone `stopMs` after its deletion. */
export class PodPlayer extends Component {
  private readonly seen = new Set<string>();
  private turn = 0;
  private readonly informer = new Informer(this, pods).addHandlers({
    onAdd: (pod) => this.look(pod),
    onUpdate: (pod) => this.look(pod),
  });

  constructor(
    private readonly plane: ControlPlane,
    private readonly readyMs = 1000,
    private readonly stopMs = 100,
    private readonly isGood: (pod: Pod) => boolean = () => true,
  ) {
    super('pod-player', plane.surroundings, { qps: 0, burst: 0 });
    this.start();
  }

  protected run(): void {
    this.informer.start();
  }

  private look(pod: Pod): void {
    const { namespace, name, uid, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined && !this.seen.has(`${uid} gone`)) {
      this.seen.add(`${uid} gone`);
      this.after(this.stopMs, () => {
        if (this.find(uid)) this.plane.server.delete(pods, namespace, name, { gracePeriodSeconds: 0 });
      });
    } else if (deletionTimestamp === undefined && !this.seen.has(uid)) {
      this.seen.add(uid);
      if (!pod.spec.nodeName) this.plane.bind(pod, targetNodeName(pod) || `node-${(this.turn++ % 3) + 1}`);
      this.after(this.readyMs, () => {
        const now = this.find(uid);
        if (now && !now.metadata.deletionTimestamp && this.isGood(now)) this.plane.markReady(now);
      });
    }
  }

  private find(uid: string): Pod | undefined {
    return this.plane.server.list(pods).items.find(({ metadata }) => metadata.uid === uid);
  }
}
