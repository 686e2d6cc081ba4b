import type { KubeObject } from '@/lib/cluster/api/meta';
import type { Resource } from '@/lib/cluster/api/resource';
import { namespaces, serviceAccounts } from '@/lib/cluster/api/resources';
import { Etcd } from '@/lib/cluster/etcd';
import { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import { decode } from '@/lib/cluster/kube-apiserver/schema/decode';
import { modelOf } from '@/lib/cluster/kube-apiserver/schema/schema';
import { StatusError } from '@/lib/cluster/kube-apiserver/status-error';
import { Simulation } from '@/lib/cluster/simulation';

/** An API server alone, with the namespace `default`. */
export function newServer(): KubeApiServer {
  const server = new KubeApiServer(new Simulation(1, 1_772_442_000_000, 1000), new Etcd(true));
  for (const make of [
    () => server.create(namespaces, undefined, { metadata: { name: 'default' } } as never),
    () => server.create(serviceAccounts, 'default', { metadata: { name: 'default' } }),
  ])
    try {
      make();
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  return server;
}

/** What a manifest becomes when it has been read as its kind. */
export function read<T extends KubeObject>(resource: Resource<T>, manifest: object): T {
  const model = modelOf(resource);
  if (model === undefined) throw new Error(`${resource.kind} has no model`);
  const { value, error, unknownFields } = decode(model, manifest);
  if (error !== undefined || unknownFields.length > 0) throw new Error(error ?? unknownFields.join());
  return value as T;
}

export function create<T extends KubeObject>(
  server: KubeApiServer,
  resource: Resource<T>,
  manifest: object,
): T {
  return server.create(
    resource,
    resource.isNamespaced ? 'default' : undefined,
    read(resource, manifest) as never,
  );
}

/** The message behind `Deployment.apps "web" is invalid: `, or the whole when it is another one. */
export function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return error.message.replace(/^\S+ "[^"]*" is invalid: /, '');
    throw error;
  }
  return 'accepted';
}
