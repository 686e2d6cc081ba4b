import { apiVersionOf } from '../../api/resource';
import { coreModels } from './core-models';
import {
  appsModels,
  autoscalingModels,
  batchModels,
  coordinationModels,
  discoveryModels,
  eventsModels,
  metaModels,
  metricsModels,
  policyModels,
  scaleModels,
  schedulingModels,
} from './group-models';
import { podModels } from './pod-models';

/**
 * The fields of every kind as v1.35 has them: what strict decoding, strategic merge patches, OpenAPI documents and
 * `kubectl explain` go by. The tables are text, one line a model, read when first asked for. A field is written
 * `name`, then in this order, where it applies:
 *   `!` required · `:type` (none: a string; `i` int32, `l` int64, `b` boolean, `Q` Quantity, `X` IntOrString, `T` Time, `M` MicroTime,
 *   `y` bytes, `R` ResourceList, `A` anything, `*` an object we do not model, else a model) · `[]` or `{}` list or map of it ·
 *   `?` a pointer in Go: its zero value is kept · `&` a value in Go: it is there even when left out ·
 *   `~key` patch strategy merge by key, `~` merge of plain values · `^` patch strategy retainKeys (PDB selector: replace) ·
 *   `=GoType:A|B` the values it knows.
 * A model that begins with `@` is a kind of its own, with apiVersion, kind and metadata.
 */
export interface Field {
  readonly name: string;
  /** One of the letters above, '' for a string, or the short name of a model of the same group, core or meta. */
  readonly type: string;
  readonly container: '' | '[]' | '{}';
  readonly isRequired: boolean;
  /** Left out when zero, as `omitempty` does for what is no pointer. */
  readonly isPointer: boolean;
  readonly isValue: boolean;
  /** What `x-kubernetes-patch-strategy` says: `merge`, `merge,retainKeys`, `retainKeys`, `replace`, or '' for none. */
  readonly patchStrategy: string;
  /** '' for none. */
  readonly mergeKey: string;
  readonly goType: string;
  readonly values: readonly string[];
}

export interface Model {
  /** `io.k8s.api.apps.v1.Deployment` */
  readonly name: string;
  /** `Deployment` */
  readonly shortName: string;
  /** The Go package as error texts print it: `v1`. */
  readonly goPackage: string;
  /** '' for the core group; only kinds use it. */
  readonly group: string;
  readonly version: string;
  /** Whether it has apiVersion, kind and metadata. */
  readonly isKind: boolean;
  readonly fields: ReadonlyMap<string, Field>;
}

interface Package {
  /** What stands before the model names in OpenAPI documents. */
  readonly prefix: string;
  readonly group: string;
  readonly version: string;
  readonly models: Readonly<Record<string, string>>;
}

const api = (name: string, group: string, version: string, models: Package['models']): Package => ({
  prefix: `io.k8s.api.${name}.${version}.`,
  group,
  version,
  models,
});

const core = api('core', '', 'v1', { ...coreModels, ...podModels });
const meta: Package = {
  prefix: 'io.k8s.apimachinery.pkg.apis.meta.v1.',
  group: 'meta.k8s.io',
  version: 'v1',
  models: metaModels,
};

/** Every package of models, core first. */
const packages: readonly Package[] = [
  core,
  meta,
  api('apps', 'apps', 'v1', appsModels),
  api('batch', 'batch', 'v1', batchModels),
  api('autoscaling', 'autoscaling', 'v2', autoscalingModels),
  api('autoscaling', 'autoscaling', 'v1', scaleModels),
  api('policy', 'policy', 'v1', policyModels),
  api('scheduling', 'scheduling.k8s.io', 'v1', schedulingModels),
  api('coordination', 'coordination.k8s.io', 'v1', coordinationModels),
  api('discovery', 'discovery.k8s.io', 'v1', discoveryModels),
  api('events', 'events.k8s.io', 'v1', eventsModels),
  {
    prefix: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.',
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    models: metricsModels,
  },
];

const grammar = /^(\w+)(!)?(?::(\w+|\*))?(\[\]|\{\})?([?&])?(~(\w*))?(\^)?(?:=(\w+):(.*))?$/;

function parseField(text: string): Field {
  const [, name = '', bang, type = '', container = '', mark, merges, mergeKey = '', retains, goType, values] =
    grammar.exec(text) ?? [];
  const retained = type === 'LabelSelector' ? 'replace' : 'retainKeys';
  return {
    name,
    type,
    container: container as Field['container'],
    isRequired: bang !== undefined,
    isPointer: mark === '?',
    isValue: mark === '&',
    patchStrategy: [merges === undefined ? '' : 'merge', retains === undefined ? '' : retained]
      .filter((each) => each !== '')
      .join(','),
    mergeKey,
    goType: goType ?? '',
    values: values === undefined ? [] : values.split('|'),
  };
}

const kindFields = ['apiVersion', 'kind', 'metadata:ObjectMeta&'];
const parsed = new Map<string, Model>();

function modelIn(found: Package, shortName: string): Model | undefined {
  if (!Object.hasOwn(found.models, shortName)) return undefined;
  const name = found.prefix + shortName;
  let model = parsed.get(name);
  if (model === undefined) {
    const words = (found.models[shortName] ?? '').split(' ').filter((word) => word !== '');
    const isKind = words[0] === '@';
    const texts = isKind ? [...kindFields, ...words.slice(1)] : words;
    const fields = texts.map(parseField).sort((a, b) => (a.name < b.name ? -1 : 1));
    model = {
      name,
      shortName,
      goPackage: found.version,
      group: found.group,
      version: found.version,
      isKind,
      fields: new Map(fields.map((field) => [field.name, field])),
    };
    parsed.set(name, model);
  }
  return model;
}

const byGroupVersion = new Map(packages.map((each) => [apiVersionOf(each), each]));

/** The model of a kind: `modelOf({ group: 'apps', version: 'v1', kind: 'Deployment' })`. A Resource will do. */
export function modelOf(kind: {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}): Model | undefined {
  const found = byGroupVersion.get(apiVersionOf(kind));
  return found && modelIn(found, kind.kind);
}

/** By OpenAPI's name: `io.k8s.api.core.v1.Container`. */
export function modelNamed(name: string): Model | undefined {
  const end = name.lastIndexOf('.') + 1;
  const found = packages.find(({ prefix }) => prefix === name.slice(0, end));
  return found && modelIn(found, name.slice(end));
}

/** The model a field (or each item of it) has; undefined for plain and free-form ones. */
export function modelOfField(model: Model, field: Field): Model | undefined {
  if (field.type.length < 2) return undefined;
  const own = packages.find(({ prefix }) => model.name === prefix + model.shortName);
  for (const each of [own, core, meta]) {
    const found = each && modelIn(each, field.type);
    if (found) return found;
  }
  return undefined;
}

/** The names of all models of a group and version: where an OpenAPI document begins. */
export function modelsOf(group: string, version: string): readonly Model[] {
  const found = byGroupVersion.get(apiVersionOf({ group, version }));
  if (found === undefined) return [];
  return Object.keys(found.models)
    .map((name) => modelIn(found, name))
    .filter((model) => model !== undefined);
}
