import type { Pod } from './api/core';
import type { Component, Surroundings } from './client-go/component';
import { Connection } from './client-go/connection';
import { CloudControllerManager } from './cloud-controller-manager/cloud-controller-manager';
import { SimulatedCloud } from './cloud-controller-manager/simulated-cloud';
import { ClusterAutoscaler, type NodeGroups, type NodePool } from './cluster-autoscaler';
import { CoreDns } from './coredns';
import { Etcd } from './etcd';
import { Machine, type MachineSpec, ordinaryMachine } from './host';
import { oracleImages } from './images/oracle-images';
import { teachingImages } from './images/teaching-images';
import { KubeApiServer } from './kube-apiserver/kube-apiserver';
import type { ApiRequest, ApiResponse, Stream, StreamListener } from './kube-apiserver/request.types';
import { KubeControllerManager } from './kube-controller-manager/kube-controller-manager';
import { KubeProxy } from './kube-proxy';
import { KubeScheduler } from './kube-scheduler/kube-scheduler';
import { Kubelet } from './kubelet/kubelet';
import { MetricsServer } from './metrics-server';
import { Network } from './network';
import type { ClusterInput, MachineAction, RecordedInput } from './recording';
import { Simulation } from './simulation';

/** What a cluster begins with. Everything else follows from this and from what is done to it. */
export interface ClusterOptions {
  readonly seed?: number;
  /** What the clocks show at the start, in milliseconds since 1970 UTC. */
  readonly epochMs?: number;
  readonly machines?: readonly (Partial<MachineSpec> & { readonly name: string })[];
  /** Where images come from: those of the course, or the fake ones of the recordings (images/oracle-images.ts). */
  readonly images?: 'teaching' | 'recorded';
  /** Who gives load balancers and takes machines away; `bare-metal` is nobody. Default bare-metal. */
  readonly provider?: 'cloud' | 'bare-metal';
  /** Node pools the cluster autoscaler grows and shrinks; each begins at its minimum. Needs a provider. */
  readonly pools?: readonly NodePool[];
  /** Whether metrics-server is installed. Default true. */
  readonly hasMetricsServer?: boolean;
  /** False lifts the limits of components on requests a second (--kube-api-qps). Default true. */
  readonly hasRateLimits?: boolean;
  /** False: no component writes Events, as a very large cluster may want. Default true. */
  readonly recordsEvents?: boolean;
  /** Nodes a second that are drained when a zone is lost (--node-eviction-rate). Default 0.1, as upstream. */
  readonly nodeEvictionRate?: number;
  /** Whether old revisions stay readable. */
  readonly keepsHistory?: boolean;
  /** How many messages of the trace are kept. */
  readonly traceLimit?: number;
}

/** 2026-03-02T09:00:00Z, a Monday. */
export const ordinaryEpochMs = 1_772_442_000_000;

/** How long a provider takes from being asked for a machine to its first heartbeat, in ms. */
const machineJoinMs = 60_000;

/** What kubectl prints when nobody listens; the answer then has status 0. */
const refused =
  'The connection to the server 10.0.0.2:6443 was refused - did you specify the right host or port?';

/** The whole: machines, the control plane, time. Components meet at the API server only. */
export class Cluster {
  readonly simulation: Simulation;
  readonly etcd: Etcd;
  readonly server: KubeApiServer;
  readonly machines = new Map<string, Machine>();
  /** Every program that runs, by the name it signs with; the API server is not among them. */
  readonly components = new Map<string, Component>();
  /** What was done from outside, in order. */
  readonly inputs: RecordedInput[] = [];
  readonly network: Network;
  private readonly controlPlane: Surroundings;
  private machineCount = 0;

