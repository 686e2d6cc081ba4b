import { describe, expect, it } from 'vitest';
import { daemonSets, nodes, pods } from '@/lib/cluster/api/resources';
import { podTemplate } from './drafts';
import { change, create, wholeCluster } from './whole-cluster';

/** The DaemonSet of recording 10 on a whole small cluster. */
function begin() {
  const cluster = wholeCluster();
  create(cluster, daemonSets, 'agent', {
    selector: { matchLabels: { app: 'agent' } },
    template: podTemplate('agent', 'nginx:1.24'),
  });
  cluster.advance(5000);
  const { server } = cluster;
  const places = () =>
    server
      .list(pods)
      .items.filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ spec }) => spec.nodeName)
      .sort()
      .join();
  const changeNode = (name: string, labels: object, spec: object) => {
    const node = server.get(nodes, undefined, name);
    server.update(nodes, {
      ...node,
      metadata: { ...node.metadata, labels: { ...node.metadata.labels, ...labels } },
      spec: { ...node.spec, ...spec },
    });
    cluster.advance(4000);
  };
  return { cluster, places, changeNode, status: () => server.get(daemonSets, 'default', 'agent').status };
}

describe('a DaemonSet, as recorded in 10', () => {
  it('runs on every node, and is updated one node at a time', () => {
    const { cluster, places, status } = begin();
    expect(places()).toBe('node-1,node-2,node-3');
    change(cluster, daemonSets, 'agent', { template: podTemplate('agent', 'nginx:1.25') });
    const seen = new Set<string>();
    for (let step = 0; step < 200; step++) {
      cluster.advance(50);
      const { updatedNumberScheduled = 0, numberAvailable = 0 } = status();
      seen.add(`${updatedNumberScheduled} new, ${numberAvailable} available`);
    }
    expect([...seen].filter((each) => / [01] available/.test(each))).toEqual([]);
    expect([...seen].at(-1)).toBe('3 new, 3 available');
  });

  it('follows a node selector', () => {
    const { cluster, places, changeNode } = begin();
    const template = podTemplate('agent', 'nginx:1.24', { nodeSelector: { disk: 'ssd' } });
    change(cluster, daemonSets, 'agent', { template });
    cluster.advance(4000);
    expect(places()).toBe('');
    changeNode('node-2', { disk: 'ssd' }, {});
    expect(places()).toBe('node-2');
    changeNode('node-2', { disk: 'hdd' }, {});
    expect(places()).toBe('');
  });

  it('is made again on a cordoned node, but not on a tainted one', () => {
    const { cluster, places, changeNode } = begin();
    const deleteOn = (node: string) => {
      const pod = cluster.server.list(pods).items.find(({ spec }) => spec.nodeName === node);
      cluster.server.delete(pods, 'default', pod?.metadata.name ?? '');
      cluster.advance(8000);
    };
    changeNode('node-1', {}, { unschedulable: true });
    deleteOn('node-1');
    expect(places()).toBe('node-1,node-2,node-3');
    changeNode('node-3', {}, { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] });
    expect(places()).toBe('node-1,node-2,node-3');
    deleteOn('node-3');
    expect(places()).toBe('node-1,node-2');
    changeNode('node-3', {}, { taints: [] });
    expect(places()).toBe('node-1,node-2,node-3');
  });
});
