import type { KubeObject, ObjectMeta } from '../api/meta';
import type { Resource } from '../api/resource';
import { leases, podDisruptionBudgets } from '../api/resources';
import { type FieldError, forbiddenField, invalidValue } from './field-error';
import { conflict, invalid, modifiedMeanwhile } from './status-error';

/** What no update may change (k8s.io/apiserver/pkg/registry/rest/update.go, apimachinery/pkg/api/validation/objectmeta.go). */

/** Kinds whose updates must say what they were made from (AllowUnconditionalUpdate is false). */
const conditional = new Set([leases.storage, podDisruptionBudgets.storage]);

/**
 * Throws Conflict when the object was made from an older state or is of another object of the same name, Invalid when it
 * changes what is fixed.
 */
export function checkUpdate(resource: Resource, object: KubeObject, old: KubeObject): void {
  const { metadata } = object;
  const { metadata: kept } = old;
  const { resourceVersion = '', name } = metadata;
  if (metadata.uid && metadata.uid !== kept.uid) throw anotherUid(resource, object, kept.uid);
  const isConditional = resourceVersion !== '' && resourceVersion !== '0';
  if (isConditional && resourceVersion !== kept.resourceVersion) throw modifiedMeanwhile(resource, name);
  const errors: FieldError[] = [];
  if (!isConditional && conditional.has(resource.storage))
    errors.push(invalidValue('metadata.resourceVersion', 0, 'must be specified for an update'));
  if (metadata !== kept) errors.push(...fixedFieldErrors(metadata, kept));
  if (errors.length > 0) throw invalid(resource, name, errors);
}

/** The object with the server's part of its metadata as stored. */
export function withSystemFields(object: KubeObject, old: KubeObject): KubeObject {
  const { uid, resourceVersion, creationTimestamp, generation } = old.metadata;
  const { deletionTimestamp, deletionGracePeriodSeconds } = old.metadata;
  if (object.metadata === old.metadata) return object;
  const metadata: { -readonly [Key in keyof ObjectMeta]: ObjectMeta[Key] } = {
    ...object.metadata,
    uid,
    resourceVersion,
    creationTimestamp,
  };
  if (generation !== undefined) metadata.generation = generation;
  else if (metadata.generation !== undefined) delete metadata.generation;
  if (deletionTimestamp !== undefined) metadata.deletionTimestamp = deletionTimestamp;
  if (deletionGracePeriodSeconds !== undefined)
    metadata.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
  return { ...object, metadata };
}

function fixedFieldErrors(metadata: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  if (old.deletionTimestamp === undefined) {
    for (const field of ['deletionTimestamp', 'deletionGracePeriodSeconds'] as const)
      if (metadata[field] !== undefined)
        errors.push(invalidValue(`metadata.${field}`, metadata[field], 'field is immutable'));
  } else {
    const known = old.finalizers ?? [];
    const extra = (metadata.finalizers ?? []).filter((each) => !known.includes(each));
    if (extra.length > 0)
      errors.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${extra.map((each) => JSON.stringify(each)).join(', ')}}`,
        ),
      );
  }
  return errors;
}

/** storage.Preconditions: the object was deleted and made anew. */
function anotherUid(resource: Resource, { metadata }: KubeObject, uid: string) {
  const { plural } = resource;
  const path = [metadata.namespace, metadata.name].filter((each) => each !== undefined).join('/');
  return conflict(
    resource,
    metadata.name,
    `StorageError: invalid object, Code: 4, Key: /registry/${plural}/${path}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`,
  );
}
