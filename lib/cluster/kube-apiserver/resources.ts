import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import * as resources from '../api/resources';
import { plainStrategy } from './strategy/plain';
import type { Strategy } from './strategy.types';
import { plainTable } from './table/plain';
import type { TableConvertor } from './table.types';

/** One row: a resource, how it is treated, how it is printed. A new kind adds its row to the table below. */
export interface Served<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>;
  readonly strategy: Strategy<T>;
  readonly table: TableConvertor<T>;
}

function serve<T extends KubeObject>(
  resource: Resource<T>,
  strategy: Strategy<T>,
  table: TableConvertor<T>,
): Served {
  // The rows are of many shapes; each strategy only ever meets objects of its own.
  return { resource, strategy, table } as unknown as Served;
}

/** Every stored resource, in the order discovery lists them. */
export const served: readonly Served[] = [
  serve(resources.namespaces, plainStrategy, plainTable),
  serve(resources.nodes, plainStrategy, plainTable),
  serve(resources.pods, plainStrategy, plainTable),
  serve(resources.services, plainStrategy, plainTable),
  serve(resources.endpoints, plainStrategy, plainTable),
  serve(resources.configMaps, plainStrategy, plainTable),
  serve(resources.secrets, plainStrategy, plainTable),
  serve(resources.serviceAccounts, plainStrategy, plainTable),
  serve(resources.events, plainStrategy, plainTable),
  serve(resources.eventsV1, plainStrategy, plainTable),
  serve(resources.deployments, plainStrategy, plainTable),
  serve(resources.replicaSets, plainStrategy, plainTable),
  serve(resources.statefulSets, plainStrategy, plainTable),
  serve(resources.daemonSets, plainStrategy, plainTable),
  serve(resources.controllerRevisions, plainStrategy, plainTable),
  serve(resources.jobs, plainStrategy, plainTable),
  serve(resources.horizontalPodAutoscalers, plainStrategy, plainTable),
  serve(resources.podDisruptionBudgets, plainStrategy, plainTable),
  serve(resources.priorityClasses, plainStrategy, plainTable),
  serve(resources.leases, plainStrategy, plainTable),
  serve(resources.endpointSlices, plainStrategy, plainTable),
];

const byIdentity = new Map(served.map((each) => [each.resource, each]));

/** How `resource` is served. */
export function servedAs(resource: Resource): Served {
  const found = byIdentity.get(resource);
  if (found === undefined) throw new Error(`${resource.plural} has no row in kube-apiserver/resources.ts.`);
  return found;
}
