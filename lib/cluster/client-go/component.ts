import type { PendingEvent } from '../clock';
import type { KubeApiServer } from '../kube-apiserver/kube-apiserver';
import type { Process, Task } from '../process';
import type { Simulation } from '../simulation';
import { Client, type ClientLimits, noLimits } from './client';
import type { Connection } from './connection';

/** What a component is given to live in a cluster. */
export interface Surroundings {
  readonly simulation: Simulation;
  readonly server: KubeApiServer;
  /** Whether this component's machine reaches the API server. */
  readonly connection: Connection;
  /** `false` in very large clusters: no component writes Events, and nothing else changes. */
  readonly recordsEvents?: boolean | undefined;
  /** False lifts the limits of clients on requests a second, as operators of very large clusters do. Default true. */
  readonly hasRateLimits?: boolean;
  /** Nodes a second that the node lifecycle controller drains in a zone (--node-eviction-rate). Default 0.1. */
  readonly nodeEvictionRate?: number | undefined;
}

/**
 * A program of the control plane or of a node: it can be started and stopped at any time. Stopping forgets everything
 * it had in memory and ends what it was doing; what it had stored through the API stays.
 */
export abstract class Component {
  isRunning = false;
  readonly client: Client;
  private readonly processes = new Set<Process>();
  private readonly timers = new Set<PendingEvent>();
  private readonly onStop: (() => void)[] = [];

  /** @param name as it signs its messages: `kube-scheduler`, `deployment-controller`, `kubelet/node-1` */
  constructor(
    readonly name: string,
    readonly surroundings: Surroundings,
    limits?: ClientLimits,
  ) {
    this.client = new Client(this, surroundings.hasRateLimits === false ? noLimits : limits);
  }

  get simulation(): Simulation {
    return this.surroundings.simulation;
  }

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.run();
  }

  stop(): void {
    if (!this.isRunning) return;
    this.isRunning = false;
    for (const running of [...this.processes]) running.kill();
    for (const timer of this.timers) timer.isCancelled = true;
    this.processes.clear();
    this.timers.clear();
    for (const tidy of this.onStop.splice(0)) tidy();
    this.forget();
  }

  /** Starts a task in this very step; it ends with the component. Returns what ends it earlier. */
  spawn(task: Task): Process {
    const running = this.simulation.spawn(task, this.name);
    if (!running.isDone) {
      this.processes.add(running);
      running.onEnd = () => this.processes.delete(running);
    }
    return running;
  }

  /** Runs `run` `ms` from now, unless the component is stopped before. Returns what cancels it. */
  after(ms: number, run: () => void): () => void {
    const timer = this.simulation.after(ms, this.name, () => {
      this.timers.delete(timer);
      run();
    });
    this.timers.add(timer);
    return () => {
      timer.isCancelled = true;
      this.timers.delete(timer);
    };
  }

  /** Runs `run` every `periodMs`, for the first time after `firstMs`. Returns what ends it. */
  every(periodMs: number, run: () => void, firstMs = periodMs): () => void {
    let cancel: () => void;
    const tick = () => {
      cancel = this.after(periodMs, tick);
      run();
    };
    cancel = this.after(firstMs, tick);
    return () => cancel();
  }

  /** Something to tidy up at the next stop. */
  atStop(tidy: () => void): void {
    this.onStop.push(tidy);
  }

  /** What the component does once it is started: informers, workers, timers. */
  protected abstract run(): void;

  /** Clears what it had in memory. */
  protected forget(): void {}
}
