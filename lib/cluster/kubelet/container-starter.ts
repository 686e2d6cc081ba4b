import type { Container as ContainerSpec, Pod } from '../api/core';
import { milliValue, parseQuantity } from '../api/quantity';
import type { Task } from '../process';
import { BackOff } from './back-off';
import type { Container } from './container';
import { type ContainerKiller, runHook } from './container-killer';
import type { PodSandbox, StoredImage } from './container-runtime';
import { type EnvironmentFacts, expand, hostnameOf, makeEnvironmentVariables } from './environment';
import { ContainerFiles } from './file-system';
import { fieldPathOf, type KubeletParts } from './kubelet-parts';
import type { PodWorker } from './pod-workers';
import { ContainerStartError } from './start-error';
import { makeMounts, type VolumeFiles } from './volumes';

/** CrashLoopBackOff: 10 s, doubled, at most 300 s; forgotten after ten minutes without a failure. */
const firstBackOffMs = 10_000;
const longestBackOffMs = 300_000;

/** Starts and stops single containers (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
export class ContainerStarter {
  private readonly crashLoopBackOff = new BackOff(firstBackOffMs, longestBackOffMs);

  constructor(
    private readonly parts: KubeletParts,
    private readonly killer: ContainerKiller,
  ) {}

  forget(uid: string): void {
    this.crashLoopBackOff.forget(uid);
  }

  clear(): void {
    this.crashLoopBackOff.clear();
  }

  facts(sandbox: PodSandbox | undefined): EnvironmentFacts {
    const { address, name, spec } = this.parts.machine;
    return {
      podIP: sandbox?.ip ?? '',
      hostIP: address,
      nodeName: name,
      cpuMilli: spec.cpuMilli,
      memoryBytes: spec.memoryBytes,
    };
  }

  /**
   * Image, configuration, creation, start, hook. Throws ContainerStartError.
   * @param last the container that had ended when this look at the Pod began; one that was killed just now does not count
   */
  *startContainer(
    worker: PodWorker,
    sandbox: PodSandbox,
    spec: ContainerSpec,
    files: VolumeFiles,
    last: Container | undefined,
  ): Task {
    const { images, recorder, runtime } = this.parts;
    const { pod } = worker;
    const fieldPath = fieldPathOf(pod, spec);
    this.doBackOff(pod, last, spec, fieldPath);
    const fail = (error: ContainerStartError) => {
      const isPull = /Image/.test(error.reason);
      recorder.event(pod, 'Warning', 'Failed', `Error: ${isPull ? error.reason : error.message}`, fieldPath);
      return error;
    };
    let container: Container;
    try {
      const image = yield* images.ensureImageExists(pod, spec, fieldPath);
      container = yield* this.createContainer(pod, sandbox, spec, files, image);
    } catch (error) {
      throw error instanceof ContainerStartError ? fail(error) : error;
    }
    recorder.event(pod, 'Normal', 'Created', 'Container created', fieldPath);
    const refusal = runtime.startContainer(sandbox, container);
    if (refusal !== undefined) throw fail(new ContainerStartError('RunContainerError', refusal));
    recorder.event(pod, 'Normal', 'Started', 'Container started', fieldPath);
    yield* this.postStart(worker, spec, container);
  }

  /** The hook that runs right after the start; the Pod's other containers wait for it. */
  private *postStart({ pod }: PodWorker, spec: ContainerSpec, container: Container): Task {
    const { postStart } = spec.lifecycle ?? {};
    if (postStart === undefined) return;
    const failure = yield* runHook(postStart, spec, container, Number.POSITIVE_INFINITY);
    if (failure === undefined) return;
    this.parts.recorder.event(
      pod,
      'Warning',
      'FailedPostStartHook',
      'PostStartHook failed',
      fieldPathOf(pod, spec),
    );
    yield* this.killer.killContainer(pod, spec, container, undefined, 'FailedPostStartHook');
    throw new ContainerStartError('PostStartHookError', failure);
  }

  /** Throws CrashLoopBackOff while it is too early for the next start. */
  private doBackOff(pod: Pod, last: Container | undefined, spec: ContainerSpec, fieldPath: string): void {
    if (last === undefined) return;
    const { nowMs } = this.parts.component.simulation;
    const { name, namespace, uid } = pod.metadata;
    const key = `${uid}_${spec.name}`;
    const remainingMs = this.crashLoopBackOff.remaining(key, last.finishedAtMs, nowMs);
    if (remainingMs > 0) {
      const whose = `pod ${name}_${namespace}(${uid})`;
      this.parts.recorder.event(
        pod,
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${spec.name} in ${whose}`,
        fieldPath,
      );
      const seconds = this.crashLoopBackOff.get(key) / 1000;
      const length = seconds >= 60 ? `${Math.floor(seconds / 60)}m${seconds % 60}s` : `${seconds}s`;
      throw new ContainerStartError(
        'CrashLoopBackOff',
        `back-off ${length} restarting failed container=${spec.name} pod=${name}_${namespace}(${uid})`,
        nowMs + remainingMs,
      );
    }
    this.crashLoopBackOff.next(key, last.finishedAtMs, nowMs);
  }

  private *createContainer(
    pod: Pod,
    sandbox: PodSandbox,
    spec: ContainerSpec,
    files: VolumeFiles,
    stored: StoredImage,
  ): Task<Container> {
    const { image } = stored;
    const { limits = {} } = spec.resources;
    const facts = this.facts(sandbox);
    const env = yield* makeEnvironmentVariables(pod, spec, image.env, this.parts.config, facts);
    const command = spec.command?.map((each) => expand(each, env)) ?? image.entrypoint ?? [];
    const args = spec.args?.map((each) => expand(each, env)) ?? (spec.command ? [] : (image.cmd ?? []));
    const last = sandbox.containers.get(spec.name)?.at(-1);
    return this.parts.runtime.createContainer(sandbox, {
      name: spec.name,
      attempt: last ? last.config.attempt + 1 : 0,
      sandbox: sandbox.attempt,
      imageName: stored.name,
      imageId: stored.id,
      image,
      argv: [...command, ...args],
      env,
      files: new ContainerFiles(image.files ?? {}, makeMounts(spec, files, sandbox, pod)),
      terminationMessagePath: spec.terminationMessagePath,
      hasLogFallback: spec.terminationMessagePolicy === 'FallbackToLogsOnError',
      hasStdin: spec.stdin === true,
      hostname: pod.spec.hostNetwork ? this.parts.machine.name : hostnameOf(pod),
      podIP: sandbox.ip,
      cpuLimitMilli: limits.cpu === undefined ? undefined : milliValue(limits.cpu),
      memoryLimitBytes: limits.memory === undefined ? undefined : parseQuantity(limits.memory),
    });
  }
}
