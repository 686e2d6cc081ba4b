import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '@/lib/cluster/api/apps';
import { findCondition } from '@/lib/cluster/api/conditions';
import type { Pod } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { deployments, pods, replicaSets } from '@/lib/cluster/api/resources';
import { DeploymentController } from '@/lib/cluster/kube-controller-manager/deployment/deployment-controller';
import { ReplicaSetController } from '@/lib/cluster/kube-controller-manager/replicaset/replicaset-controller';
import { ControlPlane, PodPlayer } from './control-plane';
import { podTemplate } from './drafts';

const deploymentDraft = (replicas: number, rest: Partial<Deployment['spec']> = {}): Draft<Deployment> => ({
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: podTemplate('web', 'nginx:1.24'),
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...rest,
  },
});

class Play extends ControlPlane {
  constructor(
    replicas: number,
    rest: Partial<Deployment['spec']> = {},
    isGood: (image: string | undefined) => boolean = () => true,
  ) {
    super(DeploymentController, ReplicaSetController);
    new PodPlayer(this, 1000, 100, ({ spec }) => isGood(spec.containers[0]?.image));
    this.server.create(deployments, 'default', deploymentDraft(replicas, rest));
    this.advance(20_000);
  }

  get web(): Deployment {
    return this.server.get(deployments, 'default', 'web');
  }

  change(spec: Partial<Deployment['spec']>): this {
    this.server.update(deployments, { ...this.web, spec: { ...this.web.spec, ...spec } });
    return this;
  }

  setImage(image: string): this {
    return this.change({ template: podTemplate('web', image) });
  }

  sets(): ReplicaSet[] {
    return [...this.server.list(replicaSets).items].sort((a, b) => (imageOf(a) < imageOf(b) ? -1 : 1));
  }

  /** `1.24: 4, 1.25: 0` */
  sizes(): string {
    return this.sets()
      .map((set) => `${imageOf(set)}: ${set.spec.replicas}`)
      .join(', ');
  }

  condition(type: string): string {
    const found = findCondition(this.web.status.conditions, type);
    return found ? `${found.status}:${found.reason} | ${found.message}` : 'none';
  }

  /** What the Deployment controller said it did since revision `since`, with `old` and `new` for the ReplicaSets' names. */
  steps(): string[] {
    const [first, second] = this.sets();
    return this.events('web').map((event) =>
      event
        .replace('ScalingReplicaSet: Scaled ', '')
        .replace(`replica set ${first?.metadata.name ?? '-'}`, 'old')
        .replace(`replica set ${second?.metadata.name ?? '-'}`, 'new'),
    );
  }

  /** The most Pods that were declared at one time, and the fewest that were ready once all had been. */
  extremes() {
    let [most, fewestReady] = [0, Number.POSITIVE_INFINITY];
    const declared = new Map<string, number>();
    const ready = new Set<string>();
    let hasBegun = false;
    for (const { storage, object, type, key } of this.server.etcd.history()) {
      if (storage === replicaSets.storage) declared.set(key, (object as ReplicaSet).spec.replicas);
      most = Math.max(
        most,
        [...declared.values()].reduce((sum, each) => sum + each, 0),
      );
      if (storage !== pods.storage) continue;
      const { metadata, status } = object as Pod;
      const isReady = findCondition(status.conditions, 'Ready')?.status === 'True';
      if (isReady && type !== 'DELETED' && !metadata.deletionTimestamp) ready.add(key);
      else ready.delete(key);
      hasBegun ||= ready.size === this.web.spec.replicas;
      if (hasBegun) fewestReady = Math.min(fewestReady, ready.size);
    }
    return { most, fewestReady };
  }
}

const imageOf = ({ spec }: ReplicaSet) => spec.template.spec.containers[0]?.image.replace('nginx:', '') ?? '';

