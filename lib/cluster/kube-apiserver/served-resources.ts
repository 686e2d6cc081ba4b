import type { KubeObject } from '../api/meta';
import { apiVersionOf } from '../api/resource';
import type { AggregatedResource } from './aggregated-api.types';
import type { KubeApiServer } from './kube-apiserver';
import type { Target } from './request-info';
import { type Served, served } from './resources';

/** Finds what a path names, among what is stored and what is aggregated. */
const byPath = new Map(
  served.map((each) => [`${apiVersionOf(each.resource)}/${each.resource.plural}`, each]),
);

export function servedAt({
  group,
  version,
  plural,
}: Pick<Target, 'group' | 'version' | 'plural'>): Served | undefined {
  return byPath.get(`${apiVersionOf({ group, version })}/${plural}`);
}

export function aggregatedAt(
  server: KubeApiServer,
  { group, version, plural }: Pick<Target, 'group' | 'version' | 'plural'>,
): AggregatedResource | undefined {
  const api = server.aggregated.get(apiVersionOf({ group, version }));
  return api?.resources.find(({ resource }) => resource.plural === plural);
}

/** A kind with a spec and a number of replicas in it. */
export interface Scalable extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status?: { readonly replicas?: number };
}

const scalable = new Set(['deployments.apps', 'replicasets.apps', 'statefulsets.apps']);

export interface Subresource {
  readonly name: string;
  readonly verbs: readonly string[];
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

const sub = (name: string, verbs: string, apiVersion: string, kind: string): Subresource => {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return { name, verbs: verbs.split(' '), group, version, kind };
};

const ownSubresources: Readonly<Record<string, readonly Subresource[]>> = {
  pods: [
    sub('attach', 'create get', 'v1', 'PodAttachOptions'),
    sub('binding', 'create', 'v1', 'Binding'),
    sub('ephemeralcontainers', 'get patch update', 'v1', 'Pod'),
    sub('eviction', 'create', 'policy/v1', 'Eviction'),
    sub('exec', 'create get', 'v1', 'PodExecOptions'),
    sub('log', 'get', 'v1', 'Pod'),
    sub('portforward', 'create get', 'v1', 'PodPortForwardOptions'),
    sub('proxy', 'create delete get patch update', 'v1', 'PodProxyOptions'),
    sub('resize', 'get patch update', 'v1', 'Pod'),
  ],
  namespaces: [sub('finalize', 'update', 'v1', 'Namespace')],
  nodes: [sub('proxy', 'create delete get patch update', 'v1', 'NodeProxyOptions')],
  services: [sub('proxy', 'create delete get patch update', 'v1', 'ServiceProxyOptions')],
  serviceaccounts: [sub('token', 'create', 'authentication.k8s.io/v1', 'TokenRequest')],
};

/** The subresources of a resource, by name. */
export function subresourcesOf({ resource, strategy }: Served): readonly Subresource[] {
  const { storage, group, version, kind } = resource;
  const found = [...(ownSubresources[storage] ?? [])];
  if (scalable.has(storage)) found.push(sub('scale', 'get patch update', 'autoscaling/v1', 'Scale'));
  if (strategy.hasStatus)
    found.push({ name: 'status', verbs: ['get', 'patch', 'update'], group, version, kind });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
