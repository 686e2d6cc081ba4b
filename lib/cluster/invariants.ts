import type { Deployment, ReplicaSet } from './api/apps';
import { findCondition } from './api/conditions';
import type { Pod } from './api/core';
import type { KubeObject } from './api/meta';
import type { PodDisruptionBudget } from './api/other';
import { milliValue, parseQuantity } from './api/quantity';
import { controllerOf, matchesSelector } from './api/selectors';
import type { Cluster } from './cluster';
import type { Change } from './etcd';

/**
 * What must hold after every step of every cluster, whatever is done to it. Looks only at what changed since the last look,
 * so it can be asked after each step. Needs `keepsHistory`.
 */
export class Invariants {
  private seen = 0;
  private revision = 0;
  private readonly replica = new Map<string, Map<string, KubeObject>>();
  private readonly podsOnNode = new Map<string, Map<string, Pod>>();

  constructor(private readonly cluster: Cluster) {}

  /** Sentences about what does not hold; empty when all is well. */
  check(): readonly string[] {
    const history = this.cluster.etcd.history();
    const found: string[] = [];
    for (; this.seen < history.length; this.seen++) {
      const change = history[this.seen];
      if (change) this.checkChange(change, found);
    }
    return found;
  }

  /** Compares what a watch would have built with what a list says. Looks at everything: once in a while is enough. */
  checkLists(): readonly string[] {
    const { etcd } = this.cluster;
    return etcd.storages().flatMap((storage) => {
      const listed = etcd.list(storage).map(idOf).sort();
      const watched = [...(this.replica.get(storage)?.values() ?? [])].map(idOf).sort();
      return JSON.stringify(listed) === JSON.stringify(watched)
        ? []
        : [
            `A watch of ${storage} built ${watched.length} objects, a list has ${listed.length}, and they differ.`,
          ];
    });
  }

  private checkChange(change: Change, found: string[]): void {
    const { revision, storage, key, object, type } = change;
    if (revision !== this.revision + 1 && this.revision !== 0)
      found.push(`Revision ${revision} came after ${this.revision}.`);
    this.revision = revision;
    if (object.metadata.resourceVersion !== String(revision))
      found.push(
        `${storage} ${key} says resourceVersion ${object.metadata.resourceVersion} at revision ${revision}.`,
      );
    let table = this.replica.get(storage);
    if (table === undefined) {
      table = new Map();
      this.replica.set(storage, table);
    }
    if (type === 'ADDED' && table.has(key)) found.push(`${storage} ${key} was added twice.`);
    if (type !== 'ADDED' && !table.has(key))
      found.push(`${storage} ${key} was ${type.toLowerCase()} without being there.`);
    if (type === 'DELETED') table.delete(key);
    else table.set(key, object);
    this.checkOwners(change, found);
    if (storage === 'pods') this.checkPod(change as PodChange, found);
    if (storage === 'replicasets.apps') this.checkRollout(change, found);
    if (storage === 'poddisruptionbudgets.policy') this.checkBudget(object as PodDisruptionBudget, found);
  }

