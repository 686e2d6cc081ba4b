import type { Job, JobSpec } from '../../api/batch';
import type { Labels } from '../../api/meta';
import { matchesSelector } from '../../api/selectors';
import { deepEqual } from '../deep-equal';
import { type FieldError, invalidValue, notSupported, required } from '../field-error';
import type { Strategy } from '../strategy.types';
import { goTemplate } from './go-form';
import { isDNS1123Label, isDNS1123Subdomain } from './names';
import { nonNegative, validateLabelSelector, validateObjectMeta } from './object-meta';
import { defaultPodTemplate } from './pod-defaults';
import { validatePodTemplateSpec } from './pod-spec-validation';
import { podSpecWarnings } from './pod-warnings';
import { fill, withField } from './sharing';

/** Jobs (pkg/registry/batch/job/strategy.go, pkg/apis/batch). Left out: success policies, the details of failure policies. */
const uidLabel = 'batch.kubernetes.io/controller-uid';
const nameLabel = 'batch.kubernetes.io/job-name';

function defaultSpec(given: JobSpec | undefined): JobSpec {
  const asked = given ?? ({} as JobSpec);
  const isPlain = asked.completions === undefined && asked.parallelism === undefined;
  const spec = fill(asked, {
    ...(isPlain && { completions: 1 }),
    parallelism: 1,
    backoffLimit: 'backoffLimitPerIndex' in asked ? 2147483647 : 6,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: asked.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
  });
  return withField(spec, 'template', defaultPodTemplate(spec.template));
}

const generatedLabels = ({ metadata: { uid, name } }: Job): Labels => ({
  [uidLabel]: uid,
  [nameLabel]: name,
  'controller-uid': uid,
  'job-name': name,
});

