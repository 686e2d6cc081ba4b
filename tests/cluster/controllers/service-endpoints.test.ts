import { describe, expect, it } from 'vitest';
import type { Pod, Service } from '@/lib/cluster/api/core';
import type { Draft, Labels } from '@/lib/cluster/api/meta';
import { endpointSlices, endpoints, pods, services } from '@/lib/cluster/api/resources';
import { EndpointsController } from '@/lib/cluster/kube-controller-manager/endpoints/endpoints-controller';
import { EndpointSliceController } from '@/lib/cluster/kube-controller-manager/endpointslice/endpointslice-controller';
import { EndpointSliceMirroringController } from '@/lib/cluster/kube-controller-manager/endpointslice-mirroring-controller';
import { ControlPlane, readyStatus } from './control-plane';
import { podTemplate } from './drafts';

const service = (rest: Partial<Service['spec']> = {}, labels: Labels = { team: 'shop' }): Draft<Service> => ({
  metadata: { name: 'web', labels },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.20',
    sessionAffinity: 'None',
    selector: { app: 'web' },
    ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    ...rest,
  },
});

function addPod(plane: ControlPlane, name: string, address: string, isReady = true, app = 'web'): Pod {
  const template = podTemplate(app);
  const [container] = template.spec.containers;
  const ports = [{ name: 'http', containerPort: 8080, protocol: 'TCP' as const }];
  const pod = plane.server.create(pods, 'default', {
    metadata: { name, labels: { app } },
    spec: { ...template.spec, containers: container ? [{ ...container, ports }] : [], nodeName: 'node-1' },
    status: { phase: 'Pending' },
  });
  setReady(plane, name, isReady, address);
  return pod;
}

function setReady(plane: ControlPlane, name: string, isReady: boolean, podIP?: string): void {
  const pod = plane.server.get(pods, 'default', name);
  plane.setPodStatus(pod, {
    ...readyStatus(plane.simulation.timestamp(), isReady),
    ...(podIP && { podIP, podIPs: [{ ip: podIP }] }),
  });
}

function begin() {
  const plane = new ControlPlane(EndpointsController, EndpointSliceController);
  plane.addNode('node-1', { 'topology.kubernetes.io/zone': 'zone-a' });
  return plane;
}

/** The API server's own Service is not the subject here. */
const isOfTest = ({ metadata }: { readonly metadata: { readonly name: string } }) =>
  metadata.name !== 'kubernetes';
const slicesOf = (plane: ControlPlane) => plane.server.list(endpointSlices).items.filter(isOfTest);
const conditionsOf = (plane: ControlPlane) =>
  slicesOf(plane)
    .flatMap((slice) => slice.endpoints)
    .map(({ addresses, conditions: { ready, serving, terminating } }) =>
      [...addresses, ready && 'ready', serving && 'serving', terminating && 'terminating']
        .filter(Boolean)
        .join(' '),
    );

describe('the EndpointSlice controller', () => {
  it('gives a Service without Pods one empty slice', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    plane.advance(100);
    const [slice] = slicesOf(plane);
    expect(slicesOf(plane)).toHaveLength(1);
    expect(slice?.metadata.name).toMatch(/^web-[b-z2-9]{5}$/);
    expect(slice?.metadata.labels).toEqual({
      team: 'shop',
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
    expect(slice).toMatchObject({ addressType: 'IPv4', endpoints: [], ports: [] });
  });

  it('names address, node, zone and Pod of each endpoint, and the port behind the target port', () => {
    const plane = begin();
    const pod = addPod(plane, 'web-1', '10.244.1.5');
    plane.server.create(
      services,
      'default',
      service({ ports: [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP' }] }),
    );
    plane.advance(100);
    expect(slicesOf(plane)).toHaveLength(1);
    expect(slicesOf(plane)[0]).toMatchObject({
      ports: [{ name: 'web', port: 8080, protocol: 'TCP' }],
      endpoints: [
        {
          addresses: ['10.244.1.5'],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: 'node-1',
          zone: 'zone-a',
          targetRef: { kind: 'Pod', name: 'web-1', namespace: 'default', uid: pod.metadata.uid },
        },
      ],
    });
  });

  it('follows a Pod from not ready over ready and terminating to gone', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    addPod(plane, 'web-1', '10.244.1.5', false);
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual(['10.244.1.5']);
    setReady(plane, 'web-1', true);
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual(['10.244.1.5 ready serving']);
    plane.server.delete(pods, 'default', 'web-1', { gracePeriodSeconds: 30 });
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual(['10.244.1.5 serving terminating']);
    plane.server.delete(pods, 'default', 'web-1', { gracePeriodSeconds: 0 });
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual([]);
    expect(slicesOf(plane)).toHaveLength(1);
  });

  it('calls every Pod ready when the Service publishes addresses that are not', () => {
    const plane = begin();
    plane.server.create(services, 'default', service({ publishNotReadyAddresses: true }));
    addPod(plane, 'web-1', '10.244.1.5', false);
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual(['10.244.1.5 ready']);
  });

  it('drops Pods that ended, and Pods whose labels moved away', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    addPod(plane, 'web-1', '10.244.1.5');
    addPod(plane, 'web-2', '10.244.1.6');
    addPod(plane, 'other', '10.244.1.7', true, 'db');
    plane.advance(100);
    expect(conditionsOf(plane)).toHaveLength(2);
    plane.setPodStatus(plane.server.get(pods, 'default', 'web-1'), { phase: 'Succeeded' });
    const moved = plane.server.get(pods, 'default', 'web-2');
    plane.server.update(pods, { ...moved, metadata: { ...moved.metadata, labels: { app: 'debug' } } });
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual([]);
  });

  it('spreads a thousand Pods over slices of a hundred, each Pod once', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    for (let count = 0; count < 1000; count++)
      addPod(plane, `web-${count}`, `10.244.${count >> 8}.${count & 255}`);
    plane.advance(60_000);
    const addresses = slicesOf(plane).flatMap((slice) => slice.endpoints.flatMap((each) => each.addresses));
    expect(new Set(addresses).size).toBe(1000);
    expect(addresses).toHaveLength(1000);
    expect(Math.max(...slicesOf(plane).map((slice) => slice.endpoints.length))).toBe(100);
    expect(slicesOf(plane).length).toBeLessThanOrEqual(12);
  });

  it('brings back a slice that somebody deleted or changed', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    addPod(plane, 'web-1', '10.244.1.5');
    plane.advance(100);
    const [slice] = slicesOf(plane);
    if (slice === undefined) throw new Error('There must be a slice.');
    plane.server.update(endpointSlices, { ...slice, endpoints: [] });
    plane.advance(3000);
    expect(conditionsOf(plane)).toEqual(['10.244.1.5 ready serving']);
    plane.server.delete(endpointSlices, 'default', slice.metadata.name);
    plane.advance(3000);
    expect(conditionsOf(plane)).toEqual(['10.244.1.5 ready serving']);
  });

  it('does nothing twice after a restart', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    addPod(plane, 'web-1', '10.244.1.5');
    plane.advance(100);
    const before = plane.simulation.trace.count;
    for (const each of plane.controllers) each.stop();
    plane.program.stop();
    plane.program.start();
    for (const each of plane.controllers) each.start();
    plane.advance(1000);
    expect(plane.requests(before)).toEqual([]);
  });
});

