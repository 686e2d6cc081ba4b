import type {
  Container,
  ContainerPort,
  EnvFromSource,
  EnvVar,
  KeySelector,
  VolumeMount,
} from '../../api/core';
import { duplicate, type FieldError, invalidValue, missingValue, required } from '../field-error';
import {
  check,
  isConfigMapKey,
  isDNS1123Label,
  isDNS1123Subdomain,
  isEnvVarName,
  isQualifiedName,
  isValidPortName,
  isValidPortNum,
} from './names';
import { oneOf } from './one-of';
import { validateResourceRequirements } from './resource-validation';

/**
 * What all containers must be (validateContainerCommon in pkg/apis/core/validation/validation.go). Left out: devices, security
 * contexts, resize policies, restart rules.
 */
const envFields = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);
const resourceFields = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${list}.${name}`),
);

function validatePorts(errors: FieldError[], path: string, ports: readonly ContainerPort[]): void {
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const at = `${path}[${index}]`;
    if (port.name) {
      const messages = isValidPortName(port.name);
      for (const message of messages) errors.push(invalidValue(`${at}.name`, port.name, message));
      if (messages.length === 0 && names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
      names.add(port.name);
    }
    if (!port.containerPort) errors.push(required(`${at}.containerPort`));
    else check(errors, `${at}.containerPort`, port.containerPort, isValidPortNum);
    if (port.hostPort) check(errors, `${at}.hostPort`, port.hostPort, isValidPortNum);
    oneOf(errors, `${at}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']);
  });
}

/** `metadata.labels['key']` → ['metadata.labels', 'key'] */
const subscripted = /^([^[]+)\['([^']*)'\]$/;

/** @param fields the plain paths allowed here */
export function validateFieldRef(
  errors: FieldError[],
  path: string,
  fieldPath: string | undefined,
  fields: ReadonlySet<string>,
): void {
  if (!fieldPath) {
    errors.push(required(`${path}.fieldPath`));
    return;
  }
  const [, map, key = ''] = subscripted.exec(fieldPath) ?? [];
  if (map === 'metadata.labels' || map === 'metadata.annotations') check(errors, path, key, isQualifiedName);
  else if (map !== undefined) errors.push(invalidValue(path, map, 'does not support subscript'));
  else if (/^(metadata|spec|status)\.\w+$/.test(fieldPath) && !knownLabels.has(fieldPath))
    errors.push(
      invalidValue(
        `${path}.fieldPath`,
        fieldPath,
        `error converting fieldPath: field label not supported: ${fieldPath}`,
      ),
    );
  else oneOf(errors, `${path}.fieldPath`, fieldPath, [...fields].sort());
}

/** What ConvertDownwardAPIFieldLabel knows. */
const knownLabels = new Set([...envFields, 'metadata.annotations', 'metadata.labels']);

function validateKeySelector(errors: FieldError[], path: string, { name, key }: KeySelector): void {
  check(errors, `${path}.name`, name ?? '', isDNS1123Subdomain);
  if (!key) errors.push(required(`${path}.key`));
  else check(errors, `${path}.key`, key, isConfigMapKey);
}

function validateEnv(errors: FieldError[], path: string, variables: readonly EnvVar[]): void {
  variables.forEach(({ name, value, valueFrom }, index) => {
    const at = `${path}[${index}]`;
    if (!name) errors.push(required(`${at}.name`));
    else check(errors, `${at}.name`, name, isEnvVarName);
    if (valueFrom === undefined) return;
    const from = `${at}.valueFrom`;
    const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
    if (fieldRef) validateFieldRef(errors, `${from}.fieldRef`, fieldRef.fieldPath, envFields);
    if (resourceFieldRef && !/^(limits|requests)\.hugepages-/.test(resourceFieldRef.resource))
      oneOf(errors, `${from}.resourceFieldRef.resource`, resourceFieldRef.resource, resourceFields);
    if (configMapKeyRef) validateKeySelector(errors, `${from}.configMapKeyRef`, configMapKeyRef);
    if (secretKeyRef) validateKeySelector(errors, `${from}.secretKeyRef`, secretKeyRef);
    const count = Object.keys(valueFrom).length;
    if (count === 0)
      errors.push(
        invalidValue(
          from,
          '',
          'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ),
      );
    else if (value) errors.push(invalidValue(from, '', 'may not be specified when `value` is not empty'));
    else if (count > 1)
      errors.push(invalidValue(from, '', 'may not have more than one field specified at a time'));
  });
}

function validateEnvFrom(errors: FieldError[], path: string, sources: readonly EnvFromSource[]): void {
  sources.forEach(({ prefix, configMapRef, secretRef }, index) => {
    const at = `${path}[${index}]`;
    if (prefix) check(errors, `${at}.prefix`, prefix, isEnvVarName);
    for (const [field, source] of Object.entries({ configMapRef, secretRef })) {
      if (source === undefined) continue;
      if (!source.name) errors.push(required(`${at}.${field}.name`));
      else check(errors, `${at}.${field}.name`, source.name, isDNS1123Subdomain);
    }
    if (!configMapRef && !secretRef)
      errors.push(invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (configMapRef && secretRef)
      errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
  });
}

function validateVolumeMounts(
  errors: FieldError[],
  path: string,
  mounts: readonly VolumeMount[],
  volumes: ReadonlySet<string>,
): void {
  const taken = new Set<string>();
  mounts.forEach(({ name, mountPath, subPath }, index) => {
    const at = `${path}[${index}]`;
    if (!name) errors.push(required(`${at}.name`));
    if (!volumes.has(name)) errors.push(missingValue(`${at}.name`, name ?? ''));
    if (!mountPath) errors.push(required(`${at}.mountPath`));
    if (taken.has(mountPath)) errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'));
    taken.add(mountPath);
    if (subPath) validateLocalDescendingPath(errors, `${path}.subPath`, subPath);
  });
}

/** A path that stays where it begins. */
export function validateLocalDescendingPath(errors: FieldError[], path: string, value: string): void {
  if (value.startsWith('/')) errors.push(invalidValue(path, value, 'must be a relative path'));
  if (value.split('/').includes('..')) errors.push(invalidValue(path, value, "must not contain '..'"));
}

/** @param volumes the names of the Pod's volumes */
export function validateContainerCommon(
  errors: FieldError[],
  path: string,
  container: Container,
  volumes: ReadonlySet<string>,
): void {
  const { name, image, ports, env, envFrom, volumeMounts, resources } = container;
  if (!name) errors.push(required(`${path}.name`));
  else check(errors, `${path}.name`, name, isDNS1123Label);
  if (!image) errors.push(required(`${path}.image`));
  oneOf(errors, `${path}.terminationMessagePolicy`, container.terminationMessagePolicy, [
    'File',
    'FallbackToLogsOnError',
  ]);
  if (ports) validatePorts(errors, `${path}.ports`, ports);
  if (env) validateEnv(errors, `${path}.env`, env);
  if (envFrom) validateEnvFrom(errors, `${path}.envFrom`, envFrom);
  if (volumeMounts) validateVolumeMounts(errors, `${path}.volumeMounts`, volumeMounts, volumes);
  oneOf(errors, `${path}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  validateResourceRequirements(errors, `${path}.resources`, resources);
}
