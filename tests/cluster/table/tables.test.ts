import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@/lib/cluster/api/meta';
import type { Resource } from '@/lib/cluster/api/resource';
import * as resources from '@/lib/cluster/api/resources';
import { served, servedAs } from '@/lib/cluster/kube-apiserver/resources';

const nowMs = Date.parse('2026-03-02T09:10:00Z');
const metadata = { name: 'web', namespace: 'default', creationTimestamp: '2026-03-02T09:00:00Z' };

/** The cells by the names of their columns. */
function row(resource: Resource, object: object): Record<string, unknown> {
  const { table } = servedAs(resource);
  const cells = table.cells({ metadata, ...object } as unknown as KubeObject, nowMs);
  expect(cells.length).toBe(table.columns.length);
  return Object.fromEntries(table.columns.map(({ name }, index) => [name, cells[index]]));
}

describe('the tables', () => {
  it('begin with the name, but for events', () => {
    const others = served.filter(({ table }) => table.columns[0]?.format !== 'name');
    expect(others.map(({ resource }) => resource.plural)).toEqual(['events', 'events']);
  });

  it('show a node that is ready and cordoned, with its roles', () => {
    const labels = { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/edge': '' };
    const conditions = [{ type: 'Ready', status: 'True' }];
    const node = { metadata: { ...metadata, labels }, spec: { unschedulable: true }, status: { conditions } };
    expect(row(resources.nodes, node)).toMatchObject({
      Status: 'Ready,SchedulingDisabled',
      Roles: 'edge,worker',
    });
    const lost = { spec: {}, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } };
    expect(row(resources.nodes, lost)).toMatchObject({
      Status: 'NotReady',
      Roles: '<none>',
      'External-IP': '<none>',
    });
    expect(row(resources.nodes, { spec: {}, status: {} }).Status).toBe('Unknown');
  });

  it('show Services of every type', () => {
    const service = (spec: object, loadBalancer: object = {}) =>
      row(resources.services, { spec, status: { loadBalancer } });
    const ports = [{ port: 80, protocol: 'TCP', nodePort: 30000 }];
    expect(service({ type: 'NodePort', clusterIPs: ['10.96.0.9'], ports })).toMatchObject({
      'Cluster-IP': '10.96.0.9',
      'External-IP': '<none>',
      'Port(s)': '80:30000/TCP',
    });
    expect(service({ type: 'LoadBalancer', ports })['External-IP']).toBe('<pending>');
    const ingress = [{ hostname: 'b.example' }, { ip: '10.0.0.1' }];
    expect(service({ type: 'LoadBalancer', ports }, { ingress })['External-IP']).toBe('10.0.0.1,b.example');
    expect(service({ type: 'ExternalName', externalName: 'db.example' })).toMatchObject({
      'Cluster-IP': '<none>',
      'External-IP': 'db.example',
      'Port(s)': '<none>',
      Selector: '<none>',
    });
  });

  it('show what an autoscaler measures', () => {
    const target = { type: 'Utilization', averageUtilization: 50 };
    const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    const spec = {
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 4,
      metrics,
    };
    const targets = (status: object, more: object = {}) =>
      row(resources.horizontalPodAutoscalers, { spec: { ...spec, ...more }, status }).Targets;
    expect(targets({})).toBe('cpu: <unknown>/50%');
    const currentMetrics = [
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } },
    ];
    expect(targets({ currentMetrics })).toBe('cpu: 12%/50%');
    expect(targets({}, { metrics: [...metrics, ...metrics, ...metrics] })).toBe(
      'cpu: <unknown>/50%, cpu: <unknown>/50% + 1 more...',
    );
    expect(targets({}, { metrics: [] })).toBe('<none>');
  });

  it('show how far a Job is', () => {
    const job = (spec: object, status: object) =>
      row(resources.jobs, { spec: { template: { spec: { containers: [] } }, ...spec }, status });
    const startTime = '2026-03-02T09:08:00Z';
    expect(job({ completions: 3, parallelism: 1 }, { succeeded: 1, startTime })).toMatchObject({
      Status: 'Running',
      Completions: '1/3',
      Duration: '2m',
      Selector: '<none>',
    });
    const conditions = [{ type: 'Complete', status: 'True' }];
    const completionTime = '2026-03-02T09:08:07Z';
    expect(job({ parallelism: 2 }, { succeeded: 1, startTime, completionTime, conditions })).toMatchObject({
      Status: 'Complete',
      Completions: '1/1 of 2',
      Duration: '7s',
    });
    expect(job({ parallelism: 1 }, {})).toMatchObject({ Completions: '0/1', Duration: '' });
  });

  it('show an event with its counts and its source', () => {
    const event = {
      involvedObject: { kind: 'Pod', name: 'web', fieldPath: 'spec.containers{app}' },
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container\n',
      source: { component: 'kubelet', host: 'node-1' },
      firstTimestamp: '2026-03-02T09:01:00Z',
      lastTimestamp: '2026-03-02T09:09:00Z',
      eventTime: null,
      count: 4,
    };
    expect(row(resources.events, event)).toEqual({
      'Last Seen': '60s',
      Type: 'Warning',
      Reason: 'BackOff',
      Object: 'pod/web',
      Subobject: 'spec.containers{app}',
      Source: 'kubelet, node-1',
      Message: 'Back-off restarting failed container',
      'First Seen': '9m',
      Count: 4,
      Name: 'web',
    });
    const modern = {
      ...event,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      count: 0,
      eventTime: '2026-03-02T09:05:00.000000Z',
      reportingComponent: 'default-scheduler',
      reportingInstance: '',
    };
    expect(row(resources.eventsV1, modern)).toMatchObject({
      'Last Seen': '5m',
      'First Seen': '5m',
      Count: 1,
      Source: 'default-scheduler',
    });
  });

  it('show the first three addresses', () => {
    const addresses = ['1', '2', '3', '4'].map((last) => ({ ip: `10.244.0.${last}` }));
    const subsets = [{ addresses, ports: [{ port: 80 }] }];
    expect(row(resources.endpoints, { subsets }).Endpoints).toBe(
      '10.244.0.1:80,10.244.0.2:80,10.244.0.3:80 + 1 more...',
    );
    expect(row(resources.endpoints, {}).Endpoints).toBe('<none>');
    expect(row(resources.endpointSlices, { addressType: 'IPv4', ports: [], endpoints: [] })).toMatchObject({
      Ports: '<unset>',
      Endpoints: '<unset>',
    });
  });

  it('show selectors in the order of their keys', () => {
    const selector = {
      matchLabels: { tier: 'front', app: 'web' },
      matchExpressions: [
        { key: 'env', operator: 'NotIn', values: ['b', 'a'] },
        { key: 'old', operator: 'DoesNotExist' },
      ],
    };
    const template = {
      spec: {
        containers: [
          { name: 'a', image: 'x' },
          { name: 'b', image: 'y' },
        ],
      },
    };
    expect(
      row(resources.deployments, { spec: { replicas: 2, selector, template }, status: {} }),
    ).toMatchObject({
      Ready: '0/2',
      'Up-to-date': 0,
      Containers: 'a,b',
      Images: 'x,y',
      Selector: 'app=web,env notin (a,b),!old,tier=front',
    });
  });

  it('show whose revision it is', () => {
    const ownerReferences = [
      { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: '1', controller: true },
    ];
    const revision = { metadata: { ...metadata, ownerReferences }, revision: 2 };
    expect(row(resources.controllerRevisions, revision)).toMatchObject({
      Controller: 'statefulset.apps/db',
      Revision: 2,
    });
  });

  it('show budgets, with what is not said as N/A', () => {
    expect(
      row(resources.podDisruptionBudgets, { spec: { maxUnavailable: '10%' }, status: {} }),
    ).toMatchObject({
      'Min Available': 'N/A',
      'Max Unavailable': '10%',
      'Allowed Disruptions': 0,
    });
  });
});
