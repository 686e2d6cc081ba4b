import { describe, expect, it } from 'vitest';
import type { Namespace } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { configMaps, namespaces, pods, serviceAccounts } from '@/lib/cluster/api/resources';
import { NamespaceController } from '@/lib/cluster/kube-controller-manager/namespace/namespace-controller';
import { RootCACertPublisher } from '@/lib/cluster/kube-controller-manager/root-ca-certificate-publisher';
import { ServiceAccountsController } from '@/lib/cluster/kube-controller-manager/service-account/service-accounts-controller';
import { ControlPlane } from './control-plane';
import { podTemplate } from './drafts';

const shop: Draft<Namespace> = {
  metadata: { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } },
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Active' },
};

function begin() {
  const plane = new ControlPlane(NamespaceController, ServiceAccountsController, RootCACertPublisher);
  plane.server.create(namespaces, undefined, shop);
  return plane.advance(1000);
}

const exists = (plane: ControlPlane) =>
  plane.server.list(namespaces).items.some(({ metadata }) => metadata.name === 'shop');

describe('a new namespace', () => {
  it('is given its default ServiceAccount and the root certificate', () => {
    const plane = begin();
    expect(plane.server.get(serviceAccounts, 'shop', 'default').metadata.name).toBe('default');
    expect(plane.server.get(configMaps, 'shop', 'kube-root-ca.crt').data).toHaveProperty(['ca.crt']);
  });

  it('is given them again when they are deleted', () => {
    const plane = begin();
    plane.server.delete(serviceAccounts, 'shop', 'default');
    plane.server.delete(configMaps, 'shop', 'kube-root-ca.crt');
    plane.advance(1000);
    expect(plane.server.list(serviceAccounts, { namespace: 'shop' }).items).toHaveLength(1);
    expect(plane.server.list(configMaps, { namespace: 'shop' }).items).toHaveLength(1);
  });
});

describe('the namespace controller', () => {
  it('empties a deleted namespace after five seconds and lets it go', () => {
    const plane = begin();
    plane.server.delete(namespaces, undefined, 'shop');
    plane.advance(4900);
    expect(plane.server.get(configMaps, 'shop', 'kube-root-ca.crt')).toBeDefined();
    expect(plane.server.get(namespaces, undefined, 'shop').status.phase).toBe('Terminating');
    plane.advance(1000);
    expect(exists(plane)).toBe(false);
    expect(plane.server.list(configMaps, { namespace: 'shop' }).items).toEqual([]);
    plane.advance(60_000);
    expect(plane.server.list(serviceAccounts, { namespace: 'shop' }).items).toEqual([]);
  });

  it('waits for Pods before anything else goes, and says so', () => {
    const plane = begin();
    const { spec } = podTemplate('web');
    plane.server.create(pods, 'shop', {
      metadata: { name: 'web' },
      spec: { ...spec, nodeName: 'node-1' },
      status: { phase: 'Running' },
    });
    const pod = plane.server.get(pods, 'shop', 'web');
    plane.server.update(pods, { ...pod, metadata: { ...pod.metadata, finalizers: ['example.com/hold'] } });
    plane.server.delete(namespaces, undefined, 'shop');
    plane.advance(6000);
    expect(plane.server.list(configMaps, { namespace: 'shop' }).items).toHaveLength(1);
    const { conditions = [] } = plane.server.get(namespaces, undefined, 'shop').status;
    expect(conditions.map(({ type, status, message }) => `${type} ${status} ${message}`)).toEqual([
      'NamespaceDeletionDiscoveryFailure False All resources successfully discovered',
      'NamespaceDeletionGroupVersionParsingFailure False All legacy kube types successfully parsed',
      'NamespaceDeletionContentFailure False All content successfully deleted, may be waiting on finalization',
      'NamespaceContentRemaining True Some resources are remaining: pods. has 1 resource instances',
      'NamespaceFinalizersRemaining True Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    ]);
    const held = plane.server.get(pods, 'shop', 'web');
    const { finalizers: _, ...metadata } = held.metadata;
    plane.server.update(pods, { ...held, metadata });
    plane.server.delete(pods, 'shop', 'web', { gracePeriodSeconds: 0 });
    plane.advance(20_000);
    expect(exists(plane)).toBe(false);
  });
});
