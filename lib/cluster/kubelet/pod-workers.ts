import type { Pod } from '../api/core';
import { parseTimestamp } from '../api/time';
import { ConnectionError } from '../client-go/connection';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { Admitted } from './admission';
import type { KubeletParts } from './kubelet-parts';
import type { PodSyncer } from './pod-syncer';

/** Why the kubelet itself ended a Pod; a disruption is told as a condition, too. */
export interface PodFailure {
  readonly reason: string;
  readonly message: string;
  readonly isDisruption?: boolean;
}

/** A Pod whose time has come to be synced again, and how that went. */
export interface PodWorker {
  readonly uid: string;
  pod: Pod;
  stage: 'syncing' | 'terminating' | 'terminated' | 'finished';
  /** It is working now; a new reason to sync makes it work once more afterwards. */
  isWorking: boolean;
  isPending: boolean;
  /** What it takes of the node, once it was admitted. */
  admitted: Admitted | undefined;
  readonly startTime: string;
  failure: PodFailure | undefined;
  /** Files of its volumes, by volume name. */
  files: Map<string, Map<string, string>> | undefined;
  /** Why containers wait (the reason cache). */
  reasons: Map<string, { readonly reason: string; readonly message: string }> | undefined;
  /** Grace for the kill, in seconds, when it is not the Pod's own. */
  graceSeconds: number | undefined;
  cancelRetry: (() => void) | undefined;
  deadlineSeconds: number | undefined;
  cancelDeadline: (() => void) | undefined;
  /** Ends its waiting for containers to stop sooner. */
  hurry: ((graceSeconds: number) => void) | undefined;
}

/** How long until the next try after an error without a time of its own (backOffPeriod), at most 1.5 times that. */
const backOffPeriodMs = 10_000;
/** The longest wait before the next try (syncFrequency). */
const resyncIntervalMs = 60_000;

/**
 * One worker for each Pod (pkg/kubelet/pod_workers.go): it brings the Pod up, keeps it so, and sees it through its end.
 * A worker has a task only while there is something to do. Left out: the periodic resync, since every cause of a
 * difference announces itself here.
 */
export class PodWorkers {
  private readonly workers = new Map<string, PodWorker>();

  constructor(
    private readonly parts: KubeletParts,
    private readonly syncer: PodSyncer,
  ) {}

  all(): Iterable<PodWorker> {
    return this.workers.values();
  }

  /** The Pods that take room on the node. */
  *admitted(): Iterable<Admitted> {
    for (const { admitted, stage } of this.workers.values())
      if (admitted && (stage === 'syncing' || stage === 'terminating')) yield admitted;
  }

  get(uid: string): PodWorker | undefined {
    return this.workers.get(uid);
  }

  clear(): void {
    this.workers.clear();
  }

