import type { Endpoints, Service } from '../../api/core';
import type { Draft, Labels } from '../../api/meta';
import { keyOf, splitKey } from '../../api/resource';
import { endpoints, services } from '../../api/resources';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { deepEqual } from '../../kube-apiserver/deep-equal';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { EndpointSliceTracker } from '../endpointslice/endpoint-slice-tracker';
import { withTriggerTime } from '../endpointslice/endpointslice-controller';
import { headlessLabel } from '../endpointslice/pod-to-endpoint';
import { hasSelector, listenToPods, serviceMemberships } from '../service-pods';
import { TriggerTimeTracker } from '../trigger-time-tracker';
import { subsetsOf, truncateEndpoints } from './repack-subsets';

const managedByLabel = 'endpoints.kubernetes.io/managed-by';
const overCapacity = 'endpoints.kubernetes.io/over-capacity';
/** When the informer is behind, the Service is looked at again after this long, in ms. */
const retryMs = 1000;

/** Writes the deprecated Endpoints object of each Service with a selector (pkg/controller/endpoint). Left out: IPv6. */
export class EndpointsController extends Controller {
  private readonly queue = new Workqueue(this, 5, (key) => this.syncService(key));
  private readonly services = this.informers.informer(services);
  private readonly endpoints = this.informers.informer(endpoints);
  private readonly memberships = serviceMemberships(this.informers);
  private readonly triggerTimes = new TriggerTimeTracker();
  private readonly tracker = new EndpointSliceTracker(this, this.endpoints);
  private readonly staleServices = new Set<string>();

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('endpoint-controller', surroundings, informers);
    const enqueue = (object: Service | Endpoints) => this.queue.add(keyOf(object));
    this.services.addHandlers({ onAdd: enqueue, onUpdate: enqueue, onDelete: enqueue });
    listenToPods(informers, (key) => this.queue.add(key));
    const seen = (object: Endpoints) => {
      if (this.staleServices.has(keyOf(object))) enqueue(object);
    };
    this.endpoints.addHandlers({ onAdd: seen, onUpdate: seen, onDelete: enqueue });
  }

  protected run(): void {}

  protected override forget(): void {
    this.memberships.clear();
    this.triggerTimes.clear();
    this.tracker.clear();
    this.staleServices.clear();
  }

  private *syncService(key: string): Task {
    const service = this.services.getByKey(key);
    if (service === undefined) return yield* this.serviceDeleted(key);
    if (!hasSelector(service)) return;
    if (this.tracker.isStale(key)) {
      this.staleServices.add(key);
      this.queue.addAfter(key, retryMs);
      return;
    }
    this.staleServices.delete(key);
    const pods = this.memberships.podsOf(key);
    const triggerTime = this.triggerTimes.computeEndpointLastChangeTriggerTime(service, pods);
    const { subsets, isTruncated } = truncateEndpoints(subsetsOf(service, pods));
    const current = this.endpoints.getByKey(key);
    const labels = labelsOf(service);
    const isSame =
      current &&
      deepEqual(current.subsets ?? [], subsets) &&
      deepEqual(current.metadata.labels, labels) &&
      (current.metadata.annotations?.[overCapacity] === 'truncated') === isTruncated;
    if (isSame) return;
    const { [overCapacity]: _, ...others } =
      current?.metadata.annotations ?? service.metadata.annotations ?? {};
    const annotations = withTriggerTime(
      { ...others, ...(isTruncated && { [overCapacity]: 'truncated' }) },
      triggerTime,
    );
    yield* this.write(service, current, labels, annotations, subsets);
  }

  private *write(
    { metadata }: Service,
    current: Endpoints | undefined,
    labels: Labels,
    annotations: Labels | undefined,
    subsets: NonNullable<Endpoints['subsets']>,
  ): Task {
    const { namespace, name } = metadata;
    const key = `${namespace}/${name}`;
    const body = subsets.length > 0 ? { subsets } : {};
    if (current) {
      const { annotations: _, ...rest } = current.metadata;
      const { subsets: __, ...bare } = current;
      const next = { ...bare, metadata: { ...rest, labels, ...(annotations && { annotations }) }, ...body };
      this.tracker.update(key, yield* this.client.update(endpoints, next));
      return;
    }
    const draft: Draft<Endpoints> = {
      metadata: { name, labels, ...(annotations && { annotations }) },
      ...body,
    };
    try {
      this.tracker.update(key, yield* this.client.create(endpoints, namespace, draft));
    } catch (error) {
      // The namespace is being terminated: creates will go on failing.
      if (!(error instanceof StatusError && error.reason === 'Forbidden')) throw error;
    }
  }

  private *serviceDeleted(key: string): Task {
    const [namespace, name] = splitKey(key);
    this.triggerTimes.deleteService(key);
    this.tracker.deleteService(key);
    this.staleServices.delete(key);
    try {
      yield* this.client.delete(endpoints, namespace, name);
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === 'NotFound')) throw error;
    }
  }
}

function labelsOf({ metadata, spec }: Service): Labels {
  const { [headlessLabel]: _, ...own } = metadata.labels ?? {};
  const isHeadless = !spec.clusterIP || spec.clusterIP === 'None';
  return { ...own, ...(isHeadless && { [headlessLabel]: '' }), [managedByLabel]: 'endpoint-controller' };
}
