import { describe, expect, it } from 'vitest';
import type { DaemonSet } from '@/lib/cluster/api/apps';
import type { Taint } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { controllerRevisions, daemonSets, nodes, pods } from '@/lib/cluster/api/resources';
import { targetNodeName } from '@/lib/cluster/kube-controller-manager/daemonset/daemon-pods';
import { DaemonSetController } from '@/lib/cluster/kube-controller-manager/daemonset/daemonset-controller';
import { ControlPlane, PodPlayer } from './control-plane';
import { podTemplate } from './drafts';

class Play extends ControlPlane {
  constructor(rest: Partial<DaemonSet['spec']> = {}) {
    super(DaemonSetController);
    new PodPlayer(this, 1000, 500);
    for (const name of ['node-1', 'node-2', 'node-3']) this.addNode(name);
    const draft: Draft<DaemonSet> = {
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: podTemplate('agent', 'nginx:1.24'),
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        revisionHistoryLimit: 10,
        ...rest,
      },
    };
    this.server.create(daemonSets, 'default', draft);
    this.advance(5000);
  }

  get agent(): DaemonSet {
    return this.server.get(daemonSets, 'default', 'agent');
  }

  change(spec: Partial<DaemonSet['spec']>): this {
    this.server.update(daemonSets, { ...this.agent, spec: { ...this.agent.spec, ...spec } });
    return this;
  }

  changeNode(name: string, spec: { taints?: Taint[]; unschedulable?: boolean }, labels = {}): this {
    const stored = this.server.get(nodes, undefined, name);
    this.server.update(nodes, { ...stored, metadata: { ...stored.metadata, labels }, spec });
    return this;
  }

  /** The nodes that have a Pod of the set that is not being deleted. */
  places(): string {
    return this.pods().map(targetNodeName).sort().join();
  }

  images(): string[] {
    return this.pods()
      .map(({ spec }) => spec.containers[0]?.image.replace('nginx:', '') ?? '')
      .sort();
  }
}

describe('the DaemonSet controller', () => {
  it('makes one Pod for each node, pinned to it', () => {
    const play = new Play();
    expect(play.places()).toBe('node-1,node-2,node-3');
    const [pod] = play.pods();
    expect(pod?.spec.affinity?.nodeAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchFields: [{ key: 'metadata.name', operator: 'In', values: [pod && targetNodeName(pod)] }] },
        ],
      },
    });
    expect(pod?.spec.tolerations?.map(({ key, effect }) => `${key}:${effect}`).slice(0, 6)).toEqual([
      'node.kubernetes.io/not-ready:NoExecute',
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/disk-pressure:NoSchedule',
      'node.kubernetes.io/memory-pressure:NoSchedule',
      'node.kubernetes.io/pid-pressure:NoSchedule',
      'node.kubernetes.io/unschedulable:NoSchedule',
    ]);
    expect(play.agent.status).toEqual({
      currentNumberScheduled: 3,
      desiredNumberScheduled: 3,
      numberAvailable: 3,
      numberMisscheduled: 0,
      numberReady: 3,
      observedGeneration: 1,
      updatedNumberScheduled: 3,
    });
    expect(play.events('agent')).toHaveLength(3);
  });

  it('follows nodes that come', () => {
    const play = new Play();
    play.addNode('node-4');
    play.advance(3000);
    expect(play.places()).toBe('node-1,node-2,node-3,node-4');
  });

  it('goes where labels and taints let it, and stays on a cordoned node', () => {
    const play = new Play({
      template: podTemplate('agent', 'nginx:1.24', { nodeSelector: { disk: 'ssd' } }),
    });
    expect(play.places()).toBe('');
    play.changeNode('node-2', {}, { disk: 'ssd' }).advance(3000);
    expect(play.places()).toBe('node-2');
    play.changeNode(
      'node-2',
      { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
      { disk: 'ssd' },
    );
    play.advance(3000);
    expect(play.places()).toBe('node-2');
    play.changeNode('node-2', {}).advance(3000);
    expect(play.places()).toBe('');
  });

  it('leaves a running Pod alone under a new NoSchedule taint, but makes no other there', () => {
    const play = new Play();
    play.changeNode('node-3', { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] }).advance(1000);
    expect(play.places()).toBe('node-1,node-2,node-3');
    expect(play.agent.status).toMatchObject({ desiredNumberScheduled: 2, numberMisscheduled: 1 });
    const there = play.pods().find((pod) => targetNodeName(pod) === 'node-3');
    play.server.delete(pods, 'default', there?.metadata.name ?? '');
    play.advance(3000);
    expect(play.places()).toBe('node-1,node-2');
    play.changeNode('node-3', {}).advance(3000);
    expect(play.places()).toBe('node-1,node-2,node-3');
  });

  it('updates one node after the other', () => {
    const play = new Play().change({ template: podTemplate('agent', 'nginx:1.25') });
    let fewest = 3;
    for (let step = 0; step < 100; step++) {
      play.advance(100);
      fewest = Math.min(fewest, play.agent.status.numberAvailable ?? 0);
    }
    expect(play.images()).toEqual(['1.25', '1.25', '1.25']);
    expect(fewest).toBe(2);
    expect(
      play.server
        .list(controllerRevisions)
        .items.map(({ revision }) => revision)
        .sort(),
    ).toEqual([1, 2]);
    expect(play.agent.status).toMatchObject({ updatedNumberScheduled: 3, numberAvailable: 3 });
  });

  it('updates without a gap when it may surge', () => {
    const updateStrategy = {
      type: 'RollingUpdate' as const,
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    };
    const play = new Play({ updateStrategy }).change({ template: podTemplate('agent', 'nginx:1.25') });
    let fewest = 3;
    for (let step = 0; step < 150; step++) {
      play.advance(100);
      fewest = Math.min(fewest, play.agent.status.numberAvailable ?? 0);
    }
    expect(play.images()).toEqual(['1.25', '1.25', '1.25']);
    expect(fewest).toBe(3);
  });

  it('goes back to an old template with the next revision', () => {
    const play = new Play();
    play.change({ template: podTemplate('agent', 'nginx:1.25') }).advance(15_000);
    play.change({ template: podTemplate('agent', 'nginx:1.24') }).advance(15_000);
    expect(play.images()).toEqual(['1.24', '1.24', '1.24']);
    expect(
      play.server
        .list(controllerRevisions)
        .items.map(({ revision }) => revision)
        .sort(),
    ).toEqual([2, 3]);
  });

  it('replaces a failed Pod at once the first time, later with back-off', () => {
    const play = new Play();
    const fail = () => {
      const pod = play.pods().find((each) => targetNodeName(each) === 'node-1');
      if (pod) play.setPodStatus(pod, { phase: 'Failed' });
      return pod?.metadata.name ?? '';
    };
    const name = fail();
    play.advance(300);
    expect(play.events('agent')).toContain(
      `FailedDaemonPod: Found failed daemon pod default/${name} on node node-1, will try to kill it`,
    );
    play.advance(500);
    const second = fail();
    play.advance(150);
    expect(play.pods().some(({ metadata }) => metadata.name === second)).toBe(true);
    play.advance(1500);
    expect(play.pods().some(({ metadata }) => metadata.name === second)).toBe(false);
  });
});
