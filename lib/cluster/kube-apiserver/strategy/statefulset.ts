import type { StatefulSet, StatefulSetSpec } from '../../api/apps';
import type { PodTemplateSpec } from '../../api/core';
import { deepEqual } from '../deep-equal';
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from '../field-error';
import type { Strategy } from '../strategy.types';
import { check, isDNS1123Label } from './names';
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

/** StatefulSets (pkg/registry/apps/statefulset/strategy.go). Left out: what is inside the claims. */
const defaults: Partial<StatefulSetSpec> = {
  replicas: 1,
  podManagementPolicy: 'OrderedReady',
  revisionHistoryLimit: 10,
  updateStrategy: { type: 'RollingUpdate' },
  persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
};

/** MaxUnavailableStatefulSet is on since v1.35. */
const rollingUpdateDefaults = { partition: 0, maxUnavailable: 1 };

function defaultSpec(given: StatefulSetSpec | undefined): StatefulSetSpec {
  let spec = fill(given ?? ({} as StatefulSetSpec), defaults);
  spec = withField(spec, 'template', defaultPodTemplate(spec.template));
  spec = changeField(spec, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    fill(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  return changeField(spec, 'updateStrategy', (given) => {
    const strategy = given.type ? given : { ...given, type: 'RollingUpdate' as const };
    if (strategy.type !== 'RollingUpdate') return strategy;
    return withField(strategy, 'rollingUpdate', fill(strategy.rollingUpdate ?? {}, rollingUpdateDefaults));
  });
}

function validateUpdateStrategy(errors: FieldError[], strategy: StatefulSetSpec['updateStrategy']): void {
  const { type, rollingUpdate } = strategy;
  const path = 'spec.updateStrategy';
  if (type === 'RollingUpdate') {
    const field = `${path}.rollingUpdate.maxUnavailable`;
    nonNegative(errors, `${path}.rollingUpdate`, rollingUpdate, ['partition']);
    const max = rollingUpdate?.maxUnavailable;
    if (max === undefined) return;
    validatePositiveIntOrPercent(errors, field, max);
    if (intOrPercentValue(max) === 0) errors.push(invalidValue(field, max, 'cannot be 0'));
    isNotMoreThan100Percent(errors, field, max);
  } else if (type !== 'OnDelete')
    errors.push(
      invalidValue(
        path,
        { Type: type, RollingUpdate: rollingUpdate },
        "must be 'RollingUpdate' or 'OnDelete'",
      ),
    );
  else if (rollingUpdate !== undefined)
    errors.push(
      invalidValue(
        `${path}.rollingUpdate`,
        { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: rollingUpdate.maxUnavailable ?? null },
        "only allowed for updateStrategy 'RollingUpdate'",
      ),
    );
}

/** Each claim is a volume of its name, which containers may mount. */
function withClaims(spec: StatefulSetSpec): PodTemplateSpec {
  const { volumeClaimTemplates = [] } = spec as unknown as {
    readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[];
  };
  const { template } = spec;
  if (volumeClaimTemplates.length === 0) return template;
  const claims = volumeClaimTemplates.map(({ metadata: { name = '' } = {} }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  const own = (template.spec.volumes ?? []).filter(
    ({ name }) => !claims.some((claim) => claim.name === name),
  );
  return { ...template, spec: { ...template.spec, volumes: [...own, ...claims] } };
}

function validateSpec(errors: FieldError[], spec: StatefulSetSpec): void {
  const { podManagementPolicy: management, persistentVolumeClaimRetentionPolicy: retention } = spec;
  if (!management) errors.push(required('spec.podManagementPolicy'));
  else if (management !== 'OrderedReady' && management !== 'Parallel')
    errors.push(invalidValue('spec.podManagementPolicy', management, "must be 'OrderedReady' or 'Parallel'"));
  validateUpdateStrategy(errors, spec.updateStrategy);
  for (const field of ['whenDeleted', 'whenScaled'] as const)
    if (retention && retention[field] !== 'Retain' && retention[field] !== 'Delete')
      errors.push(
        notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, retention[field], [
          'Retain',
          'Delete',
        ]),
      );
  nonNegative(errors, 'spec', spec, ['replicas', 'minReadySeconds']);
  nonNegative(errors, 'spec.ordinals', spec.ordinals, ['start']);
  if (spec.serviceName) check(errors, 'spec.serviceName', spec.serviceName, isDNS1123Label);
  validateSelector(errors, 'statefulset', spec.selector, spec.template);
  validateRunningTemplate(errors, 'StatefulSet', withClaims(spec));
}

const changeable = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

function withoutChangeable(spec: StatefulSetSpec): Partial<StatefulSetSpec> {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !changeable.some((each) => each === key)));
}

export const statefulSetStrategy: Strategy<StatefulSet> = {
  hasStatus: true,
  hasGeneration: true,
  default: (object) => withField(object, 'spec', defaultSpec(object.spec)),
  prepareForCreate: (set) => ({ ...set, status: { replicas: 0, availableReplicas: 0 } }),
  validate(set) {
    const errors: FieldError[] = [];
    validateObjectMeta(errors, set.metadata, isDNS1123Label);
    validateSpec(errors, set.spec);
    return errors;
  },
  validateUpdate(next, old) {
    const errors: FieldError[] = [];
    if (next.metadata !== old.metadata) validateObjectMeta(errors, next.metadata, isDNS1123Label);
    if (next.spec === old.spec) return errors;
    validateSpec(errors, next.spec);
    if (!deepEqual(withoutChangeable(next.spec), withoutChangeable(old.spec))) {
      const names = changeable.map((name) => `'${name}'`);
      errors.push(
        forbiddenField(
          'spec',
          `updates to statefulset spec for fields other than ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are forbidden`,
        ),
      );
    }
    return errors;
  },
  warnings: ({ spec }) => podSpecWarnings('spec.template.spec', spec.template?.spec),
};
