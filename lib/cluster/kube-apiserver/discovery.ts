import { apiVersionOf, type Resource } from '../api/resource';
import { type Exchange, headerOf, ok } from './exchange';
import { openApiDocument, openApiIndex } from './openapi';
import type { ApiResponse } from './request.types';
import { served } from './resources';
import { reviews } from './review-handlers';
import { subresourcesOf } from './served-resources';
import { methodNotAllowed, unknownResource } from './status-error';

/** Paths of no resource: what there is (k8s.io/apiserver/pkg/endpoints/discovery, aggregated and plain), health, version, OpenAPI. */
export const version = {
  major: '1',
  minor: '35',
  emulationMajor: '1',
  emulationMinor: '35',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '34',
  gitVersion: 'v1.35.2',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-02-26T20:17:53Z',
  goVersion: 'go1.25.7',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** One line of a discovery answer: a resource with its subresources. */
interface Entry {
  readonly resource: Pick<
    Resource,
    'group' | 'version' | 'plural' | 'singular' | 'kind' | 'isNamespaced' | 'shortNames' | 'categories'
  >;
  readonly verbs: readonly string[];
  readonly subresources: ReturnType<typeof subresourcesOf>;
}

const readVerbs = ['get', 'list'];
const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function entries({ server }: Exchange): readonly Entry[] {
  const stored = served.map((each) => ({
    resource: each.resource,
    verbs: allVerbs,
    subresources: subresourcesOf(each),
  }));
  const asked = reviews.map(({ group, version: of, plural, kind }) => ({
    resource: {
      group,
      version: of,
      plural,
      singular: kind.toLowerCase(),
      kind,
      isNamespaced: false,
      shortNames: [],
      categories: [],
    },
    verbs: ['create'],
    subresources: [],
  }));
  const aggregated = [...server.aggregated.values()].flatMap(({ resources }) =>
    resources.map(({ resource }) => ({ resource, verbs: readVerbs, subresources: [] })),
  );
  return [...stored, ...asked, ...aggregated];
}

export function handleDiscovery(exchange: Exchange): ApiResponse {
  const { parts, verb } = exchange.info;
  if (verb !== 'get') throw methodNotAllowed();
  const [first, second, third, ...rest] = parts;
  if (first === 'api' || first === 'apis') return discovery(exchange, first === 'api', parts.slice(1));
  if (first === 'version' && second === undefined) return ok(version);
  if (/^(healthz|livez|readyz)$/.test(first ?? '')) return ok('ok');
  // An empty answer of the old version, as kubectl asks for it when it does not find a kind in the new one.
  if (first === 'openapi' && second === 'v2') return ok('');
  if (first === 'openapi' && second === 'v3') {
    const groupVersions = [...new Set(entries(exchange).map(({ resource }) => apiVersionOf(resource)))];
    if (third === undefined) return ok(openApiIndex(groupVersions));
    const wanted = third === 'api' ? rest.join('/') : third === 'apis' ? rest.join('/') : '';
    const found = groupVersions.includes(wanted) ? openApiDocument(exchange.server, wanted) : undefined;
    if (found) return ok(found);
  }
  throw unknownResource();
}

function discovery(exchange: Exchange, isCore: boolean, parts: readonly string[]): ApiResponse {
  const all = entries(exchange).filter(({ resource }) => (resource.group === '') === isCore);
  if (parts.length === 0) {
    if (headerOf(exchange.request, 'accept').includes('as=APIGroupDiscoveryList')) return ok(aggregated(all));
    return ok(
      isCore ? { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] } : groupList(all),
    );
  }
  if (!isCore && parts.length === 1) {
    const group = groups(all).find(({ name }) => name === parts[0]);
    if (group) return ok({ kind: 'APIGroup', apiVersion: 'v1', ...group });
  }
  const groupVersion = parts.join('/');
  const found = all.filter(({ resource }) => apiVersionOf(resource) === groupVersion);
  if (found.length === 0) throw unknownResource();
  return ok({
    kind: 'APIResourceList',
    groupVersion,
    ...(!isCore && { apiVersion: 'v1' }),
    resources: found.flatMap(resourceLines),
  });
}

function resourceLines({ resource, verbs, subresources }: Entry) {
  const { plural, singular, isNamespaced: namespaced, kind, shortNames, categories } = resource;
  const line = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
  const behind = subresources.map((each) => ({
    name: `${plural}/${each.name}`,
    singularName: '',
    namespaced,
    ...(each.group !== resource.group && { group: each.group, version: each.version }),
    kind: each.kind,
    verbs: each.verbs,
  }));
  return [line, ...behind];
}

function groups(all: readonly Entry[]) {
  const names = [...new Set(all.map(({ resource }) => resource.group))];
  return names.map((name) => {
    const found = new Set(
      all.filter(({ resource }) => resource.group === name).map((each) => each.resource.version),
    );
    const versions = [...found].map((each) => ({
      groupVersion: apiVersionOf({ group: name, version: each }),
      version: each,
    }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

const groupList = (all: readonly Entry[]) => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups(all),
});

function aggregated(all: readonly Entry[]) {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups(all).map(({ name, versions }) => ({
      metadata: { ...(name !== '' && { name }), creationTimestamp: null },
      versions: versions.map(({ version: of }) => ({
        version: of,
        freshness: 'Current',
        resources: all
          .filter(({ resource }) => resource.group === name && resource.version === of)
          .map(aggregatedLine),
      })),
    })),
  };
}

function aggregatedLine({ resource, verbs, subresources }: Entry) {
  const { plural, singular, group, version: of, kind, isNamespaced, shortNames, categories } = resource;
  return {
    resource: plural,
    responseKind: { group, version: of, kind },
    scope: isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map((each) => ({
        subresource: each.name,
        responseKind: { group: each.group, version: each.version, kind: each.kind },
        verbs: each.verbs,
      })),
    }),
  };
}
