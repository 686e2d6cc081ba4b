import type { Container as ContainerSpec, LifecycleHandler, Pod } from '../api/core';
import type { Gate, Task } from '../process';
import type { Container } from './container';
import { isSidecar } from './container-status';
import { fieldPathOf, type KubeletParts } from './kubelet-parts';
import { runHandler } from './prober';

/** A container always has this much between its signal and its end (minimumGracePeriodInSeconds), in ms. */
const minimumGraceMs = 2000;

export interface RunningContainer {
  readonly spec: ContainerSpec;
  readonly container: Container;
}

/** When a kill has to be over; it can be moved nearer while the kill goes on. */
export interface Deadline {
  atMs: number;
  /** Called when `atMs` came nearer. */
  hurry?: () => void;
}

/** Ends containers: hook, SIGTERM, time, SIGKILL (kuberuntime_container.go, killContainer). */
export class ContainerKiller {
  constructor(private readonly parts: KubeletParts) {}

  /** Ends one container and says why. */
  *killContainer(
    pod: Pod,
    spec: ContainerSpec,
    container: Container,
    graceSeconds: number | undefined,
    message: string,
  ): Task {
    this.parts.recorder.event(pod, 'Normal', 'Killing', message, fieldPathOf(pod, spec));
    const seconds = graceSeconds ?? pod.spec.terminationGracePeriodSeconds;
    yield* this.stop(pod, [{ spec, container }], { atMs: this.nowMs + seconds * 1000 });
  }

  /** Ends all of a Pod: the main containers at once, then the sidecars from the last to the first. */
  *killPod(pod: Pod, running: readonly RunningContainer[], deadline: Deadline): Task {
    for (const { spec } of running)
      this.parts.recorder.event(
        pod,
        'Normal',
        'Killing',
        `Stopping container ${spec.name}`,
        fieldPathOf(pod, spec),
      );
    yield* this.stop(
      pod,
      running.filter(({ spec }) => !isSidecar(spec)),
      deadline,
    );
    for (const each of running.filter(({ spec }) => isSidecar(spec)).reverse())
      yield* this.stop(pod, [each], deadline);
  }

  private get nowMs(): number {
    return this.parts.component.simulation.nowMs;
  }

  /** Ends when the last of them has ended. */
  private *stop(pod: Pod, running: readonly RunningContainer[], deadline: Deadline): Task {
    const { component, prober } = this.parts;
    const alive = () => running.filter(({ container }) => container.state === 'running');
    if (alive().length === 0) return;
    let cancel = () => {};
    const plan = () => {
      cancel();
      cancel = component.after(Math.max(0, deadline.atMs - this.nowMs), () => {
        for (const { container } of alive()) container.kill();
      });
    };
    deadline.hurry = plan;
    plan();
    for (const each of running) {
      prober.remove(each.container);
      if (each.spec.lifecycle?.preStop) component.spawn(this.preStopAndTerminate(pod, each, deadline));
      else each.container.terminate();
    }
    for (const { container } of running)
      if (container.state === 'running') yield container.exited as Gate<unknown>;
    cancel();
  }

  private *preStopAndTerminate(pod: Pod, { spec, container }: RunningContainer, deadline: Deadline): Task {
    const { preStop } = spec.lifecycle ?? {};
    const leftMs = deadline.atMs - this.nowMs;
    const failure = preStop && leftMs > 0 ? yield* runHook(preStop, spec, container, leftMs) : undefined;
    if (failure !== undefined)
      this.parts.recorder.event(
        pod,
        'Warning',
        'FailedPreStopHook',
        'PreStopHook failed',
        fieldPathOf(pod, spec),
      );
    if (deadline.atMs - this.nowMs < minimumGraceMs && leftMs > 0) {
      deadline.atMs = this.nowMs + minimumGraceMs;
      deadline.hurry?.();
    }
    container.terminate();
  }
}

/** Runs a lifecycle hook for at most `limitMs`; what went wrong, or undefined. */
export function* runHook(
  handler: LifecycleHandler,
  spec: ContainerSpec,
  container: Container,
  limitMs: number,
): Task<string | undefined> {
  if (handler.sleep) {
    yield Math.min(handler.sleep.seconds * 1000, limitMs);
    return undefined;
  }
  const { failure, afterMs } = runHandler(handler, spec, container, Number.MAX_SAFE_INTEGER);
  if (afterMs > 0) yield Math.min(afterMs, limitMs);
  return failure;
}
