import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import {
  endpointSlices,
  endpoints,
  namespaces,
  priorityClasses,
  serviceAccounts,
  services,
} from '../api/resources';
import type { RegistryStore } from './registry-store';

/**
 * What the API server makes for itself when its store is empty: the system's namespaces, priority classes and the Service
 * `kubernetes` (pkg/controlplane: systemnamespaces, kubernetesservice; pkg/registry/scheduling/rest). The service accounts
 * `default` of these namespaces are the service account controller's by right; they are made here so that Pods can be
 * created from the first moment.
 */
/** Where the API server listens, in the machines' network. */
const serverAddress = '10.0.0.2';
const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

const systemPriorityClasses = [
  {
    name: 'system-node-critical',
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    name: 'system-cluster-critical',
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
];

export function bootstrap(store: RegistryStore): void {
  const create = (resource: unknown, namespace: string | undefined, draft: object) =>
    store.create(resource as Resource, namespace, draft as KubeObject);
  for (const name of systemNamespaces) {
    create(namespaces, undefined, {
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    create(serviceAccounts, name, { metadata: { name: 'default' } });
  }
  for (const { name, ...rest } of systemPriorityClasses)
    create(priorityClasses, undefined, {
      metadata: { name, generation: 1 },
      ...rest,
      preemptionPolicy: 'PreemptLowerPriority',
    });
  create(services, 'default', {
    metadata: { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
    status: { loadBalancer: {} },
  });
  const labels = { 'kubernetes.io/service-name': 'kubernetes' };
  create(endpoints, 'default', {
    metadata: { name: 'kubernetes', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [
      { addresses: [{ ip: serverAddress }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] },
    ],
  });
  create(endpointSlices, 'default', {
    metadata: { name: 'kubernetes', labels },
    addressType: 'IPv4',
    endpoints: [{ addresses: [serverAddress], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  });
}
