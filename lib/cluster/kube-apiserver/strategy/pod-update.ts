import type { Container, Pod, PodSpec, Toleration } from '../../api/core';
import { deepEqual } from '../deep-equal';
import { type FieldError, forbiddenField, invalidValue } from '../field-error';
import { podSpecDiff } from './go-form';

/** What of a Pod may change (ValidatePodUpdate in pkg/apis/core/validation/validation.go). */
const updatable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

function deadlineError(next: PodSpec, old: PodSpec): FieldError | undefined {
  const [now, before] = [next.activeDeadlineSeconds, old.activeDeadlineSeconds];
  const field = 'spec.activeDeadlineSeconds';
  if (now === undefined)
    return before === undefined
      ? undefined
      : invalidValue(field, null, 'must not update from a positive integer to nil value');
  if (now < 0) return invalidValue(field, now, 'must be between 0 and 2147483647, inclusive');
  if (before !== undefined && before < now)
    return invalidValue(field, now, 'must be less than or equal to previous value');
  return undefined;
}

const withoutSeconds = ({ tolerationSeconds: _, ...rest }: Toleration) => rest;

function tolerationErrors(next: PodSpec, old: PodSpec): FieldError[] {
  const now = (next.tolerations ?? []).map(withoutSeconds);
  const isKept = (old.tolerations ?? []).every((toleration) => {
    const wanted = withoutSeconds(toleration);
    return now.some((each) => deepEqual(each, wanted));
  });
  if (isKept) return [];
  return [
    forbiddenField(
      'spec.tolerations',
      'existing toleration can not be modified except its tolerationSeconds',
    ),
  ];
}

function gateErrors(next: PodSpec, old: PodSpec): FieldError[] {
  const known = new Set(old.schedulingGates?.map(({ name }) => name));
  return (next.schedulingGates ?? []).flatMap(({ name }, index) =>
    known.has(name)
      ? []
      : [
          forbiddenField(
            `spec.schedulingGates[${index}].name`,
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  );
}

/** The new spec with everything that may differ taken from the old one. */
function mungedPodSpec(next: PodSpec, old: PodSpec): PodSpec {
  const withImages = (
    containers: readonly Container[] | undefined,
    before: readonly Container[] | undefined,
  ) =>
    containers?.map((container, index) => ({
      ...container,
      image: before?.[index]?.image ?? container.image,
    }));
  const { activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, ...rest } = next;
  const { activeDeadlineSeconds, tolerations, schedulingGates } = old;
  const initContainers = withImages(next.initContainers, old.initContainers);
  const isNegative = old.terminationGracePeriodSeconds < 0 && next.terminationGracePeriodSeconds === 1;
  const isGated = (old.schedulingGates ?? []).length > 0;
  return {
    ...rest,
    containers: withImages(next.containers, old.containers) ?? [],
    ...(initContainers && { initContainers }),
    ...(activeDeadlineSeconds !== undefined && { activeDeadlineSeconds }),
    ...(tolerations && { tolerations }),
    ...(schedulingGates && { schedulingGates }),
    ...(isNegative && { terminationGracePeriodSeconds: old.terminationGracePeriodSeconds }),
    // A gated Pod may still be told where to run; that only more is demanded is not checked.
    ...(isGated && old.nodeSelector && { nodeSelector: old.nodeSelector }),
    ...(isGated && old.affinity && { affinity: old.affinity }),
  };
}

export function validatePodUpdate({ spec: next }: Pod, { spec: old }: Pod): FieldError[] {
  if (next === old) return [];
  for (const list of ['containers', 'initContainers'] as const)
    if ((next[list] ?? []).length !== (old[list] ?? []).length)
      return [forbiddenField(`spec.${list}`, 'pod updates may not add or remove containers')];
  const deadline = deadlineError(next, old);
  if (deadline && next.activeDeadlineSeconds !== undefined) return [deadline];
  const errors = [...(deadline ? [deadline] : []), ...tolerationErrors(next, old), ...gateErrors(next, old)];
  const munged = mungedPodSpec(next, old);
  if (!deepEqual(munged, old))
    errors.push(
      forbiddenField(
        'spec',
        `pod updates may not change fields other than ${updatable.join(',')}\n${podSpecDiff(old, munged)}`,
      ),
    );
  return errors;
}
