import type { ControllerRevision, StatefulSet, StatefulSetStatus } from '../../api/apps';
import type { Pod } from '../../api/core';
import { pods } from '../../api/resources';
import type { Controller } from '../../client-go/controller';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { isNotFound, isRequestError, slowStartBatch } from '../controller-pod-control';
import { isPodAvailable, isPodTerminal } from '../controller-pods';
import {
  isRunningAndReady,
  isTerminating,
  isUnavailable,
  newVersionedStatefulSetPod,
  ordinalOf,
  revisionOf,
  startOrdinal,
  withIdentity,
} from './stateful-pods';

/**
 * Brings the Pods of a StatefulSet to their number and revision, in order
 * (pkg/controller/statefulset/stateful_set_control.go). Left out: claims, and maxUnavailable (off by default since v1.35.4).
 */
export class StatefulSetControl {
  private readonly isMonotonic: boolean;
  /** By place, counted from the first ordinal. No array: `spec.replicas` may be two thousand million. */
  private readonly replicas = new Map<number, Pod>();
  /** Out of range, the highest ordinal first. */
  private readonly condemned: Pod[];
  private readonly firstUnavailable: Pod | undefined;

  constructor(
    private readonly controller: Controller,
    private readonly set: StatefulSet,
    private readonly current: ControllerRevision,
    private readonly update: ControllerRevision,
    private readonly owned: readonly Pod[],
  ) {
    const start = startOrdinal(set);
    this.isMonotonic = set.spec.podManagementPolicy === 'OrderedReady';
    this.condemned = [];
    for (const pod of owned) {
      const ordinal = ordinalOf(pod, set);
      const index = ordinal - start;
      if (index >= 0 && index < set.spec.replicas) this.replicas.set(index, pod);
      else if (ordinal >= 0) this.condemned.push(pod);
    }
    this.condemned.sort((a, b) => ordinalOf(b, set) - ordinalOf(a, set));
    this.firstUnavailable = this.findFirstUnavailable();
  }

  /** A missing replica comes before any condemned Pod, but is no Pod: then none of them is the first. */
  private findFirstUnavailable(): Pod | undefined {
    for (let index = 0; index < this.set.spec.replicas; index++) {
      const pod = this.replicas.get(index);
      if (this.isUnavailable(pod)) return pod;
    }
    return this.condemned.findLast((pod) => this.isUnavailable(pod));
  }

  /** One round. @returns the status to write, even when `error` ended the round */
  *updateStatefulSet(): Task<{ readonly status: StatefulSetStatus; readonly error: Error | undefined }> {
    let error: Error | undefined;
    let updating = 0;
    try {
      if (this.set.metadata.deletionTimestamp === undefined) updating = yield* this.round();
    } catch (thrown) {
      if (!isRequestError(thrown)) throw thrown;
      error = thrown;
    }
    return { status: this.status(updating), error };
  }

  /** @returns how many Pods it deleted for an update */
  private *round(): Task<number> {
    if (yield* this.runForAll(this.set.spec.replicas, (index) => this.processReplica(index))) return 0;
    if (yield* this.runForAll(this.condemned.length, (index) => this.processCondemned(index))) return 0;
    if (this.set.spec.updateStrategy.type === 'OnDelete') return 0;
    return yield* this.rollingUpdate();
  }

  /** From the highest ordinal down to the partition: deletes one Pod of another revision, and waits for what is not available. */
  private *rollingUpdate(): Task<number> {
    const { partition = 0 } = this.set.spec.updateStrategy.rollingUpdate ?? {};
    for (let index = this.set.spec.replicas - 1; index >= partition; index--) {
      const pod = this.replicas.get(index);
      if (pod && revisionOf(pod) !== this.update.metadata.name && !isTerminating(pod)) {
        yield* this.deleteStatefulPod(pod);
        return revisionOf(pod) === this.current.metadata.name ? 1 : 0;
      }
      if (this.isUnavailable(pod)) return 0;
    }
    return 0;
  }

  /** In order, until one has to be waited for (`step` says so); or, with Parallel, all at once. @returns whether to stop */
  private *runForAll(count: number, step: (index: number) => Task<boolean>): Task<boolean> {
    if (this.isMonotonic) {
      for (let index = 0; index < count; index++) if (yield* step(index)) return true;
      return false;
    }
    const { error } = yield* slowStartBatch(this.controller, count, step);
    if (error) throw error;
    return false;
  }

