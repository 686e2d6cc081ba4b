import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import type { TableConvertor } from './table.types';

/** One resource of a group that something else answers for: it can be read, nothing of it is stored. */
export interface AggregatedResource {
  readonly resource: Resource;
  readonly table: TableConvertor;
  list(namespace: string | undefined): readonly KubeObject[];
  /** Undefined when there is no such object. */
  get(namespace: string | undefined, name: string): KubeObject | undefined;
}

/** An extension API server behind kube-aggregator, such as metrics-server. */
export interface AggregatedApi {
  readonly resources: readonly AggregatedResource[];
  /** Where it runs, as `default/name`. While it does not answer, requests get 503. */
  readonly isAvailable: () => boolean;
}
