import type { Pod, Service } from '../../api/core';
import type { Labels, Timestamp } from '../../api/meta';
import type { EndpointSlice } from '../../api/other';
import { keyOf } from '../../api/resource';
import { endpointSlices, nodes, services } from '../../api/resources';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { hasSelector, listenToPods, serviceMemberships, shouldPodBeInEndpoints } from '../service-pods';
import { lastChangeTriggerTime, TriggerTimeTracker } from '../trigger-time-tracker';
import { EndpointSliceTracker } from './endpoint-slice-tracker';
import { serviceKeyOf } from './pod-to-endpoint';
import { reconcile, type SliceChanges } from './reconciler';

const serviceIndex = 'kubernetes.io/service-name';
/** When a Pod's node is not known (yet), the Service is looked at again after this long, in ms. */
const retryMs = 1000;

/**
 * Writes down which Pods stand behind a Service, in slices of up to 100 (pkg/controller/endpointslice). What is left behind
 * by a deleted Service is the garbage collector's. Left out: IPv6, topology hints, the slices mirrored from Endpoints that a
 * user wrote.
 */
export class EndpointSliceController extends Controller {
  private readonly queue = new Workqueue(this, 5, (key) => this.syncService(key));
  private readonly services = this.informers.informer(services);
  private readonly slices = this.informers.informer(endpointSlices);
  private readonly nodes = this.informers.informer(nodes);
  private readonly memberships = serviceMemberships(this.informers);
  private readonly triggerTimes = new TriggerTimeTracker();
  private readonly tracker = new EndpointSliceTracker(this, this.slices);
  private readonly staleServices = new Set<string>();

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('endpointslice-controller', surroundings, informers);
    const enqueue = (key: string) => this.queue.add(key);
    this.services.addHandlers({
      onAdd: (service) => enqueue(keyOf(service)),
      onUpdate: (service) => enqueue(keyOf(service)),
      onDelete: (service) => enqueue(keyOf(service)),
    });
    listenToPods(informers, enqueue);
    const seen = (slice: EndpointSlice) => {
      const key = serviceKeyOf(slice);
      if (key && this.staleServices.has(key)) enqueue(key);
    };
    this.slices
      .addIndex(serviceIndex, (slice) => [serviceKeyOf(slice) ?? ''])
      .addHandlers({
        onAdd: seen,
        onUpdate: (slice, old) => {
          seen(slice);
          const key = serviceKeyOf(slice) ?? serviceKeyOf(old);
          // Somebody else changed it, when this controller's own write is not the one that arrives.
          if (key && !this.tracker.isExpected(key, slice)) enqueue(key);
        },
        onDelete: (slice) => {
          const key = serviceKeyOf(slice);
          if (key === undefined) return;
          const wasOurs = this.tracker.isExpected(key, slice);
          this.tracker.handleDeletion(key, slice);
          if (!wasOurs || this.staleServices.has(key)) enqueue(key);
        },
      });
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
    if (service === undefined) {
      this.triggerTimes.deleteService(key);
      this.tracker.deleteService(key);
      this.staleServices.delete(key);
      return;
    }
    if (!hasSelector(service)) return;
    if (this.tracker.isStale(key)) {
      this.staleServices.add(key);
      this.queue.addAfter(key, retryMs);
      return;
    }
    this.staleServices.delete(key);
    const pods = this.memberships.podsOf(key).filter((pod) => shouldPodBeInEndpoints(pod, true));
    const triggerTime = this.triggerTimes.computeEndpointLastChangeTriggerTime(service, pods);
    if (pods.some((pod) => this.isNodeMissing(pod, service))) this.queue.addAfter(key, retryMs);
    const existing = this.slices
      .byIndex(serviceIndex, key)
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    yield* this.finalize(
      service,
      reconcile(service, pods, existing, (name) => this.nodes.get(undefined, name)),
      triggerTime,
    );
  }

  private isNodeMissing({ spec }: Pod, service: Service): boolean {
    return !service.spec.publishNotReadyAddresses && !this.nodes.get(undefined, spec.nodeName ?? '');
  }

  private *finalize(service: Service, changes: SliceChanges, triggerTime: Timestamp | undefined): Task {
    const { client, tracker } = this;
    const key = keyOf(service);
    const { namespace, deletionTimestamp } = service.metadata;
    for (const draft of deletionTimestamp === undefined ? changes.create : []) {
      const annotations = withTriggerTime(draft.metadata.annotations, triggerTime);
      const marked = { ...draft, metadata: { ...draft.metadata, ...(annotations && { annotations }) } };
      try {
        tracker.update(key, yield* client.create(endpointSlices, namespace, marked));
      } catch (error) {
        // The namespace is being terminated: creates will go on failing.
        if (error instanceof StatusError && error.reason === 'Forbidden') return;
        throw error;
      }
    }
    for (const slice of changes.update) {
      const { annotations: _, ...metadata } = slice.metadata;
      const annotations = withTriggerTime(slice.metadata.annotations, triggerTime);
      const marked = { ...slice, metadata: { ...metadata, ...(annotations && { annotations }) } };
      tracker.update(key, yield* client.update(endpointSlices, marked));
    }
    for (const slice of changes.delete) {
      try {
        yield* client.delete(endpointSlices, namespace, slice.metadata.name);
        tracker.expectDeletion(key, slice);
      } catch (error) {
        if (!(error instanceof StatusError && error.reason === 'NotFound')) throw error;
      }
    }
  }
}

/** The annotations with the new trigger time, or without one; undefined when none are left. */
export function withTriggerTime(
  annotations: Labels | undefined,
  triggerTime: Timestamp | undefined,
): Labels | undefined {
  const { [lastChangeTriggerTime]: _, ...rest } = annotations ?? {};
  const next = { ...rest, ...(triggerTime !== undefined && { [lastChangeTriggerTime]: triggerTime }) };
  return Object.keys(next).length === 0 ? undefined : next;
}
