import type { Container as ContainerSpec, Pod } from '../api/core';
import { parseQuantity } from '../api/quantity';
import type { KubeletParts } from './kubelet-parts';
import type { PodWorker, PodWorkers } from './pod-workers';

/** --eviction-hard memory.available<100Mi */
const thresholdBytes = 100 * 2 ** 20;
/** How long the condition stays after the memory is back (evictionPressureTransitionPeriod), in ms. */
const pressureTransitionMs = 300_000;
/** Whoever is to go has this long (immediateEvictionGracePeriodSeconds). */
const graceSeconds = 1;
/** system-cluster-critical and above are never evicted. */
const criticalPriority = 2_000_000_000;

/**
 * Evicts Pods when the machine runs out of memory (pkg/kubelet/eviction). The moment is computed from what the containers
 * use and how fast they grow, instead of looking every ten seconds. Left out: disk, inodes, process numbers, soft thresholds.
 */
export class Eviction {
  private cancelLook: (() => void) | undefined;
  private cancelRelief: (() => void) | undefined;
  private evicting: PodWorker | undefined;

  constructor(
    private readonly parts: KubeletParts,
    private readonly workers: PodWorkers,
  ) {}

  clear(): void {
    this.cancelLook = undefined;
    this.cancelRelief = undefined;
    this.evicting = undefined;
  }

  /** Memory in use changed, or is about to: acts, or plans when to look again. */
  look(): void {
    const { runtime, machine, component } = this.parts;
    this.cancelLook?.();
    this.cancelLook = undefined;
    const { usedBytes, growth } = runtime.memory();
    const limitBytes = machine.spec.memoryBytes - thresholdBytes;
    if (usedBytes > limitBytes) {
      // Not within the step of the container that asked for the memory.
      this.cancelLook = component.after(0, () => this.synchronize());
    } else if (growth > 0) {
      const ms = Math.ceil(((limitBytes + 1 - usedBytes) * 1000) / growth);
      this.cancelLook = component.after(ms, () => this.look());
    }
  }

  /** A Pod ended; if that was the one to be evicted, the next look decides whether another follows. */
  podEnded(worker: PodWorker): void {
    if (this.evicting !== worker) return;
    this.evicting = undefined;
    this.look();
    this.planRelief();
  }

  private synchronize(): void {
    const { runtime, machine, recorder, node } = this.parts;
    const availableBytes = machine.spec.memoryBytes - runtime.memory().usedBytes;
    if (availableBytes >= thresholdBytes || this.evicting) return;
    this.cancelRelief?.();
    if (!node.hasMemoryPressure) {
      node.hasMemoryPressure = true;
      node.report();
    }
    node.tell('Warning', 'EvictionThresholdMet', 'Attempting to reclaim memory');
    const [first] = this.rank();
    if (first === undefined) return;
    const message = this.evictionMessage(first, availableBytes);
    recorder.event(first.pod, 'Warning', 'Evicted', message);
    this.evicting = first;
    this.workers.terminate(first, graceSeconds, { reason: 'Evicted', message, isDisruption: true });
  }

  /** Who uses more than it asked for goes first, then the lesser priority, then the larger excess (helpers.go, rankMemoryPressure). */
  private rank(): readonly PodWorker[] {
    const ranked = [...this.workers.all()]
      .filter(({ pod, stage }) => stage === 'syncing' && (pod.spec.priority ?? 0) < criticalPriority)
      .map((worker) => ({ worker, excess: this.usageOf(worker) - (worker.admitted?.info.memory ?? 0) }));
    ranked.sort((a, b) => {
      const exceeds = Number(b.excess > 0) - Number(a.excess > 0);
      const priority = (a.worker.pod.spec.priority ?? 0) - (b.worker.pod.spec.priority ?? 0);
      return exceeds || priority || b.excess - a.excess;
    });
    return ranked.map(({ worker }) => worker);
  }

  private usageOf(worker: PodWorker): number {
    return worker.pod.spec.containers.reduce((sum, spec) => sum + this.containerUsage(worker.pod, spec), 0);
  }

  private containerUsage(pod: Pod, { name }: ContainerSpec): number {
    const sandbox = this.parts.runtime.sandboxes.get(pod.metadata.uid);
    return sandbox?.containers.get(name)?.at(-1)?.usage().memoryBytes ?? 0;
  }

  /** eviction/helpers.go, evictionMessage */
  private evictionMessage({ pod }: PodWorker, availableBytes: number): string {
    let message = `The node was low on resource: memory. Threshold quantity: 100Mi, available: ${kibi(availableBytes)}. `;
    for (const spec of pod.spec.containers) {
      const request = spec.resources.requests?.memory;
      const used = this.containerUsage(pod, spec);
      if (used > parseQuantity(request))
        message += `Container ${spec.name} was using ${kibi(used)}, request is ${request ?? '0'}, has larger consumption of memory. `;
    }
    return message;
  }

  private planRelief(): void {
    const { component, node } = this.parts;
    this.cancelRelief?.();
    this.cancelRelief = component.after(pressureTransitionMs, () => {
      node.hasMemoryPressure = false;
      node.report();
    });
  }
}

const kibi = (bytes: number) =>
  bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}Mi` : `${Math.floor(bytes / 1024)}Ki`;
