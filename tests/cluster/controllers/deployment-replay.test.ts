import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '@/lib/cluster/api/apps';
import type { Probe } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { deployments, pods, replicaSets } from '@/lib/cluster/api/resources';
import { Cluster } from '@/lib/cluster/cluster';
import { podTemplate } from './drafts';

/**
 * Scenarios of the recordings 02 and 03 on a whole small cluster: the sizes of the ReplicaSets, step by step, are those a
 * real control plane went through.
 */
class Replay {
  readonly cluster = new Cluster({
    images: 'recorded',
    machines: [
      { name: 'node-1', zone: 'zone-a' },
      { name: 'node-2', zone: 'zone-b' },
      { name: 'node-3', zone: 'zone-a' },
    ],
  });

  constructor(replicas: number, rest: Partial<Deployment['spec']> = {}) {
    this.cluster.advance(30_000);
    const spec = { replicas, selector: { matchLabels: { app: 'web' } }, template: template('1.24'), ...rest };
    this.cluster.server.create(deployments, 'default', {
      metadata: { name: 'web' },
      spec,
    } as Draft<Deployment>);
    this.cluster.advance(6000);
  }

  get web(): Deployment {
    return this.cluster.server.get(deployments, 'default', 'web');
  }

  /** Changes the Deployment, lets time pass, and tells what sizes its ReplicaSets had, by version: `1.24=3 1.25=2`. */
  change(spec: Partial<Deployment['spec']>, ms: number): string[] {
    const { server, etcd } = this.cluster;
    const before = etcd.revision;
    server.update(deployments, { ...this.web, spec: { ...this.web.spec, ...spec } });
    return this.watch(before, ms);
  }

  watch(revision: number, ms: number): string[] {
    this.cluster.advance(ms);
    const sizes = new Map<string, number>();
    const steps: string[] = [];
    let last = '';
    for (const change of this.cluster.etcd.history()) {
      if (change.storage !== replicaSets.storage) continue;
      const { spec } = change.object as ReplicaSet;
      sizes.set(spec.template.spec.containers[0]?.image.replace('nginx:', '') ?? '', spec.replicas);
      const step = [...sizes].map(([version, size]) => `${version}=${size}`).join(' ');
      if (change.revision > revision && step !== last) steps.push(step);
      last = step;
    }
    return steps;
  }

  conditions(): string[] {
    return (this.web.status.conditions ?? []).map(
      ({ type, status, reason }) => `${type}=${status} ${reason}`,
    );
  }
}

function template(version: string, readinessProbe?: Partial<Probe>) {
  const plain = podTemplate('web', `nginx:${version}`);
  const [container] = plain.spec.containers;
  if (container === undefined || readinessProbe === undefined) return plain;
  return {
    ...plain,
    spec: { ...plain.spec, containers: [{ ...container, readinessProbe }] },
  } as typeof plain;
}

const neverReady = { exec: { command: ['cat', '/tmp/healthy'] }, periodSeconds: 2 };

