import { apiVersionOf } from '../api/resource';
import type { KubeApiServer } from './kube-apiserver';
import { served } from './resources';
import { type Field, type Model, modelOf, modelOfField, modelsOf } from './schema/schema';

/**
 * OpenAPI v3 documents, one for each group and version (k8s.io/kube-openapi/pkg/builder3): the schemas that `explain`, `apply`
 * and `edit` go by, and of the paths as much as clients look for. Left out: answers, lists, descriptions of parameters.
 */
const pathOf = (groupVersion: string) => `${groupVersion.includes('/') ? 'apis' : 'api'}/${groupVersion}`;

export function openApiIndex(groupVersions: readonly string[]) {
  const paths = groupVersions.map((each) => [
    pathOf(each),
    { serverRelativeURL: `/openapi/v3/${pathOf(each)}?hash=V1_35` },
  ]);
  return { paths: Object.fromEntries(paths) };
}

/** The texts of the schemas; they are large and load apart (schema/descriptions.ts). */
export interface Descriptions {
  describeModel(model: Model): string;
  describeField(model: Model, field: string): string;
}

/** The document of `apps/v1`. */
export function openApiDocument(server: KubeApiServer, groupVersion: string): unknown {
  const [group = '', version = ''] = groupVersion.includes('/')
    ? groupVersion.split('/')
    : ['', groupVersion];
  const schemas = new Map<string, unknown>();
  for (const model of modelsOf(group, version)) addSchema(model, schemas, server.descriptions);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.35.2' },
    paths: Object.fromEntries(pathsOf(group, version)),
    components: { schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

/** A model with all it refers to. */
function addSchema(
  model: Model,
  schemas: Map<string, unknown>,
  descriptions: Descriptions | undefined,
): void {
  if (schemas.has(model.name)) return;
  const fields = [...model.fields.values()];
  schemas.set(model.name, undefined);
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const properties = fields.map((field) => [
    field.name,
    { ...described(descriptions?.describeField(model, field.name)), ...property(model, field) },
  ]);
  schemas.set(model.name, {
    ...described(descriptions?.describeModel(model)),
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
    ...(model.isKind && {
      'x-kubernetes-group-version-kind': [
        { group: model.group, kind: model.shortName, version: model.version },
      ],
    }),
  });
  for (const field of fields) {
    const inner = modelOfField(model, field);
    if (inner) addSchema(inner, schemas, descriptions);
  }
}

const described = (text = '') => text !== '' && { description: text };

const plainTypes: Readonly<Record<string, object>> = {
  '': { type: 'string' },
  i: { type: 'integer', format: 'int32' },
  l: { type: 'integer', format: 'int64' },
  b: { type: 'boolean' },
  y: { type: 'string', format: 'byte' },
  T: { type: 'string', format: 'date-time' },
  M: { type: 'string', format: 'date-time' },
  Q: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  R: { type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } },
  X: { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' },
  A: { type: 'object' },
  '*': { type: 'object' },
};

function property(model: Model, field: Field): object {
  const inner = modelOfField(model, field);
  const reference = inner && { $ref: `#/components/schemas/${inner.name}` };
  const item: object = {
    ...(reference ?? plainTypes[field.type]),
    ...(field.values.length > 0 && { enum: field.values }),
  };
  const shape =
    field.container === '[]'
      ? { type: 'array', items: item }
      : field.container === '{}'
        ? { type: 'object', additionalProperties: item }
        : reference
          ? { allOf: [reference] }
          : item;
  return {
    ...shape,
    ...(field.patchStrategy !== '' && { 'x-kubernetes-patch-strategy': field.patchStrategy }),
    ...(field.mergeKey !== '' && { 'x-kubernetes-patch-merge-key': field.mergeKey }),
  };
}

const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'];
const actions = {
  one: { get: 'get', put: 'put', patch: 'patch', delete: 'delete' },
  all: { get: 'list', post: 'post', delete: 'deletecollection' },
};

function pathsOf(group: string, version: string): [string, object][] {
  const found = served.filter(({ resource }) => resource.group === group && resource.version === version);
  return found.flatMap(({ resource }): [string, object][] => {
    if (modelOf(resource) === undefined) return [];
    const root = `/${pathOf(apiVersionOf(resource))}`;
    const base = `${root}/${resource.isNamespaced ? 'namespaces/{namespace}/' : ''}${resource.plural}`;
    const { kind } = resource;
    const operations = (of: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(of).map(([method, action]) => [
          method,
          {
            'x-kubernetes-action': action,
            'x-kubernetes-group-version-kind': { group, version, kind },
            parameters: method === 'get' ? [] : writeParameters.map((name) => ({ name, in: 'query' })),
          },
        ]),
      );
    return [
      [base, operations(actions.all)],
      [`${base}/{name}`, operations(actions.one)],
    ];
  });
}
