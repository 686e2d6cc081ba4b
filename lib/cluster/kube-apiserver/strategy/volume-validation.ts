import type { KeyToPath, Volume } from '../../api/core';
import { parseQuantity } from '../../api/quantity';
import { duplicate, type FieldError, forbiddenField, invalidValue, required } from '../field-error';
import { validateFieldRef, validateLocalDescendingPath } from './container-validation';
import { check, isDNS1123Label } from './names';
import { oneOf } from './one-of';

/** Volumes (ValidateVolumes in pkg/apis/core/validation/validation.go). Left out: the sources we do not model. */
const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

const fileFields = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'metadata.uid',
]);

function validateMode(errors: FieldError[], path: string, mode: number | undefined): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777))
    errors.push(invalidValue(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive'));
}

function validateItems(errors: FieldError[], path: string, items: readonly KeyToPath[] | undefined): void {
  items?.forEach(({ key, path: target, mode }, index) => {
    const at = `${path}.items[${index}]`;
    if (!key) errors.push(required(`${at}.key`));
    if (!target) errors.push(required(`${at}.path`));
    else validateLocalDescendingPath(errors, `${at}.path`, target);
    validateMode(errors, `${at}.mode`, mode);
  });
}

function validateSource(errors: FieldError[], path: string, volume: Volume): void {
  const { emptyDir, configMap, secret, hostPath, projected, downwardAPI, persistentVolumeClaim } = volume;
  if (emptyDir?.sizeLimit !== undefined && parseQuantity(emptyDir.sizeLimit) < 0)
    errors.push(
      forbiddenField(`${path}.emptyDir.sizeLimit`, 'SizeLimit field must be a valid resource quantity'),
    );
  if (configMap && !configMap.name) errors.push(required(`${path}.configMap.name`));
  if (secret && !secret.secretName) errors.push(required(`${path}.secret.secretName`));
  if (persistentVolumeClaim && !persistentVolumeClaim.claimName)
    errors.push(required(`${path}.persistentVolumeClaim.claimName`));
  for (const [name, source] of Object.entries({ configMap, secret })) {
    validateMode(errors, `${path}.${name}.defaultMode`, source?.defaultMode);
    validateItems(errors, `${path}.${name}`, source?.items);
  }
  if (hostPath) {
    if (!hostPath.path) errors.push(required(`${path}.hostPath.path`));
    if (hostPath.type) oneOf(errors, `${path}.hostPath.type`, hostPath.type, hostPathTypes);
  }
  validateMode(errors, `${path}.projected.defaultMode`, projected?.defaultMode);
  downwardAPI?.items?.forEach(({ path: target, fieldRef }, index) => {
    const at = `${path}.downwardAPI.items[${index}]`;
    if (!target) errors.push(required(`${at}.path`));
    if (fieldRef) validateFieldRef(errors, `${at}.fieldRef`, fieldRef.fieldPath, fileFields);
  });
}

/** @returns the volumes' names, for the mounts */
export function validateVolumes(
  errors: FieldError[],
  path: string,
  volumes: readonly Volume[] | undefined,
): ReadonlySet<string> {
  const names = new Set<string>();
  volumes?.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const [, ...others] = Object.keys(volume).filter((key) => key !== 'name');
    for (const other of others)
      errors.push(forbiddenField(`${at}.${other}`, 'may not specify more than 1 volume type'));
    validateSource(errors, at, volume);
    if (!volume.name) errors.push(required(`${at}.name`));
    else {
      check(errors, `${at}.name`, volume.name, isDNS1123Label);
      if (names.has(volume.name)) errors.push(duplicate(`${at}.name`, volume.name));
    }
    names.add(volume.name);
  });
  return names;
}