  /** The Pod is new to this machine, or changed. */
  updatePod(pod: Pod): void {
    const { uid, deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    let worker = this.workers.get(uid);
    if (worker === undefined) {
      worker = this.begin(pod);
      this.workers.set(uid, worker);
    }
    worker.pod = pod;
    this.planDeadline(worker);
    if (deletionTimestamp !== undefined) this.terminate(worker, deletionGracePeriodSeconds);
    else this.wake(uid);
  }

  /** The Pod is gone from the API server without having been waited for. */
  removePod(pod: Pod): void {
    const worker = this.workers.get(pod.metadata.uid);
    if (worker === undefined) return;
    if (worker.stage === 'finished') this.workers.delete(worker.uid);
    else this.terminate(worker, pod.metadata.deletionGracePeriodSeconds ?? 0);
  }

  /** Ends a Pod: for its deletion, or because the kubelet says so (`failure` then stands in its status). */
  terminate(worker: PodWorker, graceSeconds?: number, failure?: PodFailure): void {
    worker.failure ??= failure;
    if (graceSeconds !== undefined) {
      worker.graceSeconds = Math.min(worker.graceSeconds ?? graceSeconds, graceSeconds);
      worker.hurry?.(worker.graceSeconds);
    }
    if (worker.stage === 'syncing') worker.stage = 'terminating';
    this.wake(worker.uid);
  }

  /** activeDeadlineSeconds (pkg/kubelet/active_deadline.go) */
  private planDeadline(worker: PodWorker): void {
    const { activeDeadlineSeconds } = worker.pod.spec;
    if (activeDeadlineSeconds === worker.deadlineSeconds) return;
    worker.deadlineSeconds = activeDeadlineSeconds;
    worker.cancelDeadline?.();
    worker.cancelDeadline = undefined;
    if (activeDeadlineSeconds === undefined) return;
    const { component, recorder } = this.parts;
    const dueMs = parseTimestamp(worker.startTime) + activeDeadlineSeconds * 1000;
    worker.cancelDeadline = component.after(Math.max(0, dueMs - component.simulation.epochNowMs), () => {
      if (worker.stage !== 'syncing') return;
      const failure = {
        reason: 'DeadlineExceeded',
        message: 'Pod was active on the node longer than the specified deadline',
      };
      recorder.event(worker.pod, 'Normal', failure.reason, failure.message);
      this.terminate(worker, undefined, failure);
    });
  }

  /** Something happened that this Pod's worker should look at. */
  wake(uid: string): void {
    const worker = this.workers.get(uid);
    if (worker === undefined || worker.stage === 'finished') return;
    worker.isPending = true;
    if (worker.isWorking) return;
    worker.isWorking = true;
    worker.cancelRetry?.();
    worker.cancelRetry = undefined;
    this.parts.component.spawn(this.work(worker));
  }

  private begin(pod: Pod): PodWorker {
    const { simulation } = this.parts.component;
    const isOver = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    return {
      uid: pod.metadata.uid,
      pod,
      stage: isOver ? 'terminating' : 'syncing',
      isWorking: false,
      isPending: false,
      admitted: undefined,
      startTime: pod.status.startTime ?? simulation.timestamp(),
      failure:
        isOver && pod.status.phase === 'Failed' && pod.status.reason
          ? { reason: pod.status.reason, message: pod.status.message ?? '' }
          : undefined,
      files: undefined,
      reasons: undefined,
      graceSeconds: undefined,
      cancelRetry: undefined,
      deadlineSeconds: undefined,
      cancelDeadline: undefined,
      hurry: undefined,
    };
  }

  private *work(worker: PodWorker): Task {
    while (worker.isPending && worker.stage !== 'finished') {
      worker.isPending = false;
      try {
        yield* this.podWorkerLoop(worker);
      } catch (error) {
        if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
        this.retry(worker, backOffPeriodMs);
      }
    }
    worker.isWorking = false;
  }

  /** One round; each stage leads to the next. */
  private *podWorkerLoop(worker: PodWorker): Task {
    const { nowMs } = this.parts.component.simulation;
    if (worker.stage === 'syncing') {
      const { isTerminal, retryAtMs } = yield* this.syncer.syncPod(worker);
      if (isTerminal && worker.stage === 'syncing') {
        worker.stage = 'terminating';
        worker.isPending = true;
      } else if (retryAtMs !== undefined) this.retry(worker, retryAtMs - nowMs);
      return;
    }
    if (worker.stage === 'terminating') {
      yield* this.syncer.syncTerminatingPod(worker);
      worker.stage = 'terminated';
      worker.cancelDeadline?.();
      worker.isPending = true;
      this.parts.onPodEnded(worker);
      return;
    }
    yield* this.syncer.syncTerminatedPod(worker);
    // A Pod that ended by itself stays until it is deleted; then this stage is passed once more.
    if (worker.pod.metadata.deletionTimestamp !== undefined || !this.parts.isKnown(worker.pod)) {
      worker.stage = 'finished';
      this.syncer.forget(worker);
      if (!this.parts.isKnown(worker.pod)) this.workers.delete(worker.uid);
    }
  }

  /** Syncs again in `ms`, at most a minute, plus up to half of that by chance (completeWork). */
  private retry(worker: PodWorker, ms: number): void {
    const { component, random } = this.parts;
    const waitMs = Math.min(Math.max(ms, 0), resyncIntervalMs);
    worker.cancelRetry?.();
    worker.cancelRetry = component.after(Math.round(waitMs * (1 + random.uniform() / 2)), () => {
      worker.cancelRetry = undefined;
      this.wake(worker.uid);
    });
  }
}