  constructor(readonly options: ClusterOptions = {}) {
    const { seed = 1, epochMs = ordinaryEpochMs, keepsHistory = true, traceLimit = 20_000 } = options;
    this.simulation = new Simulation(seed, epochMs, traceLimit);
    this.etcd = new Etcd(keepsHistory);
    this.server = new KubeApiServer(this.simulation, this.etcd);
    this.controlPlane = { ...this.ground, connection: new Connection() };
    this.run(new KubeControllerManager(this.controlPlane));
    this.run(new KubeScheduler(this.controlPlane));
    const dns = new CoreDns(this.controlPlane);
    this.run(dns);
    this.network = new Network(this.simulation, this.machines, () => (dns.isRunning ? dns : undefined));
    if (options.provider === 'cloud')
      this.run(
        new CloudControllerManager(this.controlPlane, new SimulatedCloud((name) => this.machines.get(name))),
      );
    if (options.hasMetricsServer ?? true) this.run(new MetricsServer(this.controlPlane));
    for (const machine of options.machines ?? []) this.addMachine(machine);
    if (options.pools) this.run(new ClusterAutoscaler(this.controlPlane, this.nodeGroups(options.pools)));
  }

  private get ground() {
    const { simulation, server, options } = this;
    return {
      simulation,
      server,
      hasRateLimits: options.hasRateLimits ?? true,
      recordsEvents: options.recordsEvents,
      nodeEvictionRate: options.nodeEvictionRate,
    };
  }

  /** Virtual milliseconds since the start. */
  get nowMs(): number {
    return this.simulation.nowMs;
  }

  /** The next delivery reaches its component. @returns false when nothing is pending */
  step(): boolean {
    return this.simulation.queue.step() !== null;
  }

  /** Lets `ms` of virtual time pass. */
  advance(ms: number): void {
    this.simulation.queue.advance(ms);
  }

  /** One request from outside, answered at once. Status 0 means that nobody answered; the body says so in kubectl's words. */
  request(request: ApiRequest): ApiResponse {
    if (request.method !== 'GET') this.record({ kind: 'request', request });
    return this.ask(request);
  }

  /** Opens a watch (or follows a log); an answer instead of a stream is a refusal. */
  watch(request: ApiRequest, listener: StreamListener): Stream | ApiResponse {
    return this.server.isRunning ? this.server.watchRequest(request, listener) : { status: 0, body: refused };
  }

  /** Does something to the cluster, and remembers it. */
  apply(input: ClusterInput): void {
    this.record(input);
    switch (input.kind) {
      case 'request':
        this.ask(input.request);
        break;
      case 'component':
        this.setComponent(input.name, input.action);
        break;
      case 'machine':
        this.setMachine(input.name, input.action);
        break;
      case 'addMachine':
        this.addMachine(input.spec);
        break;
      case 'totalLoad':
        this.metricsServer().shareTotal(input.cpuMilli);
    }
  }

  /** A cluster of its own that is what this one was at virtual time `atMs`, and goes on from there. */
  branch(atMs: number): Cluster {
    const copy = new Cluster(this.options);
    for (const input of this.inputs) {
      if (input.atMs > atMs) break;
      copy.replay(input);
    }
    copy.advance(Math.max(0, atMs - copy.nowMs));
    return copy;
  }

  /** Takes the steps that came before a recorded input, and then does it again. */
  replay({ atMs, steps, input }: RecordedInput): void {
    const { simulation } = this;
    while (simulation.steps < steps) {
      if (!this.step())
        throw new Error(
          `The recording asks for step ${steps}, but after ${simulation.steps} nothing is pending.`,
        );
    }
    simulation.queue.idleUntil(atMs);
    this.apply(input);
  }

  private ask(request: ApiRequest): ApiResponse {
    return this.server.isRunning ? this.server.request(request) : { status: 0, body: refused };
  }

  private record(input: ClusterInput): void {
    this.inputs.push({ atMs: this.nowMs, steps: this.simulation.steps, input });
  }

