import type { Pod, PodStatus } from '../../api/core';
import { type FieldError, forbiddenField, invalidValue } from '../field-error';
import type { Strategy } from '../strategy.types';
import { isDNS1123Subdomain } from './names';
import { validateObjectMeta } from './object-meta';
import { defaultPod } from './pod-defaults';
import { validateDeletionCost, validatePodSpec } from './pod-spec-validation';
import { validatePodUpdate } from './pod-update';
import { podSpecWarnings } from './pod-warnings';
import { getPodQOS } from './qos';

/** Pods (pkg/registry/core/pod/strategy.go). Left out: ephemeral containers, resizing in place, pods of the node itself. */
function initialStatus(pod: Pod): PodStatus {
  const status: PodStatus = { phase: 'Pending', qosClass: getPodQOS(pod.spec) };
  if (!pod.spec.schedulingGates?.length) return status;
  return {
    ...status,
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
        lastProbeTime: null,
      },
    ],
  };
}

function validatePodMetadataAndSpec(pod: Pod): FieldError[] {
  const errors: FieldError[] = [];
  validateObjectMeta(errors, pod.metadata, isDNS1123Subdomain);
  validateDeletionCost(errors, 'metadata.annotations', pod.metadata.annotations);
  validatePodSpec(errors, 'spec', pod.spec, true);
  for (const list of ['containers', 'initContainers'] as const)
    pod.spec[list]?.forEach(({ image }, index) => {
      if (image && image.trim() !== image)
        errors.push(
          invalidValue(`spec.${list}[${index}].image`, image, 'must not have leading or trailing whitespace'),
        );
    });
  return errors;
}

function validatePodCreate(pod: Pod): FieldError[] {
  const errors = validatePodMetadataAndSpec(pod);
  if (pod.spec.ephemeralContainers?.length)
    errors.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'));
  if (pod.spec.nodeName && pod.spec.schedulingGates?.length)
    errors.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  return errors;
}

/** Terminated containers of a Pod that does not restart them stay terminated (ValidateContainerStateTransition). */
function validateStatusUpdate(next: Pod, old: Pod): FieldError[] {
  const errors: FieldError[] = [];
  const { restartPolicy } = old.spec;
  if (next.status.qosClass !== old.status.qosClass)
    errors.push(invalidValue('status.qosClass', next.status.qosClass ?? '', 'field is immutable'));
  if (restartPolicy === 'Always') return errors;
  old.status.containerStatuses?.forEach(({ name, state: { terminated } }, index) => {
    if (!terminated || (terminated.exitCode !== 0 && restartPolicy === 'OnFailure')) return;
    const now = next.status.containerStatuses?.find((each) => each.name === name);
    if (now && !now.state.terminated)
      errors.push(
        forbiddenField(
          `status.containerStatuses[${index}].state`,
          'may not be transitioned to non-terminated state',
        ),
      );
  });
  return errors;
}

const isFinished = ({ status }: Pod) => status?.phase === 'Failed' || status?.phase === 'Succeeded';

export const podStrategy: Strategy<Pod> = {
  hasStatus: true,
  hasGeneration: true,
  default: defaultPod,
  prepareForCreate: (pod) => ({ ...pod, status: initialStatus(pod) }),
  validate: validatePodCreate,
  validateUpdate(next, old) {
    const errors =
      next.spec === old.spec && next.metadata === old.metadata ? [] : validatePodMetadataAndSpec(next);
    return [...errors, ...validatePodUpdate(next, old)];
  },
  validateStatusUpdate,
  graceSeconds(pod, asked) {
    if (!pod.spec.nodeName || isFinished(pod)) return 0;
    const seconds = asked ?? pod.spec.terminationGracePeriodSeconds ?? 0;
    return seconds < 0 ? 1 : seconds;
  },
  warnings: ({ spec }) => podSpecWarnings('spec', spec),
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec.restartPolicy,
    'spec.schedulerName': ({ spec }) => spec.schedulerName,
    'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec.hostNetwork ?? false),
    'status.phase': ({ status }) => status.phase,
    'status.podIP': ({ status }) => status.podIPs?.[0]?.ip ?? status.podIP ?? '',
    'status.podIPs': ({ status }) => status.podIPs?.[0]?.ip ?? status.podIP ?? '',
    'status.nominatedNodeName': ({ status }) => status.nominatedNodeName ?? '',
  },
};
