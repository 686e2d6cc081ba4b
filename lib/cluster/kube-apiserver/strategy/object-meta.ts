import type { LabelSelector, Labels, ObjectMeta, OwnerReference } from '../../api/meta';
import { type FieldError, forbiddenField, invalidValue, required, tooLong } from '../field-error';
import { check, isDNS1123Label, isQualifiedName, isValidLabelValue, type NameCheck } from './names';

/** What every object's metadata must be (k8s.io/apimachinery/pkg/api/validation/objectmeta.go, pkg/apis/meta/v1/validation). */
const annotationLimitBytes = 256 * 1024;

/** Negative numbers among the named fields of `object`. */
export function nonNegative<T extends object>(
  errors: FieldError[],
  path: string,
  object: T | undefined,
  names: readonly (keyof T & string)[],
): void {
  for (const name of names) {
    const value = object?.[name];
    if (typeof value === 'number' && value < 0)
      errors.push(invalidValue(`${path}.${name}`, value, 'must be greater than or equal to 0'));
  }
}

export function validateLabels(errors: FieldError[], path: string, labels: Labels | undefined): void {
  for (const key in labels) {
    check(errors, path, key, isQualifiedName);
    const value = labels[key];
    if (value !== undefined && value !== '') check(errors, path, value, isValidLabelValue);
  }
}

export function validateAnnotations(
  errors: FieldError[],
  path: string,
  annotations: Labels | undefined,
): void {
  let size = 0;
  for (const key in annotations) {
    for (const message of isQualifiedName(key.toLowerCase())) errors.push(invalidValue(path, key, message));
    size += key.length + (annotations[key]?.length ?? 0);
  }
  if (size > annotationLimitBytes) errors.push(tooLong(path, annotationLimitBytes));
}

/** ValidateLabelSelector: a nil selector is no error here. */
export function validateLabelSelector(
  errors: FieldError[],
  path: string,
  selector: LabelSelector | undefined,
): void {
  validateLabels(errors, `${path}.matchLabels`, selector?.matchLabels);
  selector?.matchExpressions?.forEach(({ key, operator, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0)
        errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0)
        errors.push(
          forbiddenField(
            `${at}.values`,
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
          ),
        );
    } else errors.push(invalidValue(`${at}.operator`, operator, 'not a valid selector operator'));
    check(errors, `${at}.key`, key, isQualifiedName);
    values.forEach((value, each) => {
      check(errors, `${at}.values[${each}]`, value, isValidLabelValue);
    });
  });
}

const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function validateFinalizer(errors: FieldError[], path: string, finalizer: string): void {
  const before = errors.length;
  check(errors, path, finalizer, isQualifiedName);
  if (errors.length === before && !finalizer.includes('/') && !standardFinalizers.has(finalizer))
    errors.push(
      invalidValue(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'),
    );
}

function validateOwnerReferences(
  errors: FieldError[],
  path: string,
  owners: readonly OwnerReference[] | undefined,
): void {
  let controller: OwnerReference | undefined;
  owners?.forEach((owner, index) => {
    const at = `${path}[${index}]`;
    for (const name of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (owner[name]) continue;
      const what = name === 'apiVersion' ? 'version must not be empty' : 'must not be empty';
      errors.push(invalidValue(`${at}.${name}`, owner[name] ?? '', what));
    }
    if (owner.controller !== true) return;
    if (controller)
      errors.push(
        invalidValue(
          path,
          owners,
          `Only one reference can have Controller set to true. Found "true" in references for ${controller.kind}/${controller.name} and ${owner.kind}/${owner.name}`,
        ),
      );
    controller = owner;
  });
}

/**
 * ValidateObjectMeta.
 * @param checkName what the name must look like
 */
export function validateObjectMeta(errors: FieldError[], metadata: ObjectMeta, checkName: NameCheck): void {
  const { name, generateName, namespace, labels, annotations, finalizers, ownerReferences } = metadata;
  const messages = name ? checkName(name) : [];
  // A name that was made of it and is good tells that it is good, too.
  if (generateName && (messages.length > 0 || !name?.startsWith(generateName))) {
    // What ends in a dash is fine: a random end follows.
    const base = generateName.endsWith('-') ? `${generateName.slice(0, -1)}a` : generateName;
    for (const message of checkName(base))
      errors.push(invalidValue('metadata.generateName', generateName, message));
  }
  if (!name) errors.push(required('metadata.name', 'name or generateName is required'));
  for (const message of messages) errors.push(invalidValue('metadata.name', name, message));
  if (namespace !== undefined) check(errors, 'metadata.namespace', namespace, isDNS1123Label);
  if (labels) validateLabels(errors, 'metadata.labels', labels);
  if (annotations) validateAnnotations(errors, 'metadata.annotations', annotations);
  if (ownerReferences) validateOwnerReferences(errors, 'metadata.ownerReferences', ownerReferences);
  finalizers?.forEach((finalizer, index) => {
    validateFinalizer(errors, `metadata.finalizers[${index}]`, finalizer);
  });
}
