import type { ConfigMap } from '../api/core';
import { configMaps, namespaces } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { Controller, type InformerFactory } from '../client-go/controller';
import { Workqueue } from '../client-go/workqueue';
import { deepEqual } from '../kube-apiserver/deep-equal';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';

const name = 'kube-root-ca.crt';
const descriptionAnnotation = 'kubernetes.io/description';
const annotations = {
  [descriptionAnnotation]:
    'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
};
/** There are no certificates here; the text says so to whoever looks. */
const data = {
  'ca.crt': '-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVkIGNsdXN0ZXI=\n-----END CERTIFICATE-----\n',
};

/** Puts the cluster's root certificate into each namespace (pkg/controller/certificates/rootcacertpublisher). */
export class RootCACertPublisher extends Controller {
  private readonly queue = new Workqueue(this, 1, (key) => this.syncNamespace(key));
  private readonly namespaces = this.informers.informer(namespaces);
  private readonly maps = this.informers.informer(configMaps);

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('root-ca-cert-publisher', surroundings, informers);
    this.namespaces.addHandlers({
      onAdd: ({ metadata }) => this.queue.add(metadata.name),
      onUpdate: ({ metadata }) => this.queue.add(metadata.name),
    });
    const touched = ({ metadata }: ConfigMap) => {
      if (metadata.name === name) this.queue.add(metadata.namespace ?? '');
    };
    this.maps.addHandlers({ onUpdate: touched, onDelete: touched });
  }

  protected run(): void {}

  private *syncNamespace(key: string): Task {
    const namespace = this.namespaces.getByKey(key);
    if (namespace === undefined || namespace.status.phase === 'Terminating') return;
    const map = this.maps.get(key, name);
    if (map === undefined) {
      try {
        yield* this.client.create(configMaps, key, { metadata: { name, annotations }, data });
      } catch (error) {
        if (!(error instanceof StatusError && error.reason === 'AlreadyExists')) throw error;
      }
      return;
    }
    const description = map.metadata.annotations?.[descriptionAnnotation];
    if (description === annotations[descriptionAnnotation] && deepEqual(map.data, data)) return;
    const metadata = { ...map.metadata, annotations: { ...map.metadata.annotations, ...annotations } };
    yield* this.client.update(configMaps, { ...map, metadata, data });
  }
}
