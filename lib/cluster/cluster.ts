import type { Component, Surroundings } from './client-go/component';
import { Connection } from './client-go/connection';
import { Etcd } from './etcd';
import { Machine, type MachineSpec, ordinaryMachine } from './host';
import { KubeApiServer } from './kube-apiserver/kube-apiserver';
import { KubeControllerManager } from './kube-controller-manager/kube-controller-manager';
import { Simulation } from './simulation';

/** What a cluster begins with. Everything else follows from this and from what is done to it. */
export interface ClusterOptions {
  readonly seed?: number;
  /** What the clocks show at the start, in milliseconds since 1970 UTC. */
  readonly epochMs?: number;
  readonly machines?: readonly (Partial<MachineSpec> & { readonly name: string })[];
  /** Whether old revisions stay readable, and how many messages of the trace are kept. */
  readonly keepsHistory?: boolean;
  readonly traceLimit?: number;
}

/** 2026-03-02T09:00:00Z, a Monday. */
export const ordinaryEpochMs = 1_772_442_000_000;

/** The whole: machines, the control plane, time. Components meet at the API server only. */
export class Cluster {
  readonly simulation: Simulation;
  readonly etcd: Etcd;
  readonly server: KubeApiServer;
  readonly machines = new Map<string, Machine>();
  readonly components = new Map<string, Component>();
  private readonly controlPlane: Surroundings;
  private isServerRunning = true;

  constructor(options: ClusterOptions = {}) {
    const { seed = 1, epochMs = ordinaryEpochMs, keepsHistory = true, traceLimit = 20_000 } = options;
    this.simulation = new Simulation(seed, epochMs, traceLimit);
    this.etcd = new Etcd(keepsHistory);
    this.server = new KubeApiServer(this.simulation, this.etcd);
    this.controlPlane = { simulation: this.simulation, server: this.server, connection: new Connection() };
    this.run(new KubeControllerManager(this.controlPlane));
    for (const machine of options.machines ?? []) this.addMachine({ ...ordinaryMachine, ...machine });
  }

  /** A new machine is switched on, and its kubelet registers it as a node. */
  addMachine(spec: MachineSpec): Machine {
    const machine = new Machine(spec, this.machines.size + 1, () => this.isServerRunning);
    this.machines.set(spec.name, machine);
    return machine;
  }

  /** The next delivery reaches its component. @returns false when nothing is pending */
  step(): boolean {
    return this.simulation.queue.step() !== null;
  }

  /** Lets `ms` of virtual time pass. */
  advance(ms: number): void {
    this.simulation.queue.advance(ms);
  }

  private run(component: Component): void {
    this.components.set(component.name, component);
    component.start();
  }
}
