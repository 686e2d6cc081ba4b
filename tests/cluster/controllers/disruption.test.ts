import { describe, expect, it } from 'vitest';
import type { DaemonSet, Deployment, ReplicaSet } from '@/lib/cluster/api/apps';
import type { Pod } from '@/lib/cluster/api/core';
import type { Draft, KubeObject } from '@/lib/cluster/api/meta';
import type { PodDisruptionBudget } from '@/lib/cluster/api/other';
import {
  daemonSets,
  deployments,
  podDisruptionBudgets,
  pods,
  replicaSets,
} from '@/lib/cluster/api/resources';
import { DisruptionController } from '@/lib/cluster/kube-controller-manager/disruption/disruption-controller';
import { ControlPlane, readyStatus } from './control-plane';
import { podTemplate } from './drafts';

const template = podTemplate('web');
const selector = { matchLabels: { app: 'web' } };

const ownedBy = ({ apiVersion, kind, metadata: { name, uid } }: KubeObject) => [
  { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true },
];

/** A Deployment of `replicas` with as many ready Pods. */
function begin(replicas: number, spec: PodDisruptionBudget['spec']) {
  const plane = new ControlPlane(DisruptionController);
  const deployment: Draft<Deployment> = {
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector,
      template,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
  };
  const set: Draft<ReplicaSet> = {
    metadata: {
      name: 'web-1',
      labels: { app: 'web' },
      ownerReferences: ownedBy(plane.server.create(deployments, 'default', deployment)),
    },
    spec: { replicas, selector, template },
  };
  const owner = plane.server.create(replicaSets, 'default', set);
  for (let count = 0; count < replicas; count++) addPod(plane, `web-${count}`, owner);
  plane.server.create(podDisruptionBudgets, 'default', { metadata: { name: 'web' }, spec });
  return plane.advance(100);
}

function addPod(plane: ControlPlane, name: string, owner?: KubeObject): Pod {
  const draft: Draft<Pod> = {
    metadata: { name, labels: { app: 'web' }, ...(owner && { ownerReferences: ownedBy(owner) }) },
    spec: { ...template.spec, nodeName: 'node-1' },
    status: { phase: 'Pending' },
  };
  const pod = plane.server.create(pods, 'default', draft);
  plane.setPodStatus(pod, readyStatus(plane.simulation.timestamp()));
  return pod;
}

const statusOf = (plane: ControlPlane) => plane.server.get(podDisruptionBudgets, 'default', 'web').status;
const conditionOf = (plane: ControlPlane) => {
  const [condition] = statusOf(plane).conditions ?? [];
  return `${condition?.type} ${condition?.status} ${condition?.reason} ${condition?.message}`;
};

describe('the disruption controller', () => {
  it('works out how many Pods may go from minAvailable', () => {
    const plane = begin(3, { selector, minAvailable: 2 });
    expect(statusOf(plane)).toMatchObject({
      observedGeneration: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
      disruptionsAllowed: 1,
    });
    expect(conditionOf(plane)).toBe('DisruptionAllowed True SufficientPods ');
  });

  it('takes the replicas of the Deployment for shares and for maxUnavailable, rounding up', () => {
    expect(statusOf(begin(5, { selector, minAvailable: '50%' }))).toMatchObject({
      desiredHealthy: 3,
      disruptionsAllowed: 2,
    });
    expect(statusOf(begin(5, { selector, maxUnavailable: '30%' }))).toMatchObject({
      expectedPods: 5,
      desiredHealthy: 3,
      disruptionsAllowed: 2,
    });
  });

  it('follows Pods that become unready or are deleted', () => {
    const plane = begin(3, { selector, minAvailable: 2 });
    plane.markReady(plane.server.get(pods, 'default', 'web-0'), false);
    plane.advance(100);
    expect(statusOf(plane)).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 0 });
    expect(conditionOf(plane)).toBe('DisruptionAllowed False InsufficientPods ');
    plane.server.delete(pods, 'default', 'web-0', { gracePeriodSeconds: 0 });
    plane.advance(100);
    expect(statusOf(plane)).toMatchObject({ expectedPods: 2, disruptionsAllowed: 0 });
  });

  it('allows nothing while no Pod matches', () => {
    const plane = begin(0, { selector, minAvailable: 0 });
    expect(statusOf(plane)).toMatchObject({ expectedPods: 0, disruptionsAllowed: 0 });
    expect(plane.events('web')[0]).toMatch(/^NoPods: No matching pods found/);
  });

  it('strikes an evicted Pod off once it is being deleted, and gives up on one that is not after two minutes', () => {
    const plane = begin(3, { selector, minAvailable: 1 });
    const budget = plane.server.get(podDisruptionBudgets, 'default', 'web');
    const disruptedPods = { 'web-0': plane.simulation.timestamp(), 'web-9': plane.simulation.timestamp() };
    plane.server.update(
      podDisruptionBudgets,
      { ...budget, status: { ...budget.status, disruptedPods } },
      { subresource: 'status' },
    );
    plane.advance(100);
    expect(Object.keys(statusOf(plane).disruptedPods ?? {})).toEqual(['web-0']);
    expect(statusOf(plane).currentHealthy).toBe(2);
    plane.advance(125_000);
    expect(statusOf(plane)).not.toHaveProperty('disruptedPods');
    expect(statusOf(plane).currentHealthy).toBe(3);
    expect(plane.events('web-0')).toEqual([
      "NotDeleted: Pod was expected by PDB default/web to be deleted but it wasn't",
    ]);
  });

  it('allows nothing when the number of Pods cannot be known, and says why', () => {
    const plane = begin(0, { selector, maxUnavailable: 1 });
    const daemon: Draft<DaemonSet> = {
      metadata: { name: 'agent' },
      spec: { selector, template, updateStrategy: { type: 'RollingUpdate' }, revisionHistoryLimit: 10 },
    };
    addPod(plane, 'agent-1', plane.server.create(daemonSets, 'default', daemon));
    plane.advance(100);
    expect(conditionOf(plane)).toBe(
      'DisruptionAllowed False SyncFailed daemonsets.apps does not implement the scale subresource',
    );
    expect(statusOf(plane).disruptionsAllowed).toBe(0);
  });
});
