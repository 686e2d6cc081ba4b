import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { leases, nodes, pods } from '@/lib/cluster/api/resources';
import { NodeLifecycleController } from '@/lib/cluster/kube-controller-manager/node-lifecycle/node-lifecycle-controller';
import { PodGCController } from '@/lib/cluster/kube-controller-manager/pod-garbage-collector';
import { TaintEvictionController } from '@/lib/cluster/kube-controller-manager/taint-eviction/taint-eviction-controller';
import { ControlPlane, readyStatus } from './control-plane';
import { podTemplate } from './drafts';

/** Nodes whose kubelets only renew their leases every 10 s, until they are silenced. */
class Kubelets {
  readonly plane: ControlPlane;
  private readonly silent = new Set<string>();

  constructor(plane: ControlPlane, zones: Readonly<Record<string, string>>) {
    this.plane = plane;
    for (const [name, zone] of Object.entries(zones)) this.register(name, zone);
  }

  register(name: string, zone: string): void {
    const { server, simulation } = this.plane;
    server.create(nodes, undefined, {
      metadata: { name, labels: { 'topology.kubernetes.io/zone': zone, 'kubernetes.io/os': 'linux' } },
      spec: {},
    } as Draft<Node>);
    server.create(leases, 'kube-node-lease', { metadata: { name }, spec: {} });
    this.say(name, 'True');
    const renew = () => {
      simulation.after(10_000, 'lease', renew);
      if (this.silent.has(name)) return;
      const lease = server.get(leases, 'kube-node-lease', name);
      server.update(leases, { ...lease, spec: { renewTime: simulation.microTimestamp() } });
    };
    renew();
  }

