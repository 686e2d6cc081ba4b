import { describe, expect, it } from 'vitest';
import type { StatefulSet } from '@/lib/cluster/api/apps';
import type { Draft } from '@/lib/cluster/api/meta';
import { controllerRevisions, pods, statefulSets } from '@/lib/cluster/api/resources';
import { StatefulSetController } from '@/lib/cluster/kube-controller-manager/statefulset/statefulset-controller';
import { ControlPlane, PodPlayer } from './control-plane';
import { podTemplate } from './drafts';

class Play extends ControlPlane {
  constructor(
    replicas: number,
    rest: Partial<StatefulSet['spec']> = {},
    isGood: (image?: string) => boolean = () => true,
  ) {
    super(StatefulSetController);
    new PodPlayer(this, 1000, 500, ({ spec }) => isGood(spec.containers[0]?.image));
    const draft: Draft<StatefulSet> = {
      metadata: { name: 'db' },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'db' } },
        serviceName: 'db',
        template: podTemplate('db', 'nginx:1.24'),
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        revisionHistoryLimit: 10,
        ...rest,
      },
    };
    this.server.create(statefulSets, 'default', draft);
  }

  get db(): StatefulSet {
    return this.server.get(statefulSets, 'default', 'db');
  }

  change(spec: Partial<StatefulSet['spec']>): this {
    this.server.update(statefulSets, { ...this.db, spec: { ...this.db.spec, ...spec } });
    return this;
  }

  setImage(image: string): this {
    return this.change({ template: podTemplate('db', image) });
  }

  images(): string {
    return this.pods()
      .map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]?.image.replace('nginx:', '')}`)
      .join(', ');
  }
}

describe('the StatefulSet controller', () => {
  it('makes one Pod after the other, each when the one before is ready', () => {
    const play = new Play(3).advance(500);
    expect(play.pods().map(({ metadata }) => metadata.name)).toEqual(['db-0']);
    play.advance(1000);
    expect(play.pods().map(({ metadata }) => metadata.name)).toEqual(['db-0', 'db-1']);
    play.advance(5000);
    expect(play.podSteps()).toEqual(['create db-0', 'create db-1', 'create db-2']);
    expect(play.events('db')).toEqual([
      'SuccessfulCreate: create Pod db-0 in StatefulSet db successful',
      'SuccessfulCreate: create Pod db-1 in StatefulSet db successful',
      'SuccessfulCreate: create Pod db-2 in StatefulSet db successful',
    ]);
    expect(play.db.status).toEqual({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
      currentRevision: expect.stringMatching(/^db-[b-z2-9]{8,10}$/),
      updateRevision: play.db.status.currentRevision,
      collisionCount: 0,
    });
  });

  it('gives each Pod its name, its labels and its place in DNS', () => {
    const play = new Play(2).advance(5000);
    const pod = play.server.get(pods, 'default', 'db-1');
    expect(pod.metadata.labels).toEqual({
      app: 'db',
      'apps.kubernetes.io/pod-index': '1',
      'controller-revision-hash': play.db.status.currentRevision,
      'statefulset.kubernetes.io/pod-name': 'db-1',
    });
    expect(pod.metadata.generateName).toBe('db-');
    expect(pod.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
  });

  it('scales down from the highest ordinal, waiting for each to be gone', () => {
    const play = new Play(4).advance(10_000).change({ replicas: 1 }).advance(10_000);
    expect(play.podSteps().slice(4)).toEqual(['delete db-3', 'delete db-2', 'delete db-1']);
    const gone = play.server.etcd
      .history()
      .filter(({ storage, type }) => storage === 'pods' && type === 'DELETED');
    expect(gone.map(({ key }) => key)).toEqual(['default/db-3', 'default/db-2', 'default/db-1']);
    expect(play.db.status.replicas).toBe(1);
  });

  it('makes a deleted Pod again under its name, once it is gone', () => {
    const play = new Play(2).advance(5000);
    const before = play.server.get(pods, 'default', 'db-0').metadata.uid;
    play.server.delete(pods, 'default', 'db-0');
    play.advance(400);
    expect(play.server.get(pods, 'default', 'db-0').metadata.uid).toBe(before);
    play.advance(2000);
    expect(play.server.get(pods, 'default', 'db-0').metadata.uid).not.toBe(before);
  });

  it('replaces a Pod that ended', () => {
    const play = new Play(1).advance(3000);
    const [pod] = play.pods();
    if (pod) play.setPodStatus(pod, { phase: 'Failed' });
    play.advance(3000);
    expect(play.podSteps()).toEqual(['create db-0', 'delete db-0', 'create db-0']);
    expect(play.pods()[0]?.status.phase).toBe('Running');
  });

  it('updates from the highest ordinal down', () => {
    const play = new Play(3).advance(8000).setImage('nginx:1.25').advance(20_000);
    expect(play.podSteps().slice(3)).toEqual([
      'delete db-2',
      'create db-2',
      'delete db-1',
      'create db-1',
      'delete db-0',
      'create db-0',
    ]);
    expect(play.images()).toBe('db-0 1.25, db-1 1.25, db-2 1.25');
    expect(play.db.status).toMatchObject({ updatedReplicas: 3, currentReplicas: 3 });
    expect(play.db.status.currentRevision).toBe(play.db.status.updateRevision);
    expect(
      play.server
        .list(controllerRevisions)
        .items.map(({ revision }) => revision)
        .sort(),
    ).toEqual([1, 2]);
  });

  it('updates only from the partition on, and makes the others of the old revision', () => {
    const play = new Play(3, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } });
    play.advance(8000).setImage('nginx:1.25').advance(20_000);
    expect(play.images()).toBe('db-0 1.24, db-1 1.24, db-2 1.25');
    expect(play.db.status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
    play.server.delete(pods, 'default', 'db-0');
    play.advance(5000);
    expect(play.images()).toBe('db-0 1.24, db-1 1.24, db-2 1.25');
  });

  it('stays at a broken revision until its Pod is deleted by hand', () => {
    const play = new Play(2, {}, (image) => image !== 'nginx:9').advance(5000);
    play.setImage('nginx:9').advance(20_000);
    expect(play.images()).toBe('db-0 1.24, db-1 9');
    play.setImage('nginx:1.24').advance(20_000);
    // OrderedReady waits for db-1 to become ready before it goes on; the manual says so.
    expect(play.images()).toBe('db-0 1.24, db-1 9');
    play.server.delete(pods, 'default', 'db-1');
    play.advance(5000);
    expect(play.images()).toBe('db-0 1.24, db-1 1.24');
    expect(
      play.server
        .list(controllerRevisions)
        .items.map(({ revision }) => revision)
        .sort(),
    ).toEqual([2, 3]);
  });

  it('makes and deletes all at once with Parallel', () => {
    const play = new Play(3, { podManagementPolicy: 'Parallel' }).advance(500);
    expect(play.pods()).toHaveLength(3);
    play.change({ replicas: 0 }).advance(300);
    expect(play.pods()).toHaveLength(0);
  });

  it('updates nothing by itself with OnDelete', () => {
    const play = new Play(2, { updateStrategy: { type: 'OnDelete' } }).advance(5000);
    play.setImage('nginx:1.25').advance(10_000);
    expect(play.images()).toBe('db-0 1.24, db-1 1.24');
    play.server.delete(pods, 'default', 'db-1');
    play.advance(5000);
    expect(play.images()).toBe('db-0 1.24, db-1 1.25');
  });

  it('counts from spec.ordinals.start', () => {
    const play = new Play(2, { ordinals: { start: 5 } }).advance(5000);
    expect(play.pods().map(({ metadata }) => metadata.name)).toEqual(['db-5', 'db-6']);
  });

  it('keeps as many old revisions as revisionHistoryLimit says', () => {
    const play = new Play(1, { revisionHistoryLimit: 1 }).advance(3000);
    for (const version of ['1.25', '1.26', '1.27']) play.setImage(`nginx:${version}`).advance(10_000);
    expect(
      play.server
        .list(controllerRevisions)
        .items.map(({ revision }) => revision)
        .sort(),
    ).toEqual([3, 4]);
  });
});
