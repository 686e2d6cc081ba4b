import type { Pod } from './api/core';
import type { KubeObject } from './api/meta';
import { milliValue, parseQuantity } from './api/quantity';
import type { Cluster } from './cluster';
import type { Change } from './etcd';

/** Everything there is as a watch has built it, by storage name and key. */
export type Replica = ReadonlyMap<string, ReadonlyMap<string, KubeObject>>;

/** Something more that must hold: looks at a change (which `replica` has taken in already) and says what is wrong. */
export type Rule = (change: Change, replica: Replica, found: string[]) => void;

/**
 * What must hold after every step of every cluster, whatever is done to it. Looks only at what changed since the last look,
 * so it can be asked after each step. Needs `keepsHistory`. Models nothing: it is what a model is measured by.
 */
export class Invariants {
  private seen = 0;
  private revision = 0;
  private readonly replica = new Map<string, Map<string, KubeObject>>();
  private readonly podsOnNode = new Map<string, Map<string, Pod>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly rules: readonly Rule[] = [],
  ) {}

  /** Sentences about what does not hold; empty when all is well. */
  check(): readonly string[] {
    const history = this.cluster.etcd.history();
    const found: string[] = [];
    for (; this.seen < history.length; this.seen++) {
      const change = history[this.seen];
      if (change) this.checkChange(change, found);
    }
    this.checkMachines(found);
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
    this.checkIdentity(change, found);
    this.checkOwners(change, found);
    if (storage === 'pods') this.checkPod(change as PodChange, found);
    for (const rule of this.rules) rule(change, this.replica, found);
  }

  /** Nothing runs without power. */
  private checkMachines(found: string[]): void {
    for (const { isPoweredOn, runtime, name } of this.cluster.machines.values()) {
      if (isPoweredOn || runtime === undefined) continue;
      for (const { podIP } of runtime.running())
        found.push(`A container at ${podIP} runs on ${name}, which has no power.`);
    }
  }

  /** An object stays who it is, and its deletion is not taken back. */
  private checkIdentity({ storage, key, object, previous }: Change, found: string[]): void {
    if (previous === undefined) return;
    const { uid, creationTimestamp, deletionTimestamp, generation = 0 } = previous.metadata;
    const now = object.metadata;
    if (uid !== now.uid) found.push(`${storage} ${key} changed its uid.`);
    if (creationTimestamp !== now.creationTimestamp) found.push(`${storage} ${key} was created twice.`);
    if (deletionTimestamp && !now.deletionTimestamp)
      found.push(`${storage} ${key} is no longer being deleted.`);
    if ((now.generation ?? 0) < generation)
      found.push(`${storage} ${key} fell to generation ${now.generation}.`);
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
}

type PodChange = Change & { readonly object: Pod; readonly previous: Pod | undefined };

const idOf = ({ metadata }: KubeObject) =>
  `${metadata.namespace}/${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`;
