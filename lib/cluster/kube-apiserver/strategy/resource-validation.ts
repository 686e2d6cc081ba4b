import type { ResourceRequirements } from '../../api/core';
import type { ResourceList } from '../../api/meta';
import { canonicalQuantity, parseQuantity } from '../../api/quantity';
import { type FieldError, invalidValue, required } from '../field-error';
import { check, isQualifiedName } from './names';

/** Requests and limits (validateResourceRequirements in pkg/apis/core/validation/validation.go). Left out: claims. */
const standard = new Set(['cpu', 'memory', 'ephemeral-storage']);
const isStandard = (name: string) => standard.has(name) || name.startsWith('hugepages-');
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
/** Only what can be shared out thinner than it is may have a limit above its request. */
const isOvercommitAllowed = (name: string) => isNative(name) && !name.startsWith('hugepages-');

const shown = (quantity: string) => canonicalQuantity(quantity).text ?? quantity;

/** ValidateResourceQuantityValue. */
export function validateQuantity(errors: FieldError[], path: string, name: string, quantity: string): void {
  const value = parseQuantity(quantity);
  if (value < 0) errors.push(invalidValue(path, shown(quantity), 'must be greater than or equal to 0'));
  if (!isNative(name) && !Number.isInteger(value))
    errors.push(invalidValue(path, shown(quantity), 'must be an integer'));
}

function validateList(errors: FieldError[], path: string, list: ResourceList | undefined): void {
  for (const [name, quantity] of Object.entries(list ?? {})) {
    const at = `${path}[${name}]`;
    check(errors, at, name, isQualifiedName);
    if (!name.includes('/') && !isStandard(name)) {
      errors.push(invalidValue(at, name, 'must be a standard resource type or fully qualified'));
      errors.push(invalidValue(at, name, 'must be a standard resource for containers'));
    }
    validateQuantity(errors, at, name, quantity);
  }
}

export function validateResourceRequirements(
  errors: FieldError[],
  path: string,
  resources: ResourceRequirements | undefined,
): void {
  const { limits, requests } = resources ?? {};
  if (limits === undefined && requests === undefined) return;
  validateList(errors, `${path}.limits`, limits);
  validateList(errors, `${path}.requests`, requests);
  for (const [name, request] of Object.entries(requests ?? {})) {
    const limit = limits && Object.hasOwn(limits, name) ? limits[name] : undefined;
    const canShare = isOvercommitAllowed(name);
    if (limit === undefined) {
      if (!canShare)
        errors.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
      continue;
    }
    const [asked, most] = [parseQuantity(request), parseQuantity(limit)];
    const rule = canShare ? 'less than or equal to' : 'equal to';
    if (asked > most || (!canShare && asked !== most))
      errors.push(
        invalidValue(`${path}.requests`, shown(request), `must be ${rule} ${name} limit of ${shown(limit)}`),
      );
  }
}
