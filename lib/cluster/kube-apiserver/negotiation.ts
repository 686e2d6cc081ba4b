import type { KubeObject, ListMeta } from '../api/meta';
import { apiVersionOf, type Resource } from '../api/resource';
import type { Exchange } from './exchange';
import { headerOf } from './exchange';
import type { TableConvertor } from './table.types';

/** Answers in the form the client asked for (k8s.io/apiserver/pkg/endpoints/handlers/response.go). */
export type Form = 'object' | 'Table' | 'PartialObjectMetadata';

export function formOf({ request }: Exchange): Form {
  for (const clause of headerOf(request, 'accept').split(',')) {
    const as = /;\s*as=(\w+)/.exec(clause)?.[1];
    if (as === undefined) {
      if (/json|\*\/\*/.test(clause)) return 'object';
    } else if (!/;\s*g=meta\.k8s\.io/.test(clause) || !/;\s*v=v1(?:;|\s|$)/.test(clause)) continue;
    else if (as === 'Table') return 'Table';
    else if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')
      return 'PartialObjectMetadata';
  }
  return 'object';
}

interface Kind {
  readonly resource: Pick<Resource, 'group' | 'version' | 'kind'>;
  readonly table: TableConvertor;
}

export function partial({ metadata }: KubeObject) {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

/** One object, as asked for. */
export function shownObject(exchange: Exchange, kind: Kind, object: KubeObject): unknown {
  switch (formOf(exchange)) {
    case 'Table':
      return tableOf(exchange, kind, [object], { resourceVersion: object.metadata.resourceVersion });
    case 'PartialObjectMetadata':
      return partial(object);
    default:
      return object;
  }
}

/** A list of objects, as asked for. */
export function shownList(
  exchange: Exchange,
  kind: Kind,
  items: readonly KubeObject[],
  metadata: ListMeta,
): unknown {
  switch (formOf(exchange)) {
    case 'Table':
      return tableOf(exchange, kind, items, metadata);
    case 'PartialObjectMetadata':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: items.map(partial),
      };
    default:
      return {
        kind: `${kind.resource.kind}List`,
        apiVersion: apiVersionOf(kind.resource),
        metadata,
        items,
      };
  }
}

/** @param hasHeaders whether the columns are described: in a watch only the first Table does */
export function tableOf(
  { server, info }: Exchange,
  { table }: Kind,
  items: readonly KubeObject[],
  metadata: ListMeta,
  hasHeaders = true,
): unknown {
  const include = info.query.get('includeObject') || 'Metadata';
  const { epochNowMs } = server.simulation;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: hasHeaders
      ? table.columns.map((column) => ({ ...column, format: column.format ?? '' }))
      : null,
    rows: items.map((object) => ({
      cells: table.cells(object, epochNowMs),
      object: include === 'None' ? null : include === 'Object' ? object : partial(object),
    })),
  };
}
