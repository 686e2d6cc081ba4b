import type { KubeObject } from '@/lib/cluster/api/meta';
import type { Resource } from '@/lib/cluster/api/resource';
import { events, pods } from '@/lib/cluster/api/resources';
import { Cluster } from '@/lib/cluster/cluster';

/** Three ready nodes with the images of the recordings, and half a minute gone by. */
export function wholeCluster(): Cluster {
  const cluster = new Cluster({
    images: 'recorded',
    machines: [
      { name: 'node-1', zone: 'zone-a' },
      { name: 'node-2', zone: 'zone-b' },
      { name: 'node-3', zone: 'zone-a' },
    ],
  });
  cluster.advance(30_000);
  return cluster;
}

/** Creates an object as a manifest has it: what is left out is filled in by the server. */
export function create<T extends KubeObject>(
  cluster: Cluster,
  resource: Resource<T>,
  name: string,
  spec: object,
): void {
  cluster.server.create(resource, 'default', { metadata: { name }, spec } as never);
}

export function change<T extends KubeObject>(
  cluster: Cluster,
  resource: Resource<T>,
  name: string,
  spec: object,
): void {
  const stored = cluster.server.get(resource, 'default', name);
  const before = (stored as { readonly spec?: object }).spec;
  cluster.server.update(resource, { ...stored, spec: { ...before, ...spec } });
}

/** What happened to the Pods since revision `since`: `db-2 +` is its creation, `db-2 -` the order to delete it. */
export function podSteps(cluster: Cluster, since: number): string[] {
  const steps: string[] = [];
  for (const { storage, type, object, previous, revision } of cluster.etcd.history()) {
    if (storage !== pods.storage || revision <= since) continue;
    const { name, deletionTimestamp } = object.metadata;
    if (type === 'ADDED') steps.push(`${name} +`);
    else if (deletionTimestamp && !previous?.metadata.deletionTimestamp) steps.push(`${name} -`);
  }
  return steps;
}

export function eventsOf(cluster: Cluster, name: string): string[] {
  return cluster.server
    .list(events)
    .items.filter(({ involvedObject }) => involvedObject.name === name)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map(({ reason, message, count = 1 }) => `${reason} ${message}${count > 1 ? ` (${count})` : ''}`);
}
