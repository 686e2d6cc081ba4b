import type { Deployment, ReplicaSet } from '../../api/apps';
import { deepEqual } from '../deep-equal';
import { type FieldError, forbiddenField, invalidValue, notSupported } from '../field-error';
import type { Strategy } from '../strategy.types';
import { isDNS1123Subdomain } from './names';
import { nonNegative, validateObjectMeta } from './object-meta';
import { defaultPodTemplate } from './pod-defaults';
import { podSpecWarnings } from './pod-warnings';
import { fill, withField } from './sharing';
import {
  intOrPercentValue,
  isNotMoreThan100Percent,
  validatePositiveIntOrPercent,
  validateRunningTemplate,
  validateSelector,
} from './workload-validation';

/** Deployments and ReplicaSets (pkg/registry/apps/…/strategy.go, pkg/apis/apps/{v1/defaults.go,validation}). */
const deploymentDefaults = { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 };
const rollingUpdateDefaults = { maxSurge: '25%', maxUnavailable: '25%' };

type DeploymentStrategy = Deployment['spec']['strategy'];

function defaultStrategy(strategy: DeploymentStrategy): DeploymentStrategy {
  const typed = strategy.type ? strategy : { ...strategy, type: 'RollingUpdate' as const };
  if (typed.type !== 'RollingUpdate') return typed;
  return withField(typed, 'rollingUpdate', fill(typed.rollingUpdate ?? {}, rollingUpdateDefaults));
}

function validateStrategy(errors: FieldError[], strategy: DeploymentStrategy): void {
  const { type, rollingUpdate } = strategy;
  const path = 'spec.strategy';
  if (type === 'Recreate') {
    if (rollingUpdate !== undefined)
      errors.push(
        forbiddenField(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'"),
      );
  } else if (type !== 'RollingUpdate') {
    const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
    const shown = rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null;
    errors.push(notSupported(path, { Type: type, RollingUpdate: shown }, ['Recreate', 'RollingUpdate']));
  } else {
    const { maxUnavailable, maxSurge } = rollingUpdate ?? {};
    const field = `${path}.rollingUpdate.maxUnavailable`;
    validatePositiveIntOrPercent(errors, field, maxUnavailable);
    validatePositiveIntOrPercent(errors, `${path}.rollingUpdate.maxSurge`, maxSurge);
    if (intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0)
      errors.push(invalidValue(field, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
    isNotMoreThan100Percent(errors, field, maxUnavailable);
  }
}

function validateDeploymentSpec(errors: FieldError[], { spec }: Deployment): void {
  nonNegative(errors, 'spec', spec, ['replicas']);
  validateSelector(errors, 'deployment', spec.selector, spec.template);
  validateRunningTemplate(errors, 'ReplicaSet', spec.template);
  validateStrategy(errors, spec.strategy);
  nonNegative(errors, 'spec', spec, ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']);
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  if (deadline <= minReadySeconds)
    errors.push(
      invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'),
    );
}

function validateReplicaSetSpec(errors: FieldError[], { spec }: ReplicaSet): void {
  nonNegative(errors, 'spec', spec, ['replicas', 'minReadySeconds']);
  validateSelector(errors, 'replicaset', spec.selector, spec.template);
  validateRunningTemplate(errors, 'ReplicaSet', spec.template);
}

/** Metadata always, the spec only when it is another one than before, the selector never another one. */
function validateUpdateOf<T extends Deployment | ReplicaSet>(
  validateSpec: (errors: FieldError[], object: T) => void,
): (next: T, old: T) => FieldError[] {
  return (next, old) => {
    const errors: FieldError[] = [];
    if (next.metadata !== old.metadata) validateObjectMeta(errors, next.metadata, isDNS1123Subdomain);
    if (next.spec === old.spec) return errors;
    validateSpec(errors, next);
    if (!deepEqual(next.spec.selector, old.spec.selector))
      errors.push(invalidValue('spec.selector', next.spec.selector, 'field is immutable'));
    return errors;
  };
}

const emptySpec = {} as never;

function validateAll<T extends Deployment | ReplicaSet>(
  validateSpec: (errors: FieldError[], object: T) => void,
): (object: T) => FieldError[] {
  return (object) => {
    const errors: FieldError[] = [];
    validateObjectMeta(errors, object.metadata, isDNS1123Subdomain);
    validateSpec(errors, object);
    return errors;
  };
}

export const deploymentStrategy: Strategy<Deployment> = {
  hasStatus: true,
  hasGeneration: true,
  default(object) {
    const spec = fill(object.spec ?? emptySpec, deploymentDefaults);
    const template = withField(spec, 'template', defaultPodTemplate(spec.template));
    const strategy = defaultStrategy(spec.strategy ?? {});
    return withField(object, 'spec', withField(template, 'strategy', strategy));
  },
  prepareForCreate: (deployment) => ({ ...deployment, status: {} }),
  validate: validateAll(validateDeploymentSpec),
  validateUpdate: validateUpdateOf(validateDeploymentSpec),
  warnings: ({ spec }) => podSpecWarnings('spec.template.spec', spec.template?.spec),
};

export const replicaSetStrategy: Strategy<ReplicaSet> = {
  hasStatus: true,
  hasGeneration: true,
  default(object) {
    const spec = fill(object.spec ?? emptySpec, { replicas: 1 });
    return withField(object, 'spec', withField(spec, 'template', defaultPodTemplate(spec.template)));
  },
  prepareForCreate: (set) => ({ ...set, status: { replicas: 0 } }),
  validate: validateAll(validateReplicaSetSpec),
  validateUpdate: validateUpdateOf(validateReplicaSetSpec),
  warnings: ({ spec }) => podSpecWarnings('spec.template.spec', spec.template?.spec),
  selectableFields: { 'status.replicas': ({ status }) => String(status.replicas) },
};
