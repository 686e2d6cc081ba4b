import type { LoadBalancerIngress, Service } from '../api/core';
import { keyOf, splitKey } from '../api/resource';
import { services } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { Controller, type InformerFactory } from '../client-go/controller';
import { Workqueue } from '../client-go/workqueue';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import { type CloudProvider, deleteLoadBalancerMs, ensureLoadBalancerMs } from './simulated-cloud';

/** Holds a Service until its load balancer is gone. */
const finalizer = 'service.kubernetes.io/load-balancer-cleanup';

/**
 * Gives Services of type LoadBalancer an address (k8s.io/cloud-provider/controllers/service). Left out: telling the load
 * balancer about nodes that come and go.
 */
export class ServiceController extends Controller {
  private readonly queue = new Workqueue(this, 1, (key) => this.syncService(key));
  private readonly services = this.informers.informer(services);

  constructor(
    surroundings: Surroundings,
    informers: InformerFactory,
    private readonly cloud: CloudProvider,
  ) {
    super('service-controller', surroundings, informers);
    this.services.addHandlers({
      onAdd: (service) => {
        if (wantsLoadBalancer(service) || needsCleanup(service)) this.queue.add(keyOf(service));
      },
      onUpdate: (service, old) => {
        if (this.needsUpdate(old, service) || needsCleanup(service)) this.queue.add(keyOf(service));
      },
    });
  }

  protected run(): void {}

  private needsUpdate(old: Service, service: Service): boolean {
    if (!wantsLoadBalancer(old) && !wantsLoadBalancer(service)) return false;
    if (wantsLoadBalancer(old) !== wantsLoadBalancer(service)) {
      this.recorder.event(service, 'Normal', 'Type', `${old.spec.type} -> ${service.spec.type}`);
      return true;
    }
    const shape = ({ spec }: Service) =>
      JSON.stringify([
        spec.ports?.map(({ name, protocol, port, nodePort }) => [name, protocol, port, nodePort]),
        spec.sessionAffinity,
        spec.externalTrafficPolicy,
        spec.loadBalancerIP,
        spec.externalIPs,
      ]);
    return old.spec !== service.spec && shape(old) !== shape(service);
  }

  private *syncService(key: string): Task {
    const service = this.services.getByKey(key);
    if (service === undefined) return;
    try {
      if (wantsLoadBalancer(service) && !needsCleanup(service)) yield* this.ensure(service);
      else yield* this.cleanup(service);
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === 'NotFound')) throw error;
    }
  }

  private *ensure(service: Service): Task {
    const { uid } = service.metadata;
    this.recorder.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
    yield* this.patchFinalizers(service, (finalizers) =>
      finalizers.includes(finalizer) ? finalizers : [...finalizers, finalizer],
    );
    if (this.cloud.loadBalancer(uid) === undefined) yield ensureLoadBalancerMs;
    const ip = this.cloud.ensureLoadBalancer(uid);
    this.recorder.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
    yield* this.patchStatus(service, [{ ip, ipMode: 'VIP' }]);
  }

  private *cleanup(service: Service): Task {
    const { uid } = service.metadata;
    if (this.cloud.loadBalancer(uid) !== undefined) {
      this.recorder.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
      yield deleteLoadBalancerMs;
      this.cloud.deleteLoadBalancer(uid);
    }
    yield* this.patchStatus(service, []);
    yield* this.patchFinalizers(service, (finalizers) => finalizers.filter((each) => each !== finalizer));
    this.recorder.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
  }

  private *patchFinalizers(service: Service, change: (before: readonly string[]) => readonly string[]): Task {
    const before = service.metadata.finalizers ?? [];
    if (change(before).length === before.length) return;
    yield* this.client.patch(services, ...splitKey(keyOf(service)), ({ metadata, ...rest }) => {
      const { finalizers = [], ...others } = metadata;
      const next = change(finalizers);
      return { ...rest, metadata: { ...others, ...(next.length > 0 && { finalizers: next }) } };
    });
  }

  private *patchStatus(service: Service, ingress: readonly LoadBalancerIngress[]): Task {
    if (JSON.stringify(service.status.loadBalancer.ingress ?? []) === JSON.stringify(ingress)) return;
    const loadBalancer = ingress.length > 0 ? { ingress } : {};
    const change = (stored: Service): Service => ({ ...stored, status: { ...stored.status, loadBalancer } });
    yield* this.client.patch(services, ...splitKey(keyOf(service)), change, 'status');
  }
}

function wantsLoadBalancer({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer';
}

function needsCleanup({ metadata, spec }: Service): boolean {
  if (!metadata.finalizers?.includes(finalizer)) return false;
  return metadata.deletionTimestamp !== undefined || spec.type !== 'LoadBalancer';
}