describe('the Endpoints controller', () => {
  it('lists ready and unready addresses apart', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    addPod(plane, 'web-1', '10.244.1.5');
    addPod(plane, 'web-2', '10.244.1.4', false);
    plane.advance(100);
    const found = plane.server.get(endpoints, 'default', 'web');
    expect(found.metadata.labels).toEqual({
      team: 'shop',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    });
    expect(found.subsets).toMatchObject([
      {
        addresses: [{ ip: '10.244.1.5', nodeName: 'node-1' }],
        notReadyAddresses: [{ ip: '10.244.1.4' }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
  });

  it('exists without subsets when no Pod matches, and goes with its Service', () => {
    const plane = begin();
    plane.server.create(services, 'default', service());
    plane.advance(100);
    expect(plane.server.get(endpoints, 'default', 'web').subsets).toBeUndefined();
    plane.server.delete(services, 'default', 'web');
    plane.advance(100);
    expect(plane.server.list(endpoints).items.filter(isOfTest)).toEqual([]);
  });

  it('leaves a Service without selector to its author', () => {
    const plane = begin();
    const { selector: _, ...spec } = service().spec;
    plane.server.create(services, 'default', { ...service(), spec });
    plane.advance(100);
    expect(plane.requests()).toEqual([]);
  });
});

describe('the EndpointSlice mirroring controller', () => {
  const { selector: _, ...spec } = service().spec;
  const written = (ip: string) => ({
    metadata: { name: 'web' },
    subsets: [{ addresses: [{ ip }], ports: [{ port: 5432, protocol: 'TCP' }] }],
  });

  function mirror() {
    const plane = new ControlPlane(EndpointSliceMirroringController);
    plane.server.create(services, 'default', { ...service(), spec });
    plane.server.create(endpoints, 'default', written('192.0.2.1'));
    return plane.advance(100);
  }

  it('copies Endpoints that a person wrote for a Service without selector', () => {
    const [slice] = slicesOf(mirror());
    expect(slice?.metadata.labels).toEqual({
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    });
    expect(slice).toMatchObject({
      endpoints: [{ addresses: ['192.0.2.1'], conditions: { ready: true } }],
      ports: [{ name: '', port: 5432, protocol: 'TCP' }],
    });
  });

  it('follows their changes, and stops when the Service is given a selector', () => {
    const plane = mirror();
    const stored = plane.server.get(endpoints, 'default', 'web');
    plane.server.update(endpoints, { ...stored, ...written('192.0.2.2'), metadata: stored.metadata });
    plane.advance(100);
    expect(conditionsOf(plane)).toEqual(['192.0.2.2 ready']);
    expect(slicesOf(plane)).toHaveLength(1);
    const found = plane.server.get(services, 'default', 'web');
    plane.server.update(services, { ...found, spec: { ...found.spec, selector: { app: 'web' } } });
    plane.advance(100);
    expect(slicesOf(plane)).toEqual([]);
  });
});
