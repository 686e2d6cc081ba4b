import type { ControllerRevision } from '../api/apps';
import type { PodTemplateSpec } from '../api/core';
import type { Draft, KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import { controllerRevisions } from '../api/resources';
import type { Controller } from '../client-go/controller';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import { isNotFound, newControllerRef } from './controller-pod-control';
import { byName } from './controller-pods';
import { canonicalText, computeHash } from './controller-template-hash';

/**
 * The past templates of StatefulSets and DaemonSets, kept as ControllerRevisions
 * (pkg/controller/history/controller_history.go). A revision's data is a patch that puts the template back.
 */
export const revisionLabel = 'controller-revision-hash';

interface TemplatePatch {
  readonly spec: { readonly template: PodTemplateSpec & { readonly $patch: 'replace' } };
}

export interface Templated extends KubeObject {
  readonly spec: { readonly template: PodTemplateSpec };
}

const patchOf = ({ spec }: Templated): TemplatePatch => ({
  spec: { template: { ...spec.template, $patch: 'replace' } },
});

/** Whether a revision holds a template at all: anybody may create one with other data. */
export function hasTemplate({ data }: ControllerRevision): boolean {
  const { metadata, spec } = (data as Partial<TemplatePatch> | null)?.spec?.template ?? {};
  return isObject(metadata) && isObject(spec);
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** The template a revision stands for. */
export function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  const { $patch: _, ...template } = (data as TemplatePatch).spec.template;
  return template;
}

/** Whether `revision` holds the template `owner` has now. */
export function isRevisionOf(revision: ControllerRevision, { spec }: Templated): boolean {
  if (!hasTemplate(revision)) return false;
  const { template } = (revision.data as TemplatePatch).spec;
  return (
    canonicalText({ ...template.metadata }) === canonicalText({ ...spec.template.metadata }) &&
    canonicalText(template.spec) === canonicalText(spec.template.spec)
  );
}

/** Oldest first (history.SortControllerRevisions). */
export function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  return a.revision - b.revision || byName(a, b);
}

/** @param hashLabel where the hash of the template is noted, too */
export function newControllerRevision<T extends Templated>(
  owner: T,
  resource: Resource<T>,
  revision: number,
  collisionCount: number | undefined,
  hashLabel: string,
): Draft<ControllerRevision> {
  const { name, annotations } = owner.metadata;
  const hash = computeHash(canonicalText(owner.spec.template), collisionCount);
  return {
    metadata: {
      name: `${name.slice(0, 223)}-${hash}`,
      labels: { ...owner.spec.template.metadata.labels, [hashLabel]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [newControllerRef(owner, resource)],
    },
    data: patchOf(owner),
    revision,
  };
}

/** Stores a new revision. @returns undefined when the name is taken by another template: a collision of hashes */
export function* createControllerRevision(
  { client }: Controller,
  owner: Templated,
  draft: Draft<ControllerRevision>,
): Task<ControllerRevision | undefined> {
  const { namespace } = owner.metadata;
  try {
    return yield* client.create(controllerRevisions, namespace, draft);
  } catch (error) {
    if (!(error instanceof StatusError && error.reason === 'AlreadyExists')) throw error;
    const existing = yield* client.get(controllerRevisions, namespace, draft.metadata.name ?? '');
    return isRevisionOf(existing, owner) ? existing : undefined;
  }
}

/** Gives an old revision the newest number: the object went back to its template. */
export function* updateControllerRevision(
  { client }: Controller,
  old: ControllerRevision,
  revision: number,
): Task<ControllerRevision> {
  if (old.revision === revision) return old;
  return yield* client.update(controllerRevisions, { ...old, revision });
}

/** Deletes the oldest of the revisions that are not `live`, down to `limit`. */
export function* truncateHistory(
  { client }: Controller,
  revisions: readonly ControllerRevision[],
  live: ReadonlySet<string>,
  limit: number,
): Task {
  const past = revisions.filter(({ metadata }) => !live.has(metadata.name)).sort(byRevision);
  for (const { metadata } of past.slice(0, Math.max(0, past.length - limit))) {
    try {
      yield* client.delete(controllerRevisions, metadata.namespace, metadata.name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
