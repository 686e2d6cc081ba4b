import { findCondition } from '../cluster/api/conditions';
import type { Endpoints, Pod, Service } from '../cluster/api/core';
import type { EndpointSlice } from '../cluster/api/other';
import { matchesLabels } from '../cluster/api/selectors';
import type { Etcd } from '../cluster/etcd';

/** Once all is quiet, Endpoints and EndpointSlices name exactly the ready Pods of their Service, and no two Pods share an address. */
export function unconvergedEndpoints(etcd: Etcd, pods: readonly Pod[]): string[] {
  const found: string[] = [];
  const alive = pods.filter(({ status }) => status.phase === 'Running');
  const addresses = new Map<string, string>();
  for (const { metadata, spec, status } of alive) {
    if (spec.hostNetwork || !status.podIP) continue;
    const other = addresses.get(status.podIP);
    if (other !== undefined) found.push(`Pods ${other} and ${metadata.name} share ${status.podIP}.`);
    addresses.set(status.podIP, metadata.name ?? '');
  }
  for (const { metadata, spec } of etcd.list('services') as Service[]) {
    const { selector } = spec;
    if (selector === undefined || spec.type === 'ExternalName') continue;
    const ready = alive
      .filter(
        (pod) =>
          pod.metadata.namespace === metadata.namespace &&
          matchesLabels(selector, pod.metadata.labels) &&
          findCondition(pod.status.conditions, 'Ready')?.status === 'True',
      )
      .map(({ metadata: { uid }, status }) => `${status.podIP} ${uid}`)
      .sort()
      .join(', ');
    const own = `${metadata.namespace}/${metadata.name}`;
    const sliced = readyInSlices(etcd, metadata.namespace ?? '', metadata.name ?? '');
    if (sliced !== ready)
      found.push(`The EndpointSlices of ${own} say ${sliced || 'nobody'}, ready are ${ready || 'none'}.`);
    const listed = readyInEndpoints(etcd.get('endpoints', own) as Endpoints | undefined);
    if (listed !== ready)
      found.push(`The Endpoints ${own} say ${listed || 'nobody'}, ready are ${ready || 'none'}.`);
  }
  return found;
}

function readyInSlices(etcd: Etcd, namespace: string, service: string): string {
  return (etcd.list('endpointslices.discovery.k8s.io', namespace) as EndpointSlice[])
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ conditions }) => conditions.ready)
    .map(({ addresses, targetRef }) => `${addresses[0]} ${targetRef?.uid}`)
    .sort()
    .join(', ');
}

function readyInEndpoints(endpoints: Endpoints | undefined): string {
  return (endpoints?.subsets ?? [])
    .flatMap((subset) => subset.addresses ?? [])
    .map(({ ip, targetRef }) => `${ip} ${targetRef?.uid}`)
    .sort()
    .join(', ');
}
