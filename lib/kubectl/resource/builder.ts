import { isNotFound } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import type { Mapping } from './discovery';
import { readObjects } from './files';
import { listItems } from './list-items';
import { namelessText, nameProblem } from './resource-name';
import { expandCategory, mappingFor, mappingOfKind, pathOf } from './rest-mapper';

/**
 * From arguments, files and selectors to objects (k8s.io/cli-runtime/pkg/resource/builder.go), with its refusals.
 * Asking the server is up to the caller: `fetch` and `list` of an Info's mapping.
 */
export interface BuilderOptions {
  /** What stands behind the verb: `pods web`, `deploy/web svc/web`, `pods,svc`. */
  readonly args?: readonly string[];
  readonly filenames?: readonly string[];
  readonly isRecursive?: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  /** --all: everything of the kinds. */
  readonly isAll?: boolean;
  readonly isAllNamespaces?: boolean;
  /** A kind alone means all of it (`get pods`). */
  readonly mayBeAll?: boolean;
  /** A file's namespace must be the one of --namespace. */
  readonly requireNamespace?: boolean;
  /** What stands in files is looked at before it is decoded (--validate). */
  readonly isValidated?: boolean;
  /** Objects of files stay as they are in the file; otherwise they are asked for. */
  readonly isLocal?: boolean;
}

/** One thing to act on: an object, or (without a name) everything of a kind that a selector finds. */
export interface Info {
  readonly mapping: Mapping;
  /** Empty for cluster-scoped kinds and for all namespaces. */
  readonly namespace: string;
  /** Empty: all that the selectors match. */
  readonly name: string;
  /** As the file has it. */
  readonly object?: KubeDocument;
  /** `x.yaml`, for error texts. */
  readonly source: string;
}

export interface Built {
  readonly infos: readonly Info[];
  /** Whether the arguments ask for one thing by its name; then it is printed without a list around it. */
  readonly isSingle: boolean;
  /** What went wrong with some of the files while others could be read. */
  readonly errors: readonly Error[];
  readonly selector: string;
  readonly fieldSelector: string;
}

const missingResource = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

interface Taken {
  readonly kinds: readonly string[];
  readonly names: readonly string[];
  readonly pairs: readonly (readonly [kind: string, name: string])[];
}

/** What the arguments mean. Throws kubectl's refusals. */
export function build(invocation: Invocation, options: BuilderOptions): Built {
  const { filenames = [], isAll = false, mayBeAll = false, fieldSelector = '' } = options;
  const taken = takeArgs(invocation, options.args ?? []);
  let selector = options.selector || undefined;
  if (selector === undefined && (isAll || (mayBeAll && isKindAlone(taken)))) selector = '';
  const base = { errors: [], selector: selector ?? '', fieldSelector };
  if (filenames.length > 0) return { ...base, ...byFiles(invocation, options, taken) };
  if (selector !== undefined || fieldSelector !== '')
    return { ...base, infos: bySelector(invocation, options, taken), isSingle: false };
  if (taken.pairs.length > 0)
    return { ...base, ...askable(byPairs(invocation, options, taken)), isSingle: taken.pairs.length === 1 };
  if (taken.names.length > 0)
    return { ...base, ...askable(byNames(invocation, options, taken)), isSingle: taken.names.length === 1 };
  if (taken.kinds.length === 0) throw new Error(missingResource);
  for (const kind of taken.kinds) mappingFor(invocation.client, kind);
  throw new Error('resource(s) were provided, but no name was specified');
}

/** Names nobody can have are errors; the others are asked for. Throws when there are no others. */
function askable(infos: readonly Info[]): Pick<Built, 'infos' | 'errors'> {
  const problem = infos.length === 1 ? nameProblem(infos[0]?.name ?? '') : undefined;
  if (problem) throw problem;
  return {
    infos: infos.filter(({ name }) => nameProblem(name) === undefined),
    errors: infos.flatMap(({ name }) => nameProblem(name) ?? []),
  };
}

const isKindAlone = ({ kinds, names }: Taken) => kinds.length > 0 && names.length === 0;

const splitKinds = (arg: string) => [...new Set(arg.split(','))];

