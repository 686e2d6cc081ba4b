import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@/lib/cluster/api/meta';
import type { Resource } from '@/lib/cluster/api/resource';
import {
  configMaps,
  controllerRevisions,
  endpointSlices,
  events,
  horizontalPodAutoscalers,
  leases,
  namespaces,
  nodes,
  podDisruptionBudgets,
  priorityClasses,
  secrets,
} from '@/lib/cluster/api/resources';
import { servedAs } from '@/lib/cluster/kube-apiserver/resources';
import { create, messageOf, newServer } from './refusal';

const named = (rest: object, name = 'x') => ({ metadata: { name }, ...rest });
const refusal = <T extends KubeObject>(resource: Resource<T>, manifest: object) =>
  messageOf(() => create(newServer(), resource, manifest));

/** What the server says to a change of what was made of `manifest`. */
function refusalOfChange<T extends KubeObject>(
  resource: Resource<T>,
  manifest: object,
  change: object,
): string {
  const server = newServer();
  const made = create(server, resource, manifest);
  return messageOf(() => server.update(resource, { ...made, ...change }));
}

describe('a ConfigMap', () => {
  it('has keys that could be file names', () => {
    expect(refusal(configMaps, named({ data: { 'a b': '1' } }))).toBe(
      "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
    expect(refusal(configMaps, named({ data: { '..': '1' } }))).toBe(
      'data[..]: Invalid value: "..": must not be \'..\'',
    );
  });

  it('is no larger than a mebibyte', () => {
    expect(refusal(configMaps, named({ data: { a: 'x'.repeat(1024 * 1024 + 1) } }))).toBe(
      ': Too long: may not be more than 1048576 bytes',
    );
  });

  it('that is immutable stays as it is', () => {
    const manifest = named({ data: { a: 'x' }, immutable: true });
    expect(refusalOfChange(configMaps, manifest, { data: { a: 'y' } })).toBe(
      'data: Forbidden: field is immutable when `immutable` is set',
    );
  });
});

describe('a Secret', () => {
  it('encodes what is given as text, whatever the alphabet', () => {
    const { data, type } = create(newServer(), secrets, named({ stringData: { a: '쿠버네티스', b: 'x' } }));
    expect(data).toEqual({ a: '7L+g67KE64Sk7Yuw7Iqk', b: 'eA==' });
    expect(type).toBe('Opaque');
  });

  it('keeps its type, and a type asks for its keys', () => {
    expect(refusalOfChange(secrets, named({}), { type: 'kubernetes.io/tls' })).toBe(
      '[type: Invalid value: "kubernetes.io/tls": field is immutable, data[tls.crt]: Required value, data[tls.key]: Required value]',
    );
  });
});

describe('the cluster’s own kinds', () => {
  it('a Namespace is active, labelled with its name and kept by its finalizer', () => {
    const { metadata, spec, status } = create(newServer(), namespaces, named({}));
    expect(metadata.labels).toEqual({ 'kubernetes.io/metadata.name': 'x' });
    expect(spec).toEqual({ finalizers: ['kubernetes'] });
    expect(status).toEqual({ phase: 'Active' });
    expect(refusal(namespaces, named({}, 'a.b'))).toContain('a lowercase RFC 1123 label must consist of');
  });

  it('a Node has no taint twice, and keeps its address range', () => {
    const taint = { key: 'a', value: 'b', effect: 'NoSchedule' };
    expect(refusal(nodes, named({ spec: { taints: [taint, taint] } }))).toBe(
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    );
    const manifest = named({ spec: { podCIDR: '10.244.1.0/24' } });
    expect(refusalOfChange(nodes, manifest, { spec: { podCIDR: '10.244.2.0/24' } })).toBe(
      'spec: Forbidden: node updates may only change labels, taints, or capacity',
    );
    expect(
      refusalOfChange(nodes, manifest, { spec: { podCIDR: '10.244.1.0/24', unschedulable: true } }),
    ).toBe('accepted');
  });

  it('a PriorityClass keeps its value; the system’s names are the system’s', () => {
    expect(refusalOfChange(priorityClasses, named({ value: 1 }), { value: 2 })).toBe(
      'value: Forbidden: may not be changed in an update.',
    );
    expect(refusal(priorityClasses, named({ value: 1000000001 }))).toBe(
      'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    );
    expect(refusal(priorityClasses, named({ value: 1 }, 'system-mine'))).toBe(
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
    );
  });

  it('an Event is in the namespace of what it is about', () => {
    const about = (namespace: string) =>
      named({ involvedObject: { kind: 'Pod', name: 'p', namespace }, reason: 'r' });
    expect(refusal(events, about('other'))).toBe(
      'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
    );
    expect(refusal(events, about('default'))).toBe('accepted');
    const { selectableFields = {} } = servedAs(events).strategy;
    const event = create(newServer(), events, about('default'));
    expect(selectableFields['involvedObject.name']?.(event)).toBe('p');
  });

  it('a Lease lasts some seconds', () => {
    expect(refusal(leases, named({ spec: { leaseDurationSeconds: 0 } }))).toBe(
      'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
    );
  });

  it('a ControllerRevision keeps its data', () => {
    const manifest = named({ revision: 1, data: { spec: {} } });
    expect(refusalOfChange(controllerRevisions, manifest, { data: { spec: { a: 1 } } })).toBe(
      'data: Invalid value: {"spec":{"a":1}}: field is immutable',
    );
    expect(refusalOfChange(controllerRevisions, manifest, { revision: 2 })).toBe('accepted');
  });

  it('an EndpointSlice counts its changes', () => {
    const server = newServer();
    const made = create(
      server,
      endpointSlices,
      named({ addressType: 'IPv4', endpoints: [], ports: [{ port: 80 }] }),
    );
    expect(made.ports).toEqual([{ name: '', port: 80, protocol: 'TCP' }]);
    const endpoints = [{ addresses: ['10.244.1.2'], conditions: {} }];
    expect(server.update(endpointSlices, { ...made, endpoints }).metadata.generation).toBe(2);
    expect(refusal(endpointSlices, named({ addressType: 'IPv4', endpoints: [{ addresses: ['x'] }] }))).toBe(
      'endpoints[0].addresses[0]: Invalid value: "x": must be a valid IPv4 address',
    );
  });
});

describe('a HorizontalPodAutoscaler', () => {
  const spec = { maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'web' } };

  it('looks at the CPU when it does not say, and fills in half a behavior', () => {
    const made = create(
      newServer(),
      horizontalPodAutoscalers,
      named({ spec: { ...spec, behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } }),
    );
    expect(made.spec.minReplicas).toBe(1);
    expect(made.spec.metrics).toEqual([
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
    ]);
    expect(made.spec.behavior?.scaleDown).toEqual({
      stabilizationWindowSeconds: 60,
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    });
    expect(made.spec.behavior?.scaleUp?.policies).toHaveLength(2);
    expect(made.status).toEqual({ desiredReplicas: 0, currentMetrics: null });
  });

  it.each([
    [
      { minReplicas: 6 },
      'spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`',
    ],
    [{ minReplicas: 0 }, 'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1'],
    [{ scaleTargetRef: { kind: 'Deployment' } }, 'spec.scaleTargetRef.name: Required value'],
    [
      { metrics: [{ type: 'Nope' }] },
      'spec.metrics[0].type: Unsupported value: "Nope": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
    ],
    [
      { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }] },
      'spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
    ],
    [
      { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 0, periodSeconds: 15 }] } } },
      'spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero',
    ],
  ])('is refused with %o', (rest, message) => {
    expect(refusal(horizontalPodAutoscalers, named({ spec: { ...spec, ...rest } }))).toBe(message);
  });
});

describe('a PodDisruptionBudget', () => {
  it('says one of two numbers', () => {
    expect(refusal(podDisruptionBudgets, named({ spec: { minAvailable: 1, maxUnavailable: '50%' } }))).toBe(
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":"50%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    );
    expect(refusal(podDisruptionBudgets, named({ spec: { minAvailable: '200%' } }))).toBe(
      'spec.minAvailable: Invalid value: "200%": must not be greater than 100%',
    );
  });
});
