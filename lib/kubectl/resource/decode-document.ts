import { isRecord, type KubeDocument } from '../kube-document';

/**
 * What kubectl itself asks of a manifest before any server sees it: the head (k8s.io/kubectl/pkg/validation/schema.go,
 * getObjectKind) and metadata of the right types (k8s.io/apimachinery unstructured, metadataOnlyObject). Left out: the types
 * inside of owner references and managed fields.
 */
export function validateHead(value: unknown, source: string): void {
  const problem = headProblem(value);
  if (problem !== undefined)
    throw new Error(
      `error validating ${JSON.stringify(source)}: error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
}

function headProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return 'invalid object to validate';
  const { apiVersion, kind } = value;
  const found = Object.entries({ apiVersion, kind }).flatMap(([name, value]) => {
    if (value === undefined) return [`${name} not set`];
    return typeof value === 'string' ? [] : [`${name} isn't string type`];
  });
  if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2)
    found.unshift(`unexpected GroupVersion string: ${apiVersion}`);
  return found.length > 1 ? `[${found.join(', ')}]` : found[0];
}

/** Go's types of the fields of ObjectMeta. */
const fieldTypes: Readonly<Record<string, string>> = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  selfLink: 'string',
  uid: 'types.UID',
  resourceVersion: 'string',
  generation: 'int64',
  creationTimestamp: 'string',
  deletionTimestamp: 'string',
  deletionGracePeriodSeconds: 'int64',
  labels: 'map[string]string',
  annotations: 'map[string]string',
  ownerReferences: '[]v1.OwnerReference',
  finalizers: '[]string',
};

/** @throws Error in the words of Go's JSON decoder */
export function validateMetadata({ metadata }: KubeDocument, source: string): void {
  const refuse = (value: unknown, field: string, type: string): never => {
    throw new Error(
      `unable to decode ${JSON.stringify(source)}: json: cannot unmarshal ${jsonType(value)} into Go struct field ${field} of type ${type}`,
    );
  };
  const given: unknown = metadata ?? {};
  if (!isRecord(given)) refuse(given, 'metadataOnlyObject.metadata', 'v1.ObjectMeta');
  for (const [name, value] of Object.entries(given as object)) {
    const type = Object.hasOwn(fieldTypes, name) ? fieldTypes[name] : undefined;
    if (type === undefined || value === null) continue;
    const field = `ObjectMeta.metadata.${name}`;
    const isList = type.startsWith('[]');
    const isMap = type.startsWith('map');
    const isRight = isList
      ? Array.isArray(value)
      : isMap
        ? isRecord(value)
        : typeof value === (type === 'int64' ? 'number' : 'string');
    if (!isRight) refuse(value, field, type);
    const inner = isMap || type === '[]string' ? Object.values(value as object) : [];
    for (const each of inner) if (each !== null && typeof each !== 'string') refuse(each, field, 'string');
  }
}

/** What Go's JSON decoder calls a value. */
export const jsonType = (value: unknown) =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