  /** At most one owner is in control, and it lives in the same namespace or in none. */
  private checkOwners({ storage, key, object }: Change, found: string[]): void {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.filter(({ controller }) => controller).length > 1)
      found.push(`${storage} ${key} has two owners in control.`);
    if (new Set(owners.map(({ uid }) => uid)).size !== owners.length)
      found.push(`${storage} ${key} names one owner twice.`);
  }

  private checkPod({ type, key, object, previous }: PodChange, found: string[]): void {
    const before = previous?.spec.nodeName;
    const { nodeName } = object.spec;
    if (before && before !== nodeName)
      found.push(`Pod ${key} changed its node from ${before} to ${nodeName ?? 'none'}.`);
    if (previous && previous.metadata.uid !== object.metadata.uid) found.push(`Pod ${key} changed its uid.`);
    const { phase } = object.status;
    const wasFinished = previous?.status.phase === 'Succeeded' || previous?.status.phase === 'Failed';
    if (type === 'MODIFIED' && wasFinished && phase !== previous?.status.phase)
      found.push(`Pod ${key} had ended as ${previous?.status.phase} and is ${phase} now.`);
    this.place(key, object, type === 'DELETED');
    if (type !== 'DELETED' && nodeName && nodeName !== before) this.checkNode(nodeName, found);
  }

  private place(key: string, pod: Pod, isGone: boolean): void {
    const { nodeName } = pod.spec;
    if (!nodeName) return;
    let onNode = this.podsOnNode.get(nodeName);
    if (onNode === undefined) {
      onNode = new Map();
      this.podsOnNode.set(nodeName, onNode);
    }
    const isFinished = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    if (isGone || isFinished) onNode.delete(key);
    else onNode.set(key, pod);
  }

  /** No node holds more than it can give, by requests. */
  private checkNode(name: string, found: string[]): void {
    const machine = this.cluster.machines.get(name);
    const node = this.replica.get('nodes')?.get(name) as
      | { status?: { allocatable?: Record<string, string> } }
      | undefined;
    const { allocatable } = node?.status ?? {};
    if (machine === undefined || allocatable === undefined) return;
    let cpu = 0;
    let memory = 0;
    const here = [...(this.podsOnNode.get(name)?.values() ?? [])];
    for (const { spec } of here)
      for (const { resources } of spec.containers) {
        cpu += milliValue(resources.requests?.cpu);
        memory += parseQuantity(resources.requests?.memory);
      }
    if (cpu > milliValue(allocatable.cpu))
      found.push(`Node ${name} holds requests for ${cpu}m of ${allocatable.cpu} cores.`);
    if (memory > parseQuantity(allocatable.memory))
      found.push(`Node ${name} holds requests for ${memory} bytes of ${allocatable.memory}.`);
    if (here.length > parseQuantity(allocatable.pods)) found.push(`Node ${name} holds ${here.length} Pods.`);
  }

  /** A Deployment never asks for more Pods than its size and its surge together when it grows a ReplicaSet. */
  private checkRollout({ object, previous, type }: Change, found: string[]): void {
    const set = object as ReplicaSet;
    const before = previous as ReplicaSet | undefined;
    const owner = controllerOf(set);
    if (
      type === 'DELETED' ||
      owner?.kind !== 'Deployment' ||
      set.spec.replicas <= (before?.spec.replicas ?? 0)
    )
      return;
    const deployment = this.replica.get('deployments.apps')?.get(`${set.metadata.namespace}/${owner.name}`) as
      | Deployment
      | undefined;
    const surge = surgeOf(deployment);
    if (deployment === undefined || surge === undefined) return;
    // What the controller decided by: the size it wrote down on the ReplicaSet.
    const desired = Number(
      set.metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] ?? Number.NaN,
    );
    if (desired !== deployment.spec.replicas) return;
    let total = 0;
    for (const each of this.replica.get('replicasets.apps')?.values() ?? [])
      if (controllerOf(each)?.uid === owner.uid) total += (each as ReplicaSet).spec.replicas;
    const grewBefore = total - set.spec.replicas + (before?.spec.replicas ?? 0);
    const limit = desired + surge;
    if (total > limit && grewBefore < total && grewBefore <= limit)
      found.push(
        `Deployment ${owner.name} asks for ${total} Pods; ${desired} and a surge of ${surge} are allowed.`,
      );
  }

  private checkBudget({ metadata, status }: PodDisruptionBudget, found: string[]): void {
    if ((status?.disruptionsAllowed ?? 0) < 0)
      found.push(`The budget ${metadata.name} allows ${status.disruptionsAllowed} disruptions.`);
  }
}

type PodChange = Change & { readonly object: Pod; readonly previous: Pod | undefined };

const idOf = ({ metadata }: KubeObject) =>
  `${metadata.namespace}/${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`;

