import type { KubeObject } from '../api/meta';
import type { Served } from './resources';
import { badRequest } from './status-error';
import type { WatchFilter } from './watch-cache';

/** Field selectors as text (k8s.io/apimachinery/pkg/fields/selector.go): `metadata.name=web,status.phase!=Running`. */
export interface FieldMatcher {
  readonly matches: (object: KubeObject) => boolean;
  /** The one value by which a watch cache finds the objects. */
  readonly trigger: WatchFilter['trigger'];
}

const metadataFields: Readonly<Record<string, (object: KubeObject) => string>> = {
  'metadata.name': ({ metadata }) => metadata.name,
  'metadata.namespace': ({ metadata }) => metadata.namespace ?? '',
};

/** Kinds that name themselves in the complaint (pkg/apis/…/v1/conversion.go). */
const complaints: Readonly<Record<string, (label: string) => string>> = {
  Job: (label) => `field label ${JSON.stringify(label)} not supported for batchv1.Job`,
  StatefulSet: (label) => `field label not supported for appsv1.StatefulSet: ${label}`,
};

/** Undefined for an empty text. Throws BadRequest. */
export function parseFieldSelector(text: string, { resource, strategy }: Served): FieldMatcher | undefined {
  if (text === '') return undefined;
  const own = strategy.selectableFields;
  const fields = { ...metadataFields, ...own };
  const terms = splitTerms(text).map((term) => {
    const { field, isEqual, value } = parseTerm(term, text);
    const read = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (read === undefined) throw badRequest(complaintOf(resource.kind, field, own !== undefined));
    return { field, isEqual, value, read };
  });
  const found = terms.find(
    ({ field, isEqual }) =>
      isEqual && (field === 'metadata.name' || (field === 'spec.nodeName' && resource.kind === 'Pod')),
  );
  return {
    matches: (object) => terms.every(({ read, isEqual, value }) => (read(object) === value) === isEqual),
    trigger: found?.value
      ? { field: found.field as 'metadata.name' | 'spec.nodeName', value: found.value }
      : undefined,
  };
}

function complaintOf(kind: string, field: string, hasOwn: boolean): string {
  const own = complaints[kind];
  if (own) return own(field);
  if (hasOwn) return `field label not supported: ${field}`;
  return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

/** At commas that no backslash takes the meaning from. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).filter((term) => term !== '');
}

function parseTerm(term: string, whole: string) {
  const [, field, sign, raw = ''] = /^((?:\\.|[^=!\\])*?)(!=|==|=)([\s\S]*)$/.exec(term) ?? [];
  if (field === undefined) throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`);
  return { field, isEqual: sign !== '!=', value: raw.replace(/\\([\\,=])/g, '$1') };
}
