import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../api/autoscaling';

/**
 * From what metrics ask for to what is done: stabilisation windows, rates and limits
 * (pkg/controller/podautoscaler/horizontal.go normalizeDesiredReplicas and …WithBehaviors).
 */
const downscaleStabilizationMs = 300_000;

interface Remembered {
  readonly atMs: number;
  readonly replicas: number;
}

/** What the controller remembers of one autoscaler. */
export interface ScaleMemory {
  recommendations: Remembered[];
  scaleUps: { readonly atMs: number; readonly change: number }[];
  scaleDowns: { readonly atMs: number; readonly change: number }[];
}

export interface Normalized {
  readonly replicas: number;
  readonly able: { readonly reason: string; readonly message: string };
  readonly limited: { readonly isLimited: boolean; readonly reason: string; readonly message: string };
}

const texts: Readonly<Record<string, string>> = {
  ScaleDownStabilized:
    'recent recommendations were higher than current one, applying the highest recent recommendation',
  ScaleUpStabilized:
    'recent recommendations were lower than current one, applying the lowest recent recommendation',
  ReadyForNewScale: 'recommended size matches current size',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
  DesiredWithinRange: 'the desired count is within the acceptable range',
};
const said = (reason: string) => ({ reason, message: texts[reason] ?? '' });

export function normalizeDesiredReplicas(
  { spec }: HorizontalPodAutoscaler,
  memory: ScaleMemory,
  current: number,
  desired: number,
  nowMs: number,
): Normalized {
  const up = spec.behavior?.scaleUp;
  const down = spec.behavior?.scaleDown;
  const upWindowMs = (up?.stabilizationWindowSeconds ?? 0) * 1000;
  const downWindowMs =
    down?.stabilizationWindowSeconds === undefined
      ? downscaleStabilizationMs
      : down.stabilizationWindowSeconds * 1000;
  const { highest, lowest } = recent(memory, desired, nowMs, upWindowMs, downWindowMs);
  // Without a behavior only shrinking is held back, and the highest of the window counts even above today's size.
  const stabilized = spec.behavior ? Math.min(Math.max(current, lowest), highest) : highest;
  const isHeldDown = spec.behavior === undefined || desired < current;
  const able =
    stabilized === desired
      ? said('ReadyForNewScale')
      : said(isHeldDown ? 'ScaleDownStabilized' : 'ScaleUpStabilized');
  const { replicas, reason } = limit(spec, memory, current, stabilized, nowMs);
  return { replicas, able, limited: { isLimited: replicas !== stabilized, ...said(reason) } };
}

/** The extremes of what was recommended within the windows; remembers `desired`. */
function recent(
  memory: ScaleMemory,
  desired: number,
  nowMs: number,
  upWindowMs: number,
  downWindowMs: number,
) {
  let lowest = desired;
  let highest = desired;
  for (const { atMs, replicas } of memory.recommendations) {
    if (atMs > nowMs - upWindowMs) lowest = Math.min(lowest, replicas);
    if (atMs > nowMs - downWindowMs) highest = Math.max(highest, replicas);
  }
  const longestMs = Math.max(upWindowMs, downWindowMs);
  memory.recommendations = memory.recommendations.filter(({ atMs }) => atMs > nowMs - longestMs);
  memory.recommendations.push({ atMs: nowMs, replicas: desired });
  return { lowest, highest };
}

function limit(
  spec: HorizontalPodAutoscaler['spec'],
  memory: ScaleMemory,
  current: number,
  desired: number,
  nowMs: number,
): { readonly replicas: number; readonly reason: string } {
  const { minReplicas, maxReplicas, behavior } = spec;
  if (desired > current || behavior === undefined) {
    const rate = behavior?.scaleUp
      ? rateLimit(behavior.scaleUp, memory, current, nowMs, 1)
      : Math.max(2 * current, 4);
    const most = Math.min(maxReplicas, rate);
    if (desired > most)
      return { replicas: most, reason: maxReplicas > rate ? 'ScaleUpLimit' : 'TooManyReplicas' };
  }
  if (desired < current && behavior?.scaleDown) {
    const rate = rateLimit(behavior.scaleDown, memory, current, nowMs, -1);
    const least = Math.max(minReplicas, rate);
    if (desired < least)
      return { replicas: least, reason: minReplicas < rate ? 'ScaleDownLimit' : 'TooFewReplicas' };
  }
  if (desired < minReplicas) return { replicas: minReplicas, reason: 'TooFewReplicas' };
  return { replicas: desired, reason: 'DesiredWithinRange' };
}

type Changes = ScaleMemory['scaleUps'];

/** How much was changed within the last `periodMs`. */
const within = (changes: Changes, periodMs: number, nowMs: number) =>
  changes.reduce((sum, { atMs, change }) => sum + (atMs > nowMs - periodMs ? change : 0), 0);

/** How far one period's policies let the size go: up with `sign` 1, down with -1. */
function rateLimit(
  { selectPolicy, policies = [] }: HPAScalingRules,
  memory: ScaleMemory,
  current: number,
  nowMs: number,
  sign: 1 | -1,
): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const periodMs = periodSeconds * 1000;
    const begin =
      current - within(memory.scaleUps, periodMs, nowMs) + within(memory.scaleDowns, periodMs, nowMs);
    if (type === 'Pods') return begin + sign * value;
    const share = begin * (1 + (sign * value) / 100);
    return sign === 1 ? Math.ceil(share) : Math.floor(share);
  });
  // `Min` is the smallest change, whichever way it goes.
  return (selectPolicy === 'Min') === (sign === 1) ? Math.min(...limits) : Math.max(...limits);
}
