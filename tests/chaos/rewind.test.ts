import { describe, expect, it } from 'vitest';
import { runChaos } from '@/lib/chaos/chaos';
import type { Cluster } from '@/lib/cluster/cluster';
import { historyHash } from '@/lib/cluster/history-hash';

/** The same inputs again, from wherever `copy` stands, to the end of `original`. */
function goOn(copy: Cluster, original: Cluster): Cluster {
  for (const input of original.inputs.slice(copy.inputs.length)) copy.replay(input);
  copy.advance(original.nowMs - copy.nowMs);
  return copy;
}

describe('going back in time', () => {
  it.each([1, 2, 3])('and on again by the same inputs gives the identical end (seed %i)', (seed) => {
    const { cluster, hash } = runChaos(seed, 25);
    for (const part of [0.1, 0.4, 0.7, 0.95]) {
      const copy = cluster.branch(Math.floor(cluster.nowMs * part));
      expect(historyHash(goOn(copy, cluster).etcd)).toBe(hash);
    }
  });

  it('a branch is a cluster of its own: what is done to it leaves the first one alone', () => {
    const { cluster, hash } = runChaos(4, 10);
    const copy = cluster.branch(cluster.nowMs / 2);
    copy.apply({ kind: 'machine', name: 'node-1', action: 'powerOff' });
    copy.advance(600_000);
    expect(historyHash(cluster.etcd)).toBe(hash);
    expect(historyHash(copy.etcd)).not.toBe(hash);
  });

  it('shows every object as it was then', () => {
    const { cluster } = runChaos(5, 10);
    const atMs = Math.floor(cluster.nowMs / 2);
    const revision = cluster.etcd.revisionAt(atMs);
    const copy = cluster.branch(atMs);
    for (const storage of ['pods', 'nodes', 'deployments.apps', 'services'])
      expect(cluster.etcd.listAt(storage, undefined, revision)).toEqual(copy.etcd.list(storage));
  });
});
