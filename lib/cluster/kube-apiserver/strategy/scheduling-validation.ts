import type {
  Affinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  PodSpec,
  Taint,
  Toleration,
  TopologySpreadConstraint,
} from '../../api/core';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error';
import { check, isDNS1123Label, isQualifiedName, isValidLabelValue } from './names';
import { validateLabelSelector } from './object-meta';
import { oneOf } from './one-of';

/** Where a Pod may run, as written (pkg/apis/core/validation/validation.go). */
const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateRequirement(errors: FieldError[], path: string, requirement: NodeSelectorRequirement): void {
  const { key, operator, values = [] } = requirement;
  const field = `${path}.values`;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(required(field, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        forbiddenField(field, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      errors.push(required(field, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  check(errors, `${path}.key`, key, isQualifiedName);
}

function validateNodeSelectorTerm(
  errors: FieldError[],
  path: string,
  term: NodeSelectorTerm | undefined,
  isRequired: boolean,
): void {
  term?.matchExpressions?.forEach((requirement, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    validateRequirement(errors, at, requirement);
    if (isRequired)
      requirement.values?.forEach((value, each) => {
        check(errors, `${at}.values[${each}]`, value, isValidLabelValue);
      });
  });
  term?.matchFields?.forEach(({ key, operator, values = [] }, index) => {
    const at = `${path}.matchFields[${index}]`;
    if (operator !== 'In' && operator !== 'NotIn')
      errors.push(invalidValue(`${at}.operator`, operator, 'not a valid selector operator'));
    else if (values.length !== 1)
      errors.push(
        required(
          `${at}.values`,
          "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
        ),
      );
    if (key !== 'metadata.name')
      errors.push(invalidValue(`${at}.key`, key, 'not a valid field selector key'));
  });
}

function validateWeight(errors: FieldError[], path: string, weight: number | undefined): void {
  if (weight === undefined || weight < 1 || weight > 100)
    errors.push(invalidValue(`${path}.weight`, weight ?? 0, 'must be in the range 1-100'));
}

function validatePodAffinityTerm(
  errors: FieldError[],
  path: string,
  term: PodAffinityTerm | undefined,
): void {
  validateLabelSelector(errors, `${path}.labelSelector`, term?.labelSelector);
  validateLabelSelector(errors, `${path}.namespaceSelector`, term?.namespaceSelector);
  for (const name of term?.namespaces ?? []) check(errors, `${path}.namespace`, name, isDNS1123Label);
  const key = term?.topologyKey ?? '';
  if (key === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
  check(errors, `${path}.topologyKey`, key, isQualifiedName);
}

const requiredName = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredName = 'preferredDuringSchedulingIgnoredDuringExecution';

function validateAffinity(errors: FieldError[], path: string, affinity: Affinity): void {
  const { nodeAffinity } = affinity;
  const terms = nodeAffinity?.[requiredName]?.nodeSelectorTerms;
  if (nodeAffinity?.[requiredName] !== undefined) {
    const at = `${path}.nodeAffinity.${requiredName}.nodeSelectorTerms`;
    if (!terms?.length) errors.push(required(at, 'must have at least one node selector term'));
    terms?.forEach((term, index) => {
      validateNodeSelectorTerm(errors, `${at}[${index}]`, term, true);
    });
  }
  nodeAffinity?.[preferredName]?.forEach(({ weight, preference }, index) => {
    const at = `${path}.nodeAffinity.${preferredName}[${index}]`;
    validateWeight(errors, at, weight);
    validateNodeSelectorTerm(errors, `${at}.preference`, preference, false);
  });
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    affinity[name]?.[requiredName]?.forEach((term, index) => {
      validatePodAffinityTerm(errors, `${path}.${name}.${requiredName}[${index}]`, term);
    });
    affinity[name]?.[preferredName]?.forEach(({ weight, podAffinityTerm }, index) => {
      const at = `${path}.${name}.${preferredName}[${index}]`;
      validateWeight(errors, at, weight);
      validatePodAffinityTerm(errors, `${at}.podAffinityTerm`, podAffinityTerm);
    });
  }
}

export function validateTolerations(
  errors: FieldError[],
  path: string,
  tolerations: readonly Toleration[] | undefined,
): void {
  tolerations?.forEach(({ key = '', operator = '', value = '', effect, tolerationSeconds }, index) => {
    const at = `${path}[${index}]`;
    if (key !== '') check(errors, `${at}.key`, key, isQualifiedName);
    else if (operator !== 'Exists')
      errors.push(
        invalidValue(
          `${at}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      errors.push(
        invalidValue(
          `${at}.effect`,
          effect ?? '',
          "effect must be 'NoExecute' when `tolerationSeconds` is set",
        ),
      );
    if (operator === 'Equal' || operator === '') {
      const messages = isValidLabelValue(value);
      if (messages.length > 0) errors.push(invalidValue(`${at}.operator`, value, messages.join(';')));
    } else if (operator !== 'Exists')
      errors.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    else if (value !== '')
      errors.push(invalidValue(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    if (effect) oneOf(errors, `${at}.effect`, effect, effects);
  });
}

/** validateNodeTaints */
export function validateTaints(
  errors: FieldError[],
  path: string,
  taints: readonly Taint[] | undefined,
): void {
  const seen = new Set<string>();
  taints?.forEach((taint, index) => {
    const at = `${path}[${index}]`;
    const { key, value = '', effect, timeAdded = null } = taint;
    check(errors, `${at}.key`, key, isQualifiedName);
    const messages = isValidLabelValue(value);
    if (messages.length > 0) errors.push(invalidValue(`${at}.value`, value, messages.join(';')));
    oneOf(errors, `${at}.effect`, effect, effects);
    if (seen.has(`${key} ${effect}`))
      errors.push(
        duplicate(
          at,
          { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded },
          'taints must be unique by key and effect pair',
        ),
      );
    seen.add(`${key} ${effect}`);
  });
}

function validateSpread(
  errors: FieldError[],
  path: string,
  constraints: readonly TopologySpreadConstraint[],
): void {
  const seen = new Set<string>();
  constraints.forEach((constraint, index) => {
    const at = `${path}[${index}]`;
    const { maxSkew, topologyKey, whenUnsatisfiable, minDomains, labelSelector } = constraint;
    if (!(maxSkew > 0)) errors.push(invalidValue(`${at}.maxSkew`, maxSkew ?? 0, 'must be greater than zero'));
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    else check(errors, `${at}.topologyKey`, topologyKey, isQualifiedName);
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!actions.includes(whenUnsatisfiable))
      errors.push(notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable ?? '', actions));
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    if (seen.has(pair)) errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair));
    seen.add(pair);
    if (minDomains !== undefined && minDomains <= 0)
      errors.push(invalidValue(`${at}.minDomains`, minDomains, 'must be greater than zero'));
    if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule')
      errors.push(
        invalidValue(
          `${at}.minDomains`,
          minDomains,
          `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
        ),
      );
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const)
      if (constraint[field] !== undefined)
        oneOf(errors, `${at}.${field}`, constraint[field], ['Honor', 'Ignore']);
    validateLabelSelector(errors, `${at}.labelSelector`, labelSelector);
  });
}

/** The parts of a Pod's spec that the scheduler reads. */
export function validateScheduling(errors: FieldError[], path: string, spec: PodSpec): void {
  const { affinity, tolerations, topologySpreadConstraints: spread } = spec;
  if (affinity) validateAffinity(errors, `${path}.affinity`, affinity);
  if (spread) validateSpread(errors, `${path}.topologySpreadConstraints`, spread);
  validateTolerations(errors, `${path}.tolerations`, tolerations);
}
