import type { Job, JobStatus } from '../../api/batch';
import type { Pod } from '../../api/core';
import { keyOf } from '../../api/resource';
import { jobs, pods } from '../../api/resources';
import { controllerOf, matchesSelector } from '../../api/selectors';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import type { Task } from '../../process';
import { ControllerExpectations } from '../controller-expectations';
import { isNotFound } from '../controller-pod-control';
import {
  byCreationTimestamp,
  isPodActive,
  isPodReady,
  isPodTerminating,
  orphansIn,
  ownedBy,
  podInformer,
} from '../controller-pods';
import { ControllerRefManager } from '../controller-refs';
import { omitEmpty, updateStatus } from '../controller-status';
import { type BackoffRecord, newBackoffRecord } from './backoff';
import { findFinishedCondition } from './finished-condition';
import {
  hasTrackingFinalizer,
  indexOf,
  isIndexed,
  isPodFailed,
  parseIndexes,
  removeTrackingFinalizer,
  trackingFinalizer,
} from './job-pods';
import { ensureCondition, isJobFinished, type JobSync, newJobCondition } from './job-sync';
import { batchPeriodMs, deleteJobPods, manageJob } from './manage-job';
import { matchPodFailurePolicy } from './pod-failure-policy';
import { trackJobStatusAndRemoveFinalizers } from './track-job';

const byUid = 'uid';

/**
 * Runs Pods to their end (pkg/controller/job/job_controller.go). Left out: success policies, back-off limits per index,
 * Jobs managed by others.
 */
