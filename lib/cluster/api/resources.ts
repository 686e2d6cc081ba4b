import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from './apps';
import type { HorizontalPodAutoscaler, NodeMetrics, PodMetrics } from './autoscaling';
import type { Job } from './batch';
import type {
  ConfigMap,
  Endpoints,
  Event,
  Namespace,
  Node,
  Pod,
  Secret,
  Service,
  ServiceAccount,
} from './core';
import type { KubeObject } from './meta';
import type { EndpointSlice, Lease, PodDisruptionBudget, PriorityClass } from './other';
import type { Resource } from './resource';

/** Every resource the simulation serves, under its upstream names. A new kind adds its row here. */
function resource<T extends KubeObject>(
  groupVersion: string,
  plural: string,
  kind: string,
  rest: Partial<Resource<T>> = {},
): Resource<T> {
  const [group = '', version = ''] = groupVersion.includes('/')
    ? groupVersion.split('/')
    : ['', groupVersion];
  return {
    group,
    version,
    plural,
    kind,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    isNamespaced: true,
    storage: group === '' ? plural : `${plural}.${group}`,
    ...rest,
  };
}

const all = ['all'];

export const namespaces = resource<Namespace>('v1', 'namespaces', 'Namespace', {
  shortNames: ['ns'],
  isNamespaced: false,
});
export const nodes = resource<Node>('v1', 'nodes', 'Node', { shortNames: ['no'], isNamespaced: false });
export const pods = resource<Pod>('v1', 'pods', 'Pod', { shortNames: ['po'], categories: all });
export const services = resource<Service>('v1', 'services', 'Service', {
  shortNames: ['svc'],
  categories: all,
});
export const endpoints = resource<Endpoints>('v1', 'endpoints', 'Endpoints', {
  shortNames: ['ep'],
  singular: 'endpoints',
});
export const configMaps = resource<ConfigMap>('v1', 'configmaps', 'ConfigMap', { shortNames: ['cm'] });
export const secrets = resource<Secret>('v1', 'secrets', 'Secret');
export const serviceAccounts = resource<ServiceAccount>('v1', 'serviceaccounts', 'ServiceAccount', {
  shortNames: ['sa'],
});
/** v1 and events.k8s.io/v1 are two words for the same stored object. */
export const events = resource<Event>('v1', 'events', 'Event', { shortNames: ['ev'] });
export const eventsV1 = resource<Event>('events.k8s.io/v1', 'events', 'Event', {
  shortNames: ['ev'],
  storage: 'events',
});
export const deployments = resource<Deployment>('apps/v1', 'deployments', 'Deployment', {
  shortNames: ['deploy'],
  categories: all,
});
export const replicaSets = resource<ReplicaSet>('apps/v1', 'replicasets', 'ReplicaSet', {
  shortNames: ['rs'],
  categories: all,
});
export const statefulSets = resource<StatefulSet>('apps/v1', 'statefulsets', 'StatefulSet', {
  shortNames: ['sts'],
  categories: all,
});
export const daemonSets = resource<DaemonSet>('apps/v1', 'daemonsets', 'DaemonSet', {
  shortNames: ['ds'],
  categories: all,
});
export const controllerRevisions = resource<ControllerRevision>(
  'apps/v1',
  'controllerrevisions',
  'ControllerRevision',
);
export const jobs = resource<Job>('batch/v1', 'jobs', 'Job', { categories: all });
export const horizontalPodAutoscalers = resource<HorizontalPodAutoscaler>(
  'autoscaling/v2',
  'horizontalpodautoscalers',
  'HorizontalPodAutoscaler',
  { shortNames: ['hpa'], categories: all },
);
export const podDisruptionBudgets = resource<PodDisruptionBudget>(
  'policy/v1',
  'poddisruptionbudgets',
  'PodDisruptionBudget',
  {
    shortNames: ['pdb'],
  },
);
export const priorityClasses = resource<PriorityClass>(
  'scheduling.k8s.io/v1',
  'priorityclasses',
  'PriorityClass',
  {
    shortNames: ['pc'],
    isNamespaced: false,
  },
);
export const leases = resource<Lease>('coordination.k8s.io/v1', 'leases', 'Lease');
export const endpointSlices = resource<EndpointSlice>(
  'discovery.k8s.io/v1',
  'endpointslices',
  'EndpointSlice',
);
/** Served only while metrics-server is installed; nothing of them is stored. */
export const podMetrics = resource<PodMetrics>('metrics.k8s.io/v1beta1', 'pods', 'PodMetrics', {
  singular: 'pod',
});
export const nodeMetrics = resource<NodeMetrics>('metrics.k8s.io/v1beta1', 'nodes', 'NodeMetrics', {
  singular: 'node',
  isNamespaced: false,
});
