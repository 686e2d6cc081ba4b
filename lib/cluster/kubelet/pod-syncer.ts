import type { Pod } from '../api/core';
import { podInfoOf } from '../api/pod-info';
import type { Task } from '../process';
import { canAdmitPod, needsNode } from './admission';
import type { Container } from './container';
import { ContainerKiller, type Deadline } from './container-killer';
import { ContainerStarter } from './container-starter';
import type { KubeletParts } from './kubelet-parts';
import { computePodActions } from './pod-actions';
import { generateAPIPodStatus } from './pod-status';
import type { PodWorker } from './pod-workers';
import { ContainerStartError } from './start-error';
import { mountVolumes } from './volumes';

/** Attaching and mounting is looked at this often while a Pod waits for it (volumemanager), in ms. */
const mountPollMs = 300;
/** Back-off of a mount that failed (pkg/volume/util/operationexecutor, exponentialbackoff), in ms. */
const firstMountBackOffMs = 500;
const longestMountBackOffMs = 122_000;
/** How often a Pod is looked at without a cause (syncFrequency), in ms. */
const resyncIntervalMs = 60_000;
/** After a start that failed the Pod is looked at again so much later, and up to half as much more (backOffPeriod), in ms. */
const backOffPeriodMs = 10_000;
/** Unmounting after the containers ended, in ms. */
const unmountMs = 300;

/** Brings one Pod a step nearer to what it should be: SyncPod, SyncTerminatingPod, SyncTerminatedPod (pkg/kubelet/kubelet.go). */
export class PodSyncer {
  readonly starter: ContainerStarter;
  private readonly killer: ContainerKiller;

  constructor(private readonly parts: KubeletParts) {
    this.killer = new ContainerKiller(parts);
    this.starter = new ContainerStarter(parts, this.killer);
  }

  /** What is kept of a Pod outside its worker is dropped. */
  forget({ uid }: PodWorker): void {
    const { runtime, statuses, images } = this.parts;
    runtime.removePodSandbox(uid);
    statuses.forget(uid);
    images.forget(uid);
    this.starter.forget(uid);
  }

  /** @returns whether it is over, or when to try again if something could not be done */
  *syncPod(
    worker: PodWorker,
  ): Task<{ readonly isTerminal: boolean; readonly retryAtMs: number | undefined }> {
    const { pod, uid } = worker;
    const { runtime, component, prober } = this.parts;
    if (!(yield* this.admit(worker))) return { isTerminal: true, retryAtMs: undefined };
    const status = this.statusOf(worker, false);
    this.parts.statuses.setPodStatus(pod, status);
    if (status.phase === 'Succeeded' || status.phase === 'Failed')
      return { isTerminal: true, retryAtMs: undefined };
    const files = yield* this.waitForMounts(worker);
    if (files === undefined || worker.stage !== 'syncing') return { isTerminal: false, retryAtMs: undefined };
    let sandbox = runtime.sandboxes.get(uid);
    if (!sandbox?.isReady) {
      if (sandbox)
        this.parts.recorder.event(
          pod,
          'Normal',
          'SandboxChanged',
          'Pod sandbox changed, it will be killed and re-created.',
        );
      const network = pod.spec.hostNetwork ? undefined : yield* this.parts.node.podNetwork();
      sandbox = runtime.runPodSandbox(uid, network, this.parts.machine.address);
      runtime.onChange?.(uid, 'start');
    }
    const { killed, started, isInit } = computePodActions(pod, sandbox, prober);
    const { containers } = sandbox;
    const ended = new Map(started.map(({ name }) => [name, lastEnded(containers.get(name))]));
    for (const { container, spec, graceSeconds, why } of killed)
      yield* this.killer.killContainer(pod, spec, container, graceSeconds, why);
    // Files of ConfigMaps and Secrets are brought up to date with the periodic resync.
    let retryAtMs = hasLiveFiles(pod) ? component.simulation.nowMs + resyncIntervalMs : undefined;
    for (const spec of started) {
      try {
        yield* this.starter.startContainer(worker, sandbox, spec, files, ended.get(spec.name));
        worker.reasons?.delete(spec.name);
      } catch (error) {
        if (!(error instanceof ContainerStartError)) throw error;
        worker.reasons ??= new Map();
        worker.reasons.set(spec.name, { reason: error.reason, message: error.message });
        if (error.retryAtMs !== undefined) this.showReasonLater(worker, spec.name);
        const atMs = error.retryAtMs ?? component.simulation.nowMs + backOffPeriodMs;
        retryAtMs = Math.min(retryAtMs ?? atMs, atMs);
        if (isInit && spec.restartPolicy !== 'Always') break;
      }
    }
    return { isTerminal: false, retryAtMs };
  }

  /**
   * A container that ended shows how it ended (Error) until the Pod is looked at again, ten to fifteen seconds later; from
   * then on it shows why it is not started (CrashLoopBackOff).
   */
  private showReasonLater(worker: PodWorker, container: string): void {
    const { component, random, statuses } = this.parts;
    const reason = worker.reasons?.get(container);
    component.after(Math.round(backOffPeriodMs * (1 + random.uniform() / 2)), () => {
      if (worker.stage !== 'syncing' || worker.reasons?.get(container) !== reason) return;
      statuses.setPodStatus(worker.pod, this.statusOf(worker, false));
    });
  }

