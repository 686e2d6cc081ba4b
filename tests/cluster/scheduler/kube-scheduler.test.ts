import { describe, expect, it } from 'vitest';
import { pods, priorityClasses } from '@/lib/cluster/api/resources';
import { numFeasibleNodesToFind } from '@/lib/cluster/kube-scheduler/schedule-one';
import { SchedulerBench } from './scheduling';

const named = (name: string) => Array.from({ length: 3 }, (_, index) => `${name}-${index}`);

describe('placing a Pod', () => {
  it('binds it to a node that has room', () => {
    const bench = new SchedulerBench();
    bench.node('small', { cpu: '1' });
    bench.node('large', { cpu: '8' });
    bench.pod('web', { cpu: '4' });
    expect(bench.advance(100).placements()).toEqual({ web: 'large' });
  });

  it('spreads Pods by what is free', () => {
    const bench = new SchedulerBench();
    for (const name of named('node')) bench.node(name);
    for (const name of named('web')) bench.pod(name, { cpu: '500m' });
    expect(new Set(Object.values(bench.advance(100).placements())).size).toBe(3);
  });

  it('never counts use, only requests: the last Pod that fits by requests is taken, the next is not', () => {
    const bench = new SchedulerBench();
    bench.node('node-1', { cpu: '1' });
    bench.pod('a', { cpu: '600m' });
    bench.pod('b', { cpu: '400m' });
    bench.pod('c', { cpu: '100m' });
    expect(bench.advance(200).placements()).toEqual({ a: 'node-1', b: 'node-1', c: '' });
    expect(bench.complaint('c')).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    );
  });

  it('honours cordons, taints, tolerations and selectors, and says of each node why not', () => {
    const bench = new SchedulerBench();
    bench.node('cordoned', { unschedulable: true });
    bench.node('tainted', { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] });
    bench.node('plain');
    bench.pod('ssd', { nodeSelector: { disk: 'ssd' } });
    bench.pod('db', {
      nodeSelector: { 'kubernetes.io/hostname': 'tainted' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
    });
    expect(bench.advance(200).placements()).toEqual({ ssd: '', db: 'tainted' });
    expect(bench.complaint('ssd')).toBe(
      "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  });

  it('says that a request larger than any node cannot be helped', () => {
    const bench = new SchedulerBench();
    bench.node('node-1');
    bench.pod('huge', { cpu: '1000' });
    expect(bench.advance(200).complaint('huge')).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    );
  });
});

describe('a Pod that found no node', () => {
  it('is tried again when a node comes', () => {
    const bench = new SchedulerBench();
    bench.node('node-1', { cpu: '1' });
    bench.pod('web', { cpu: '2' });
    bench.advance(5000).node('node-2');
    expect(bench.advance(5000).placements()).toEqual({ web: 'node-2' });
  });

  it('is tried again when a Pod leaves', () => {
    const bench = new SchedulerBench();
    bench.node('node-1', { cpu: '1' });
    bench.pod('first', { cpu: '1' });
    bench.advance(100).pod('second', { cpu: '1' });
    bench.advance(20_000);
    bench.server.delete(pods, 'default', 'first', { gracePeriodSeconds: 0 });
    expect(bench.advance(20_000).placements()).toEqual({ second: 'node-1' });
  });

  it('waits in vain while nothing changes, without being tried over and over', () => {
    const bench = new SchedulerBench();
    bench.node('node-1', { cpu: '1' });
    bench.pod('web', { cpu: '2' });
    bench.advance(1000);
    const steps = bench.simulation.steps;
    bench.advance(60_000);
    expect(bench.simulation.steps - steps).toBeLessThan(10);
  });
});

describe('wishes about other Pods', () => {
  const away = (app: string) => ({
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  });

  it('keeps Pods that do not want each other on different nodes', () => {
    const bench = new SchedulerBench();
    for (const name of ['node-1', 'node-2']) bench.node(name);
    for (const name of named('web')) bench.pod(name, { labels: { app: 'web' }, affinity: away('web') });
    const placed = bench.advance(200).placements();
    expect(new Set(Object.values(placed))).toEqual(new Set(['node-1', 'node-2', '']));
    expect(Object.values(placed).filter((node) => node === '')).toHaveLength(1);
    const waiting = Object.keys(placed).find((name) => placed[name] === '') ?? '';
    expect(bench.complaint(waiting)).toContain("2 node(s) didn't match pod anti-affinity rules");
  });

  it('puts a Pod beside the one it wants to be near', () => {
    const bench = new SchedulerBench();
    for (const name of named('node')) bench.node(name);
    bench.pod('cache', { labels: { app: 'cache' } });
    bench.advance(100).pod('web', {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: 'cache' } }, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
    });
    const { cache, web } = bench.advance(100).placements();
    expect(web).toBe(cache);
  });

  it('keeps zones within the skew, and leaves a Pod waiting rather than break it', () => {
    const bench = new SchedulerBench();
    const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
    bench.node('a-1', { labels: zone('a') });
    bench.node('a-2', { labels: zone('a') });
    bench.node('b-1', { labels: zone('b'), cpu: '1' });
    const spread = {
      labels: { app: 'web' },
      cpu: '1',
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule' as const,
          labelSelector: { matchLabels: { app: 'web' } },
        },
      ],
    };
    for (const name of ['w-1', 'w-2', 'w-3', 'w-4']) bench.pod(name, spread);
    const placed = Object.values(bench.advance(300).placements());
    expect(placed.filter((node) => node.startsWith('a'))).toHaveLength(2);
    expect(placed.filter((node) => node.startsWith('b'))).toHaveLength(1);
    expect(bench.complaint('w-4')).toContain("2 node(s) didn't match pod topology spread constraints");
  });
});

describe('preemption', () => {
  it('lets the weaker Pod go for the stronger one, and names it', () => {
    const bench = new SchedulerBench();
    bench.node('node-1', { cpu: '1' });
    bench.server.create(priorityClasses, undefined, {
      metadata: { name: 'high' },
      value: 10,
      preemptionPolicy: 'PreemptLowerPriority',
    });
    bench.pod('weak', { cpu: '1' });
    bench.advance(100).pod('strong', { cpu: '1', priorityClassName: 'high' });
    bench.advance(100);
    const weak = bench.server.get(pods, 'default', 'weak');
    expect(weak.metadata.deletionTimestamp).toBeDefined();
    expect(weak.status.conditions?.at(-1)).toMatchObject({
      type: 'DisruptionTarget',
      reason: 'PreemptionByScheduler',
    });
    expect(bench.server.get(pods, 'default', 'strong').status.nominatedNodeName).toBe('node-1');
    bench.server.delete(pods, 'default', 'weak', { gracePeriodSeconds: 0 });
    expect(bench.advance(5000).placements()).toEqual({ strong: 'node-1' });
  });
});

describe('a large cluster', () => {
  it('looks at fewer nodes the more there are', () => {
    expect([50, 100, 1000, 5000].map(numFeasibleNodesToFind)).toEqual([50, 100, 420, 500]);
  });
});
