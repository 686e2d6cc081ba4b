import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
} from '../../cluster/api/autoscaling';
import type { PodDisruptionBudget, PriorityClass } from '../../cluster/api/other';
import { formatLabels } from '../printers/table-printer';
import { formatLabelSelector } from '../resource/selector-text';
import {
  type DescribeWriter,
  formatTime,
  printAnnotationsMultiline,
  printLabelsMultiline,
} from './describe-writer';

/** Autoscalers, budgets, priorities (kubectl/pkg/describe/describe.go). */
export function describeAutoscaler(
  w: DescribeWriter,
  { metadata, spec, status }: HorizontalPodAutoscaler,
): void {
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('CreationTimestamp', formatTime(metadata.creationTimestamp));
  w.field('Reference', `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`);
  w.field('Metrics', '( current / target )');
  for (const [i, metric] of (spec.metrics ?? []).entries())
    describeMetric(w, metric, status.currentMetrics?.[i]);
  w.field('Min replicas', spec.minReplicas ?? '<unset>');
  w.field('Max replicas', spec.maxReplicas);
  if (spec.behavior) {
    w.line(0, 'Behavior:');
    describeRules(w, 'Scale Up', spec.behavior.scaleUp);
    describeRules(w, 'Scale Down', spec.behavior.scaleDown);
  }
  w.field(
    `${spec.scaleTargetRef.kind} pods`,
    `${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`,
  );
  const { conditions = [] } = status;
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus\tReason\tMessage');
  w.line(1, '----\t------\t------\t-------');
  for (const each of conditions)
    w.line(1, `${each.type}\t${each.status}\t${each.reason ?? ''}\t${each.message ?? ''}`);
}

function describeMetric(w: DescribeWriter, metric: MetricSpec, status: MetricStatus | undefined): void {
  const source = metric.resource ?? metric.containerResource;
  if (source === undefined) {
    w.line(1, `<unknown metric type ${JSON.stringify(metric.type)}>`);
    return;
  }
  const current = (status?.resource ?? status?.containerResource)?.current;
  const of = metric.containerResource ? ` of container "${metric.containerResource.container}"` : '';
  w.write(1, `resource ${source.name}${of} on pods`);
  const { averageValue, averageUtilization } = source.target;
  const now =
    current?.averageUtilization === undefined
      ? '<unknown>'
      : `${current.averageUtilization}% (${current.averageValue})`;
  if (averageValue !== undefined) w.line(0, `:\t${current?.averageValue ?? '<unknown>'} / ${averageValue}`);
  else
    w.line(
      1,
      `(as a percentage of request):\t${now} / ${averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`}`,
    );
}

function describeRules(w: DescribeWriter, direction: string, rules: HPAScalingRules | undefined): void {
  if (rules === undefined) return;
  const { stabilizationWindowSeconds, selectPolicy = 'Max', policies = [] } = rules;
  w.line(1, `${direction}:`);
  if (stabilizationWindowSeconds !== undefined)
    w.line(2, `Stabilization Window: ${stabilizationWindowSeconds} seconds`);
  if (policies.length === 0) return;
  w.line(2, `Select Policy: ${selectPolicy}`);
  w.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of policies)
    w.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
}

export function describeBudget(w: DescribeWriter, { metadata, spec, status }: PodDisruptionBudget): void {
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  if (spec.minAvailable !== undefined) w.field('Min available', spec.minAvailable);
  else if (spec.maxUnavailable !== undefined) w.field('Max unavailable', spec.maxUnavailable);
  w.field('Selector', spec.selector ? formatLabelSelector(spec.selector) : '<unset>');
  w.line(0, 'Status:');
  w.field('Allowed disruptions', status.disruptionsAllowed, 2);
  w.field('Current', status.currentHealthy, 2);
  w.field('Desired', status.desiredHealthy, 2);
  w.field('Total', status.expectedPods, 2);
}

export function describePriorityClass(w: DescribeWriter, priorityClass: PriorityClass): void {
  const { metadata, value, globalDefault = false, preemptionPolicy, description = '' } = priorityClass;
  w.field('Name', metadata.name);
  w.field('Value', value);
  w.field('GlobalDefault', globalDefault);
  w.field('PreemptionPolicy', preemptionPolicy);
  w.field('Description', description);
  w.field('Annotations', formatLabels(metadata.annotations ?? {}));
}
