import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../../api/autoscaling';
import { column, namedTable, withMore } from './columns';

/**
 * HorizontalPodAutoscalers as printed (printHorizontalPodAutoscaler in pkg/printers/internalversion/printers.go).
 * Metrics of type Pods, Object and External are not printed with their values; the simulation has none.
 */
function formatMetric(spec: MetricSpec, status: MetricStatus | undefined): string {
  const source = spec.resource ?? spec.containerResource;
  if (source === undefined) return '<unknown>/<unknown>';
  const { name, target } = source;
  const current = (status?.resource ?? status?.containerResource)?.current;
  if (target.averageValue !== undefined)
    return `${name}: ${current?.averageValue ?? '<unknown>'}/${target.averageValue}`;
  const percent = (value: number | undefined, none: string) => (value === undefined ? none : `${value}%`);
  return `${name}: ${percent(current?.averageUtilization, '<unknown>')}/${percent(target.averageUtilization, '<auto>')}`;
}

function formatMetrics({ spec, status }: HorizontalPodAutoscaler): string {
  const { metrics = [] } = spec;
  const list = metrics.map((metric, index) => formatMetric(metric, status.currentMetrics?.[index]));
  return list.length === 0 ? '<none>' : withMore(list, 2, ', ');
}

export const horizontalPodAutoscalerTable = namedTable<HorizontalPodAutoscaler>(
  [
    column('Reference', 'What it scales.'),
    column('Targets', 'Each metric: what it is now, and what it should be.'),
    column('MinPods', 'Fewest Pods.'),
    column('MaxPods', 'Most Pods.'),
    column('Replicas', 'Pods there are now.'),
  ],
  (autoscaler) => {
    const { scaleTargetRef, minReplicas, maxReplicas } = autoscaler.spec;
    return [
      `${scaleTargetRef.kind}/${scaleTargetRef.name}`,
      formatMetrics(autoscaler),
      minReplicas === undefined ? '<unset>' : String(minReplicas),
      maxReplicas,
      autoscaler.status.currentReplicas ?? 0,
    ];
  },
);