  say(name: string, status: 'True' | 'False'): void {
    const { server, simulation } = this.plane;
    const node = server.get(nodes, undefined, name);
    const now = simulation.timestamp();
    const conditions = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
      type,
      status: type === 'Ready' ? status : ('False' as const),
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    }));
    server.update(nodes, { ...node, status: { ...node.status, conditions } }, { subresource: 'status' });
  }

  silence(...names: readonly string[]): void {
    for (const name of names) this.silent.add(name);
  }

  wake(name: string): void {
    this.silent.delete(name);
    this.say(name, 'True');
  }

  readyOf(name: string): string | undefined {
    return this.node(name).status.conditions?.find(({ type }) => type === 'Ready')?.status;
  }

  taintsOf(name: string): string[] {
    return (this.node(name).spec.taints ?? []).map(
      ({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`,
    );
  }

  node(name: string): Node {
    return this.plane.server.get(nodes, undefined, name);
  }

  addPod(name: string, nodeName: string, spec: Partial<Pod['spec']> = {}): void {
    const { server, simulation } = this.plane;
    const tolerations = ['not-ready', 'unreachable'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists' as const,
      effect: 'NoExecute' as const,
      tolerationSeconds: 300,
    }));
    server.create(pods, 'default', {
      metadata: { name, labels: { app: 'web' } },
      spec: { ...podTemplate('web').spec, tolerations, ...spec, nodeName },
      status: { phase: 'Pending' },
    });
    this.plane.setPodStatus(server.get(pods, 'default', name), readyStatus(simulation.timestamp()));
  }
}

const three = { 'node-1': 'zone-a', 'node-2': 'zone-b', 'node-3': 'zone-a' };

function begin(zones: Readonly<Record<string, string>> = three) {
  const plane = new ControlPlane(NodeLifecycleController, TaintEvictionController, PodGCController);
  const kubelets = new Kubelets(plane, zones);
  return { plane, kubelets };
}

/** Advances by steps of 100 ms until `happens`; the seconds it took. */
function secondsUntil(plane: ControlPlane, happens: () => boolean, atMostSeconds = 1000): number {
  const fromMs = plane.simulation.nowMs;
  while (!happens() && plane.simulation.nowMs - fromMs < atMostSeconds * 1000) plane.advance(100);
  return (plane.simulation.nowMs - fromMs) / 1000;
}

describe('the node lifecycle controller', () => {
  it('registers nodes, and completes their labels', () => {
    const { plane, kubelets } = begin();
    plane.advance(6000);
    expect(plane.events('node-1')).toEqual([
      'RegisteredNode: Node node-1 event: Registered Node node-1 in Controller',
    ]);
    expect(kubelets.node('node-1').metadata.labels).toHaveProperty(['beta.kubernetes.io/os'], 'linux');
  });

  it('leaves a node alone whose lease is renewed', () => {
    const { plane, kubelets } = begin();
    plane.advance(3_600_000);
    expect(kubelets.readyOf('node-2')).toBe('True');
    expect(plane.requests().filter((each) => each.includes('/status'))).toEqual([]);
  });

  it('calls a silent node Unknown 50 s after the tick that noticed its last sign of life', () => {
    const { plane, kubelets } = begin();
    kubelets.addPod('web-1', 'node-2');
    plane.advance(60_500);
    kubelets.silence('node-2');
    const seconds = secondsUntil(plane, () => kubelets.readyOf('node-2') !== 'True');
    // The last renewal was at 60 s; the ticks are at 0.1 s, 5.1 s …
    expect(seconds).toBeCloseTo(60.1 + 50 - 60.5, 0);
    expect(
      kubelets.node('node-2').status.conditions?.map(({ status, reason }) => `${status} ${reason}`),
    ).toEqual(Array(4).fill('Unknown NodeStatusUnknown'));
    plane.advance(1000);
    expect(kubelets.taintsOf('node-2')).toEqual(['unreachable:NoSchedule']);
    const [pod] = plane.pods();
    expect(pod?.status.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('False');
    expect(plane.events('web-1')).toContain('NodeNotReady: Node is not ready');
    expect(plane.events('node-2').at(-1)).toBe('NodeNotReady: Node node-2 status is now: NodeNotReady');
    plane.advance(5000);
    expect(kubelets.taintsOf('node-2')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
  });

  it('deletes Pods when their toleration is over, and takes that back when the node returns', () => {
    const { plane, kubelets } = begin();
    kubelets.addPod('web-1', 'node-2');
    kubelets.addPod('agent', 'node-2', { tolerations: [{ operator: 'Exists' }] });
    kubelets.addPod('quick', 'node-2', {
      tolerations: [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }],
    });
    kubelets.silence('node-2');
    secondsUntil(plane, () => kubelets.taintsOf('node-2').includes('unreachable:NoExecute'));
    expect(secondsUntil(plane, () => plane.pods().length < 3)).toBeCloseTo(30, 0);
    expect(plane.pods().map(({ metadata }) => metadata.name)).toEqual(['agent', 'web-1']);
    expect(plane.events('quick').at(-1)).toBe('TaintManagerEviction: Marking for deletion Pod default/quick');
    const quick = plane.server.get(pods, 'default', 'quick');
    expect(quick.status.conditions?.at(-1)).toMatchObject({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    });
    plane.advance(100_000);
    kubelets.wake('node-2');
    plane.advance(6000);
    expect(kubelets.taintsOf('node-2')).toEqual([]);
    expect(plane.events('web-1').at(-1)).toBe(
      'TaintManagerEviction: Cancelling deletion of Pod default/web-1',
    );
    plane.advance(600_000);
    expect(plane.pods().map(({ metadata }) => metadata.name)).toEqual(['agent', 'web-1']);
  });

  it('uses the tainted kind that the kubelet itself reports', () => {
    const { plane, kubelets } = begin();
    plane.advance(11_000);
    kubelets.say('node-2', 'False');
    plane.advance(500);
    expect(kubelets.taintsOf('node-2')).toEqual(['not-ready:NoSchedule']);
    plane.advance(6000);
    expect(kubelets.taintsOf('node-2')).toEqual(['not-ready:NoSchedule', 'not-ready:NoExecute']);
  });

  it('taints a cordoned node and one under pressure at once', () => {
    const { plane, kubelets } = begin();
    plane.advance(10_000);
    const node = kubelets.node('node-1');
    plane.server.update(nodes, { ...node, spec: { ...node.spec, unschedulable: true } });
    plane.advance(100);
    expect(kubelets.taintsOf('node-1')).toEqual(['unschedulable:NoSchedule']);
  });

  it('lets nodes of a zone go one every ten seconds', () => {
    const zones = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`node-${index}`, 'zone-a']));
    const { plane, kubelets } = begin({ ...zones, other: 'zone-b' });
    plane.advance(20_000);
    kubelets.silence('node-1', 'node-2', 'node-3');
    const tainted = () =>
      Object.keys(zones).filter((name) => kubelets.taintsOf(name).includes('unreachable:NoExecute'));
    secondsUntil(plane, () => tainted().length === 1);
    expect(secondsUntil(plane, () => tainted().length === 2)).toBeCloseTo(10, 0);
    expect(secondsUntil(plane, () => tainted().length === 3)).toBeCloseTo(10, 0);
  });

  it('evicts nobody while most of a small zone is silent, and nobody when all zones are', () => {
    const zones = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`node-${index}`, 'zone-a']));
    const partial = begin({ ...zones, other: 'zone-b' });
    partial.plane.advance(20_000);
    partial.kubelets.silence('node-0', 'node-1', 'node-2', 'node-3');
    partial.plane.advance(300_000);
    const taints = Object.keys(zones).flatMap((name) => partial.kubelets.taintsOf(name));
    expect(taints).toEqual(Array(4).fill('unreachable:NoSchedule'));
    const full = begin();
    full.plane.advance(20_000);
    full.kubelets.silence(...Object.keys(three));
    full.plane.advance(300_000);
    expect(Object.keys(three).flatMap((name) => full.kubelets.taintsOf(name))).toEqual(
      Array(3).fill('unreachable:NoSchedule'),
    );
  });

  it('waits for heartbeats anew after the API server was away', () => {
    const { plane, kubelets } = begin();
    plane.advance(20_000);
    const { connection } = plane.surroundings;
    connection.state = 'refused';
    plane.advance(300_000);
    connection.state = 'up';
    plane.advance(60_000);
    expect(Object.keys(three).map((name) => kubelets.readyOf(name))).toEqual(['True', 'True', 'True']);
  });

  it('says that a node is gone; its Pods go after the quarantine', () => {
    const { plane, kubelets } = begin();
    kubelets.addPod('web-1', 'node-2');
    plane.advance(20_000);
    kubelets.silence('node-2');
    plane.server.delete(nodes, undefined, 'node-2');
    const fromMs = plane.simulation.nowMs;
    plane.advance(6000);
    expect(plane.events('node-2').at(-1)).toBe(
      'RemovingNode: Node node-2 event: Removing Node node-2 from Controller',
    );
    secondsUntil(plane, () => plane.pods().length === 0);
    const seconds = (plane.simulation.nowMs - fromMs) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(40);
    expect(seconds).toBeLessThanOrEqual(80);
  });

  it('asks the server nothing while hundreds of nodes send heartbeats', () => {
    const zones = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`node-${index}`, `zone-${index % 3}`]),
    );
    const { plane } = begin(zones);
    plane.advance(120_000);
    const before = plane.simulation.trace.count;
    plane.advance(60_000);
    expect(plane.requests(before)).toEqual([]);
  });
});
