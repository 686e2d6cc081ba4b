import type { RestClient } from './rest-client';

/** Which resources the server has (k8s.io/client-go/discovery): the aggregated form, in the order the server lists them. */
export interface Mapping {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
}

interface WireResource {
  readonly resource: string;
  readonly responseKind?: { readonly kind?: string };
  readonly scope: string;
  readonly singularResource: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources?: readonly { readonly subresource: string }[];
}

interface WireGroupList {
  readonly items: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions: readonly { readonly version: string; readonly resources?: readonly WireResource[] }[];
  }[];
}

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** Asks `/api` and `/apis`. */
export function discover(client: RestClient): Mapping[] {
  return ['/api', '/apis'].flatMap((path) => {
    const { items } = client.get(path, {}, aggregated) as WireGroupList;
    return items.flatMap(({ metadata, versions }) =>
      versions.flatMap(({ version, resources = [] }) =>
        resources.map((each) => ({
          group: metadata?.name ?? '',
          version,
          plural: each.resource,
          singular: each.singularResource,
          kind: each.responseKind?.kind ?? '',
          isNamespaced: each.scope === 'Namespaced',
          shortNames: each.shortNames ?? [],
          categories: each.categories ?? [],
          verbs: each.verbs,
          subresources: (each.subresources ?? []).map(({ subresource }) => subresource),
        })),
      ),
    );
  });
}

/** Real kubectl keeps discovery on disk; a terminal keeps it for its host. */
const kept = new WeakMap<object, readonly Mapping[]>();

/** What was discovered before, or is now. `isFresh`: ask again. */
export function discovered(client: RestClient, isFresh = false): readonly Mapping[] {
  let mappings = isFresh ? undefined : kept.get(client.host);
  if (mappings === undefined) {
    mappings = discover(client);
    kept.set(client.host, mappings);
  }
  return mappings;
}