function takeArgs({ client }: Invocation, given: readonly string[]): Taken {
  let args = given;
  const [first = '', ...others] = args;
  if (others.length > 0 && splitKinds(first).length > 1)
    args = splitKinds(first).flatMap((kind) => others.map((name) => `${kind}/${name}`));
  const slashes = args.filter((arg) => arg.includes('/')).length;
  if (slashes > 0 && slashes < args.length)
    throw new Error(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  if (slashes > 0) return { kinds: [], names: [], pairs: args.map(splitPair) };
  if (args.length === 0) return { kinds: [], names: [], pairs: [] };
  const kinds = splitKinds(first).flatMap((kind) => expandCategory(client, kind));
  return { kinds, names: others, pairs: [] };
}

function splitPair(arg: string): readonly [string, string] {
  const [kind = '', name = '', ...rest] = arg.split('/');
  if (rest.length > 0) throw new Error('arguments in resource/name form may not have more than one slash');
  if (kind === '' || name === '' || splitKinds(kind).length !== 1)
    throw new Error('arguments in resource/name form must have a single resource and name');
  return [kind, name];
}

function bySelector(invocation: Invocation, options: BuilderOptions, taken: Taken): Info[] {
  if (taken.names.length > 0) throw new Error('name cannot be provided when a selector is specified');
  if (taken.pairs.length > 0)
    throw new Error('selectors and the all flag cannot be used when passing resource/name arguments');
  if (taken.kinds.length === 0) throw new Error('at least one resource must be specified to use a selector');
  const mappings = new Set(taken.kinds.map((kind) => mappingFor(invocation.client, kind)));
  return [...mappings].map((mapping) => ({
    mapping,
    namespace: mapping.isNamespaced && !options.isAllNamespaces ? invocation.namespace : '',
    name: '',
    source: '',
  }));
}

function named(
  { namespace }: Invocation,
  { isAllNamespaces = false }: BuilderOptions,
  mapping: Mapping,
  name: string,
): Info {
  if (mapping.isNamespaced && isAllNamespaces)
    throw new Error('a resource cannot be retrieved by name across all namespaces');
  return { mapping, namespace: mapping.isNamespaced ? namespace : '', name, source: '' };
}

function byPairs(invocation: Invocation, options: BuilderOptions, { pairs }: Taken): Info[] {
  const mappings = new Map(pairs.map(([kind]) => [kind, mappingFor(invocation.client, kind)]));
  return pairs.map(([kind, name]) => named(invocation, options, mappings.get(kind) as Mapping, name));
}

function byNames(invocation: Invocation, options: BuilderOptions, { kinds, names }: Taken): Info[] {
  if (kinds.length > 1) throw new Error('you must specify only one resource');
  const mapping = mappingFor(invocation.client, kinds[0] ?? '');
  return names.map((name) => named(invocation, options, mapping, name));
}

function byFiles(invocation: Invocation, options: BuilderOptions, taken: Taken) {
  const { filenames = [], isRecursive = false, requireNamespace = false } = options;
  if (taken.kinds.length > 0 || taken.pairs.length > 0)
    throw new Error(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  const { objects, errors: readErrors } = readObjects(
    invocation,
    filenames,
    isRecursive,
    options.isValidated,
  );
  const errors = [...readErrors];
  const infos: Info[] = [];
  for (const { object, source } of objects)
    try {
      infos.push(fileInfo(invocation, object, source, requireNamespace));
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      errors.push(error);
    }
  const isSingle = filenames.length === 1 && filenames[0] !== '-' && objects.length === 1;
  return { infos, errors, isSingle };
}

function fileInfo(invocation: Invocation, object: KubeDocument, source: string, isStrict: boolean): Info {
  const { apiVersion = '', kind = '' } = object;
  const metadata = object.metadata ?? {};
  const name = metadata.name ?? '';
  const own = metadata.namespace ?? '';
  const mapping = mappingOfKind(invocation.client, apiVersion, kind);
  if (mapping === undefined)
    throw new Error(
      `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(own)} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
    );
  if (!mapping.isNamespaced) return { mapping, namespace: '', name, object: { ...object, metadata }, source };
  const { namespace, isNamespaceGiven } = invocation;
  if (isStrict && isNamespaceGiven && own !== '' && own !== namespace)
    throw new Error(
      `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  const withNamespace = own === '' ? { ...object, metadata: { ...metadata, namespace } } : object;
  return { mapping, namespace: own || namespace, name, object: withNamespace, source };
}

/** The object an Info names, as the server has it. Throws ApiError. */
export function fetchInfo({ client }: Pick<Invocation, 'client'>, info: Info): KubeDocument {
  const { mapping, namespace, name } = info;
  if (name === '') throw new Error(namelessText);
  return inNamespace(client, namespace, () => client.get(pathOf(mapping, namespace, name))) as KubeDocument;
}

/** What is not found in a namespace that is not there itself is said of the namespace (Info.Get). */
export function inNamespace<T>(client: Invocation['client'], namespace: string, get: () => T): T {
  try {
    return get();
  } catch (error) {
    if (isNotFound(error) && namespace !== '' && namespace !== 'default')
      client.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`);
    throw error;
  }
}

/** Everything `infos` stand for, one Info for each object, asking the server for what is not at hand. Errors go to `errors`. */
export function visit(
  invocation: Invocation,
  built: Built,
  errors: Error[],
): (Info & { object: KubeDocument })[] {
  errors.push(...built.errors);
  return built.infos.flatMap((info) => {
    try {
      if (info.name !== '') return [{ ...info, object: fetchInfo(invocation, info) }];
      if (info.object !== undefined) throw new Error(namelessText);
      return listItems(invocation, info, built).map((object) => ({
        ...info,
        object,
        namespace: object.metadata?.namespace ?? '',
        name: object.metadata?.name ?? '',
      }));
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      errors.push(error);
      return [];
    }
  });
}

/** Errors but those of things that are gone (--ignore-not-found). */
export const withoutNotFound = (errors: readonly Error[]) => errors.filter((error) => !isNotFound(error));
