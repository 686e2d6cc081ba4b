import type { Container, PodSpec, PodTemplateSpec } from '../../api/core';
import { duplicate, type FieldError, forbiddenField, invalidValue, required } from '../field-error';
import { validateContainerCommon } from './container-validation';
import { check, isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidIP } from './names';
import { validateAnnotations, validateLabels } from './object-meta';
import { oneOf } from './one-of';
import { probeNames, validateProbesAndHooks } from './probe-validation';
import { validateScheduling } from './scheduling-validation';
import { validateVolumes } from './volume-validation';

/**
 * ValidatePodSpec and ValidatePodTemplateSpec (pkg/apis/core/validation/validation.go). Left out: DNS configuration, security
 * contexts, operating systems other than Linux, ephemeral containers, resource claims, Pod-level resources.
 */
function validateHostPorts(errors: FieldError[], path: string, containers: readonly Container[]): void {
  const taken = new Set<string>();
  containers.forEach((container, index) => {
    container.ports?.forEach(({ hostPort, hostIP = '', protocol }, each) => {
      if (!hostPort) return;
      const text = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(text)) errors.push(duplicate(`${path}[${index}].ports[${each}].hostPort`, text));
      taken.add(text);
    });
  });
}

const restartPolicies = ['Always', 'Never', 'OnFailure'];

function validateContainers(
  errors: FieldError[],
  path: string,
  spec: PodSpec,
  volumes: ReadonlySet<string>,
): void {
  const { containers = [], initContainers = [], terminationGracePeriodSeconds: grace } = spec;
  const at = `${path}.containers`;
  if (containers.length === 0) errors.push(required(at));
  const names = new Set<string>();
  containers.forEach((container, index) => {
    validateContainerCommon(errors, `${at}[${index}]`, container, volumes);
    if (names.has(container.name)) errors.push(duplicate(`${at}[${index}].name`, container.name));
    names.add(container.name);
    validateProbesAndHooks(errors, `${at}[${index}]`, container, grace);
    if (container.restartPolicy)
      oneOf(errors, `${at}[${index}].restartPolicy`, container.restartPolicy, restartPolicies);
  });
  validateHostPorts(errors, at, containers);
  initContainers.forEach((container, index) => {
    validateInitContainer(errors, `${path}.initContainers[${index}]`, container, volumes, names, grace);
    validateHostPorts(errors, `${path}.initContainers`, [container]);
  });
}

function validateInitContainer(
  errors: FieldError[],
  at: string,
  container: Container,
  volumes: ReadonlySet<string>,
  names: Set<string>,
  grace: number | undefined,
): void {
  validateContainerCommon(errors, at, container, volumes);
  const { name, restartPolicy } = container;
  if (restartPolicy) oneOf(errors, `${at}.restartPolicy`, restartPolicy, restartPolicies);
  if (name && names.has(name)) errors.push(duplicate(`${at}.name`, name));
  names.add(name);
  if (restartPolicy === 'Always') validateProbesAndHooks(errors, at, container, grace);
  else
    for (const field of ['lifecycle', ...probeNames] as const)
      if (container[field] !== undefined)
        errors.push(
          forbiddenField(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'),
        );
}

function validateHostNetwork(errors: FieldError[], path: string, spec: PodSpec, isPod: boolean): void {
  if (spec.hostNetwork !== true) return;
  spec.containers.forEach(({ ports }, index) => {
    ports?.forEach(({ hostPort = 0, containerPort }, each) => {
      if ((isPod || hostPort !== 0) && hostPort !== containerPort)
        errors.push(
          invalidValue(
            `${path}.containers[${index}].ports[${each}].hostPort`,
            hostPort,
            'must match `containerPort` when `hostNetwork` is true',
          ),
        );
    });
  });
}

function validateNames(errors: FieldError[], path: string, spec: PodSpec): void {
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName'] as const) {
    const name = spec[field];
    if (name) check(errors, `${path}.${field}`, name, isDNS1123Subdomain);
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    const name = spec[field];
    if (name) check(errors, `${path}.${field}`, name, isDNS1123Label);
  }
  spec.hostAliases?.forEach(({ ip, hostnames = [] }, index) => {
    const at = `${path}.hostAliases[${index}]`;
    check(errors, `${at}.ip`, ip, isValidIP);
    hostnames.forEach((name, each) => {
      check(errors, `${at}.hostnames[${each}]`, name, isDNS1123Subdomain);
    });
  });
}

function validateGates(errors: FieldError[], path: string, spec: PodSpec): void {
  spec.readinessGates?.forEach(({ conditionType }, index) => {
    check(errors, `${path}.readinessGates[${index}].conditionType`, conditionType, isQualifiedName);
  });
  const seen = new Set<string>();
  spec.schedulingGates?.forEach(({ name }, index) => {
    const at = `${path}.schedulingGates[${index}]`;
    check(errors, at, name, isQualifiedName);
    if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
  });
}

/** Specs that were found valid. The many Pods of one template share theirs, so it is looked at once. */
const valid = { pod: new WeakSet<PodSpec>(), template: new WeakSet<PodSpec>() };

/** @param isPod whether it is a Pod's own spec, not a template's */
export function validatePodSpec(errors: FieldError[], path: string, spec: PodSpec, isPod: boolean): void {
  const known = isPod ? valid.pod : valid.template;
  if (known.has(spec)) return;
  const before = errors.length;
  const volumes = validateVolumes(errors, `${path}.volumes`, spec.volumes);
  validateContainers(errors, path, spec, volumes);
  validateHostNetwork(errors, path, spec, isPod);
  oneOf(errors, `${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  oneOf(errors, `${path}.dnsPolicy`, spec.dnsPolicy, [
    'ClusterFirstWithHostNet',
    'ClusterFirst',
    'Default',
    'None',
  ]);
  validateLabels(errors, `${path}.nodeSelector`, spec.nodeSelector);
  validateGates(errors, path, spec);
  validateScheduling(errors, path, spec);
  validateNames(errors, path, spec);
  const { activeDeadlineSeconds: deadline, preemptionPolicy } = spec;
  if (deadline !== undefined && (deadline < 1 || deadline > 2147483647))
    errors.push(
      invalidValue(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive'),
    );
  if (preemptionPolicy)
    oneOf(errors, `${path}.preemptionPolicy`, preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  if (errors.length === before) known.add(spec);
}

/** `spec.template` of the workloads. The labels' path lacks `metadata`, as upstream's does. */
export function validatePodTemplateSpec(errors: FieldError[], path: string, template: PodTemplateSpec): void {
  validateLabels(errors, `${path}.labels`, template.metadata.labels);
  validateAnnotations(errors, `${path}.annotations`, template.metadata.annotations);
  validateDeletionCost(errors, `${path}.annotations`, template.metadata.annotations);
  validatePodSpec(errors, `${path}.spec`, template.spec, false);
  if (template.spec.ephemeralContainers?.length)
    errors.push(
      forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'),
    );
}

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** ValidatePodSpecificAnnotations, as far as it is about the cost of deletion. */
export function validateDeletionCost(
  errors: FieldError[],
  path: string,
  annotations: Readonly<Record<string, string>> | undefined,
): void {
  const cost = annotations?.[deletionCost];
  if (cost === undefined) return;
  const isInt32 = /^(0|-?[1-9]\d{0,9})$/.test(cost) && Math.abs(Number(cost)) < 2 ** 31;
  if (!isInt32) errors.push(invalidValue(`${path}[${deletionCost}]`, cost, 'must be a 32bit integer'));
}
