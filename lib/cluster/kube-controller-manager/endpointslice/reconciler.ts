import type { Node, Pod, Service } from '../../api/core';
import type { Draft, Labels } from '../../api/meta';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../api/other';
import {
  endpointOf,
  endpointsEqualBeyondHash,
  hashOf,
  haveLabelsChanged,
  sliceLabels,
} from './pod-to-endpoint';

/** How many endpoints one slice holds (--max-endpoints-per-slice). */
export const maxEndpointsPerSlice = 100;

export interface SliceChanges {
  readonly create: readonly Draft<EndpointSlice>[];
  readonly update: readonly EndpointSlice[];
  readonly delete: readonly EndpointSlice[];
}

interface Desired {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: Map<string, Endpoint>;
}

interface Planned {
  readonly old: EndpointSlice;
  endpoints: Endpoint[];
  isChanged: boolean;
}

/**
 * What has to be written so that a Service's slices hold `pods` (k8s.io/endpointslice/reconciler.go): endpoints stay where
 * they are, changed slices are filled up first, then the fullest unchanged one with room for the rest, then new ones.
 * @param existing the Service's slices
 * @param nodeOf the node by name; Pods of unknown nodes are passed over
 */
export function reconcile(
  service: Service,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[],
  nodeOf: (name: string) => Node | undefined,
): SliceChanges {
  const labels = sliceLabels(service);
  const create: Draft<EndpointSlice>[] = [];
  const update: EndpointSlice[] = [];
  const toDelete: EndpointSlice[] = [];
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    const isOwned = slice.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid);
    const ports = JSON.stringify(slice.ports);
    if (isOwned) byPorts.set(ports, [...(byPorts.get(ports) ?? []), slice]);
    else toDelete.push(slice);
  }
  const desired = desiredByPorts(service, pods, nodeOf);
  for (const [ports, group] of desired) {
    const changes = reconcileByPortMapping(service, byPorts.get(ports) ?? [], group, labels);
    create.push(...changes.create);
    update.push(...changes.update);
    toDelete.push(...changes.delete);
  }
  for (const [ports, slices] of byPorts) if (!desired.has(ports)) toDelete.push(...slices);
  if (existing.length === toDelete.length && create.length === 0) {
    const [only] = toDelete;
    const isPlaceholder =
      toDelete.length === 1 && only?.endpoints.length === 0 && only.ports.length === 0 && byPorts.has('[]');
    if (isPlaceholder && !haveLabelsChanged(only, labels)) toDelete.length = 0;
    else create.push(newEndpointSlice(service, [], [], labels));
  }
  return turnedIntoUpdates(service, create, update, toDelete);
}

function desiredByPorts(
  service: Service,
  pods: readonly Pod[],
  nodeOf: (name: string) => Node | undefined,
): Map<string, Desired> {
  const found = new Map<string, Desired>();
  for (const pod of pods) {
    const node = nodeOf(pod.spec.nodeName ?? '');
    if (node === undefined && !service.spec.publishNotReadyAddresses) continue;
    const { endpoint, ports, portsKey } = endpointOf(pod, node, service);
    let group = found.get(portsKey);
    if (group === undefined) {
      group = { ports, endpoints: new Map() };
      found.set(portsKey, group);
    }
    group.endpoints.set(hashOf(endpoint), endpoint);
  }
  return found;
}

/** Takes what stays or changes in place out of `rest`; what is left there has no slice yet. */
function keepDesired(old: EndpointSlice, rest: Map<string, Endpoint>, labels: Labels): Planned {
  const endpoints: Endpoint[] = [];
  let isChanged = haveLabelsChanged(old, labels);
  for (const endpoint of old.endpoints) {
    const hash = hashOf(endpoint);
    const wanted = rest.get(hash);
    if (wanted === undefined) continue;
    rest.delete(hash);
    const isSame = endpointsEqualBeyondHash(wanted, endpoint);
    if (!isSame) isChanged = true;
    endpoints.push(isSame ? endpoint : wanted);
  }
  return { old, endpoints, isChanged: isChanged || endpoints.length !== old.endpoints.length };
}

function reconcileByPortMapping(
  service: Service,
  slices: readonly EndpointSlice[],
  { ports, endpoints: rest }: Desired,
  labels: Labels,
): SliceChanges {
  const planned = slices.map((old) => keepDesired(old, rest, labels));
  const fill = (target: Planned) => {
    for (const [hash, endpoint] of rest) {
      if (target.endpoints.length >= maxEndpointsPerSlice) break;
      target.endpoints.push(endpoint);
      rest.delete(hash);
      target.isChanged = true;
    }
  };
  const changed = planned.filter(({ isChanged, endpoints }) => isChanged && endpoints.length > 0);
  changed.sort((a, b) => b.endpoints.length - a.endpoints.length);
  changed.forEach(fill);
  const create: Draft<EndpointSlice>[] = [];
  while (rest.size > 0) {
    const unchanged = planned.filter(({ isChanged }) => !isChanged);
    const target = rest.size < maxEndpointsPerSlice ? getSliceToFill(unchanged, rest.size) : undefined;
    const next: Endpoint[] = [];
    if (target) fill(target);
    else {
      for (const [hash, endpoint] of rest) {
        if (next.length >= maxEndpointsPerSlice) break;
        next.push(endpoint);
        rest.delete(hash);
      }
      create.push(newEndpointSlice(service, ports, next, labels));
    }
  }
  const isEmptied = ({ endpoints, old }: Planned) => endpoints.length === 0 && old.endpoints.length > 0;
  return {
    create,
    update: planned
      .filter((each) => each.isChanged && !isEmptied(each))
      .map(({ old, endpoints }) => ({ ...old, metadata: { ...old.metadata, labels }, endpoints })),
    delete: planned.filter(isEmptied).map(({ old }) => old),
  };
}

/** The slice that will be fullest with `count` more. */
function getSliceToFill(slices: readonly Planned[], count: number): Planned | undefined {
  let closest: Planned | undefined;
  let closestDiff = maxEndpointsPerSlice;
  for (const slice of slices) {
    const diff = maxEndpointsPerSlice - (count + slice.endpoints.length);
    if (diff < 0 || diff >= closestDiff) continue;
    closestDiff = diff;
    closest = slice;
  }
  return closest;
}

function newEndpointSlice(
  { metadata }: Service,
  ports: readonly EndpointPort[],
  endpoints: readonly Endpoint[],
  labels: Labels,
): Draft<EndpointSlice> {
  const { name, uid } = metadata;
  return {
    metadata: {
      generateName: `${name}-`,
      labels,
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}

/** A slice to be deleted is used again for one to be created. */
function turnedIntoUpdates(
  service: Service,
  create: readonly Draft<EndpointSlice>[],
  update: readonly EndpointSlice[],
  toDelete: readonly EndpointSlice[],
): SliceChanges {
  const drafts = [...create];
  const updates = [...update];
  const gone = toDelete.filter((slice) => {
    const isOwned = slice.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid);
    const draft = isOwned ? drafts.pop() : undefined;
    if (draft === undefined) return true;
    const { endpoints, ports } = draft;
    const labels = draft.metadata.labels ?? {};
    updates.push({ ...slice, metadata: { ...slice.metadata, labels }, endpoints, ports });
    return false;
  });
  return { create: drafts, update: updates, delete: gone };
}