  private *processReplica(index: number): Task<boolean> {
    const pod = this.replicas.get(index);
    if (pod === undefined) {
      yield* this.createStatefulPod(index + startOrdinal(this.set));
      return true;
    }
    if (isPodTerminal(pod)) {
      // Its name has to become free before the next one can be made.
      if (!isTerminating(pod)) yield* this.deleteStatefulPod(pod);
      return true;
    }
    if (this.isMonotonic && this.isUnavailable(pod)) return true;
    const named = withIdentity(pod, index + startOrdinal(this.set));
    if (named !== pod) yield* this.controller.client.update(pods, named);
    return false;
  }

  private *processCondemned(index: number): Task<boolean> {
    const pod = this.condemned[index];
    if (pod === undefined) return false;
    if (isTerminating(pod)) return this.isMonotonic;
    if (this.isMonotonic && this.isUnavailable(pod) && pod !== this.firstUnavailable) return true;
    yield* this.deleteStatefulPod(pod);
    return true;
  }

  private *createStatefulPod(ordinal: number): Task {
    const { set, controller } = this;
    const draft = newVersionedStatefulSetPod(set, this.current, this.update, ordinal);
    const { name = '' } = draft.metadata;
    try {
      yield* controller.client.create(pods, set.metadata.namespace, draft);
      this.recordPodEvent('create', name);
    } catch (error) {
      const isThere = error instanceof StatusError && error.reason === 'AlreadyExists';
      if (isRequestError(error) && !isThere) this.recordPodEvent('create', name, error);
      throw error;
    }
  }

  private *deleteStatefulPod({ metadata }: Pod): Task {
    try {
      yield* this.controller.client.delete(pods, metadata.namespace, metadata.name);
      this.recordPodEvent('delete', metadata.name);
    } catch (error) {
      if (isNotFound(error)) return;
      if (isRequestError(error)) this.recordPodEvent('delete', metadata.name, error);
      throw error;
    }
  }

  private recordPodEvent(verb: 'create' | 'delete', podName: string, error?: Error): void {
    const { set, controller } = this;
    const what = `${verb} Pod ${podName} in StatefulSet ${set.metadata.name}`;
    const noun = verb === 'create' ? 'Create' : 'Delete';
    if (error)
      controller.recorder.event(set, 'Warning', `Failed${noun}`, `${what} failed error: ${error.message}`);
    else controller.recorder.event(set, 'Normal', `Successful${noun}`, `${what} successful`);
  }

  private isUnavailable(pod: Pod | undefined): boolean {
    return isUnavailable(pod, this.set, this.controller.simulation.epochNowMs);
  }

  /** Counted over the Pods as the round found them. @param updating the Pods that were deleted for an update */
  private status(updating: number): StatefulSetStatus {
    const { set, current, update } = this;
    const { epochNowMs } = this.controller.simulation;
    const ready = this.owned.filter(isRunningAndReady);
    const alive = this.owned.filter((pod) => !isTerminating(pod)).map(revisionOf);
    const countOf = (revision: ControllerRevision) =>
      alive.filter((name) => name === revision.metadata.name).length;
    return completeRollingUpdate(set, {
      observedGeneration: set.metadata.generation ?? 0,
      replicas: this.owned.length,
      readyReplicas: ready.length,
      availableReplicas: ready.filter((pod) => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, epochNowMs))
        .length,
      currentReplicas: countOf(current) - updating,
      updatedReplicas: countOf(update),
      currentRevision: current.metadata.name,
      updateRevision: update.metadata.name,
    });
  }
}

/** Once every Pod is of the new revision and ready, it is the current one. */
function completeRollingUpdate({ spec }: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  const { replicas, updatedReplicas = 0, readyReplicas, updateRevision = '' } = status;
  if (spec.updateStrategy.type !== 'RollingUpdate') return status;
  if (updatedReplicas !== replicas || readyReplicas !== replicas) return status;
  return { ...status, currentReplicas: updatedReplicas, currentRevision: updateRevision };
}
