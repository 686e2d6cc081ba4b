import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import * as resources from '../api/resources';
import { horizontalPodAutoscalerStrategy, podDisruptionBudgetStrategy } from './strategy/autoscaling';
import {
  controllerRevisionStrategy,
  eventStrategy,
  leaseStrategy,
  namespaceStrategy,
  nodeStrategy,
  priorityClassStrategy,
  serviceAccountStrategy,
} from './strategy/cluster-kinds';
import { configMapStrategy, secretStrategy } from './strategy/config';
import { daemonSetStrategy } from './strategy/daemonset';
import { deploymentStrategy, replicaSetStrategy } from './strategy/deployment';
import { endpointSliceStrategy, endpointsStrategy } from './strategy/endpoints';
import { jobStrategy } from './strategy/job';
import { podStrategy } from './strategy/pod';
import { serviceStrategy } from './strategy/service';
import { statefulSetStrategy } from './strategy/statefulset';
import type { Strategy } from './strategy.types';
import {
  configMapTable,
  leaseTable,
  namespaceTable,
  podDisruptionBudgetTable,
  priorityClassTable,
  secretTable,
  serviceAccountTable,
} from './table/configuration';
import { endpointSliceTable, endpointsTable } from './table/endpoints';
import { eventTable } from './table/event';
import { horizontalPodAutoscalerTable } from './table/horizontal-pod-autoscaler';
import { jobTable } from './table/job';
import { nodeTable } from './table/node';
import { podTable } from './table/pod';
import { serviceTable } from './table/service';
import {
  controllerRevisionTable,
  daemonSetTable,
  deploymentTable,
  replicaSetTable,
  statefulSetTable,
} from './table/workloads';
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
  serve(resources.namespaces, namespaceStrategy, namespaceTable),
  serve(resources.nodes, nodeStrategy, nodeTable),
  serve(resources.pods, podStrategy, podTable),
  serve(resources.services, serviceStrategy, serviceTable),
  serve(resources.endpoints, endpointsStrategy, endpointsTable),
  serve(resources.configMaps, configMapStrategy, configMapTable),
  serve(resources.secrets, secretStrategy, secretTable),
  serve(resources.serviceAccounts, serviceAccountStrategy, serviceAccountTable),
  serve(resources.events, eventStrategy, eventTable),
  serve(resources.eventsV1, eventStrategy, eventTable),
  serve(resources.deployments, deploymentStrategy, deploymentTable),
  serve(resources.replicaSets, replicaSetStrategy, replicaSetTable),
  serve(resources.statefulSets, statefulSetStrategy, statefulSetTable),
  serve(resources.daemonSets, daemonSetStrategy, daemonSetTable),
  serve(resources.controllerRevisions, controllerRevisionStrategy, controllerRevisionTable),
  serve(resources.jobs, jobStrategy, jobTable),
  serve(resources.horizontalPodAutoscalers, horizontalPodAutoscalerStrategy, horizontalPodAutoscalerTable),
  serve(resources.podDisruptionBudgets, podDisruptionBudgetStrategy, podDisruptionBudgetTable),
  serve(resources.priorityClasses, priorityClassStrategy, priorityClassTable),
  serve(resources.leases, leaseStrategy, leaseTable),
  serve(resources.endpointSlices, endpointSliceStrategy, endpointSliceTable),
];

const byIdentity = new Map(served.map((each) => [each.resource, each]));

/** How `resource` is served. */
export function servedAs(resource: Resource): Served {
  const found = byIdentity.get(resource);
  if (found === undefined) throw new Error(`${resource.plural} has no row in kube-apiserver/resources.ts.`);
  return found;
}
