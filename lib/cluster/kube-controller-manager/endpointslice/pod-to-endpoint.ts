import type { Node, Pod, Service } from '../../api/core';
import type { Labels } from '../../api/meta';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../api/other';
import { isPodReady } from '../controller-pods';
import { findPort, hostnameOf } from '../service-pods';

/** Turns Pods into endpoints (k8s.io/endpointslice/utils.go). Left out: IPv6, hints. */

/** The value of the label `endpointslice.kubernetes.io/managed-by`. */
export const managedBy = 'endpointslice-controller.k8s.io';
const serviceNameLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
/** The label of everything that belongs to a Service without an address of its own. */
export const headlessLabel = 'service.kubernetes.io/headless';
const zoneLabel = 'topology.kubernetes.io/zone';
const reserved = new Set([serviceNameLabel, managedByLabel, headlessLabel]);

function podToEndpoint(pod: Pod, node: Node | undefined, service: Service): Endpoint {
  const { name, namespace, uid, deletionTimestamp } = pod.metadata;
  const serving = isPodReady(pod);
  const terminating = deletionTimestamp !== undefined;
  const hostname = hostnameOf(pod, service);
  const zone = node?.metadata.labels?.[zoneLabel];
  const { podIP, podIPs } = pod.status;
  return {
    addresses: podIPs?.map(({ ip }) => ip) ?? (podIP ? [podIP] : []),
    conditions: {
      ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    ...(hostname && { hostname }),
    targetRef: { kind: 'Pod', ...(namespace && { namespace }), name, uid },
    ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }),
    ...(zone && { zone }),
  };
}

function getEndpointPorts(service: Service, pod: Pod): readonly EndpointPort[] {
  const found: EndpointPort[] = [];
  for (const servicePort of service.spec.ports ?? []) {
    const port = findPort(pod, servicePort);
    if (port === undefined) continue;
    const { name = '', protocol, appProtocol } = servicePort;
    found.push({ name, port, protocol, ...(appProtocol && { appProtocol }) });
  }
  return found;
}

/** What a Pod contributes to the slices of a Service. */
export interface PodEndpoint {
  readonly endpoint: Endpoint;
  readonly ports: readonly EndpointPort[];
  /** The ports as text: endpoints with the same ports share slices. */
  readonly portsKey: string;
  /** The labels of its node, of which the zone is one. */
  readonly nodeLabels: Labels | undefined;
}

/** By what of a Service and then by which state of a Pod they were made: the same again costs nothing. */
const made = new WeakMap<Service['spec'], WeakMap<Pod, PodEndpoint>>();
const hashes = new WeakMap<Endpoint, string>();

/** The endpoint of `pod` and its ports, as `service` wants them. */
export function endpointOf(pod: Pod, node: Node | undefined, service: Service): PodEndpoint {
  let ofService = made.get(service.spec);
  if (ofService === undefined) {
    ofService = new WeakMap();
    made.set(service.spec, ofService);
  }
  const nodeLabels = node?.metadata.labels;
  const known = ofService.get(pod);
  if (known?.nodeLabels === nodeLabels && known) return known;
  const ports = getEndpointPorts(service, pod);
  const endpoint = podToEndpoint(pod, node, service);
  const fresh = { endpoint, ports, portsKey: JSON.stringify(ports), nodeLabels };
  ofService.set(pod, fresh);
  return fresh;
}

/** What makes two endpoints the same one; the rest may change in place. */
export function hashOf(endpoint: Endpoint): string {
  let hash = hashes.get(endpoint);
  if (hash === undefined) {
    const { addresses, hostname, targetRef } = endpoint;
    hash = `${addresses.join()} ${hostname ?? ''} ${targetRef?.namespace}/${targetRef?.name}`;
    hashes.set(endpoint, hash);
  }
  return hash;
}

export function endpointsEqualBeyondHash(a: Endpoint, b: Endpoint): boolean {
  if (a === b) return true;
  return (
    a.conditions.ready === b.conditions.ready &&
    a.conditions.serving === b.conditions.serving &&
    a.conditions.terminating === b.conditions.terminating &&
    a.nodeName === b.nodeName &&
    a.zone === b.zone &&
    a.targetRef?.uid === b.targetRef?.uid
  );
}

/** The labels of a Service's slices: its own, and those that say whose they are. */
export function sliceLabels({ metadata, spec }: Service): Labels {
  const own = Object.entries(metadata.labels ?? {}).filter(([key]) => !reserved.has(key));
  const isHeadless = !spec.clusterIP || spec.clusterIP === 'None';
  return {
    ...Object.fromEntries(own),
    ...(isHeadless && { [headlessLabel]: '' }),
    [serviceNameLabel]: metadata.name,
    [managedByLabel]: managedBy,
  };
}

/** `namespace/service` of a slice that this controller looks after; undefined for others'. */
export function serviceKeyOf({ metadata }: EndpointSlice): string | undefined {
  const service = metadata.labels?.[serviceNameLabel];
  if (!service || metadata.labels?.[managedByLabel] !== managedBy) return undefined;
  return `${metadata.namespace}/${service}`;
}

/** Whether the slice's own labels (not the reserved ones) are those of the Service. */
export function haveLabelsChanged(slice: EndpointSlice, wanted: Labels): boolean {
  const labels = slice.metadata.labels ?? {};
  const differs = (key: string) => !reserved.has(key) && labels[key] !== wanted[key];
  return Object.keys(labels).some(differs) || Object.keys(wanted).some(differs);
}
