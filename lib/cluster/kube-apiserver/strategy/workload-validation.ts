import type { PodTemplateSpec } from '../../api/core';
import type { IntOrString, LabelSelector } from '../../api/meta';
import { matchesSelector } from '../../api/selectors';
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from '../field-error';
import { check, isValidPercent } from './names';
import { validateLabelSelector } from './object-meta';
import { validatePodTemplateSpec } from './pod-spec-validation';

/** What the kinds with a selector and a template have in common (pkg/apis/apps/validation/validation.go). */
export function validatePositiveIntOrPercent(
  errors: FieldError[],
  path: string,
  value: IntOrString | undefined,
): void {
  if (typeof value === 'string') check(errors, path, value, isValidPercent);
  else if (value !== undefined && value < 0)
    errors.push(invalidValue(path, value, 'must be greater than or equal to 0'));
}

const isPercent = (value: IntOrString | undefined): value is string =>
  typeof value === 'string' && isValidPercent(value).length === 0;

/** The number in front of `%`, or the number. */
export const intOrPercentValue = (value: IntOrString | undefined): number =>
  isPercent(value) ? Number(value.slice(0, -1)) : typeof value === 'number' ? value : 0;

export function isNotMoreThan100Percent(
  errors: FieldError[],
  path: string,
  value: IntOrString | undefined,
): void {
  if (isPercent(value) && intOrPercentValue(value) > 100)
    errors.push(invalidValue(path, value, 'must not be greater than 100%'));
}

/**
 * The selector is there, not empty, and selects what the template makes.
 * @param kind the word of `empty selector is invalid for deployment`
 */
export function validateSelector(
  errors: FieldError[],
  kind: string,
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
): void {
  if (selector === undefined) {
    errors.push(required('spec.selector'));
    return;
  }
  const before = errors.length;
  validateLabelSelector(errors, 'spec.selector', selector);
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const isEmpty = Object.keys(matchLabels).length + matchExpressions.length === 0;
  if (isEmpty) errors.push(invalidValue('spec.selector', selector, `empty selector is invalid for ${kind}`));
  else if (errors.length > before && !matchExpressions.every(({ operator }) => operators.has(operator)))
    errors.push(invalidValue('spec.selector', selector, 'invalid label selector'));
  else if (!matchesSelector(selector, template.metadata.labels))
    errors.push(
      invalidValue(
        'spec.template.metadata.labels',
        template.metadata.labels,
        '`selector` does not match template `labels`',
      ),
    );
}

const operators = new Set<string>(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/**
 * The template of Pods that are kept running for ever.
 * @param kind the word of `activeDeadlineSeconds in ReplicaSet is not Supported`
 */
export function validateRunningTemplate(errors: FieldError[], kind: string, template: PodTemplateSpec): void {
  const path = 'spec.template';
  validatePodTemplateSpec(errors, path, template);
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy !== 'Always')
    errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  if (activeDeadlineSeconds !== undefined)
    errors.push(
      forbiddenField(
        `${path}.spec.activeDeadlineSeconds`,
        `activeDeadlineSeconds in ${kind} is not Supported`,
      ),
    );
}
