import type { KubeObject, ObjectMeta } from '../api/meta';
import { parseTimestamp, timestamp } from '../api/time';
import type { DeleteOptions } from './options.types';
import { conflict } from './status-error';
import type { Strategy } from './strategy.types';

/**
 * What a delete does to an object that does not go at once: grace and finalizers
 * (k8s.io/apiserver/pkg/registry/rest/delete.go, registry/generic/registry/store.go). Objects are never changed: each
 * function hands back a new one.
 */
export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** Throws Conflict when the object is not the one that was meant. */
export function checkPreconditions(object: KubeObject, group: string, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata, kind } = object;
  const named = { group, plural: kind, kind };
  if (uid !== undefined && uid !== metadata.uid)
    throw conflict(
      named,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw conflict(
      named,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
}

/** `pending`: it is terminating already and nothing changes. `none`: the kind knows no grace. */
export type Grace = 'none' | 'pending' | { readonly metadata: ObjectMeta; readonly seconds: number };

/** rest.BeforeDelete: how long the object may still stay, and its metadata then. */
export function beforeDelete(
  object: KubeObject,
  strategy: Strategy,
  options: DeleteOptions,
  epochNowMs: number,
): Grace {
  if (strategy.graceSeconds === undefined) return 'none';
  const { metadata } = object;
  const asked = options.gracePeriodSeconds;
  if (metadata.deletionTimestamp !== undefined) {
    const before = metadata.deletionGracePeriodSeconds;
    if (before === undefined) return 'none';
    if (asked === undefined || asked >= before) return 'pending';
    const beganMs = parseTimestamp(metadata.deletionTimestamp) - before * 1000;
    return marked(metadata, beganMs, asked, metadata.generation);
  }
  const seconds = strategy.graceSeconds(object, asked);
  const { generation = 0 } = metadata;
  return marked(metadata, epochNowMs, seconds, generation > 0 ? generation + 1 : undefined);
}

function marked(
  metadata: ObjectMeta,
  fromMs: number,
  seconds: number,
  generation: number | undefined,
): Grace {
  return {
    seconds,
    metadata: {
      ...metadata,
      ...(generation !== undefined && { generation }),
      deletionTimestamp: timestamp(fromMs + seconds * 1000),
      deletionGracePeriodSeconds: seconds,
    },
  };
}

/** markAsDeleting: an object without grace that finalizers hold. */
export function markAsDeleting(metadata: ObjectMeta, epochNowMs: number): ObjectMeta {
  const { deletionTimestamp, generation = 0 } = metadata;
  const isNew = deletionTimestamp === undefined;
  const isLater = !isNew && parseTimestamp(deletionTimestamp) > epochNowMs;
  return {
    ...metadata,
    ...(isNew && generation > 0 && { generation: generation + 1 }),
    ...((isNew || isLater) && { deletionTimestamp: timestamp(epochNowMs) }),
    deletionGracePeriodSeconds: 0,
  };
}

/** deletionFinalizersForGarbageCollection: the finalizers a propagation policy asks for; the same array when it asks for nothing. */
export function withGarbageCollection(
  finalizers: readonly string[],
  options: DeleteOptions,
  orphansByDefault: boolean,
): readonly string[] {
  const policy = options.propagationPolicy;
  const isGarbage = (each: string) => each === orphanFinalizer || each === foregroundFinalizer;
  const given: readonly string[] = finalizers.filter(isGarbage);
  const wanted: readonly string[] =
    policy === undefined
      ? given.length > 0
        ? given
        : orphansByDefault
          ? [orphanFinalizer]
          : []
      : policy === 'Orphan'
        ? [orphanFinalizer]
        : policy === 'Foreground'
          ? [foregroundFinalizer]
          : [];
  if (wanted.length === given.length && wanted.every((each) => given.includes(each))) return finalizers;
  return [...finalizers.filter((each) => !isGarbage(each)), ...wanted];
}