  /** HandlePodAdditions: a Pod that does not fit is turned away for good. */
  private *admit(worker: PodWorker): Task<boolean> {
    if (worker.admitted) return true;
    const { pod } = worker;
    const { machine, recorder, statuses } = this.parts;
    const isNew = pod.status.startTime === undefined;
    const node = isNew && needsNode(pod) ? yield* this.parts.node.getNode() : undefined;
    worker.failure = isNew ? canAdmitPod(pod, machine, node, this.parts.admitted()) : undefined;
    if (worker.failure === undefined) {
      worker.admitted = { info: podInfoOf(pod) };
      return true;
    }
    const { reason, message } = worker.failure;
    recorder.event(pod, 'Warning', reason, message.replace('Pod was rejected: ', ''));
    statuses.setPodStatus(pod, this.statusOf(worker, false));
    return false;
  }

  /** Stops the containers, each with its hook, its signal and its time. */
  *syncTerminatingPod(worker: PodWorker): Task {
    const { pod, uid } = worker;
    const { runtime, statuses, component } = this.parts;
    statuses.setPodStatus(pod, this.statusOf(worker, false));
    const sandbox = runtime.sandboxes.get(uid);
    const running = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].flatMap((spec) => {
      const container = sandbox?.containers.get(spec.name)?.at(-1);
      return container?.state === 'running' ? [{ spec, container }] : [];
    });
    const startedMs = component.simulation.nowMs;
    const seconds =
      worker.graceSeconds ??
      pod.metadata.deletionGracePeriodSeconds ??
      pod.spec.terminationGracePeriodSeconds;
    const deadline: Deadline = { atMs: startedMs + seconds * 1000 };
    worker.hurry = (graceSeconds) => {
      deadline.atMs = Math.min(deadline.atMs, startedMs + graceSeconds * 1000);
      deadline.hurry?.();
    };
    yield* this.killer.killPod(pod, running, deadline);
    worker.hurry = undefined;
    runtime.stopPodSandbox(uid);
    if (running.length > 0 || pod.metadata.deletionTimestamp !== undefined)
      statuses.setPodStatus(pod, this.statusOf(worker, true));
  }

  /** Volumes are unmounted and the Pod's cgroup removed; then the object may go. */
  *syncTerminatedPod(worker: PodWorker): Task {
    const { statuses } = this.parts;
    const wasRunning = this.parts.runtime.sandboxes.has(worker.uid);
    if (wasRunning) yield this.parts.msToRelist() + unmountMs;
    const { pod } = worker;
    if (pod.metadata.deletionTimestamp !== undefined) {
      statuses.setPodStatus(pod, this.statusOf(worker, true));
      statuses.terminatePod(pod);
    }
  }

  /** The status of a Pod as it is now. */
  statusOf(worker: PodWorker, isTerminal: boolean) {
    const { pod, uid, reasons, startTime, failure } = worker;
    const { runtime, machine, statuses, component, prober } = this.parts;
    const sandbox = runtime.sandboxes.get(uid);
    if (sandbox && worker.stage === 'syncing') prober.addPod(pod, sandbox);
    const state = {
      sandbox,
      reasons,
      startTime,
      hostIP: machine.address,
      at: component.simulation.timestamp(),
      probes: prober,
    };
    return generateAPIPodStatus(pod, statuses.getPodStatus(pod), state, isTerminal, failure);
  }

  /** The Pod's files; undefined when the Pod is to end before they are there. */
  private *waitForMounts(worker: PodWorker): Task<Map<string, Map<string, string>> | undefined> {
    const { pod } = worker;
    if ((pod.spec.volumes ?? []).length === 0) return new Map();
    const isFirst = !this.parts.runtime.sandboxes.has(worker.uid);
    if (isFirst) yield mountPollMs;
    const facts = this.starter.facts(undefined);
    for (let backOffMs = firstMountBackOffMs; ; backOffMs = Math.min(2 * backOffMs, longestMountBackOffMs)) {
      const { files, failures } = yield* mountVolumes(pod, this.parts.config, facts);
      if (failures.length === 0) return bringUpToDate(worker, files);
      for (const failure of failures) this.parts.recorder.event(pod, 'Warning', 'FailedMount', failure);
      if (worker.stage !== 'syncing') return undefined;
      yield backOffMs;
      if (worker.stage !== 'syncing') return undefined;
    }
  }
}

const lastEnded = (instances: readonly Container[] | undefined) =>
  instances?.findLast(({ state }) => state === 'exited');

/** Whether a volume shows something that can change. */
function hasLiveFiles({ spec: { volumes = [] } }: Pod): boolean {
  return volumes.some(({ name, configMap, secret, projected, downwardAPI }) => {
    return configMap || secret || downwardAPI || (projected && !name.startsWith('kube-api-access-'));
  });
}

/** Containers hold on to the files they were given, so these are filled anew. */
function bringUpToDate(
  worker: PodWorker,
  files: Map<string, Map<string, string>>,
): Map<string, Map<string, string>> {
  worker.files ??= files;
  for (const [volume, content] of files) {
    const held = worker.files.get(volume);
    if (held === undefined) worker.files.set(volume, content);
    else if (held !== content) {
      held.clear();
      for (const [path, text] of content) held.set(path, text);
    }
  }
  return worker.files;
}
