import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '@/lib/cluster/api/apps';
import type { Pod } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { pods, replicaSets } from '@/lib/cluster/api/resources';
import { ReplicaSetController } from '@/lib/cluster/kube-controller-manager/replicaset/replicaset-controller';
import { ControlPlane, PodPlayer } from './control-plane';
import { podTemplate } from './drafts';

const webDraft = (replicas: number, rest: Partial<ReplicaSet['spec']> = {}): Draft<ReplicaSet> => ({
  metadata: { name: 'web' },
  spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: podTemplate('web'), ...rest },
});

function begin(replicas: number, rest: Partial<ReplicaSet['spec']> = {}) {
  const plane = new ControlPlane(ReplicaSetController);
  plane.server.create(replicaSets, 'default', webDraft(replicas, rest));
  return plane;
}

const scale = (plane: ControlPlane, replicas: number) => {
  const stored = plane.server.get(replicaSets, 'default', 'web');
  plane.server.update(replicaSets, { ...stored, spec: { ...stored.spec, replicas } });
};

const statusOf = (plane: ControlPlane) => plane.server.get(replicaSets, 'default', 'web').status;

describe('the ReplicaSet controller', () => {
  it('creates the missing Pods, and says so', () => {
    const plane = begin(3).advance(1000);
    expect(plane.pods()).toHaveLength(3);
    const [pod] = plane.pods();
    expect(pod?.metadata.name).toMatch(/^web-[b-z2-9]{5}$/);
    expect(pod?.metadata.labels).toEqual({ app: 'web' });
    expect(pod?.metadata.ownerReferences).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'web',
        uid: plane.server.get(replicaSets, 'default', 'web').metadata.uid,
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
    expect(plane.events('web').sort()).toEqual(
      plane.pods().map(({ metadata }) => `SuccessfulCreate: Created pod: ${metadata.name}`),
    );
    expect(statusOf(plane)).toEqual({
      replicas: 3,
      fullyLabeledReplicas: 3,
      terminatingReplicas: 0,
      observedGeneration: 1,
    });
  });

  it('creates in batches of 1, 2, 4 …', () => {
    const plane = begin(10).advance(1000);
    const starts = plane.simulation.trace
      .messages()
      .filter(({ verb, resource }) => verb === 'create' && resource === 'pods')
      .map(({ startMs }) => startMs);
    expect([...new Set(starts)].map((at) => starts.filter((each) => each === at).length)).toEqual([
      1, 2, 4, 3,
    ]);
  });

  it('never creates more than it needs while it has not seen what it created', () => {
    const plane = begin(1).advance(100);
    for (let replicas = 2; replicas <= 6; replicas++) {
      scale(plane, replicas);
      plane.advance(1);
    }
    plane.advance(5000);
    expect(plane.pods()).toHaveLength(6);
    expect(plane.requests().filter((each) => each.startsWith('create pods'))).toHaveLength(6);
  });

  it('counts ready and available Pods; minReadySeconds delays the latter', () => {
    const plane = begin(2, { minReadySeconds: 10 }).advance(1000);
    for (const pod of plane.pods()) plane.markReady(pod);
    plane.advance(5000);
    expect(statusOf(plane)).toMatchObject({ readyReplicas: 2 });
    expect(statusOf(plane).availableReplicas).toBeUndefined();
    plane.advance(5500);
    expect(statusOf(plane)).toMatchObject({ readyReplicas: 2, availableReplicas: 2 });
  });

  it('replaces a Pod that is being deleted at once, and counts it as terminating', () => {
    const plane = begin(2).advance(1000);
    const [first] = plane.pods();
    if (first === undefined) throw new Error('There is a Pod.');
    plane.bind(first, 'node-1');
    plane.server.delete(pods, 'default', first.metadata.name);
    plane.advance(100);
    expect(plane.pods()).toHaveLength(2);
    expect(statusOf(plane)).toMatchObject({ replicas: 2, terminatingReplicas: 1 });
    plane.server.delete(pods, 'default', first.metadata.name, { gracePeriodSeconds: 0 });
    plane.advance(100);
    expect(statusOf(plane)).toMatchObject({ replicas: 2, terminatingReplicas: 0 });
  });

  it('replaces a Pod that failed, and leaves it where it is', () => {
    const plane = begin(1).advance(1000);
    for (const pod of plane.pods()) plane.setPodStatus(pod, { phase: 'Failed', reason: 'Evicted' });
    plane.advance(100);
    expect(
      plane
        .pods()
        .map(({ status }) => status.phase)
        .sort(),
    ).toEqual(['Failed', 'Pending']);
    expect(statusOf(plane).replicas).toBe(1);
  });

  it('deletes what is too much, and says so', () => {
    const plane = begin(3).advance(1000);
    scale(plane, 1);
    plane.advance(1000);
    expect(plane.server.list(pods).items).toHaveLength(1);
    expect(
      plane.events('web').filter((each) => each.startsWith('SuccessfulDelete: Deleted pod: web-')),
    ).toHaveLength(2);
  });

  it('deletes at most 500 at once', () => {
    const plane = begin(600).advance(80_000);
    expect(plane.pods()).toHaveLength(600);
    scale(plane, 0);
    plane.advance(60_000);
    expect(plane.server.list(pods).items).toHaveLength(0);
  });
});