function surgeOf(deployment: Deployment | undefined): number | undefined {
  const { strategy, replicas } = deployment?.spec ?? {};
  if (strategy?.type !== 'RollingUpdate' || replicas === undefined) return undefined;
  const surge = strategy.rollingUpdate?.maxSurge ?? 0;
  const exact = typeof surge === 'number' ? surge : Math.ceil((replicas * Number.parseFloat(surge)) / 100);
  const unavailable = strategy.rollingUpdate?.maxUnavailable ?? 0;
  const isNone = exact === 0 && Number.parseFloat(String(unavailable)) === 0;
  return isNone ? 1 : exact;
}

/**
 * What must hold in a cluster that has been left alone long enough: every workload has what it declares, and nothing is
 * pending but clocks.
 */
export function unconverged(cluster: Cluster): readonly string[] {
  const { etcd } = cluster;
  const found: string[] = [];
  const pods = etcd.list('pods') as Pod[];
  for (const object of etcd.list('deployments.apps') as Deployment[]) {
    const { spec, status, metadata } = object;
    const own = `Deployment ${metadata.namespace}/${metadata.name}`;
    if (status.observedGeneration !== metadata.generation)
      found.push(`${own} was not looked at since it changed.`);
    // A rollout whose new Pods never become ready stays where it is, within its surge.
    const isStuck = findCondition(status.conditions, 'Progressing')?.status === 'False';
    const most = spec.replicas + (isStuck ? (surgeOf(object) ?? 0) : 0);
    const total = status.replicas ?? 0;
    if (!spec.paused && (total < spec.replicas || total > most))
      found.push(`${own} has ${total} Pods of ${spec.replicas}.`);
  }
  for (const set of etcd.list('replicasets.apps') as ReplicaSet[]) {
    const active = pods.filter(
      (pod) =>
        controllerOf(pod)?.uid === set.metadata.uid &&
        pod.metadata.deletionTimestamp === undefined &&
        pod.status.phase !== 'Failed' &&
        pod.status.phase !== 'Succeeded',
    ).length;
    if (active !== set.spec.replicas)
      found.push(`ReplicaSet ${set.metadata.name} has ${active} Pods of ${set.spec.replicas}.`);
    if (set.status.replicas !== active)
      found.push(`ReplicaSet ${set.metadata.name} says ${set.status.replicas}, it has ${active}.`);
  }
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (owner && !ownerExists(cluster, owner.kind, pod.metadata.namespace, owner.name, owner.uid))
      found.push(`Pod ${pod.metadata.name} outlived its ${owner.kind} ${owner.name}.`);
    const machine = cluster.machines.get(pod.spec.nodeName ?? '');
    if (pod.spec.nodeName && machine === undefined)
      found.push(`Pod ${pod.metadata.name} is on ${pod.spec.nodeName}, which is gone.`);
  }
  for (const machine of cluster.machines.values()) {
    const running = [...(machine.runtime?.running() ?? [])].length;
    if (!machine.isPoweredOn && running > 0)
      found.push(`${running} containers run on ${machine.name}, which has no power.`);
  }
  for (const budget of etcd.list('poddisruptionbudgets.policy') as PodDisruptionBudget[]) {
    const expected = pods.filter(
      ({ metadata }) =>
        metadata.namespace === budget.metadata.namespace &&
        matchesSelector(budget.spec.selector, metadata.labels),
    ).length;
    if (budget.status.currentHealthy > expected)
      found.push(
        `The budget ${budget.metadata.name} counts ${budget.status.currentHealthy} healthy Pods of ${expected}.`,
      );
  }
  return found;
}

const storageOf: Readonly<Record<string, string>> = {
  ReplicaSet: 'replicasets.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
};

function ownerExists({ etcd }: Cluster, kind: string, namespace = '', name = '', uid = ''): boolean {
  const storage = storageOf[kind];
  return storage === undefined || etcd.get(storage, `${namespace}/${name}`)?.metadata.uid === uid;
}
