import type { DaemonSet, DaemonSetSpec } from '../../api/apps';
import { deepEqual } from '../deep-equal';
import { type FieldError, invalidValue, notSupported, required } from '../field-error';
import type { Strategy } from '../strategy.types';
import { isDNS1123Subdomain } from './names';
import { nonNegative, validateObjectMeta } from './object-meta';
import { defaultPodTemplate } from './pod-defaults';
import { podSpecWarnings } from './pod-warnings';
import { changeField, fill, withField } from './sharing';
import {
  intOrPercentValue,
  isNotMoreThan100Percent,
  validatePositiveIntOrPercent,
  validateRunningTemplate,
  validateSelector,
} from './workload-validation';

/** DaemonSets (pkg/registry/apps/daemonset/strategy.go). */
const defaults: Partial<DaemonSetSpec> = {
  revisionHistoryLimit: 10,
  updateStrategy: { type: 'RollingUpdate' },
};

function defaultSpec(given: DaemonSetSpec | undefined): DaemonSetSpec {
  const spec = fill(given ?? ({} as DaemonSetSpec), defaults);
  return changeField(
    withField(spec, 'template', defaultPodTemplate(spec.template)),
    'updateStrategy',
    (given) => {
      const strategy = given.type ? given : { ...given, type: 'RollingUpdate' as const };
      if (strategy.type !== 'RollingUpdate') return strategy;
      const rollingUpdate = fill(strategy.rollingUpdate ?? {}, { maxUnavailable: 1, maxSurge: 0 });
      return withField(strategy, 'rollingUpdate', rollingUpdate);
    },
  );
}

function validateUpdateStrategy(errors: FieldError[], strategy: DaemonSetSpec['updateStrategy']): void {
  const path = 'spec.updateStrategy';
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    errors.push(notSupported(path, { Type: type, RollingUpdate: null }, ['RollingUpdate', 'OnDelete']));
    return;
  }
  const { maxUnavailable, maxSurge } = rollingUpdate ?? {};
  const at = `${path}.rollingUpdate`;
  for (const test of [validatePositiveIntOrPercent, isNotMoreThan100Percent]) {
    test(errors, `${at}.maxUnavailable`, maxUnavailable);
    test(errors, `${at}.maxSurge`, maxSurge);
  }
  const [hasUnavailable, hasSurge] = [
    intOrPercentValue(maxUnavailable) !== 0,
    intOrPercentValue(maxSurge) !== 0,
  ];
  if (hasUnavailable && hasSurge)
    errors.push(invalidValue(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  if (!hasUnavailable && !hasSurge)
    errors.push(required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
}

function validateSpec(errors: FieldError[], spec: DaemonSetSpec): void {
  validateSelector(errors, 'daemonset', spec.selector, spec.template);
  validateRunningTemplate(errors, 'DaemonSet', spec.template);
  nonNegative(errors, 'spec', spec, ['minReadySeconds']);
  validateUpdateStrategy(errors, spec.updateStrategy);
  nonNegative(errors, 'spec', spec, ['revisionHistoryLimit']);
}

const templateGeneration = 'deprecated.daemonset.template.generation';

/** The template's own count, which v1 keeps as an annotation. */
function withTemplateGeneration(set: DaemonSet, count: number): DaemonSet {
  const { metadata } = set;
  if (metadata.annotations?.[templateGeneration] === String(count)) return set;
  const annotations = { ...metadata.annotations, [templateGeneration]: String(count) };
  return { ...set, metadata: { ...metadata, annotations } };
}

const generationOf = ({ metadata }: DaemonSet) =>
  Number(metadata.annotations?.[templateGeneration] ?? 0) || 0;

export const daemonSetStrategy: Strategy<DaemonSet> = {
  hasStatus: true,
  hasGeneration: true,
  default: (object) => withField(object, 'spec', defaultSpec(object.spec)),
  prepareForCreate: (set) => ({
    ...withTemplateGeneration(set, 1),
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  }),
  prepareForUpdate(next, old) {
    const isSame =
      next.spec.template === old.spec.template || deepEqual(next.spec.template, old.spec.template);
    return withTemplateGeneration(next, generationOf(old) + (isSame ? 0 : 1));
  },
  validate(set) {
    const errors: FieldError[] = [];
    validateObjectMeta(errors, set.metadata, isDNS1123Subdomain);
    validateSpec(errors, set.spec);
    return errors;
  },
  validateUpdate(next, old) {
    const errors: FieldError[] = [];
    if (next.metadata !== old.metadata) validateObjectMeta(errors, next.metadata, isDNS1123Subdomain);
    if (next.spec === old.spec) return errors;
    validateSpec(errors, next.spec);
    if (!deepEqual(next.spec.selector, old.spec.selector))
      errors.push(invalidValue('spec.selector', next.spec.selector, 'field is immutable'));
    return errors;
  },
  warnings: ({ spec }) => podSpecWarnings('spec.template.spec', spec.template?.spec),
};