export class JobController extends Controller {
  private readonly expectations = new ControllerExpectations(this);
  private readonly backoff = new Map<string, BackoffRecord>();
  /** By the Job's key: Pods whose finalizer was removed and that the informer still shows with it. */
  private readonly expectedRemoved = new Map<string, Set<string>>();
  private readonly queue = new Workqueue(this, 5, (key) => this.syncJob(key));
  private readonly orphans = new Workqueue(this, 1, (key) => this.syncOrphanPod(key));
  private readonly pods = podInformer(this.informers).addHandlers({
    onAdd: (pod) => this.podChanged(pod, undefined),
    onUpdate: (pod, old) => this.podChanged(pod, old),
    onDelete: (pod) => this.podGone(pod),
  });
  private readonly jobs = this.informers
    .informer(jobs)
    .addIndex(byUid, ({ metadata }) => [metadata.uid])
    .addHandlers({
      onAdd: (job) => this.queue.add(keyOf(job)),
      onUpdate: (job, old) => {
        const isSame = job.metadata.generation === old.metadata.generation;
        this.queue.addAfter(keyOf(job), isSame ? batchPeriodMs : 0);
        if (isJobFinished(job) && !isJobFinished(old)) this.releasePods(job);
      },
      onDelete: (job) => {
        this.queue.add(keyOf(job));
        this.releasePods(job);
      },
    });

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('job-controller', surroundings, informers);
  }

  protected run(): void {}

  protected override forget(): void {
    this.expectations.clear();
    this.backoff.clear();
    this.expectedRemoved.clear();
  }

  private podChanged(pod: Pod, old: Pod | undefined): void {
    const [owner, before] = [pod, old].map((each) => each && this.ownerOf(each));
    if (before && before !== owner) this.enqueueBatched(before);
    if (owner && !isJobFinished(owner)) {
      const key = keyOf(owner);
      if (old === undefined) this.expectations.creationObserved(key);
      if (pod.metadata.deletionTimestamp !== undefined) this.expectations.deletionObserved(key, keyOf(pod));
      if (!hasTrackingFinalizer(pod)) this.expectedRemoved.get(key)?.delete(pod.metadata.uid);
      this.enqueueBatched(owner);
    } else if (hasTrackingFinalizer(pod)) this.orphans.add(keyOf(pod));
    if (controllerOf(pod) !== undefined || this.jobs.size === 0) return;
    if (old && old.metadata.labels === pod.metadata.labels && controllerOf(old) === undefined) return;
    for (const job of this.jobs.inNamespace(pod.metadata.namespace))
      if (matchesSelector(job.spec.selector, pod.metadata.labels)) this.enqueueBatched(job);
  }

  private podGone(pod: Pod): void {
    const owner = this.ownerOf(pod);
    if (owner === undefined) return;
    const key = keyOf(owner);
    this.expectations.deletionObserved(key, keyOf(pod));
    this.expectedRemoved.get(key)?.delete(pod.metadata.uid);
    this.enqueueBatched(owner);
  }

  /** Pods of a Job that is no more must not be held by its finalizer. */
  private releasePods({ metadata }: Job): void {
    for (const pod of ownedBy(this.pods, metadata.uid))
      if (hasTrackingFinalizer(pod)) this.orphans.add(keyOf(pod));
  }

  private enqueueBatched(job: Job): void {
    this.queue.addAfter(keyOf(job), batchPeriodMs);
  }

  private ownerOf(pod: Pod): Job | undefined {
    const owner = controllerOf(pod);
    return owner?.kind === jobs.kind ? this.jobs.byIndex(byUid, owner.uid)[0] : undefined;
  }

  private *syncOrphanPod(key: string): Task {
    const pod = this.pods.getByKey(key);
    if (pod === undefined || !hasTrackingFinalizer(pod)) return;
    const owner = this.ownerOf(pod);
    if (owner && !isJobFinished(owner)) return;
    try {
      yield* removeTrackingFinalizer(this, pod);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  private *syncJob(key: string): Task {
    const job = this.jobs.getByKey(key);
    if (job === undefined || isJobFinished(job)) {
      this.expectations.deleteExpectations(key);
      this.expectedRemoved.delete(key);
      this.backoff.delete(key);
      return;
    }
    const isSatisfied = this.expectations.satisfiedExpectations(key);
    const sync = this.begin(key, job, yield* this.getPodsForJob(job));
    sync.finished = findFinishedCondition(sync);
    let error: Error | undefined;
    if (sync.finished) {
      const before = sync.active;
      error = yield* deleteJobPods(sync, sync.activePods, false);
      // Pods that were not deleted, or not even seen yet, have to be dealt with first.
      if (before - sync.active !== sync.activePods.length || !isSatisfied) sync.finished = undefined;
    } else {
      const isManaged = isSatisfied && job.metadata.deletionTimestamp === undefined;
      if (isManaged) error = yield* manageJob(sync);
      this.findCompletion(sync, isManaged);
    }
    const { active, ready, terminating } = sync;
    const { status } = sync;
    sync.isStatusChanged ||=
      active !== (status.active ?? 0) || ready !== status.ready || terminating !== status.terminating;
    sync.status = { ...status, active, ready, terminating };
    yield* trackJobStatusAndRemoveFinalizers(sync);
    if (error) throw error;
  }

  private *getPodsForJob(job: Job): Task<Pod[]> {
    const manager = new ControllerRefManager(this, job, jobs, job.spec.selector, trackingFinalizer);
    const { uid, namespace } = job.metadata;
    const candidates = [...ownedBy(this.pods, uid), ...orphansIn(this.pods, namespace)];
    const claimed = yield* manager.claim(pods, candidates);
    return claimed.sort(
      (a, b) => (indexOf(a, job) ?? -1) - (indexOf(b, job) ?? -1) || byCreationTimestamp(a, b),
    );
  }

  private begin(key: string, job: Job, found: readonly Pod[]): JobSync {
    const { simulation, expectations } = this;
    const { status, spec } = job;
    const expectedRemoved = this.expectedRemoved.get(key) ?? new Set<string>();
    this.expectedRemoved.set(key, expectedRemoved);
    const ended = countEndedPods(job, found, expectedRemoved);
    const activePods = found.filter(isPodActive);
    const now = simulation.timestamp();
    const sync: JobSync = {
      controller: this,
      key,
      expectations,
      job,
      status: { ...status, ...(!status.startTime && !spec.suspend && { startTime: now }) },
      pods: found,
      activePods,
      active: activePods.length,
      ready: activePods.filter(isPodReady).length,
      terminating: found.filter(isPodTerminating).length,
      expectedRemoved,
      ...ended,
      backoff: newBackoffRecord(
        this.backoff.get(key),
        ended.newSucceeded,
        ended.newFailed,
        simulation.epochNowMs,
      ),
      finished: undefined,
      isStatusChanged: false,
      requeueAfter: (ms) => this.queue.addAfter(key, ms),
      flush: () => this.flush(sync),
    };
    return sync;
  }

  private *flush(sync: JobSync): Task {
    const { status, key } = sync;
    sync.job = yield* updateStatus(this, jobs, { ...sync.job, status: statusAsStored(status) });
    if (sync.backoff) this.backoff.set(key, sync.backoff);
    else this.backoff.delete(key);
  }

  /** Whether all is done; otherwise whether it is suspended. */
  private findCompletion(sync: JobSync, isManaged: boolean): void {
    const { job, succeeded, active, status } = sync;
    const { completions, suspend } = job.spec;
    const now = this.simulation.timestamp();
    if (active === 0 && (completions === undefined ? succeeded > 0 : succeeded >= completions)) {
      const message = 'Reached expected number of succeeded pods';
      sync.finished = newJobCondition('SuccessCriteriaMet', 'CompletionsReached', message, now);
      return;
    }
    if (!isManaged) return;
    const word = suspend ? 'suspended' : 'resumed';
    const reason = suspend ? 'Suspended' : 'Resumed';
    const condition = newJobCondition(
      'Suspended',
      `Job${reason}`,
      `Job ${word}`,
      now,
      suspend ? 'True' : 'False',
    );
    const before = status.conditions ?? [];
    const conditions = ensureCondition(before, condition);
    if (conditions === before) return;
    this.recorder.event(job, 'Normal', reason, `Job ${word}`);
    sync.isStatusChanged = true;
    // The deadline counts from the moment it goes on.
    sync.status = { ...status, conditions, ...(!suspend && { startTime: now }) };
  }
}

/** What has ended so far, counted or not (getNewFinishedPods). */
function countEndedPods(job: Job, found: readonly Pod[], expectedRemoved: ReadonlySet<string>) {
  const { status, spec } = job;
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const isNew = (pod: Pod, uncounted: readonly string[]) =>
    hasTrackingFinalizer(pod) &&
    !uncounted.includes(pod.metadata.uid) &&
    !expectedRemoved.has(pod.metadata.uid) &&
    (!isIndexed(job) || indexOf(pod, job) !== undefined);
  const newSucceeded = found.filter((pod) => pod.status.phase === 'Succeeded' && isNew(pod, succeeded));
  const newFailed = found.filter((pod) => isPodFailed(pod, job) && isNew(pod, failed));
  const countedFailures = newFailed.filter((pod) => matchPodFailurePolicy(job, pod).isCounted).length;
  const previousIndexes = parseIndexes(status.completedIndexes, spec.completions ?? 0);
  const succeededIndexes = new Set(previousIndexes);
  for (const pod of isIndexed(job) ? found : []) {
    const index = indexOf(pod, job);
    if (pod.status.phase === 'Succeeded' && index !== undefined && hasTrackingFinalizer(pod))
      succeededIndexes.add(index);
  }
  return {
    newSucceeded,
    newFailed,
    succeeded: isIndexed(job)
      ? succeededIndexes.size
      : (status.succeeded ?? 0) + newSucceeded.length + succeeded.length,
    failed: (status.failed ?? 0) + countedFailures + failed.length,
    previousIndexes,
    succeededIndexes,
  };
}

function statusAsStored(status: JobStatus): JobStatus {
  const uncountedTerminatedPods = omitEmpty(status.uncountedTerminatedPods ?? {});
  return omitEmpty({ ...status, uncountedTerminatedPods }, ['ready', 'terminating']);
}