  private setComponent(name: string, action: 'stop' | 'start'): void {
    if (name === 'kube-apiserver') this.setServer(action === 'start');
    else {
      const component = this.components.get(name);
      if (component === undefined)
        throw new Error(
          `There is no component "${name}"; there are ${[...this.components.keys()].join(', ')}.`,
        );
      if (action === 'stop') component.stop();
      else component.start();
    }
  }

  /** Installs metrics-server when it is not there yet. */
  private metricsServer(): MetricsServer {
    const installed = this.components.get('metrics-server');
    if (installed instanceof MetricsServer) return installed;
    const server = new MetricsServer(this.controlPlane);
    this.run(server);
    return server;
  }

  private setServer(isRunning: boolean): void {
    this.server.isRunning = isRunning;
    this.controlPlane.connection.state = isRunning ? 'up' : 'refused';
    for (const machine of this.machines.values()) machine.updateConnection();
  }

  /** A new machine is switched on, and its kubelet registers it as a node. */
  private addMachine(spec: Partial<MachineSpec> & { readonly name: string }): void {
    if (this.machines.has(spec.name)) throw new Error(`There is a machine "${spec.name}" already.`);
    const { server } = this;
    const machine = new Machine({ ...ordinaryMachine, ...spec }, ++this.machineCount, () => server.isRunning);
    this.machines.set(machine.name, machine);
    const registry = this.options.images === 'recorded' ? oracleImages : teachingImages;
    const surroundings: Surroundings = { ...this.ground, connection: machine.connection };
    this.run(new Kubelet(machine, surroundings, registry));
    this.run(new KubeProxy(machine, surroundings));
    if (machine.runtime)
      machine.runtime.dial = (from, host, port, request) =>
        this.network.fromPod(machine, from.podIP, this.namespaceOf(machine, from.podIP), host, port, request);
  }

  /** The provider's side of the cluster autoscaler: a machine it was asked for joins after a minute. */
  private nodeGroups(pools: readonly NodePool[]): NodeGroups {
    const members = new Map(pools.map(({ name }) => [name, new Set<string>()]));
    let count = 0;
    const add = ({ name, machine }: NodePool) => {
      const spec = { ...machine, name: `${name}-${++count}`, pool: name };
      members.get(name)?.add(spec.name);
      return spec;
    };
    for (const pool of pools) for (let each = 0; each < pool.min; each++) this.addMachine(add(pool));
    return {
      pools,
      machinesOf: (pool) => [...(members.get(pool) ?? [])],
      increase: (name) => {
        const pool = pools.find((each) => each.name === name);
        if (pool === undefined) throw new Error(`There is no pool "${name}".`);
        const spec = add(pool);
        this.simulation.after(machineJoinMs, 'provider', () => this.addMachine(spec));
        return spec.name;
      },
      delete: (machine) => {
        for (const set of members.values()) set.delete(machine);
        this.setMachine(machine, 'remove');
      },
    };
  }

  private setMachine(name: string, action: MachineAction): void {
    const machine = this.machines.get(name);
    if (machine === undefined) throw new Error(`There is no machine "${name}".`);
    switch (action) {
      case 'powerOff':
      case 'powerOn':
        machine.setPower(action === 'powerOn');
        break;
      case 'cut':
      case 'heal':
        machine.setCut(action === 'cut');
        break;
      case 'remove':
        machine.setPower(false);
        this.machines.delete(name);
        for (const program of [`kubelet/${name}`, `kube-proxy/${name}`]) {
          this.components.get(program)?.stop();
          this.components.delete(program);
        }
    }
  }

  /** The namespace a Pod's resolv.conf was written for. */
  private namespaceOf(machine: Machine, podIP: string): string {
    const found = this.server.watchCache
      .podsOnNode(machine.name)
      .find((pod) => (pod as Pod).status.podIP === podIP);
    return found?.metadata.namespace ?? 'default';
  }

  private run(component: Component): void {
    this.components.set(component.name, component);
    component.start();
  }
}
