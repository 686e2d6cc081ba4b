import { discovered, type Mapping } from './discovery';
import type { RestClient } from './rest-client';

/**
 * From what a learner types (`deploy`, `deployments.apps`, `pods.v1.`, `Pod`) or a manifest says to the resource
 * (k8s.io/apimachinery/pkg/api/meta/restmapper.go, client-go/restmapper). Groups come in the server's order of preference.
 */
function find(
  mappings: readonly Mapping[],
  resource: string,
  group: string,
  version: string,
  client: RestClient,
) {
  const inGroup = mappings.filter((each) => each.group.startsWith(group));
  const named = inGroup.filter((each) => names(each, resource.toLowerCase()));
  const found = named.filter((each) => version === '' || each.version === version);
  // A short name stands for the resource, whatever version is asked for.
  const [short, ...others] =
    named.length > 0 ? [] : inGroup.filter((each) => each.shortNames.includes(resource));
  for (const other of others)
    if (short && qualifiedName(other) !== qualifiedName(short))
      client.warn(
        `short name ${JSON.stringify(resource)} could also match lower priority resource ${qualifiedName(other)}`,
      );
  return found.find((each) => each.group === group) ?? found[0] ?? short;
}

const names = ({ plural, singular }: Mapping, name: string) => plural === name || singular === name;

/** A kind in lower case is found, too (NewDiscoveryRESTMapper); whether the server takes it is another matter. */
function findKind(mappings: readonly Mapping[], kind: string, group: string, version: string) {
  return mappings.find(
    (each) =>
      (each.kind === kind || each.kind.toLowerCase() === kind) &&
      each.group === group &&
      (version === '' || each.version === version),
  );
}

/** `deployments.v1.apps` → version and group both, as well as the reading with a group only. */
function readings(arg: string): (readonly [name: string, group: string, version: string])[] {
  const [name = '', version = '', ...rest] = arg.split('.');
  const whole = [name, arg.slice(name.length + 1), ''] as const;
  return rest.length > 0 ? [[name, rest.join('.'), version], whole] : [whole];
}

/** The resource named `arg`; throws kubectl's words when the server has none. Asks the server anew before it gives up. */
export function mappingFor(client: RestClient, arg: string): Mapping {
  for (const isFresh of [false, true]) {
    const mappings = discovered(client, isFresh);
    for (const look of [find, findKind])
      for (const [name, group, version] of readings(arg)) {
        const found = look(mappings, name, group, version, client);
        if (found) return found;
      }
  }
  throw new Error(`the server doesn't have a resource type ${JSON.stringify(arg.split('.')[0])}`);
}

/** The resource of a manifest; undefined when the server does not know the kind. */
export function mappingOfKind(client: RestClient, apiVersion: string, kind: string): Mapping | undefined {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  for (const isFresh of [false, true]) {
    const found = findKind(discovered(client, isFresh), kind, group, version);
    if (found) return found;
  }
  return undefined;
}

/** `all` stands for the resources of its category. */
export function expandCategory(client: RestClient, arg: string): readonly string[] {
  const inCategory = discovered(client).filter(({ categories }) => categories.includes(arg));
  return inCategory.length === 0 ? [arg] : inCategory.map(qualifiedName);
}

/** `deployments.apps`, `pods`. */
export const qualifiedName = ({ group, plural }: Pick<Mapping, 'group' | 'plural'>) =>
  group === '' ? plural : `${plural}.${group}`;

export const apiVersionOf = ({ group, version }: Pick<Mapping, 'group' | 'version'>) =>
  group === '' ? version : `${group}/${version}`;

/** `/apis/apps/v1/namespaces/default/deployments/web/scale`. An absent namespace means all of them. */
export function pathOf(
  mapping: Pick<Mapping, 'group' | 'version' | 'plural' | 'isNamespaced'>,
  namespace: string,
  name = '',
  subresource = '',
): string {
  const root = mapping.group === '' ? `/api/${mapping.version}` : `/apis/${mapping.group}/${mapping.version}`;
  const scope =
    mapping.isNamespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const rest = [name, subresource]
    .filter((part) => part !== '')
    .map((part) => `/${encodeURIComponent(part)}`);
  return `${root}${scope}/${mapping.plural}${rest.join('')}`;
}
