import type { ControllerRevision, StatefulSet, StatefulSetStatus } from '../../api/apps';
import type { Pod } from '../../api/core';
import { keyOf } from '../../api/resource';
import { controllerRevisions, pods, statefulSets } from '../../api/resources';
import { controllerOf, matchesSelector } from '../../api/selectors';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import {
  byRevision,
  createControllerRevision,
  hasTemplate,
  isRevisionOf,
  newControllerRevision,
  truncateHistory,
  updateControllerRevision,
} from '../controller-history';
import { indexedByController, orphansIn, ownedBy, podInformer, untilAvailableMs } from '../controller-pods';
import { ControllerRefManager } from '../controller-refs';
import { omitEmpty, updateStatus } from '../controller-status';
import { canonicalText } from '../controller-template-hash';
import { ordinalOf, revisionOf } from './stateful-pods';
import { StatefulSetControl } from './stateful-set-control';

const hashLabel = 'controller.kubernetes.io/hash';

/**
 * Keeps Pods with names and an order (pkg/controller/statefulset/stateful_set.go). Left out: volume claims. There are no
 * expectations: a Pod's name is known beforehand, so that none can be made twice.
 */
export class StatefulSetController extends Controller {
  private readonly queue = new Workqueue(this, 5, (key) => this.syncStatefulSet(key));
  private readonly pods = podInformer(this.informers).addHandlers({
    onAdd: (pod) => this.enqueueOwner(pod),
    onUpdate: (pod, old) => {
      if (controllerOf(old)?.uid !== controllerOf(pod)?.uid) this.enqueueOwner(old);
      this.enqueueOwner(pod, old);
    },
    onDelete: (pod) => this.enqueueOwner(pod),
  });
  private readonly revisions = indexedByController(this.informers.informer(controllerRevisions));
  private readonly sets = this.informers.informer(statefulSets).addHandlers({
    onAdd: (set) => this.queue.add(keyOf(set)),
    onUpdate: (set) => this.queue.add(keyOf(set)),
    onDelete: (set) => this.queue.add(keyOf(set)),
  });

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('statefulset-controller', surroundings, informers);
  }

  protected run(): void {}

  private enqueueOwner(pod: Pod, old?: Pod): void {
    const owner = controllerOf(pod);
    const { namespace, labels } = pod.metadata;
    if (owner !== undefined) {
      const set = owner.kind === statefulSets.kind ? this.sets.get(namespace, owner.name) : undefined;
      if (set?.metadata.uid === owner.uid) this.queue.add(keyOf(set));
      return;
    }
    if (old && labels === old.metadata.labels && controllerOf(old) === undefined) return;
    if (this.sets.size === 0) return;
    for (const set of this.sets.inNamespace(namespace))
      if (matchesSelector(set.spec.selector, labels)) this.queue.add(keyOf(set));
  }

  private *syncStatefulSet(key: string): Task {
    const set = this.sets.getByKey(key);
    if (set === undefined) return;
    const manager = new ControllerRefManager(this, set, statefulSets, set.spec.selector);
    const revisions = yield* this.claimRevisions(set, manager);
    const owned = yield* this.claimPods(set, manager);
    const { current, update, collisionCount } = yield* this.getStatefulSetRevisions(set, revisions);
    const control = new StatefulSetControl(this, set, current, update, owned);
    const { status, error } = yield* control.updateStatefulSet();
    yield* this.updateStatus(set, { ...status, collisionCount });
    this.requeueForAvailability(key, set, owned);
    if (error) throw error;
    const live = new Set([current.metadata.name, update.metadata.name, ...owned.map(revisionOf)]);
    yield* truncateHistory(this, revisions, live, set.spec.revisionHistoryLimit);
  }

  private *claimPods(set: StatefulSet, manager: ControllerRefManager<StatefulSet>): Task<readonly Pod[]> {
    const { uid, namespace } = set.metadata;
    const candidates = [...ownedBy(this.pods, uid), ...orphansIn(this.pods, namespace)];
    return yield* manager.claim(
      pods,
      candidates.filter((pod) => ordinalOf(pod, set) >= 0),
    );
  }

  private *claimRevisions(
    set: StatefulSet,
    manager: ControllerRefManager<StatefulSet>,
  ): Task<ControllerRevision[]> {
    const { uid, namespace } = set.metadata;
    const orphans = orphansIn(this.revisions, namespace);
    const adopted = yield* manager.claim(controllerRevisions, orphans);
    return [...ownedBy(this.revisions, uid), ...adopted].filter(hasTemplate).sort(byRevision);
  }

  /** The revision Pods are of now, and the one they are to become; makes or renumbers the latter when the template changed. */
  private *getStatefulSetRevisions(set: StatefulSet, revisions: readonly ControllerRevision[]) {
    const last = revisions.at(-1);
    const next = (last?.revision ?? 0) + 1;
    let collisionCount = set.status.collisionCount ?? 0;
    let update: ControllerRevision | undefined = revisions.findLast((each) => isRevisionOf(each, set));
    if (update && update !== last) update = yield* updateControllerRevision(this, update, next);
    while (update === undefined) {
      const draft = newControllerRevision(set, statefulSets, next, collisionCount, hashLabel);
      update = yield* createControllerRevision(this, set, draft);
      if (update === undefined) collisionCount++;
    }
    const current = revisions.find(({ metadata }) => metadata.name === set.status.currentRevision);
    return { current: current ?? update, update, collisionCount };
  }

  private *updateStatus(set: StatefulSet, status: StatefulSetStatus): Task {
    const next = omitEmpty(status, ['replicas', 'availableReplicas', 'collisionCount']);
    const { conditions } = set.status;
    const whole = conditions ? { ...next, conditions } : next;
    if (canonicalText(set.status) === canonicalText(whole)) return;
    for (let latest = set, tries = 1; ; tries++) {
      try {
        yield* updateStatus(this, statefulSets, { ...latest, status: whole });
        return;
      } catch (error) {
        const isConflict = error instanceof StatusError && error.reason === 'Conflict';
        if (!isConflict || tries === 5) throw error;
        // retry.DefaultRetry: the informer has a moment to bring the newer object.
        yield 10;
        latest = this.sets.getByKey(keyOf(set)) ?? set;
      }
    }
  }

  private requeueForAvailability(key: string, { spec }: StatefulSet, owned: readonly Pod[]): void {
    if (!spec.minReadySeconds) return;
    for (const pod of owned) {
      const ms = untilAvailableMs(pod, spec.minReadySeconds, this.simulation.epochNowMs);
      if (ms > 0 && ms !== Number.POSITIVE_INFINITY) this.queue.addAfter(key, ms);
    }
  }
}
