import type { Pod, Service, ServicePort } from '../api/core';
import type { LabelSelector } from '../api/meta';
import { keyOf } from '../api/resource';
import { pods, services } from '../api/resources';
import type { InformerFactory } from '../client-go/controller';
import { isPodReady, isPodTerminal } from './controller-pods';
import { PodMemberships } from './pod-memberships';

/** What the endpoints and the endpointslice controller know in common of Services and their Pods (k8s.io/endpointslice/util). */

const shared = new WeakMap<InformerFactory, PodMemberships<Service>>();
const selectors = new WeakMap<object, LabelSelector>();

/** The Pods of each Service, one memory for all controllers of one program. */
export function serviceMemberships(informers: InformerFactory): PodMemberships<Service> {
  let memberships = shared.get(informers);
  if (memberships === undefined) {
    memberships = new PodMemberships(informers.informer(pods), informers.informer(services), selectorOf);
    shared.set(informers, memberships);
  }
  return memberships;
}

function selectorOf({ spec }: Service): LabelSelector | undefined {
  const { selector } = spec;
  if (selector === undefined || Object.keys(selector).length === 0 || spec.type === 'ExternalName')
    return undefined;
  let found = selectors.get(selector);
  if (found === undefined) {
    found = { matchLabels: selector };
    selectors.set(selector, found);
  }
  return found;
}

/** Whether the Service finds its Pods by itself; others' endpoints are nobody's or the user's. */
export function hasSelector(service: Service): boolean {
  return selectorOf(service) !== undefined;
}

/** ShouldPodBeInEndpoints */
export function shouldPodBeInEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  if (isPodTerminal(pod) || !(pod.status.podIP || pod.status.podIPs?.length)) return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** FindPort: the number behind `targetPort`; undefined when the Pod has no port of that name. */
export function findPort(pod: Pod, { targetPort, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  const { containers, initContainers = [] } = pod.spec;
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { ports = [] } of [...containers, ...sidecars])
    for (const port of ports)
      if (port.name === targetPort && port.protocol === protocol) return port.containerPort;
  return undefined;
}

/** A Pod is named in DNS when its subdomain is the Service's name. */
export function hostnameOf({ spec, metadata }: Pod, service: Service): string | undefined {
  const isNamed =
    spec.hostname &&
    spec.subdomain === service.metadata.name &&
    service.metadata.namespace === metadata.namespace;
  return isNamed ? spec.hostname : undefined;
}

/** Calls `enqueue` with each Service that has to be looked at again when Pods come, change in what endpoints show, or go. */
export function listenToPods(informers: InformerFactory, enqueue: (serviceKey: string) => void): void {
  const memberships = serviceMemberships(informers);
  const each = (pod: Pod) => {
    for (const service of memberships.selecting(pod)) enqueue(keyOf(service));
  };
  informers.informer(pods).addHandlers({
    onAdd: (pod) => {
      if (pod.status.podIP) each(pod);
    },
    onUpdate: (pod, old) => {
      const haveLabelsChanged = pod.metadata.labels !== old.metadata.labels;
      if (!haveLabelsChanged && !podEndpointsChanged(pod, old)) return;
      if (haveLabelsChanged) each(old);
      each(pod);
    },
    onDelete: each,
  });
}

function podEndpointsChanged(pod: Pod, old: Pod): boolean {
  const isIn = shouldPodBeInEndpoints(pod, true);
  if (isIn !== shouldPodBeInEndpoints(old, true)) return true;
  return (
    isIn &&
    (pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
      pod.status.podIP !== old.status.podIP ||
      pod.spec.nodeName !== old.spec.nodeName ||
      isPodReady(pod) !== isPodReady(old))
  );
}
