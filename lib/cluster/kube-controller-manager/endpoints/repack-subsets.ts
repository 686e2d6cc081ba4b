import type { EndpointAddress, EndpointSubset, Pod, Service } from '../../api/core';
import { isPodReady } from '../controller-pods';
import { findPort, hostnameOf, shouldPodBeInEndpoints } from '../service-pods';

type Port = NonNullable<EndpointSubset['ports']>[number];

/** Past this many addresses an Endpoints object says so and stops (maxCapacity). */
export const maxAddresses = 1000;

interface Group {
  readonly ports: Port[];
  readonly ready: EndpointAddress[];
  readonly notReady: EndpointAddress[];
}

/**
 * The subsets of a Service (pkg/api/v1/endpoints/util.go, RepackSubsets): Pods with the same ports share one, addresses are
 * sorted. Ports keep the Service's order, where upstream sorts them by a hash of its own memory.
 */
export function subsetsOf(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const isTolerant = service.spec.publishNotReadyAddresses === true;
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, isTolerant)) continue;
    const { ports, portsKey, address, isReady } = addressOf(service, pod);
    if (ports === undefined) continue;
    let group = groups.get(portsKey);
    if (group === undefined) {
      group = { ports, ready: [], notReady: [] };
      groups.set(portsKey, group);
    }
    (isTolerant || isReady ? group.ready : group.notReady).push(address);
  }
  return [...groups.values()].map(({ ready, notReady, ports }) => ({
    ...(ready.length > 0 && { addresses: ready.sort(byIp) }),
    ...(notReady.length > 0 && { notReadyAddresses: notReady.sort(byIp) }),
    ...(ports.length > 0 && { ports }),
  }));
}

/** By what of a Service and then by which state of a Pod they were made: the same again costs nothing. */
const made = new WeakMap<Service['spec'], WeakMap<Pod, PodAddress>>();

interface PodAddress {
  readonly ports: Port[] | undefined;
  readonly portsKey: string;
  readonly address: EndpointAddress;
  readonly isReady: boolean;
}

function addressOf(service: Service, pod: Pod): PodAddress {
  let ofService = made.get(service.spec);
  if (ofService === undefined) {
    ofService = new WeakMap();
    made.set(service.spec, ofService);
  }
  let found = ofService.get(pod);
  if (found === undefined) {
    const ports = portsOf(service, pod);
    const address = podToEndpointAddress(pod, service);
    found = { ports, portsKey: JSON.stringify(ports ?? null), address, isReady: isPodReady(pod) };
    ofService.set(pod, found);
  }
  return found;
}

/** undefined: none of the Service's ports leads anywhere in this Pod. */
function portsOf(service: Service, pod: Pod): Port[] | undefined {
  const { ports = [] } = service.spec;
  // A headless Service may have no ports at all.
  if (ports.length === 0) return service.spec.clusterIP === 'None' ? [] : undefined;
  const found: Port[] = [];
  for (const servicePort of ports) {
    const port = findPort(pod, servicePort);
    if (port === undefined) continue;
    const { name, protocol, appProtocol } = servicePort;
    found.push({ ...(name && { name }), port, protocol, ...(appProtocol && { appProtocol }) });
  }
  return found.length === 0 ? undefined : found;
}

function podToEndpointAddress(pod: Pod, service: Service): EndpointAddress {
  const { namespace, name, uid } = pod.metadata;
  const hostname = hostnameOf(pod, service);
  return {
    ip: pod.status.podIP ?? '',
    ...(hostname && { hostname }),
    ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', ...(namespace && { namespace }), name, uid },
  };
}

function byIp(a: EndpointAddress, b: EndpointAddress): number {
  return a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0;
}

/** At most `maxAddresses`, ready ones first; whether some were left out. */
export function truncateEndpoints(subsets: readonly EndpointSubset[]): {
  readonly subsets: readonly EndpointSubset[];
  readonly isTruncated: boolean;
} {
  let total = 0;
  for (const each of subsets) total += (each.addresses?.length ?? 0) + (each.notReadyAddresses?.length ?? 0);
  if (total <= maxAddresses) return { subsets, isTruncated: false };
  let room = maxAddresses;
  const take = (addresses: readonly EndpointAddress[] | undefined) => {
    const taken = (addresses ?? []).slice(0, room);
    room -= taken.length;
    return taken;
  };
  const ready = subsets.map((each) => take(each.addresses));
  const notReady = subsets.map((each) => take(each.notReadyAddresses));
  const kept = subsets.map(({ ports }, index): EndpointSubset => {
    const [addresses = [], notReadyAddresses = []] = [ready[index], notReady[index]];
    return {
      ...(addresses.length > 0 && { addresses }),
      ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
      ...(ports && { ports }),
    };
  });
  const isKept = (each: EndpointSubset) => each.addresses || each.notReadyAddresses;
  return { subsets: kept.filter(isKept), isTruncated: true };
}
