import { describe, expect, it } from 'vitest';
import { pods, statefulSets } from '@/lib/cluster/api/resources';
import { podTemplate } from './drafts';
import { change, create, podSteps, wholeCluster } from './whole-cluster';

/** The StatefulSet of recording 10 on a whole small cluster. */
function begin() {
  const cluster = wholeCluster();
  create(cluster, statefulSets, 'db', {
    replicas: 3,
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: podTemplate('db', 'nginx:1.24'),
  });
  cluster.advance(8000);
  const stepsOf = (spec: object, ms: number) => {
    const since = cluster.etcd.revision;
    change(cluster, statefulSets, 'db', spec);
    cluster.advance(ms);
    return podSteps(cluster, since);
  };
  return { cluster, stepsOf, status: () => cluster.server.get(statefulSets, 'default', 'db').status };
}

describe('a StatefulSet, as recorded in 10', () => {
  it('starts in order, grows in order, shrinks from the top', () => {
    const { cluster, stepsOf, status } = begin();
    expect(podSteps(cluster, 0)).toEqual(['db-0 +', 'db-1 +', 'db-2 +']);
    expect(stepsOf({ replicas: 5 }, 8000)).toEqual(['db-3 +', 'db-4 +']);
    expect(stepsOf({ replicas: 2 }, 15_000)).toEqual(['db-4 -', 'db-3 -', 'db-2 -']);
    expect(status()).toMatchObject({ replicas: 2, readyReplicas: 2, currentReplicas: 2, updatedReplicas: 2 });
  });

  it('replaces a deleted Pod under its name', () => {
    const { cluster } = begin();
    const since = cluster.etcd.revision;
    cluster.server.delete(pods, 'default', 'db-1');
    cluster.advance(8000);
    expect(podSteps(cluster, since)).toEqual(['db-1 -', 'db-1 +']);
  });

  it('updates from the top, goes back, and stops at a partition', () => {
    const { stepsOf, status } = begin();
    const all = ['db-2 -', 'db-2 +', 'db-1 -', 'db-1 +', 'db-0 -', 'db-0 +'];
    const first = status().currentRevision;
    expect(stepsOf({ template: podTemplate('db', 'nginx:1.25') }, 20_000)).toEqual(all);
    expect(status().currentRevision).not.toBe(first);
    expect(stepsOf({ template: podTemplate('db', 'nginx:1.24') }, 20_000)).toEqual(all);
    expect(status().currentRevision).toBe(first);
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    stepsOf({ updateStrategy }, 1000);
    expect(stepsOf({ template: podTemplate('db', 'nginx:1.26') }, 20_000)).toEqual(['db-2 -', 'db-2 +']);
    expect(status()).toMatchObject({ currentRevision: first, currentReplicas: 2, updatedReplicas: 1 });
  });
});
