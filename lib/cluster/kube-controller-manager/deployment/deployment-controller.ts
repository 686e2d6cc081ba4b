import type { Deployment, ReplicaSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import { keyOf } from '../../api/resource';
import { deployments, replicaSets } from '../../api/resources';
import { controllerOf, matchesSelector } from '../../api/selectors';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import type { Task } from '../../process';
import { indexedByController, orphansIn, ownedBy, podInformer } from '../controller-pods';
import { ControllerRefManager } from '../controller-refs';
import type { DeploymentSync } from './deployment-sync';
import { rolloutRecreate } from './recreate';
import { isScaledSince } from './replica-sets';
import { rolloutRolling } from './rolling';
import {
  allOf,
  checkPausedConditions,
  getAllReplicaSetsAndSyncRevision,
  syncScaling,
  syncStatusOnly,
} from './sync';

const byUid = 'uid';

/**
 * Brings ReplicaSets to what a Deployment declares (pkg/controller/deployment/deployment_controller.go). Left out: the
 * rollback field of old API versions (kubectl writes the old template instead).
 */
export class DeploymentController extends Controller {
  private readonly queue = new Workqueue(this, 5, (key) => this.syncDeployment(key));
  private readonly pods = podInformer(this.informers).addHandlers({ onDelete: (pod) => this.deletePod(pod) });
  private readonly replicaSets = indexedByController(this.informers.informer(replicaSets)).addHandlers({
    onAdd: (set) => this.enqueueOwner(set),
    onUpdate: (set, old) => {
      if (controllerOf(old)?.uid !== controllerOf(set)?.uid) this.enqueueOwner(old);
      this.enqueueOwner(set, old);
    },
    onDelete: (set) => this.enqueueOwner(set),
  });
  private readonly deployments = this.informers
    .informer(deployments)
    .addIndex(byUid, ({ metadata }) => [metadata.uid])
    .addHandlers({
      onAdd: (deployment) => this.queue.add(keyOf(deployment)),
      onUpdate: (deployment) => this.queue.add(keyOf(deployment)),
      onDelete: (deployment) => this.queue.add(keyOf(deployment)),
    });

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('deployment-controller', surroundings, informers);
  }

  protected run(): void {}

  private enqueueOwner(set: ReplicaSet, old?: ReplicaSet): void {
    const owner = controllerOf(set);
    if (owner !== undefined) {
      const deployment = this.deployments.byIndex(byUid, owner.uid)[0];
      if (deployment) this.queue.add(keyOf(deployment));
      return;
    }
    const { namespace, labels } = set.metadata;
    if (set.metadata.deletionTimestamp !== undefined) return;
    if (old !== undefined && labels === old.metadata.labels && controllerOf(old) === undefined) return;
    for (const each of this.deployments.inNamespace(namespace))
      if (matchesSelector(each.spec.selector, labels)) this.queue.add(keyOf(each));
  }

  /** A Deployment that recreates waits for its last Pod to be gone. */
  private deletePod(pod: Pod): void {
    const owner = controllerOf(pod);
    if (owner?.kind !== replicaSets.kind) return;
    const set = this.replicaSets.get(pod.metadata.namespace, owner.name);
    const deployment = set && this.deployments.byIndex(byUid, controllerOf(set)?.uid ?? '')[0];
    if (deployment?.spec.strategy.type !== 'Recreate') return;
    const sets = ownedBy(this.replicaSets, deployment.metadata.uid);
    if (sets.every(({ metadata }) => ownedBy(this.pods, metadata.uid).length === 0))
      this.queue.add(keyOf(deployment));
  }

  private *syncDeployment(key: string): Task {
    const deployment = this.deployments.getByKey(key);
    if (deployment === undefined) return;
    const sync: DeploymentSync = {
      controller: this,
      deployment,
      replicaSets: yield* this.getReplicaSetsForDeployment(deployment),
      podsOf: ({ metadata }) => ownedBy(this.pods, metadata.uid),
      requeueAfter: (ms) => this.queue.addAfter(key, ms),
    };
    if (deployment.metadata.deletionTimestamp !== undefined) {
      yield* syncStatusOnly(sync);
      return;
    }
    yield* checkPausedConditions(sync);
    if (deployment.spec.paused || (yield* this.isScalingEvent(sync))) yield* syncScaling(sync);
    else if (deployment.spec.strategy.type === 'Recreate') yield* rolloutRecreate(sync);
    else yield* rolloutRolling(sync);
  }

  private *isScalingEvent(sync: DeploymentSync): Task<boolean> {
    return isScaledSince(sync.deployment, allOf(yield* getAllReplicaSetsAndSyncRevision(sync, false)));
  }

  /** Its own, and those it may adopt. */
  private *getReplicaSetsForDeployment(deployment: Deployment): Task<ReplicaSet[]> {
    const { uid, namespace } = deployment.metadata;
    const { selector } = deployment.spec;
    const candidates = [...ownedBy(this.replicaSets, uid), ...orphansIn(this.replicaSets, namespace)];
    return yield* new ControllerRefManager(this, deployment, deployments, selector).claim(
      replicaSets,
      candidates,
    );
  }
}
