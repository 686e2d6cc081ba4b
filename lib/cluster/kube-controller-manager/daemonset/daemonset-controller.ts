import type { DaemonSet } from '../../api/apps';
import type { Node, Pod } from '../../api/core';
import { keyOf } from '../../api/resource';
import { controllerRevisions, daemonSets, nodes, pods } from '../../api/resources';
import { controllerOf, matchesSelector } from '../../api/selectors';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import type { Task } from '../../process';
import { ControllerExpectations } from '../controller-expectations';
import { revisionLabel, truncateHistory } from '../controller-history';
import { changePods } from '../controller-pod-control';
import { byName, indexedByController, orphansIn, ownedBy, podInformer } from '../controller-pods';
import { ControllerRefManager } from '../controller-refs';
import { daemonPodDrafts, nodeShouldRunDaemonPod, nodesToDaemonPods, type Placement } from './daemon-pods';
import { constructHistory } from './daemon-set-history';
import { calculateStatus, storeDaemonSetStatus } from './daemon-set-status';
import { FailedPodsBackoff } from './failed-pods-backoff';
import { excessPods, type Plan, rollingUpdate } from './update';

/** At most so many Pods are created or deleted in one sync. */
const burstReplicas = 250;
const byUid = 'uid';

/** Keeps one Pod on every node where it belongs (pkg/controller/daemon/daemon_controller.go). */
export class DaemonSetController extends Controller {
  private readonly expectations = new ControllerExpectations(this);
  private readonly backoff = new FailedPodsBackoff(this);
  private readonly queue = new Workqueue(this, 2, (key) => this.syncDaemonSet(key));
  private readonly pods = podInformer(this.informers).addHandlers({
    onAdd: (pod) => this.podChanged(pod, undefined),
    onUpdate: (pod, old) => this.podChanged(pod, old),
    onDelete: (pod) => this.podChanged(undefined, pod),
  });
  private readonly revisions = indexedByController(this.informers.informer(controllerRevisions));
  private readonly nodes = this.informers.informer(nodes).addHandlers({
    onAdd: (node) => this.nodeChanged(node, undefined),
    onUpdate: (node, old) => this.nodeChanged(node, old),
    onDelete: (node) => this.nodeChanged(undefined, node),
  });
  private readonly daemonSets = this.informers
    .informer(daemonSets)
    .addIndex(byUid, ({ metadata }) => [metadata.uid])
    .addHandlers({
      onAdd: (set) => this.queue.add(keyOf(set)),
      onUpdate: (set) => this.queue.add(keyOf(set)),
      onDelete: (set) => this.expectations.deleteExpectations(keyOf(set)),
    });

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('daemonset-controller', surroundings, informers);
  }

  protected run(): void {}

  protected override forget(): void {
    this.expectations.clear();
    this.backoff.clear();
  }

  private podChanged(pod: Pod | undefined, old: Pod | undefined): void {
    if (this.daemonSets.size === 0) return;
    const [owner, before] = [pod, old].map((each) => each && this.ownerOf(each));
    if (before && before !== owner) this.queue.add(keyOf(before));
    const key = owner && keyOf(owner);
    if (pod && key) {
      if (old === undefined) this.expectations.creationObserved(key);
      if (pod.metadata.deletionTimestamp !== undefined) this.expectations.deletionObserved(key, keyOf(pod));
      this.queue.add(key);
    } else if (old && before && pod === undefined)
      this.expectations.deletionObserved(keyOf(before), keyOf(old));
    if (pod === undefined || controllerOf(pod) !== undefined) return;
    if (old && old.metadata.labels === pod.metadata.labels && controllerOf(old) === undefined) return;
    for (const each of this.daemonSets.inNamespace(pod.metadata.namespace))
      if (matchesSelector(each.spec.selector, pod.metadata.labels)) this.queue.add(keyOf(each));
  }

  private ownerOf(pod: Pod): DaemonSet | undefined {
    const owner = controllerOf(pod);
    return owner?.kind === daemonSets.kind ? this.daemonSets.byIndex(byUid, owner.uid)[0] : undefined;
  }

  /** A set is concerned when its Pods belong on the node now and did not before, or the other way round. */
  private nodeChanged(node: Node | undefined, old: Node | undefined): void {
    const isSame =
      node && old && node.metadata.labels === old.metadata.labels && node.spec.taints === old.spec.taints;
    if (isSame) return;
    const nowhere: Placement = { shouldRun: false, shouldContinueRunning: false };
    for (const set of this.daemonSets.all()) {
      const placementOf = nodeShouldRunDaemonPod(set);
      const [after, before] = [node, old].map((each) => (each ? placementOf(each) : nowhere));
      const isChanged =
        after?.shouldRun !== before?.shouldRun ||
        after?.shouldContinueRunning !== before?.shouldContinueRunning;
      if (isChanged) this.queue.add(keyOf(set));
    }
  }

  private *syncDaemonSet(key: string): Task {
    const set = this.daemonSets.getByKey(key);
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const manager = new ControllerRefManager(this, set, daemonSets, set.spec.selector);
    const { namespace, uid } = set.metadata;
    const candidates = [...ownedBy(this.pods, uid), ...orphansIn(this.pods, namespace)];
    const owned = yield* manager.claim(pods, candidates);
    const revisions = yield* manager.claim(controllerRevisions, [
      ...ownedBy(this.revisions, uid),
      ...orphansIn(this.revisions, namespace),
    ]);
    const { current, old } = yield* constructHistory(this, set, revisions, owned);
    const hash = current.metadata.labels?.[revisionLabel] ?? '';
    const isSatisfied = this.expectations.satisfiedExpectations(key);
    let error: Error | undefined;
    if (isSatisfied) {
      error = yield* this.updateDaemonSet(key, set, owned, hash);
      if (!error) yield* this.cleanupHistory(set, old, owned);
    }
    yield* this.updateStatus(key, set, hash, isSatisfied && !error);
    if (error) throw error;
  }

  private *updateDaemonSet(
    key: string,
    set: DaemonSet,
    owned: readonly Pod[],
    hash: string,
  ): Task<Error | undefined> {
    const byNode = nodesToDaemonPods(owned);
    const { plan, desired } = this.manage(key, set, byNode, hash);
    const error = yield* this.syncNodes(key, set, plan, hash);
    if (error || set.spec.updateStrategy.type !== 'RollingUpdate') return error;
    // Where something has just been changed, a rollout waits for the informer to show it.
    if (!this.expectations.satisfiedExpectations(key)) return undefined;
    const update = rollingUpdate(set, byNode, desired, hash, this.simulation.epochNowMs);
    return yield* this.syncNodes(key, set, update, hash);
  }

  /** Where a Pod is missing, failed, too many, or out of place. */
  private manage(key: string, set: DaemonSet, byNode: Map<string, Pod[]>, hash: string) {
    const placementOf = nodeShouldRunDaemonPod(set);
    const podsToDelete: Pod[] = [];
    const nodesNeedingPods: string[] = [];
    let desired = 0;
    const known = new Set<string>();
    for (const node of [...this.nodes.all()].sort(byName)) {
      const { name } = node.metadata;
      known.add(name);
      const there = byNode.get(name);
      const { shouldRun, shouldContinueRunning } = placementOf(node);
      if (shouldRun) {
        desired++;
        if (there === undefined) {
          nodesNeedingPods.push(name);
          byNode.set(name, []);
          continue;
        }
      }
      const staying = (there ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      if (!shouldContinueRunning) podsToDelete.push(...staying);
      else podsToDelete.push(...this.podsToReplace(key, set, name, staying, hash));
    }
    // A Pod that waits for a node that is gone will never be placed (getUnscheduledPodsWithoutNode).
    for (const [name, there] of byNode)
      if (!known.has(name)) podsToDelete.push(...there.filter(({ spec }) => !spec.nodeName));
    return { plan: { podsToDelete, nodesNeedingPods }, desired };
  }

  private podsToReplace(
    key: string,
    set: DaemonSet,
    node: string,
    staying: readonly Pod[],
    hash: string,
  ): Pod[] {
    const ended: Pod[] = [];
    const running = staying.filter((pod) => {
      const { phase } = pod.status;
      if (phase !== 'Failed' && phase !== 'Succeeded') return true;
      const isFailed = phase === 'Failed';
      const waitMs = isFailed ? this.backoff.waitMs(`${set.metadata.uid}/${node}`) : 0;
      if (waitMs > 0) {
        this.queue.addAfter(key, waitMs);
        return false;
      }
      const message = `Found ${isFailed ? 'failed' : 'succeeded'} daemon pod ${keyOf(pod)} on node ${node}, will try to ${isFailed ? 'kill' : 'delete'} it`;
      if (isFailed) this.recorder.event(set, 'Warning', 'FailedDaemonPod', message);
      else this.recorder.event(set, 'Normal', 'SucceededDaemonPod', message);
      ended.push(pod);
      return false;
    });
    return [...ended, ...excessPods(set, running, hash, this.simulation.epochNowMs)];
  }

  /** Deletes and creates what `plan` says, within the burst. @returns the error it ended with */
  private *syncNodes(key: string, set: DaemonSet, plan: Plan, hash: string): Task<Error | undefined> {
    const names = plan.nodesNeedingPods.slice(0, burstReplicas);
    const doomed = plan.podsToDelete.slice(0, burstReplicas);
    if (names.length === 0 && doomed.length === 0) return undefined;
    const draftFor = daemonPodDrafts(set, hash);
    const draftOf = (index: number) => draftFor(names[index] ?? '');
    const { error } = yield* changePods(this, this.expectations, key, set, names.length, draftOf, doomed);
    return error;
  }

  private *cleanupHistory(
    set: DaemonSet,
    old: Parameters<typeof truncateHistory>[1],
    owned: readonly Pod[],
  ): Task {
    const live = new Set(owned.map(({ metadata }) => metadata.labels?.[revisionLabel] ?? ''));
    const dead = old.filter(({ metadata }) => !live.has(metadata.labels?.[revisionLabel] ?? ''));
    const limit = set.spec.revisionHistoryLimit - (old.length - dead.length);
    yield* truncateHistory(this, dead, new Set(), Math.max(0, limit));
  }

  private *updateStatus(key: string, set: DaemonSet, hash: string, observes: boolean): Task {
    const byNode = nodesToDaemonPods(ownedBy(this.pods, set.metadata.uid));
    const { status, nextMs } = calculateStatus(
      set,
      [...this.nodes.all()],
      byNode,
      nodeShouldRunDaemonPod(set),
      hash,
      this.simulation.epochNowMs,
    );
    if (nextMs !== Number.POSITIVE_INFINITY) this.queue.addAfter(key, nextMs);
    yield* storeDaemonSetStatus(this, set, status, observes);
  }
}