describe('the Deployment controller', () => {
  it('makes a ReplicaSet named after the template, of revision 1', () => {
    const play = new Play(3);
    const [set] = play.sets();
    expect(set?.metadata.name).toMatch(/^web-[b-z2-9]{8,10}$/);
    expect(set?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
      'deployment.kubernetes.io/revision': '1',
    });
    const hash = set?.metadata.name.replace('web-', '');
    expect(set?.spec.selector.matchLabels).toEqual({ app: 'web', 'pod-template-hash': hash });
    expect(set?.spec.template.metadata.labels).toEqual({ app: 'web', 'pod-template-hash': hash });
    expect(play.web.metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '1' });
    expect(play.steps()).toEqual(['up old from 0 to 3']);
    expect(play.web.status).toEqual({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      terminatingReplicas: 0,
      conditions: expect.any(Array),
    });
    expect(play.condition('Available')).toBe(
      'True:MinimumReplicasAvailable | Deployment has minimum availability.',
    );
    expect(play.condition('Progressing')).toBe(
      `True:NewReplicaSetAvailable | ReplicaSet "${set?.metadata.name}" has successfully progressed.`,
    );
  });

  it('rolls 4 replicas as recorded: one up, one down, one up, then a pair for each new Pod', () => {
    const play = new Play(4).setImage('nginx:1.25').advance(20_000);
    expect(play.steps().slice(0, 4)).toEqual([
      'up old from 0 to 4',
      'up new from 0 to 1',
      'down old from 4 to 3',
      'up new from 1 to 2',
    ]);
    expect(play.sizes()).toBe('1.24: 0, 1.25: 4');
    expect(play.web.metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '2' });
    expect(play.extremes()).toEqual({ most: 5, fewestReady: 3 });
  });

  it('rolls 10 replicas as recorded: 3 up, 8 left, 5 up', () => {
    const play = new Play(10).setImage('nginx:1.25').advance(30_000);
    expect(play.steps().slice(1, 4)).toEqual([
      'up new from 0 to 3',
      'down old from 10 to 8',
      'up new from 3 to 5',
    ]);
    expect(play.sizes()).toBe('1.24: 0, 1.25: 10');
    expect(play.extremes()).toEqual({ most: 13, fewestReady: 8 });
  });

  it('stops at a broken version, and says so when the deadline is over', () => {
    const play = new Play(4, { progressDeadlineSeconds: 60 }, (image) => image !== 'nginx:9').setImage(
      'nginx:9',
    );
    play.advance(30_000);
    expect(play.sizes()).toBe('1.24: 3, 9: 2');
    expect(play.web.status).toMatchObject({ replicas: 5, updatedReplicas: 2, availableReplicas: 3 });
    const name = play.sets()[1]?.metadata.name;
    expect(play.condition('Progressing')).toBe(
      `True:ReplicaSetUpdated | ReplicaSet "${name}" is progressing.`,
    );
    play.advance(60_000);
    expect(play.condition('Progressing')).toBe(
      `False:ProgressDeadlineExceeded | ReplicaSet "${name}" has timed out progressing.`,
    );
    expect(play.condition('Available')).toMatch(/^True:MinimumReplicasAvailable/);
    // Idle now: nothing but heartbeats would go on.
    const before = play.server.etcd.revision;
    play.advance(3_600_000);
    expect(play.server.etcd.revision).toBe(before);
  });

  it('goes back to an old template with the next revision', () => {
    const play = new Play(2).setImage('nginx:1.25').advance(10_000);
    const old = play.sets()[0]?.metadata.name;
    play.setImage('nginx:1.24').advance(10_000);
    expect(play.sizes()).toBe('1.24: 2, 1.25: 0');
    expect(play.sets()[0]?.metadata.name).toBe(old);
    expect(play.sets()[0]?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
    expect(play.web.metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '3' });
  });

  it('scales a ReplicaSet without a new revision', () => {
    const play = new Play(2).change({ replicas: 5 }).advance(10_000);
    expect(play.sizes()).toBe('1.24: 5');
    expect(play.steps()).toEqual(['up old from 0 to 2', 'up old from 2 to 5']);
    expect(play.sets()[0]?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/desired-replicas': '5',
      'deployment.kubernetes.io/max-replicas': '7',
    });
    play.change({ replicas: 0 }).advance(10_000);
    expect(play.web.status).toEqual({
      observedGeneration: 3,
      terminatingReplicas: 0,
      conditions: expect.any(Array),
    });
  });

  it('spreads a scaling over old and new in the midst of a rollout', () => {
    const play = new Play(10, {}, (image) => image !== 'nginx:9').setImage('nginx:9').advance(5000);
    expect(play.sizes()).toBe('1.24: 8, 9: 5');
    play.change({ replicas: 20 }).advance(200);
    // 25 may be, 12 more: 8 × 25 / 13 = 15 and 5 × 25 / 13 = 10.
    expect(play.sizes()).toBe('1.24: 15, 9: 10');
  });

  it('replaces everything at once with Recreate, after the last old Pod is gone', () => {
    const play = new Play(3, { strategy: { type: 'Recreate' } }).setImage('nginx:1.25').advance(20_000);
    expect(play.sizes()).toBe('1.24: 0, 1.25: 3');
    const last = Math.max(
      ...play.server.etcd
        .history()
        .flatMap(({ type, storage, atMs }) => (type === 'DELETED' && storage === 'pods' ? [atMs] : [])),
    );
    const first = play.server.etcd
      .history()
      .find(
        ({ type, storage, key }) =>
          type === 'ADDED' && storage === 'pods' && key.includes(play.sets()[1]?.metadata.name ?? '-'),
      );
    expect(first?.atMs).toBeGreaterThan(last);
  });

  it('does not roll while it is paused, and says so', () => {
    const play = new Play(2).change({ paused: true }).advance(1000).setImage('nginx:1.25').advance(10_000);
    expect(play.sizes()).toBe('1.24: 2');
    expect(play.condition('Progressing')).toBe('Unknown:DeploymentPaused | Deployment is paused');
    play.change({ paused: false }).advance(10_000);
    expect(play.sizes()).toBe('1.24: 0, 1.25: 2');
    expect(play.condition('Progressing')).toMatch(/^True:NewReplicaSetAvailable/);
  });

  it('keeps as many old ReplicaSets as revisionHistoryLimit says', () => {
    const play = new Play(1, { revisionHistoryLimit: 2 });
    for (const version of ['1.25', '1.26', '1.27', '1.28']) play.setImage(`nginx:${version}`).advance(10_000);
    expect(play.sizes()).toBe('1.26: 0, 1.27: 0, 1.28: 1');
  });

  it('adopts a ReplicaSet that was left behind, with its Pods', () => {
    const play = new Play(2);
    const before = play.pods().map(({ metadata }) => metadata.name);
    const { metadata, ...rest } = play.web;
    const [set] = play.sets();
    play.server.delete(deployments, 'default', 'web');
    if (set) {
      const { ownerReferences: _, ...orphan } = set.metadata;
      play.server.update(replicaSets, { ...set, metadata: orphan });
    }
    play.advance(1000);
    play.server.create(deployments, 'default', { ...rest, metadata: { name: 'web' } });
    play.advance(10_000);
    expect(play.sets()[0]?.metadata.ownerReferences?.[0]?.uid).toBe(play.web.metadata.uid);
    expect(play.web.metadata.uid).not.toBe(metadata.uid);
    expect(play.pods().map(({ metadata }) => metadata.name)).toEqual(before);
  });

  it('meets a Conflict, and brings the work to its end all the same', () => {
    const play = new Play(4).setImage('nginx:1.25').advance(20_000);
    const writes = play.requests().filter((each) => each.startsWith('update deployments.apps/status'));
    expect(writes.some((each) => each.endsWith('(409)'))).toBe(true);
    expect(play.web.status).toMatchObject({ updatedReplicas: 4, availableReplicas: 4, replicas: 4 });
  });
});
