import type { Namespace } from '../api/core';
import type { KubeObject } from '../api/meta';
import { orphanFinalizer } from './before-delete';
import type { DeleteOptions } from './options.types';

/**
 * Namespaces go in two steps (pkg/registry/core/namespace/storage/storage.go): the delete makes them Terminating, and they
 * go when the namespace controller has emptied them and taken `kubernetes` out of `spec.finalizers`.
 */
export function namespaceIsHeld(object: KubeObject): boolean {
  if (object.kind !== 'Namespace') return false;
  const { metadata, spec } = object as Namespace;
  const isKept = (spec?.finalizers ?? []).length > 0 || (metadata.finalizers ?? []).length > 0;
  return metadata.deletionTimestamp === undefined || isKept;
}

/** The namespace as the first delete leaves it; the same object when it is terminating already. */
export function beginNamespaceDeletion(
  object: KubeObject,
  deletionTimestamp: string,
  options: DeleteOptions,
): KubeObject {
  const { metadata, status } = object as Namespace;
  if (metadata.deletionTimestamp !== undefined) return object;
  const finalizers = metadata.finalizers ?? [];
  const orphans = options.propagationPolicy === 'Orphan' && !finalizers.includes(orphanFinalizer);
  const terminating: Omit<Namespace, 'spec'> = {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp,
      ...(orphans && { finalizers: [...finalizers, orphanFinalizer] }),
    },
    status: { ...status, phase: 'Terminating' },
  };
  return terminating;
}
