import type { ReplicaSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import { keyOf } from '../../api/resource';
import { pods, replicaSets } from '../../api/resources';
import { controllerOf, matchesSelector } from '../../api/selectors';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import type { Task } from '../../process';
import { getPodsToDelete } from '../controller-active-pods';
import { ControllerExpectations } from '../controller-expectations';
import { changePods, newControllerRef, podFromTemplate } from '../controller-pod-control';
import {
  indexedByController,
  isPodActive,
  orphansIn,
  ownedBy,
  podInformer,
  untilAvailableMs,
} from '../controller-pods';
import { ControllerRefManager } from '../controller-refs';
import { type Counts, PodTally } from './pod-tally';
import { calculateStatus, updateReplicaSetStatus } from './replica-set-status';

/** At most so many Pods are created or deleted in one sync (BurstReplicas). */
const burstReplicas = 500;
const byUid = 'uid';

/**
 * Keeps as many Pods as each ReplicaSet declares (pkg/controller/replicaset/replica_set.go). Left out:
 * ReplicationController.
 */
export class ReplicaSetController extends Controller {
  private readonly expectations = new ControllerExpectations(this);
  private readonly tallies = new Map<string, PodTally>();
  private readonly queue = new Workqueue(this, 5, (key) => this.syncReplicaSet(key));
  private readonly pods = podInformer(this.informers).addHandlers({
    onAdd: (pod) => this.addPod(pod),
    onUpdate: (pod, old) => this.updatePod(pod, old),
    onDelete: (pod) => this.deletePod(pod),
  });
  private readonly replicaSets = indexedByController(this.informers.informer(replicaSets))
    .addIndex(byUid, ({ metadata }) => [metadata.uid])
    .addHandlers({
      onAdd: (replicaSet) => this.queue.add(keyOf(replicaSet)),
      onUpdate: (replicaSet) => this.queue.add(keyOf(replicaSet)),
      onDelete: (replicaSet) => {
        this.expectations.deleteExpectations(keyOf(replicaSet));
        this.tallies.delete(replicaSet.metadata.uid);
        this.queue.add(keyOf(replicaSet));
      },
    });

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('replicaset-controller', surroundings, informers);
  }

  protected run(): void {}

  protected override forget(): void {
    this.expectations.clear();
    this.tallies.clear();
  }

  private addPod(pod: Pod): void {
    const owner = this.ownerOf(pod);
    this.countPod(undefined, pod);
    if (owner) {
      this.expectations.creationObserved(keyOf(owner));
      if (pod.metadata.deletionTimestamp !== undefined)
        this.expectations.deletionObserved(keyOf(owner), keyOf(pod));
      this.queue.add(keyOf(owner));
    } else if (controllerOf(pod) === undefined) this.enqueueMatching(pod);
  }

  private updatePod(pod: Pod, old: Pod): void {
    const owner = this.ownerOf(pod);
    const isChanged = this.countPod(old, pod);
    const [before, now] = [controllerOf(old)?.uid, controllerOf(pod)?.uid];
    if (before !== now) {
      const previous = this.ownerOf(old);
      if (previous) this.queue.add(keyOf(previous));
    }
    if (owner === undefined) {
      const isRelabeled = pod.metadata.labels !== old.metadata.labels;
      if (now === undefined && (isRelabeled || before !== now)) this.enqueueMatching(pod);
      return;
    }
    // A Pod that is being deleted counts as gone: it is no longer waited for.
    if (pod.metadata.deletionTimestamp !== undefined)
      this.expectations.deletionObserved(keyOf(owner), keyOf(pod));
    // Upstream syncs at each update; one that changes no count would find nothing to do.
    if (isChanged || before !== now) this.queue.add(keyOf(owner));
  }

  private deletePod(pod: Pod): void {
    this.countPod(pod, undefined);
    const owner = this.ownerOf(pod);
    if (owner === undefined) return;
    this.expectations.deletionObserved(keyOf(owner), keyOf(pod));
    this.queue.add(keyOf(owner));
  }

  private ownerOf(pod: Pod): ReplicaSet | undefined {
    const owner = controllerOf(pod);
    return owner?.kind === replicaSets.kind ? this.replicaSets.byIndex(byUid, owner.uid)[0] : undefined;
  }

  private countPod(old: Pod | undefined, next: Pod | undefined): boolean {
    const [before, now] = [old, next].map((pod) => pod && controllerOf(pod)?.uid);
    if (before === now) return this.tallies.get(now ?? '')?.move(old, next) ?? true;
    this.tallies.get(before ?? '')?.move(old, undefined);
    this.tallies.get(now ?? '')?.move(undefined, next);
    return true;
  }

  /** A Pod without a controller may be adopted by whatever selects it. */
  private enqueueMatching({ metadata }: Pod): void {
    if (metadata.labels === undefined) return;
    for (const each of this.replicaSets.inNamespace(metadata.namespace))
      if (matchesSelector(each.spec.selector, metadata.labels)) this.queue.add(keyOf(each));
  }

  private *syncReplicaSet(key: string): Task {
    const replicaSet = this.replicaSets.getByKey(key);
    if (replicaSet === undefined) {
      this.expectations.deleteExpectations(key);
      return;
    }
    const needsSync = this.expectations.satisfiedExpectations(key);
    const adopted = yield* this.claimPods(replicaSet);
    const counts = this.tallyOf(replicaSet).read();
    const available = this.countAvailable(key, replicaSet, counts);
    let error: Error | undefined;
    if (needsSync && replicaSet.metadata.deletionTimestamp === undefined)
      // What was adopted in this very sync has not come back through the informer yet.
      error = yield* this.manageReplicas(key, replicaSet, counts.active + adopted);
    const now = this.simulation.timestamp();
    yield* updateReplicaSetStatus(
      this,
      replicaSet,
      calculateStatus(replicaSet, counts, available, error, now),
    );
    if (error !== undefined) throw error;
  }

  /** @returns how many Pods were adopted */
  private *claimPods(replicaSet: ReplicaSet): Task<number> {
    const { selector } = replicaSet.spec;
    const orphans = orphansIn(this.pods, replicaSet.metadata.namespace).filter(
      (pod) => isPodActive(pod) && matchesSelector(selector, pod.metadata.labels),
    );
    const hasStrangers = this.tallyOf(replicaSet).read().strangers > 0;
    if (orphans.length === 0 && !hasStrangers) return 0;
    const candidates = hasStrangers ? [...orphans, ...this.activePodsOf(replicaSet)] : orphans;
    const manager = new ControllerRefManager(this, replicaSet, replicaSets, selector);
    const claimed = yield* manager.claim(pods, candidates);
    return claimed.filter(({ metadata }) => orphans.some((orphan) => orphan.metadata.uid === metadata.uid))
      .length;
  }

  private activePodsOf({ metadata }: ReplicaSet): Pod[] {
    return ownedBy(this.pods, metadata.uid).filter(isPodActive);
  }

  private tallyOf({ metadata, spec }: ReplicaSet): PodTally {
    const { selector, template } = spec;
    let tally = this.tallies.get(metadata.uid);
    if (tally?.selector !== selector || tally.templateLabels !== template.metadata.labels) {
      tally = new PodTally(selector, template.metadata.labels, ownedBy(this.pods, metadata.uid));
      this.tallies.set(metadata.uid, tally);
    }
    return tally;
  }

  /** Plans the next sync for the moment when one more Pod will have been ready for long enough. */
  private countAvailable(key: string, replicaSet: ReplicaSet, { ready }: Counts): number {
    const { minReadySeconds = 0, selector } = replicaSet.spec;
    if (minReadySeconds === 0 || ready === 0) return ready;
    let available = 0;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const pod of this.activePodsOf(replicaSet)) {
      if (!matchesSelector(selector, pod.metadata.labels)) continue;
      const waitMs = untilAvailableMs(pod, minReadySeconds, this.simulation.epochNowMs);
      if (waitMs === 0) available++;
      else nextMs = Math.min(nextMs, waitMs);
    }
    if (nextMs !== Number.POSITIVE_INFINITY) this.queue.addAfter(key, nextMs);
    return available;
  }

  /** Creates what is missing or deletes what is too much. @returns the error it ended with */
  private *manageReplicas(key: string, replicaSet: ReplicaSet, active: number): Task<Error | undefined> {
    const { replicas, template } = replicaSet.spec;
    const missing = Math.min(replicas - active, burstReplicas);
    if (missing === 0) return undefined;
    const draft = podFromTemplate(template, replicaSet, newControllerRef(replicaSet, replicaSets));
    const doomed = missing < 0 ? this.podsToDelete(replicaSet, Math.min(-missing, burstReplicas)) : [];
    const { error } = yield* changePods(
      this,
      this.expectations,
      key,
      replicaSet,
      Math.max(0, missing),
      () => draft,
      doomed,
    );
    return error;
  }

  private podsToDelete(replicaSet: ReplicaSet, count: number): Pod[] {
    const { selector } = replicaSet.spec;
    const own = this.activePodsOf(replicaSet).filter((pod) => matchesSelector(selector, pod.metadata.labels));
    return getPodsToDelete(own, this.relatedPods(replicaSet), count, this.simulation.epochNowMs);
  }

  /** The Pods of every ReplicaSet with the same owner: of the old and the new one of a Deployment. */
  private relatedPods(replicaSet: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(replicaSet);
    if (owner === undefined) return ownedBy(this.pods, replicaSet.metadata.uid);
    return ownedBy(this.replicaSets, owner.uid).flatMap(({ metadata }) => ownedBy(this.pods, metadata.uid));
  }
}
