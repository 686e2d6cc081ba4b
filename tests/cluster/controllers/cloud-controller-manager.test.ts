import { describe, expect, it } from 'vitest';
import type { Node, Service } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { nodes, services } from '@/lib/cluster/api/resources';
import { CloudControllerManager } from '@/lib/cluster/cloud-controller-manager/cloud-controller-manager';
import { SimulatedCloud } from '@/lib/cluster/cloud-controller-manager/simulated-cloud';
import { Machine, ordinaryMachine } from '@/lib/cluster/host';
import { ControlPlane } from './control-plane';

const draft: Draft<Service> = {
  metadata: { name: 'web' },
  spec: {
    type: 'LoadBalancer',
    clusterIP: '10.96.0.20',
    sessionAffinity: 'None',
    selector: { app: 'web' },
    ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
  },
  status: { loadBalancer: {} },
};

function begin() {
  const plane = new ControlPlane();
  const machines = new Map<string, Machine>();
  const manager = new CloudControllerManager(
    plane.surroundings,
    new SimulatedCloud((name) => machines.get(name)),
  );
  manager.start();
  const addNode = (name: string, isReady: boolean) => {
    machines.set(name, new Machine({ ...ordinaryMachine, name }, machines.size + 1, () => true));
    const node = plane.server.create(nodes, undefined, {
      metadata: { name },
      spec: {},
      status: {},
    } as Draft<Node>);
    setReady(plane, node, isReady);
  };
  return { plane, manager, machines, addNode };
}

function setReady(plane: ControlPlane, node: Node, isReady: boolean): void {
  const stored = plane.server.get(nodes, undefined, node.metadata.name);
  const status = isReady ? ('True' as const) : ('Unknown' as const);
  plane.server.update(
    nodes,
    { ...stored, status: { ...stored.status, conditions: [{ type: 'Ready', status }] } },
    { subresource: 'status' },
  );
}

const ingressOf = (plane: ControlPlane) =>
  plane.server.get(services, 'default', 'web').status.loadBalancer.ingress;

describe('the service controller', () => {
  it('gives a load balancer an address after a while', () => {
    const { plane } = begin();
    plane.server.create(services, 'default', draft);
    plane.advance(5000);
    expect(ingressOf(plane)).toBeUndefined();
    plane.advance(20_000);
    expect(ingressOf(plane)).toEqual([{ ip: '203.0.113.1', ipMode: 'VIP' }]);
    expect(plane.events('web')).toEqual([
      'EnsuringLoadBalancer: Ensuring load balancer',
      'EnsuredLoadBalancer: Ensured load balancer',
    ]);
    expect(plane.server.get(services, 'default', 'web').metadata.finalizers).toEqual([
      'service.kubernetes.io/load-balancer-cleanup',
    ]);
  });

  it('keeps a deleted Service until its load balancer is gone', () => {
    const { plane } = begin();
    plane.server.create(services, 'default', draft);
    plane.advance(30_000);
    plane.server.delete(services, 'default', 'web');
    plane.advance(1000);
    expect(plane.server.list(services).items.some(({ metadata }) => metadata.name === 'web')).toBe(true);
    plane.advance(10_000);
    expect(plane.server.list(services).items.some(({ metadata }) => metadata.name === 'web')).toBe(false);
    expect(plane.events('web').slice(-2)).toEqual([
      'DeletingLoadBalancer: Deleting load balancer',
      'DeletedLoadBalancer: Deleted load balancer',
    ]);
  });

  it('goes on where it was when it is started again', () => {
    const { plane, manager } = begin();
    plane.server.create(services, 'default', draft);
    plane.advance(5000);
    manager.stop();
    plane.advance(60_000);
    expect(ingressOf(plane)).toBeUndefined();
    manager.start();
    plane.advance(30_000);
    expect(ingressOf(plane)).toHaveLength(1);
  });
});

describe('the cloud node lifecycle controller', () => {
  it('names the machine of each node', () => {
    const { plane, addNode } = begin();
    addNode('node-1', true);
    plane.advance(100);
    expect(plane.server.get(nodes, undefined, 'node-1').spec.providerID).toBe(
      'simulated://region-1/zone-a/node-1',
    );
  });

  it('deletes the node of a machine that is gone, and only that', () => {
    const { plane, machines, addNode } = begin();
    for (const name of ['node-1', 'node-2']) addNode(name, false);
    machines.get('node-1')?.setPower(false);
    machines.delete('node-2');
    plane.advance(6000);
    expect(plane.server.list(nodes).items.map(({ metadata }) => metadata.name)).toEqual(['node-1']);
    expect(plane.events('node-2')).toEqual([
      'DeletingNode: Deleting node node-2 because it does not exist in the cloud provider',
    ]);
    expect(plane.server.get(nodes, undefined, 'node-1').spec.taints).toContainEqual({
      key: 'node.cloudprovider.kubernetes.io/shutdown',
      effect: 'NoSchedule',
    });
  });
});
