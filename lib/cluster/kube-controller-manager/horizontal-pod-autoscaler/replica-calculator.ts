import { findCondition } from '../../api/conditions';
import type { Pod } from '../../api/core';
import { milliValue } from '../../api/quantity';
import { parseTimestamp } from '../../api/time';
import { MetricsError, type PodMetric } from './metrics-client';

/**
 * How many replicas a metric asks for (pkg/controller/podautoscaler/replica_calculator.go). Pods that just started, are not
 * ready or have no metrics are guessed in the direction that changes least.
 */
const tolerance = 0.1;
/** --horizontal-pod-autoscaler-cpu-initialization-period, --horizontal-pod-autoscaler-initial-readiness-delay, in ms. */
const cpuInitializationMs = 300_000;
const initialReadinessMs = 30_000;

export interface Recommendation {
  readonly replicas: number;
  /** In per cent of the request; undefined for absolute targets. */
  readonly utilization?: number;
  /** Average of a Pod, in thousandths. */
  readonly averageMilli: number;
}

export interface Question {
  readonly resource: string;
  readonly container: string | undefined;
  readonly currentReplicas: number;
  /** Per cent of the request, or an average in thousandths. */
  readonly target: { readonly utilization: number } | { readonly averageMilli: number };
}

const isWithinTolerance = (ratio: number) => Math.abs(1 - ratio) <= tolerance;

/** @param pods those the target selects @param metrics changed by this call @throws MetricsError */
export function recommend(
  question: Question,
  pods: readonly Pod[],
  metrics: Map<string, PodMetric>,
  nowMs: number,
): Recommendation {
  const { target, currentReplicas } = question;
  if (pods.length === 0)
    throw new MetricsError('no pods returned by selector while calculating replica count');
  const groups = groupPods(pods, metrics, question.resource, nowMs);
  for (const name of [...groups.ignored, ...groups.unready]) metrics.delete(name);
  if (metrics.size === 0)
    throw new MetricsError('did not receive metrics for targeted pods (pods might be unready)');
  const requests = 'utilization' in target ? podRequests(pods, question) : undefined;
  const ratioOf = () => usageRatio(target, metrics, requests);
  const { ratio, averageMilli, utilization } = ratioOf();
  const answer = (replicas: number): Recommendation => ({
    replicas,
    averageMilli,
    ...(utilization !== undefined && { utilization }),
  });
  const countsUnready = groups.unready.length > 0 && ratio > 1;
  if (!countsUnready && groups.missing.length === 0) {
    return answer(isWithinTolerance(ratio) ? currentReplicas : ceil(ratio * groups.readyCount));
  }
  fillMissing(groups, metrics, requests, target, ratio);
  if (countsUnready) for (const name of groups.unready) metrics.set(name, empty);
  const next = ratioOf().ratio;
  if (isWithinTolerance(next) || (ratio < 1 && next > 1) || (ratio > 1 && next < 1))
    return answer(currentReplicas);
  const replicas = ceil(next * metrics.size);
  const isBackwards = (next < 1 && replicas > currentReplicas) || (next > 1 && replicas < currentReplicas);
  return answer(isBackwards ? currentReplicas : replicas);
}

const empty: PodMetric = { atMs: 0, windowMs: 0, value: 0 };

/** Rounds up, but not because of the last bits of a division. */
const ceil = (value: number) => Math.ceil(Number(value.toPrecision(12)));

interface Groups {
  readonly unready: string[];
  readonly missing: string[];
  readonly ignored: string[];
  readyCount: number;
}

function groupPods(
  pods: readonly Pod[],
  metrics: ReadonlyMap<string, PodMetric>,
  resource: string,
  nowMs: number,
): Groups {
  const groups: Groups = { unready: [], missing: [], ignored: [], readyCount: 0 };
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const metric = metrics.get(name);
    if (deletionTimestamp !== undefined || pod.status.phase === 'Failed') groups.ignored.push(name);
    else if (pod.status.phase === 'Pending') groups.unready.push(name);
    else if (metric === undefined) groups.missing.push(name);
    else if (resource === 'cpu' && isCpuUnready(pod, metric, nowMs)) groups.unready.push(name);
    else groups.readyCount++;
  }
  return groups;
}

/** The processor time of a start says nothing about the load. */
function isCpuUnready({ status }: Pod, metric: PodMetric, nowMs: number): boolean {
  const ready = findCondition(status.conditions, 'Ready');
  if (ready === undefined || status.startTime === undefined) return true;
  const startMs = parseTimestamp(status.startTime);
  const readyMs = parseTimestamp(ready.lastTransitionTime);
  if (startMs + cpuInitializationMs > nowMs)
    return ready.status === 'False' || metric.atMs < readyMs + metric.windowMs;
  return ready.status === 'False' && startMs + initialReadinessMs > readyMs;
}

/** What each Pod requests, in thousandths. */
function podRequests(pods: readonly Pod[], { resource, container }: Question): Map<string, number> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
    let sum = 0;
    for (const each of [...spec.containers, ...sidecars]) {
      if (container !== undefined && each.name !== container) continue;
      const request = each.resources.requests?.[resource];
      if (request === undefined)
        throw new MetricsError(
          `missing request for ${resource} in container ${each.name} of Pod ${metadata.name}`,
        );
      sum += milliValue(request);
    }
    requests.set(metadata.name, sum);
  }
  return requests;
}

/** metrics/utilization.go */
function usageRatio(
  target: Question['target'],
  metrics: ReadonlyMap<string, PodMetric>,
  requests: ReadonlyMap<string, number> | undefined,
) {
  let total = 0;
  let requested = 0;
  let count = 0;
  for (const [name, { value }] of metrics) {
    const request = requests?.get(name);
    if (requests && request === undefined) continue;
    total += value;
    requested += request ?? 0;
    count++;
  }
  const averageMilli = count === 0 ? 0 : Math.floor(total / count);
  if ('averageMilli' in target)
    return { ratio: averageMilli / target.averageMilli, averageMilli, utilization: undefined };
  if (requested === 0) throw new MetricsError('no metrics returned matched known pods');
  const utilization = Math.floor((total * 100) / requested);
  return { ratio: utilization / target.utilization, averageMilli, utilization };
}

/** A Pod without metrics used all it may when the size would shrink, and nothing when it would grow. */
function fillMissing(
  groups: Groups,
  metrics: Map<string, PodMetric>,
  requests: ReadonlyMap<string, number> | undefined,
  target: Question['target'],
  ratio: number,
): void {
  for (const name of groups.missing) {
    const full =
      'utilization' in target
        ? ((requests?.get(name) ?? 0) * Math.max(100, target.utilization)) / 100
        : target.averageMilli;
    if (ratio < 1) metrics.set(name, { ...empty, value: full });
    else if (ratio > 1) metrics.set(name, empty);
  }
}