describe('which Pods a ReplicaSet deletes', () => {
  const victimOf = (dress: (plane: ControlPlane, chosen: Pod) => void) => {
    const plane = begin(4).advance(1000);
    plane.pods().forEach((pod, index) => {
      plane.bind(pod, `node-${index + 1}`);
      plane.markReady(pod);
    });
    const chosen = plane.pods()[2] as Pod;
    dress(plane, chosen);
    plane.advance(50);
    scale(plane, 3);
    plane.advance(1000);
    return plane.pods().some(({ metadata }) => metadata.uid === chosen.metadata.uid)
      ? 'another'
      : 'the chosen';
  };

  it('one that is not ready', () => {
    expect(victimOf((plane, pod) => plane.markReady(pod, false))).toBe('the chosen');
  });

  it('one that is cheaper to delete', () => {
    const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '-1' };
    expect(
      victimOf((plane, { metadata }) => {
        const stored = plane.server.get(pods, 'default', metadata.name);
        plane.server.update(pods, { ...stored, metadata: { ...stored.metadata, annotations } });
      }),
    ).toBe('the chosen');
  });

  it('one that restarted more often', () => {
    expect(
      victimOf((plane, pod) =>
        plane.setPodStatus(pod, {
          containerStatuses: [
            { name: 'c', state: {}, lastState: {}, ready: true, restartCount: 3, image: '', imageID: '' },
          ],
        }),
      ),
    ).toBe('the chosen');
  });

  it('one that became ready much later', () => {
    expect(
      victimOf((plane, pod) => {
        plane.advance(300_000);
        plane.markReady(pod);
        plane.advance(1000);
      }),
    ).toBe('the chosen');
  });

  it('one that shares its node with more Pods of its kind', () => {
    const plane = begin(3).advance(1000);
    plane.pods().forEach((pod, index) => {
      plane.bind(pod, index === 0 ? 'node-1' : 'node-2');
      plane.markReady(pod);
    });
    plane.advance(100);
    scale(plane, 2);
    plane.advance(1000);
    expect(
      plane
        .pods()
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).toEqual(['node-1', 'node-2']);
  });
});

describe('a ReplicaSet’s ownership', () => {
  const relabel = (plane: ControlPlane, name: string, labels: Record<string, string>) => {
    const stored = plane.server.get(pods, 'default', name);
    plane.server.update(pods, { ...stored, metadata: { ...stored.metadata, labels } });
  };

  it('adopts a Pod that matches and has no owner, instead of creating one', () => {
    const plane = new ControlPlane(ReplicaSetController);
    const { spec, metadata } = podTemplate('web');
    plane.server.create(pods, 'default', { metadata: { name: 'stray', ...metadata }, spec } as Draft<Pod>);
    plane.advance(100);
    plane.server.create(replicaSets, 'default', webDraft(2));
    plane.advance(1000);
    expect(plane.pods()).toHaveLength(2);
    expect(plane.server.get(pods, 'default', 'stray').metadata.ownerReferences?.[0]?.name).toBe('web');
  });

  it('releases a Pod whose labels no longer match, and replaces it', () => {
    const plane = begin(2).advance(1000);
    const name = plane.pods()[0]?.metadata.name ?? '';
    relabel(plane, name, { app: 'quarantine' });
    plane.advance(1000);
    expect(plane.server.get(pods, 'default', name).metadata.ownerReferences).toBeUndefined();
    expect(plane.pods()).toHaveLength(3);
    expect(statusOf(plane).replicas).toBe(2);
  });

  it('takes it back when they match again, and then has one too many', () => {
    const plane = begin(2).advance(1000);
    const name = plane.pods()[0]?.metadata.name ?? '';
    relabel(plane, name, { app: 'quarantine' });
    plane.advance(1000);
    relabel(plane, name, { app: 'web' });
    plane.advance(1000);
    expect(plane.pods()).toHaveLength(2);
  });
});

describe('a restarted ReplicaSet controller', () => {
  it('begins from what is stored', () => {
    const plane = begin(3).advance(1000);
    const player = new PodPlayer(plane);
    plane.advance(3000);
    for (let round = 0; round < 3; round++) {
      plane.stop();
      scale(plane, 4 + round);
      plane.advance(1000);
      plane.start();
      plane.advance(5000);
      expect(statusOf(plane)).toMatchObject({ replicas: 4 + round, readyReplicas: 4 + round });
    }
    expect(player.isRunning).toBe(true);
  });
});
