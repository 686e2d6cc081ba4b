import type { KubeObject, OwnerReference } from '../../api/meta';
import { apiVersionOf, keyOf, type Resource } from '../../api/resource';
import type { InformerFactory } from '../../client-go/controller';
import type { Informer } from '../../client-go/informer';
import { served } from '../../kube-apiserver/resources';

const ownerIndex = 'ownerUID';
/** What the collector does not look at: events have no owners (ignoredResources). */
const ignored = new Set(['events']);

/** One object as the collector's queues name it. */
export interface Item {
  readonly resource: Resource;
  readonly key: string;
  readonly uid: string;
}

/**
 * Who owns whom, of every resource (pkg/controller/garbagecollector/graph_builder.go). The informers with an index by owner
 * are the graph; nothing is kept besides.
 */
export class Graph {
  private readonly informers = new Map<string, Informer<KubeObject>>();
  private readonly byKind = new Map<string, Informer<KubeObject>>();

  constructor(factory: InformerFactory) {
    for (const { resource } of served) {
      if (ignored.has(resource.storage) || this.informers.has(resource.storage)) continue;
      const informer = factory
        .informer(resource)
        .addIndex(ownerIndex, ({ metadata }) => (metadata.ownerReferences ?? []).map(({ uid }) => uid));
      this.informers.set(resource.storage, informer);
      this.byKind.set(`${apiVersionOf(resource)} ${resource.kind}`, informer);
    }
  }

  /** The informers of all resources that can own or be owned. */
  monitors(): IterableIterator<Informer<KubeObject>> {
    return this.informers.values();
  }

  /** `storage namespace/name uid`: what the queues carry. */
  static name(resource: Resource, object: KubeObject): string {
    return `${resource.storage} ${keyOf(object)} ${object.metadata.uid}`;
  }

  /** What `name` stands for; undefined when there is no such resource. */
  parse(name: string): Item | undefined {
    const [storage = '', key = '', uid = ''] = name.split(' ');
    const resource = this.informers.get(storage)?.resource;
    return resource && { resource, key, uid };
  }

  /** The object as last seen; undefined when it is gone or another one took its name. */
  seen({ resource, key, uid }: Item): KubeObject | undefined {
    const object = this.informers.get(resource.storage)?.getByKey(key);
    return object?.metadata.uid === uid ? object : undefined;
  }

  /** The resource an owner reference points to; undefined when the server has no such kind. */
  resourceOf({ apiVersion, kind }: OwnerReference): Resource | undefined {
    return this.byKind.get(`${apiVersion} ${kind}`)?.resource;
  }

  /** The owner as last seen; undefined when it is not there. */
  owner(reference: OwnerReference, namespace: string | undefined): KubeObject | undefined {
    const informer = this.byKind.get(`${reference.apiVersion} ${reference.kind}`);
    const object = informer?.get(informer.resource.isNamespaced ? namespace : undefined, reference.name);
    return object?.metadata.uid === reference.uid ? object : undefined;
  }

  /** Everything that names `uid` as an owner. */
  *dependents(uid: string): Generator<{ readonly resource: Resource; readonly object: KubeObject }> {
    for (const informer of this.informers.values())
      for (const object of informer.byIndex(ownerIndex, uid)) yield { resource: informer.resource, object };
  }
}
