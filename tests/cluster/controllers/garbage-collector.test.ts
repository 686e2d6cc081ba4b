import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '@/lib/cluster/api/apps';
import type { ConfigMap, Pod } from '@/lib/cluster/api/core';
import type { Draft, KubeObject, OwnerReference } from '@/lib/cluster/api/meta';
import { configMaps, deployments, pods, replicaSets } from '@/lib/cluster/api/resources';
import { GarbageCollector } from '@/lib/cluster/kube-controller-manager/garbage-collector/garbage-collector';
import { ControlPlane } from './control-plane';
import { podTemplate } from './drafts';

const referenceTo = ({ apiVersion, kind, metadata }: KubeObject): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
});

const template = podTemplate('web');
const deployment = {
  metadata: { name: 'web' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  },
} satisfies Draft<Deployment>;

/** A Deployment with a ReplicaSet with two Pods, without the controllers that would bring them back. */
function begin() {
  const plane = new ControlPlane(GarbageCollector);
  const owner = plane.server.create(deployments, 'default', deployment);
  const set: Draft<ReplicaSet> = {
    metadata: { name: 'web-1', labels: { app: 'web' }, ownerReferences: [referenceTo(owner)] },
    spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template },
  };
  const replicaSet = plane.server.create(replicaSets, 'default', set);
  for (const name of ['a', 'b']) {
    const pod: Draft<Pod> = {
      metadata: { name, labels: { app: 'web' }, ownerReferences: [referenceTo(replicaSet)] },
      spec: template.spec,
    };
    plane.server.create(pods, 'default', pod);
  }
  return plane.advance(1000);
}

const namesOf = (plane: ControlPlane) => ({
  deployments: plane.server.list(deployments).items.map(({ metadata }) => metadata.name),
  replicaSets: plane.server.list(replicaSets).items.map(({ metadata }) => metadata.name),
  pods: plane.server.list(pods).items.map(({ metadata }) => metadata.name),
});

describe('the garbage collector', () => {
  it('asks nothing while every owner is there', () => {
    expect(begin().requests()).toEqual([]);
  });

  it('deletes in the background what lost its owner, and what lost that', () => {
    const plane = begin();
    plane.server.delete(deployments, 'default', 'web', { propagationPolicy: 'Background' });
    expect(namesOf(plane).deployments).toEqual([]);
    plane.advance(1000);
    expect(namesOf(plane)).toEqual({ deployments: [], replicaSets: [], pods: [] });
    expect(plane.requests().slice(0, 3)).toEqual([
      'get replicasets.apps default/web-1',
      'get deployments.apps default/web (404)',
      'delete replicasets.apps default/web-1',
    ]);
  });

  it('keeps the owner until its dependents are gone when deleted in the foreground', () => {
    const plane = begin();
    const pod = plane.server.get(pods, 'default', 'a');
    plane.server.update(pods, { ...pod, metadata: { ...pod.metadata, finalizers: ['example.com/hold'] } });
    plane.server.delete(deployments, 'default', 'web', { propagationPolicy: 'Foreground' });
    plane.advance(5000);
    expect(namesOf(plane)).toEqual({ deployments: ['web'], replicaSets: ['web-1'], pods: ['a'] });
    const held = plane.server.get(pods, 'default', 'a');
    const { finalizers: _, ...metadata } = held.metadata;
    plane.server.update(pods, { ...held, metadata });
    plane.advance(5000);
    expect(namesOf(plane)).toEqual({ deployments: [], replicaSets: [], pods: [] });
  });

  it('sets dependents free when the owner is deleted as orphaning', () => {
    const plane = begin();
    plane.server.delete(deployments, 'default', 'web', { propagationPolicy: 'Orphan' });
    plane.advance(5000);
    expect(namesOf(plane)).toEqual({ deployments: [], replicaSets: ['web-1'], pods: ['a', 'b'] });
    expect(plane.server.get(replicaSets, 'default', 'web-1').metadata.ownerReferences).toBeUndefined();
  });

  it('deletes what is created with an owner that does not exist', () => {
    const plane = begin();
    const map: Draft<ConfigMap> = {
      metadata: {
        name: 'orphan',
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid: '0-0-0' }],
      },
    };
    plane.server.create(configMaps, 'default', map);
    plane.advance(1000);
    expect(plane.server.list(configMaps).items).toEqual([]);
  });

  it('only strikes out the absent owner when another one is left', () => {
    const plane = begin();
    const owner = plane.server.get(deployments, 'default', 'web');
    const absent = { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid: '0-0-0' };
    const map: Draft<ConfigMap> = {
      metadata: { name: 'shared', ownerReferences: [referenceTo(owner), absent] },
    };
    plane.server.create(configMaps, 'default', map);
    plane.advance(1000);
    expect(plane.server.get(configMaps, 'default', 'shared').metadata.ownerReferences).toEqual([
      referenceTo(owner),
    ]);
  });

  it('makes up for what it missed while it was stopped', () => {
    const plane = begin();
    for (const each of plane.controllers) each.stop();
    plane.program.stop();
    plane.server.delete(deployments, 'default', 'web', { propagationPolicy: 'Background' });
    plane.advance(60_000);
    expect(namesOf(plane).pods).toEqual(['a', 'b']);
    plane.program.start();
    for (const each of plane.controllers) each.start();
    plane.advance(1000);
    expect(namesOf(plane)).toEqual({ deployments: [], replicaSets: [], pods: [] });
  });
});