/** generateSelector: a Job selects its own Pods by its uid. Labels that are there already are for validation to judge. */
function withGeneratedSelector(job: Job): Job {
  if (job.spec.manualSelector === true) return job;
  const { spec, metadata } = job;
  const { template, selector } = spec;
  const labels = { ...generatedLabels(job), ...template.metadata.labels };
  return {
    ...job,
    spec: {
      ...spec,
      selector: { ...selector, matchLabels: { [uidLabel]: metadata.uid, ...selector?.matchLabels } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** A Job without labels of its own has those of its template (SetDefaults_Job). */
function withTemplateLabels(job: Job): Job {
  const { labels = {} } = job.metadata;
  const { labels: ofTemplate } = job.spec.template.metadata;
  if (Object.keys(labels).length > 0 || ofTemplate === undefined) return job;
  return { ...job, metadata: { ...job.metadata, labels: ofTemplate } };
}

function validateGeneratedSelector(errors: FieldError[], job: Job): void {
  const { spec } = job;
  if (spec.manualSelector === true || spec.selector === undefined) return;
  const expected = generatedLabels(job);
  const { labels = {} } = spec.template.metadata;
  for (const [key, value] of Object.entries(expected)) {
    const field = `spec.template.metadata.labels[${key}]`;
    const detail = `must be '${value}'`;
    if (!Object.hasOwn(labels, key)) errors.push(required(field, detail));
    else if (labels[key] !== value) errors.push(invalidValue(field, labels, detail));
  }
  if (!matchesSelector(spec.selector, expected))
    errors.push(invalidValue('spec.selector', spec.selector, '`selector` not auto-generated'));
}

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
] as const;

function validateModes(errors: FieldError[], spec: JobSpec): void {
  const { completionMode: mode, completions, podReplacementPolicy: replacement, podFailurePolicy } = spec;
  const modes = ['NonIndexed', 'Indexed'];
  if (!modes.includes(mode)) errors.push(notSupported('spec.completionMode', mode, modes));
  if (mode === 'Indexed' && completions === undefined)
    errors.push(required('spec.completions', 'when completion mode is Indexed'));
  const policies = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (replacement !== undefined && !policies.includes(replacement))
    errors.push(notSupported('spec.podReplacementPolicy', replacement, policies));
}

function validateSpec(errors: FieldError[], spec: JobSpec): void {
  nonNegative(errors, 'spec', spec, counts);
  validateModes(errors, spec);
  validatePodTemplateSpec(errors, 'spec.template', spec.template);
  const { restartPolicy } = spec.template.spec;
  const field = 'spec.template.spec.restartPolicy';
  if (!restartPolicy || restartPolicy === 'Always')
    errors.push(required(field, 'valid values: "OnFailure", "Never"'));
  else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never')
    errors.push(notSupported(field, restartPolicy, ['OnFailure', 'Never']));
  else if (spec.podFailurePolicy && restartPolicy !== 'Never')
    errors.push(
      invalidValue(field, restartPolicy, 'only "Never" is supported when podFailurePolicy is specified'),
    );
  if (spec.selector === undefined) errors.push(required('spec.selector'));
  validateLabelSelector(errors, 'spec.selector', spec.selector);
  const { labels } = spec.template.metadata;
  if (!matchesSelector(spec.selector, labels))
    errors.push(
      invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'),
    );
}

/** While a Job is suspended and never ran, where its Pods may go can still be said. */
function comparableTemplate({ spec }: Job, old: Job): unknown {
  const { template } = spec;
  if (!old.spec.suspend || old.status?.startTime !== undefined) return template;
  const { affinity: _, nodeSelector: __, tolerations: ___, schedulingGates: ____, ...rest } = template.spec;
  return { metadata: {}, spec: rest };
}

function validateSpecUpdate(errors: FieldError[], next: Job, old: Job): void {
  const immutable = (field: string, value: unknown, before: unknown, shown = value) => {
    if (!deepEqual(value, before)) errors.push(invalidValue(field, shown, 'field is immutable'));
  };
  const { spec } = next;
  if (spec.completionMode !== 'Indexed')
    immutable('spec.completions', spec.completions, old.spec.completions);
  else if (spec.completions !== old.spec.completions && spec.completions !== spec.parallelism)
    errors.push(
      invalidValue(
        'spec.completions',
        spec.completions,
        'can only be modified in tandem with spec.parallelism',
      ),
    );
  immutable('spec.selector', spec.selector, old.spec.selector);
  const [template, before] = [comparableTemplate(next, old), comparableTemplate(old, old)];
  if (!deepEqual(template, before))
    errors.push(invalidValue('spec.template', goTemplate(spec.template), 'field is immutable'));
  for (const field of ['completionMode', 'podFailurePolicy'] as const)
    immutable(`spec.${field}`, spec[field], old.spec[field]);
}

export const jobStrategy: Strategy<Job> = {
  hasStatus: true,
  hasGeneration: true,
  default: (object) => withField(object, 'spec', defaultSpec(object.spec)),
  prepareForCreate: (job) => ({ ...withTemplateLabels(withGeneratedSelector(job)), status: {} }),
  validate(job) {
    const errors: FieldError[] = [];
    validateObjectMeta(errors, job.metadata, isDNS1123Subdomain);
    validateGeneratedSelector(errors, job);
    validateSpec(errors, job.spec);
    const { completions = 0, completionMode } = job.spec;
    const hostname = `${job.metadata.name}-${completions - 1}`;
    if (completionMode === 'Indexed' && completions > 0 && isDNS1123Label(hostname).length > 0)
      errors.push(
        invalidValue(
          'metadata.name',
          job.metadata.name,
          `will not able to create pod with invalid DNS label: ${hostname}`,
        ),
      );
    return errors;
  },
  validateUpdate(next, old) {
    const errors: FieldError[] = [];
    if (next.metadata !== old.metadata) validateObjectMeta(errors, next.metadata, isDNS1123Subdomain);
    if (next.spec === old.spec) return errors;
    validateSpec(errors, next.spec);
    validateSpecUpdate(errors, next, old);
    return errors;
  },
  warnings: ({ spec }) => podSpecWarnings('spec.template.spec', spec.template?.spec),
  selectableFields: { 'status.successful': ({ status }) => String(status.succeeded ?? 0) },
};