describe('rolling updates, as recorded', () => {
  it('4 replicas (03-rolling-4)', () => {
    const replay = new Replay(4);
    expect(replay.change({ template: template('1.25') }, 10_000)).toEqual([
      '1.24=4 1.25=1',
      '1.24=3 1.25=1',
      '1.24=3 1.25=2',
      '1.24=2 1.25=2',
      '1.24=2 1.25=3',
      '1.24=1 1.25=3',
      '1.24=1 1.25=4',
      '1.24=0 1.25=4',
    ]);
  });

  it('10 replicas (03-rolling-10): the first steps, and the end', () => {
    const steps = new Replay(10).change({ template: template('1.25') }, 10_000);
    expect(steps.slice(0, 3)).toEqual(['1.24=10 1.25=3', '1.24=8 1.25=3', '1.24=8 1.25=5']);
    expect(steps.at(-1)).toBe('1.24=0 1.25=10');
  });

  it('1 replica: the new Pod first', () => {
    const steps = new Replay(1).change({ template: template('1.25') }, 10_000);
    expect(steps).toEqual(['1.24=1 1.25=1', '1.24=0 1.25=1']);
  });

  it('maxSurge 0, maxUnavailable 1: a gap first', () => {
    const strategy = { type: 'RollingUpdate' as const, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
    const steps = new Replay(4, { strategy }).change({ template: template('1.25') }, 20_000);
    expect(steps).toEqual([
      '1.24=4 1.25=0',
      '1.24=3 1.25=0',
      '1.24=3 1.25=1',
      '1.24=2 1.25=1',
      '1.24=2 1.25=2',
      '1.24=1 1.25=2',
      '1.24=1 1.25=3',
      '1.24=0 1.25=3',
      '1.24=0 1.25=4',
    ]);
  });

  it('a version that is never ready; scaling in the midst of it; undo (03-bad-rollout)', () => {
    const replay = new Replay(4, { progressDeadlineSeconds: 15 });
    expect(replay.change({ template: template('1.25', neverReady) }, 14_000)).toEqual([
      '1.24=4 1.25=1',
      '1.24=3 1.25=1',
      '1.24=3 1.25=2',
    ]);
    expect(replay.conditions()).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=True ReplicaSetUpdated',
    ]);
    replay.cluster.advance(3500);
    expect(replay.conditions()).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=False ProgressDeadlineExceeded',
    ]);
    expect(replay.web.status).toMatchObject({
      replicas: 5,
      updatedReplicas: 2,
      readyReplicas: 3,
      availableReplicas: 3,
      unavailableReplicas: 2,
    });
    expect(replay.change({ replicas: 10 }, 4000)).toEqual(['1.24=8 1.25=2', '1.24=8 1.25=5']);
    expect(replay.web.status).toMatchObject({ replicas: 13, updatedReplicas: 5, availableReplicas: 8 });
    expect(replay.change({ template: template('1.24') }, 4000)).toEqual(['1.24=8 1.25=0', '1.24=10 1.25=0']);
    expect(replay.conditions()).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
  });

  it('a third version in the midst of a rollout (rollover), then a shorter history', () => {
    const replay = new Replay(6, { minReadySeconds: 3 });
    replay.change({ template: template('1.25') }, 5000);
    const steps = replay.change({ template: template('1.26') }, 300);
    expect(steps.at(-1)).toBe('1.24=2 1.25=3 1.26=3');
    replay.cluster.advance(12_000);
    expect(replay.web.status).toMatchObject({ updatedReplicas: 6, availableReplicas: 6, replicas: 6 });
    replay.change({ revisionHistoryLimit: 1 }, 2000);
    const left = replay.cluster.server.list(replicaSets).items;
    expect(
      left.map(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision']).sort(),
    ).toEqual(['2', '3']);
  });
});

describe('scaling, as recorded in 02', () => {
  it('a Deployment takes back what is done to its ReplicaSet', () => {
    const replay = new Replay(2);
    const { server, etcd } = replay.cluster;
    const [set] = server.list(replicaSets).items;
    const before = etcd.revision;
    if (set) server.update(replicaSets, { ...set, spec: { ...set.spec, replicas: 5 } });
    expect(replay.watch(before, 3000)).toEqual(['1.24=5', '1.24=2']);
    expect(replay.web.status).toMatchObject({ replicas: 2, availableReplicas: 2 });
  });

  it('of Pods of different ages and states the useless go first', () => {
    const replay = new Replay(3);
    const { server } = replay.cluster;
    const old = server.list(pods).items.map(({ metadata }) => metadata.name);
    replay.change({ replicas: 6 }, 300);
    // The new ones do not run yet.
    replay.change({ replicas: 3 }, 3000);
    const staying = server.list(pods).items.filter(({ metadata }) => !metadata.deletionTimestamp);
    expect(staying.map(({ metadata }) => metadata.name)).toEqual(old);
  });

  it('to 0 and back', () => {
    const replay = new Replay(3);
    replay.change({ replicas: 0 }, 4000);
    expect(replay.cluster.server.list(pods).items).toEqual([]);
    expect(replay.web.status.replicas).toBeUndefined();
    expect(replay.conditions()).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
    replay.change({ replicas: 1 }, 100);
    expect(replay.conditions().sort()).toEqual([
      'Available=False MinimumReplicasUnavailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
  });
});
