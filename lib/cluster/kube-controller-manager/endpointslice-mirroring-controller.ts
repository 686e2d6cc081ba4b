import type { EndpointSubset, Endpoints } from '../api/core';
import type { Draft, Labels } from '../api/meta';
import type { Endpoint, EndpointPort, EndpointSlice } from '../api/other';
import { keyOf } from '../api/resource';
import { endpointSlices, endpoints, services } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { Controller, type InformerFactory } from '../client-go/controller';
import { Workqueue } from '../client-go/workqueue';
import { deepEqual } from '../kube-apiserver/deep-equal';
import type { Task } from '../process';
import { EndpointSliceTracker } from './endpointslice/endpoint-slice-tracker';
import { hasSelector } from './service-pods';

const managedBy = 'endpointslicemirroring-controller.k8s.io';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const serviceNameLabel = 'kubernetes.io/service-name';
const skipMirrorLabel = 'endpointslice.kubernetes.io/skip-mirror';
const mirrorIndex = 'mirror-of';
/** When the informer is behind, the Endpoints are looked at again after this long, in ms. */
const retryMs = 1000;

/**
 * Copies Endpoints that a person wrote for a Service without selector into slices (pkg/controller/endpointslicemirroring), one
 * slice for each subset. Left out: more than 1,000 addresses.
 */
export class EndpointSliceMirroringController extends Controller {
  private readonly queue = new Workqueue(this, 5, (key) => this.syncEndpoints(key));
  private readonly services = this.informers.informer(services);
  private readonly endpoints = this.informers.informer(endpoints);
  private readonly slices = this.informers.informer(endpointSlices);
  private readonly tracker = new EndpointSliceTracker(this, this.slices);

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('endpointslicemirroring-controller', surroundings, informers);
    const enqueue = (object: Parameters<typeof keyOf>[0]) => this.queue.add(keyOf(object));
    this.services.addHandlers({ onAdd: enqueue, onUpdate: enqueue, onDelete: enqueue });
    this.endpoints.addHandlers({ onAdd: enqueue, onUpdate: enqueue, onDelete: enqueue });
    const changed = (slice: EndpointSlice) => {
      const key = mirroredBy(slice);
      if (key && !this.tracker.isExpected(key, slice)) this.queue.add(key);
    };
    this.slices
      .addIndex(mirrorIndex, (slice) => [mirroredBy(slice) ?? ''])
      .addHandlers({ onUpdate: changed, onDelete: changed });
  }

  protected run(): void {}

  protected override forget(): void {
    this.tracker.clear();
  }

  private *syncEndpoints(key: string): Task {
    const source = this.endpoints.getByKey(key);
    const service = this.services.getByKey(key);
    const existing = [...this.slices.byIndex(mirrorIndex, key)];
    const isMirrored =
      source !== undefined &&
      service !== undefined &&
      !hasSelector(service) &&
      service.spec.type !== 'ExternalName' &&
      source.metadata.labels?.[skipMirrorLabel] !== 'true';
    if (!isMirrored && existing.length === 0) return;
    if (this.tracker.isStale(key)) return this.queue.addAfter(key, retryMs);
    const wanted = isMirrored ? (source.subsets ?? []).map((subset) => sliceOf(source, subset)) : [];
    for (const draft of wanted) {
      const at = existing.findIndex(({ ports }) => deepEqual(ports, draft.ports));
      const [old] = at < 0 ? [] : existing.splice(at, 1);
      const { labels = {} } = draft.metadata;
      if (old === undefined)
        this.tracker.update(
          key,
          yield* this.client.create(endpointSlices, source?.metadata.namespace, draft),
        );
      else if (!deepEqual(old.endpoints, draft.endpoints) || !deepEqual(old.metadata.labels, labels)) {
        const next = { ...old, metadata: { ...old.metadata, labels }, endpoints: draft.endpoints };
        this.tracker.update(key, yield* this.client.update(endpointSlices, next));
      }
    }
    for (const slice of existing) {
      yield* this.client.delete(endpointSlices, slice.metadata.namespace, slice.metadata.name);
      this.tracker.expectDeletion(key, slice);
    }
  }
}

function mirroredBy({ metadata }: EndpointSlice): string | undefined {
  const { labels = {}, namespace } = metadata;
  return labels[managedByLabel] === managedBy ? `${namespace}/${labels[serviceNameLabel]}` : undefined;
}

function sliceOf({ metadata }: Endpoints, subset: EndpointSubset): Draft<EndpointSlice> {
  const { name, uid } = metadata;
  const endpointsOf = (addresses: EndpointSubset['addresses'] = [], ready: boolean): Endpoint[] =>
    addresses.map(({ ip, hostname, nodeName, targetRef }) => ({
      addresses: [ip],
      conditions: { ready },
      ...(hostname && { hostname }),
      ...(targetRef && { targetRef }),
      ...(nodeName && { nodeName }),
    }));
  const labels: Labels = { ...metadata.labels, [serviceNameLabel]: name, [managedByLabel]: managedBy };
  return {
    metadata: {
      generateName: `${name}-`,
      labels,
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Endpoints', name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: 'IPv4',
    endpoints: [...endpointsOf(subset.addresses, true), ...endpointsOf(subset.notReadyAddresses, false)],
    ports: (subset.ports ?? []).map(
      ({ name: port = '', ...rest }) => ({ name: port, ...rest }) as EndpointPort,
    ),
  };
}
