import { describe, expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '@/lib/cluster/api/autoscaling';
import type { Pod } from '@/lib/cluster/api/core';
import { timestamp } from '@/lib/cluster/api/time';
import {
  MetricsError,
  type PodMetric,
} from '@/lib/cluster/kube-controller-manager/horizontal-pod-autoscaler/metrics-client';
import {
  normalizeDesiredReplicas,
  type ScaleMemory,
} from '@/lib/cluster/kube-controller-manager/horizontal-pod-autoscaler/normalize-replicas';
import { recommend } from '@/lib/cluster/kube-controller-manager/horizontal-pod-autoscaler/replica-calculator';
import { clusterOf } from '@/lib/cluster/presets';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { Workstation } from '@/lib/kubectl/workstation';

registerApart();

const nowMs = 3_600_000;

/** A Pod that has been ready for long, unless `since` says when it began. */
function pod(name: string, { request = '100m', phase = 'Running', startedMs = 0, isReady = true } = {}): Pod {
  const at = timestamp(startedMs);
  const condition = { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: at };
  const resources = request === '' ? {} : { requests: { cpu: request } };
  return {
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'app', resources }] },
    status: { phase, startTime: at, conditions: [condition] },
  } as unknown as Pod;
}

const used = (amounts: Readonly<Record<string, number>>) =>
  new Map<string, PodMetric>(
    Object.entries(amounts).map(([name, value]) => [name, { atMs: nowMs, windowMs: 15_000, value }]),
  );

const ask = (currentReplicas: number, utilization: number) => ({
  resource: 'cpu',
  container: undefined,
  currentReplicas,
  target: { utilization },
});

describe('how many replicas a metric asks for', () => {
  it('is the use over the target, rounded up', () => {
    const metrics = used({ a: 90, b: 110 });
    expect(recommend(ask(2, 50), [pod('a'), pod('b')], metrics, nowMs)).toEqual({
      replicas: 4,
      utilization: 100,
      averageMilli: 100,
    });
  });

  it('stays as it is within a tenth of the target', () => {
    expect(recommend(ask(2, 50), [pod('a'), pod('b')], used({ a: 54, b: 54 }), nowMs).replicas).toBe(2);
    expect(recommend(ask(2, 50), [pod('a'), pod('b')], used({ a: 56, b: 56 }), nowMs).replicas).toBe(3);
  });

  it('takes a Pod without metrics for idle when growing and for busy when shrinking', () => {
    const pods = [pod('a'), pod('b'), pod('new')];
    expect(recommend(ask(3, 50), pods, used({ a: 100, b: 100 }), nowMs).replicas).toBe(4);
    expect(recommend(ask(3, 50), pods, used({ a: 10, b: 10 }), nowMs).replicas).toBe(3);
  });

  it('does not let Pods that just started and are not ready drive it up', () => {
    const pods = [pod('a'), pod('young', { startedMs: nowMs - 20_000, isReady: false })];
    expect(recommend(ask(2, 50), pods, used({ a: 100, young: 1000 }), nowMs).replicas).toBe(2);
  });

  it('cannot be said without requests, Pods or metrics, and says which is missing', () => {
    const without = () => recommend(ask(1, 50), [pod('a', { request: '' })], used({ a: 10 }), nowMs);
    expect(without).toThrow(new MetricsError('missing request for cpu in container app of Pod a'));
    expect(() => recommend(ask(1, 50), [], used({ a: 10 }), nowMs)).toThrow(/no pods returned by selector/);
    expect(() => recommend(ask(1, 50), [pod('a')], used({}), nowMs)).toThrow(/did not receive metrics/);
  });
});

const autoscaler = (spec: Partial<HorizontalPodAutoscaler['spec']> = {}) =>
  ({ spec: { minReplicas: 1, maxReplicas: 20, ...spec } }) as HorizontalPodAutoscaler;
const memory = (): ScaleMemory => ({ recommendations: [], scaleUps: [], scaleDowns: [] });

describe('from what is asked for to what is done', () => {
  it('at most doubles, or goes to four', () => {
    const from = (current: number) => normalizeDesiredReplicas(autoscaler(), memory(), current, 20, 0);
    expect([1, 3, 9].map((current) => from(current).replicas)).toEqual([4, 6, 18]);
    expect(from(1).limited).toMatchObject({ isLimited: true, reason: 'ScaleUpLimit' });
  });

  it('shrinks only when nothing higher was asked for during five minutes', () => {
    const remembered = memory();
    const at = (seconds: number, wanted: number) =>
      normalizeDesiredReplicas(autoscaler(), remembered, 10, wanted, seconds * 1000);
    expect(at(0, 10).replicas).toBe(10);
    expect(at(60, 2)).toMatchObject({ replicas: 10, able: { reason: 'ScaleDownStabilized' } });
    expect(at(299, 2).replicas).toBe(10);
    expect(at(301, 2).replicas).toBe(2);
  });

  it('follows the rates a behavior states', () => {
    const slow = autoscaler({
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }],
        },
      },
    });
    const remembered = memory();
    expect(normalizeDesiredReplicas(slow, remembered, 4, 12, 0).replicas).toBe(6);
    remembered.scaleUps.push({ atMs: 0, change: 2 });
    expect(normalizeDesiredReplicas(slow, remembered, 6, 12, 30_000).replicas).toBe(6);
    expect(normalizeDesiredReplicas(slow, remembered, 6, 12, 61_000).replicas).toBe(8);
    expect(normalizeDesiredReplicas(slow, memory(), 10, 1, 0)).toMatchObject({
      replicas: 5,
      limited: { reason: 'ScaleDownLimit' },
    });
  });
});

describe('the autoscaler in a cluster', () => {
  function begin(preset = 'recorded') {
    const cluster = clusterOf(preset);
    const workstation = new Workstation(cluster);
    const type = (line: string) => workstation.runToEnd(line).stdout;
    type('kubectl create deployment php --image=php');
    type('kubectl set resources deployment php --requests=cpu=100m');
    cluster.advance(30_000);
    type('kubectl autoscale deployment php --cpu=50% --min=1 --max=10');
    const load = (cpuMilli: number) => cluster.apply({ kind: 'totalLoad', cpuMilli });
    const replicas = () => Number(type("kubectl get deployment php -o jsonpath='{.spec.replicas}'"));
    return { cluster, type, load, replicas };
  }

  it('does nothing without a metrics API, and says why', () => {
    const { cluster, type, replicas } = begin();
    cluster.advance(120_000);
    expect(replicas()).toBe(1);
    expect(type('kubectl get hpa php')).toContain('<unknown>/50%');
    expect(type('kubectl get events')).toContain(
      'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
    );
  });

  it('grows to four, to eight, to ten under load, and shrinks five minutes after it', () => {
    const { cluster, type, load, replicas } = begin();
    load(0);
    cluster.advance(400_000);
    load(800);
    const seen = new Set<number>();
    for (let second = 0; second < 90; second++) {
      cluster.advance(1000);
      seen.add(replicas());
    }
    expect([...seen]).toEqual([1, 4, 8, 10]);
    expect(type('kubectl get events')).toContain(
      'New size: 4; reason: cpu resource utilization (percentage of request) above target',
    );
    load(100);
    cluster.advance(270_000);
    expect(replicas()).toBe(10);
    cluster.advance(60_000);
    expect(replicas()).toBe(2);
  });
});
