import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricTarget,
} from '../../api/autoscaling';
import type { PodDisruptionBudget } from '../../api/other';
import { parseQuantity } from '../../api/quantity';
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from '../field-error';
import { check, isDNS1123Label } from './names';
import { validateLabelSelector } from './object-meta';
import { oneOf } from './one-of';
import { plainStrategy } from './plain';
import { changeField, fill, withField } from './sharing';
import { isNotMoreThan100Percent, validatePositiveIntOrPercent } from './workload-validation';

/** HorizontalPodAutoscalers (pkg/apis/autoscaling) and PodDisruptionBudgets (pkg/apis/policy). */
const scaleUpDefaults: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const scaleDownDefaults: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};
const defaultMetrics: readonly MetricSpec[] = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
];

const sources = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

function validateTarget(errors: FieldError[], path: string, target: MetricTarget): void {
  const { type, value, averageValue, averageUtilization } = target;
  const at = `${path}.target`;
  if (!type) errors.push(required(`${at}.type`, 'must specify a metric target type'));
  else if (!['Utilization', 'Value', 'AverageValue'].includes(type))
    errors.push(invalidValue(`${at}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  if (value !== undefined && parseQuantity(value) <= 0)
    errors.push(invalidValue(`${at}.value`, value, 'must be positive'));
  if (averageValue !== undefined && parseQuantity(averageValue) <= 0)
    errors.push(invalidValue(`${at}.averageValue`, averageValue, 'must be positive'));
  if (averageUtilization !== undefined && averageUtilization < 1)
    errors.push(invalidValue(`${at}.averageUtilization`, averageUtilization, 'must be greater than 0'));
}

function validateResourceSource(
  errors: FieldError[],
  path: string,
  source: NonNullable<MetricSpec['resource']>,
): void {
  if (!source.name) errors.push(required(`${path}.name`, 'must specify a resource name'));
  validateTarget(errors, path, source.target);
  const { averageUtilization, averageValue, value } = source.target;
  const field = `${path}.target`;
  if (averageUtilization === undefined && averageValue === undefined)
    errors.push(
      required(`${field}.averageUtilization`, 'must set either a target raw value or a target utilization'),
    );
  if (averageUtilization !== undefined && averageValue !== undefined)
    errors.push(
      forbiddenField(`${field}.averageValue`, 'may not set both a target raw value and a target utilization'),
    );
  if (value !== undefined)
    errors.push(forbiddenField(`${field}.value`, 'may not be set for resource metrics'));
}

function validateMetric(errors: FieldError[], path: string, metric: MetricSpec): void {
  const { type, resource, containerResource } = metric;
  const given = sources.filter(
    (source) => (metric as unknown as Record<string, unknown>)[source] !== undefined,
  );
  if (!metricTypes.includes(type)) {
    if (!type) errors.push(required(`${path}.type`, 'must specify a metric source type'));
    errors.push(notSupported(`${path}.type`, type ?? '', metricTypes));
    return;
  }
  if (given[0] === 'resource' && resource) validateResourceSource(errors, `${path}.resource`, resource);
  if (given[0] === 'containerResource' && containerResource) {
    const at = `${path}.containerResource`;
    if (!containerResource.container) errors.push(required(`${at}.container`, 'must specify a container'));
    else check(errors, `${at}.container`, containerResource.container, isDNS1123Label);
    validateResourceSource(errors, at, containerResource);
  }
  const expected = type[0]?.toLowerCase() + type.slice(1);
  if (!given.some((source) => source === expected))
    errors.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  if (given.length !== 1)
    for (const source of given)
      if (source !== expected)
        errors.push(forbiddenField(`${path}.${source}`, 'must populate the given metric source only'));
}

function validateRules(errors: FieldError[], path: string, rules: HPAScalingRules | undefined): void {
  if (rules === undefined) return;
  const { stabilizationWindowSeconds: seconds = 0, selectPolicy, policies = [] } = rules;
  const field = `${path}.stabilizationWindowSeconds`;
  if (seconds < 0) errors.push(invalidValue(field, seconds, 'must be greater than or equal to zero'));
  if (seconds > 3600) errors.push(invalidValue(field, seconds, 'must be less than or equal to 3600'));
  if (selectPolicy !== undefined)
    oneOf(errors, `${path}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']);
  if (policies.length === 0) errors.push(required(`${path}.policies`, 'must specify at least one Policy'));
  policies.forEach((policy, index) => {
    const at = `${path}.policies[${index}]`;
    const types = ['Percent', 'Pods'];
    if (!types.includes(policy.type)) errors.push(notSupported(`${at}.type`, policy.type, types));
    for (const name of ['value', 'periodSeconds'] as const)
      if (!(policy[name] > 0))
        errors.push(invalidValue(`${at}.${name}`, policy[name], 'must be greater than zero'));
    if (policy.periodSeconds > 1800)
      errors.push(
        invalidValue(`${at}.periodSeconds`, policy.periodSeconds, 'must be less than or equal to 1800'),
      );
  });
}

export const horizontalPodAutoscalerStrategy = plainStrategy<HorizontalPodAutoscaler>({
  hasStatus: true,
  default(autoscaler) {
    let spec = fill(autoscaler.spec ?? ({} as HorizontalPodAutoscaler['spec']), { minReplicas: 1 });
    if (!spec.metrics?.length) spec = { ...spec, metrics: defaultMetrics };
    spec = changeField(spec, 'behavior', (behavior) => {
      const up = withField(behavior, 'scaleUp', fill(behavior.scaleUp ?? {}, scaleUpDefaults));
      return withField(up, 'scaleDown', fill(up.scaleDown ?? {}, scaleDownDefaults));
    });
    return withField(autoscaler, 'spec', spec);
  },
  prepareForCreate: (autoscaler) => ({ ...autoscaler, status: { desiredReplicas: 0, currentMetrics: null } }),
  validateRest(errors, { spec }) {
    const { minReplicas, maxReplicas = 0, scaleTargetRef, metrics, behavior } = spec;
    if (minReplicas < 1)
      errors.push(invalidValue('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
    if (maxReplicas < 1) errors.push(invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
    if (maxReplicas < minReplicas)
      errors.push(
        invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'),
      );
    for (const field of ['kind', 'name'] as const)
      if (!scaleTargetRef?.[field]) errors.push(required(`spec.scaleTargetRef.${field}`));
    metrics?.forEach((metric, index) => {
      validateMetric(errors, `spec.metrics[${index}]`, metric);
    });
    validateRules(errors, 'spec.behavior.scaleUp', behavior?.scaleUp);
    validateRules(errors, 'spec.behavior.scaleDown', behavior?.scaleDown);
  },
});

export const podDisruptionBudgetStrategy = plainStrategy<PodDisruptionBudget>({
  hasStatus: true,
  hasGeneration: true,
  default: (budget) => fill(budget, { spec: {} }),
  prepareForCreate: (budget) => ({
    ...budget,
    status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  }),
  validateRest(errors, { spec }) {
    const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
    if (minAvailable !== undefined && maxUnavailable !== undefined)
      errors.push(
        invalidValue(
          'spec',
          {
            MinAvailable: minAvailable,
            Selector: selector ?? null,
            MaxUnavailable: maxUnavailable,
            UnhealthyPodEvictionPolicy: policy ?? null,
          },
          'minAvailable and maxUnavailable cannot be both set',
        ),
      );
    for (const field of ['minAvailable', 'maxUnavailable'] as const) {
      validatePositiveIntOrPercent(errors, `spec.${field}`, spec[field]);
      isNotMoreThan100Percent(errors, `spec.${field}`, spec[field]);
    }
    if (policy !== undefined)
      oneOf(errors, 'spec.unhealthyPodEvictionPolicy', policy, ['AlwaysAllow', 'IfHealthyBudget']);
    validateLabelSelector(errors, 'spec.selector', selector);
  },
});
