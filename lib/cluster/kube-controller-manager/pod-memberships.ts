import type { Pod } from '../api/core';
import type { KubeObject, LabelSelector } from '../api/meta';
import { keyOf } from '../api/resource';
import { matchesSelector } from '../api/selectors';
import type { Informer } from '../client-go/informer';

/**
 * Which objects with a selector (Services, budgets) a Pod belongs to, and which Pods belong to each. Upstream compares every
 * selector of the namespace with the Pod, and every Pod of the namespace with the selector; here both are remembered and
 * change with the Pods, so that an event costs the same in a large cluster.
 */
export class PodMemberships<S extends KubeObject> {
  private readonly members = new Map<string, Map<string, Pod>>();
  /** Selecting objects under one pair that their Pods must carry, or under their namespace when there is none. */
  private readonly buckets = new Map<string, Map<string, S>>();

  /** Create it before the handlers that ask it are added: handlers run in order. */
  constructor(
    private readonly pods: Informer<Pod>,
    selecting: Informer<S>,
    private readonly selectorOf: (object: S) => LabelSelector | undefined,
  ) {
    pods.addHandlers({
      onAdd: (pod) => this.join(pod),
      onUpdate: (pod, old) => {
        if (pod.metadata.labels !== old.metadata.labels) this.leave(old);
        this.join(pod);
      },
      onDelete: (pod) => this.leave(pod),
    });
    selecting.addHandlers({
      onAdd: (object) => this.add(object),
      onUpdate: (object, old) => {
        this.remove(old);
        this.add(object, this.isSameSelector(object, old) ? this.members.get(keyOf(old)) : undefined);
      },
      onDelete: (object) => {
        this.remove(object);
        this.members.delete(keyOf(object));
      },
    });
  }

  /** The objects that select `pod`. */
  selecting(pod: Pod): readonly S[] {
    if (this.buckets.size === 0) return [];
    const { namespace, labels = {} } = pod.metadata;
    const found: S[] = [];
    const look = (bucket: string) => {
      for (const object of this.buckets.get(bucket)?.values() ?? [])
        if (matchesSelector(this.selectorOf(object), labels)) found.push(object);
    };
    look(`${namespace}/`);
    for (const key of Object.keys(labels)) look(`${namespace}/${key}=${labels[key]}`);
    return [...new Set(found)];
  }

  /** The Pods that the object `key` (`namespace/name`) selects, in the order they joined. */
  podsOf(key: string): readonly Pod[] {
    return [...(this.members.get(key)?.values() ?? [])];
  }

  clear(): void {
    this.members.clear();
    this.buckets.clear();
  }

  private isSameSelector(object: S, old: S): boolean {
    const [now, before] = [this.selectorOf(object), this.selectorOf(old)];
    return now === before || JSON.stringify(now) === JSON.stringify(before);
  }

  private add(object: S, known?: Map<string, Pod>): void {
    const key = keyOf(object);
    for (const bucket of this.bucketsOf(object)) {
      const group = this.buckets.get(bucket);
      if (group) group.set(key, object);
      else this.buckets.set(bucket, new Map([[key, object]]));
    }
    const selector = this.selectorOf(object);
    const found = known ?? new Map<string, Pod>();
    this.members.set(key, found);
    if (known || selector === undefined) return;
    for (const pod of this.pods.inNamespace(object.metadata.namespace))
      if (matchesSelector(selector, pod.metadata.labels)) found.set(keyOf(pod), pod);
  }

  private remove(object: S): void {
    const key = keyOf(object);
    for (const bucket of this.bucketsOf(object)) {
      const group = this.buckets.get(bucket);
      group?.delete(key);
      if (group?.size === 0) this.buckets.delete(bucket);
    }
  }

  private bucketsOf(object: S): readonly string[] {
    const { namespace } = object.metadata;
    const selector = this.selectorOf(object);
    if (selector === undefined) return [];
    const [pair] = Object.entries(selector.matchLabels ?? {});
    if (pair) return [`${namespace}/${pair[0]}=${pair[1]}`];
    const oneOf = selector.matchExpressions?.find(({ operator }) => operator === 'In');
    if (oneOf) return (oneOf.values ?? []).map((value) => `${namespace}/${oneOf.key}=${value}`);
    return [`${namespace}/`];
  }

  private join(pod: Pod): void {
    for (const object of this.selecting(pod)) this.members.get(keyOf(object))?.set(keyOf(pod), pod);
  }

  private leave(pod: Pod): void {
    for (const object of this.selecting(pod)) this.members.get(keyOf(object))?.delete(keyOf(pod));
  }
}
