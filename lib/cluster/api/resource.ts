import type { KubeObject } from './meta';

/**
 * One resource of the API, as components and clients name it. `T` is the shape of its objects; it exists for the type
 * checker only. How the server treats the resource stands in `kube-apiserver/resources.ts`.
 */
export interface Resource<T extends KubeObject = KubeObject> {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Lower case and plural, as in paths: `pods`. */
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  /** Groups of resources a name stands for, such as `all`. */
  readonly categories: readonly string[];
  readonly isNamespaced: boolean;
  /** Where etcd keeps the objects: `deployments.apps`, or `pods` for the core group. Two versions of one kind share it. */
  readonly storage: string;
  readonly shape?: T;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(resource: Pick<Resource, 'group' | 'version'>): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** The key of an object within its resource: `namespace/name`, or `name` when it has no namespace. */
export function keyOf(object: {
  readonly metadata: { readonly namespace?: string; readonly name: string };
}): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function joinKey(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** `['default', 'web']`, or `[undefined, 'node-1']`. */
export function splitKey(key: string): readonly [namespace: string | undefined, name: string] {
  const slash = key.indexOf('/');
  return slash < 0 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
}
