import type { Namespace, Pod } from '../../api/core';
import type { Condition, KubeObject } from '../../api/meta';
import type { Resource } from '../../api/resource';
import { pods } from '../../api/resources';
import { parseTimestamp } from '../../api/time';
import type { Client } from '../../client-go/client';
import { served } from '../../kube-apiserver/resources';
import type { Task } from '../../process';
import { isPodTerminal } from '../controller-pods';

/** How long finalizers of remaining content are expected to take (finalizerEstimateSeconds). */
const finalizerEstimateSeconds = 15;

/** What is left of a namespace's content after one round. */
export interface Remaining {
  /** `pods.` → how many. */
  readonly counts: Map<string, number>;
  /** Finalizer → on how many objects. */
  readonly finalizers: Map<string, number>;
  /** Seconds until it is worth looking again; 0 when all is gone. */
  estimateSeconds: number;
  /** Why content could not be deleted. */
  readonly errors: string[];
}

/** Every namespaced resource once, whatever versions it has. */
function namespacedResources(): readonly Resource[] {
  const storages = new Set<string>();
  return served
    .map(({ resource }) => resource)
    .filter(({ isNamespaced, storage }) => {
      if (!isNamespaced || storages.has(storage)) return false;
      storages.add(storage);
      return true;
    });
}

/**
 * Deletes all that is in a namespace: Pods first, and the rest only when no Pod is left (OrderedNamespaceDeletion, v1.33).
 * Upstream: pkg/controller/namespace/deletion/namespaced_resources_deleter.go.
 */
export function* deleteAllContent(
  client: Client,
  { metadata }: Namespace,
  epochNowMs: () => number,
): Task<Remaining> {
  const remaining: Remaining = { counts: new Map(), finalizers: new Map(), estimateSeconds: 0, errors: [] };
  const deletedAtMs = parseTimestamp(metadata.deletionTimestamp);
  const deleteAll = function* (resource: Resource): Task {
    const before = yield* deleteCollection(client, resource, metadata.name);
    if (before.length === 0) return;
    const { items } = yield* client.list(resource, { namespace: metadata.name });
    if (items.length === 0) return;
    const elapsedSeconds = (epochNowMs() - deletedAtMs) / 1000;
    const graceSeconds = resource === pods ? estimateGracefulTermination(before, elapsedSeconds) : 0;
    note(remaining, resource, metadata.name, items, graceSeconds);
  };
  yield* deleteAll(pods);
  if (remaining.counts.size > 0) return remaining;
  for (const resource of namespacedResources()) if (resource !== pods) yield* deleteAll(resource);
  return remaining;
}

/** One request for the whole collection. @returns what was there */
function deleteCollection(
  client: Client,
  resource: Resource,
  namespace: string,
): Task<readonly KubeObject[]> {
  return client.send('deletecollection', resource.storage, namespace, (server) => {
    const { items } = server.list(resource, { namespace });
    for (const { metadata } of items)
      server.delete(resource, namespace, metadata.name, { propagationPolicy: 'Background' });
    return items;
  });
}

function note(
  remaining: Remaining,
  { group, version, plural }: Resource,
  namespace: string,
  items: readonly KubeObject[],
  graceSeconds: number,
): void {
  remaining.counts.set(`${plural}.${group}`, items.length);
  let hasFinalizers = false;
  for (const { metadata } of items)
    for (const finalizer of metadata.finalizers ?? []) {
      hasFinalizers = true;
      remaining.finalizers.set(finalizer, (remaining.finalizers.get(finalizer) ?? 0) + 1);
    }
  const estimate = graceSeconds > 0 ? graceSeconds : hasFinalizers ? finalizerEstimateSeconds : 0;
  remaining.estimateSeconds = Math.max(remaining.estimateSeconds, estimate);
  if (estimate > 0) return;
  const gvr = `${group}/${version}, Resource=${plural}`;
  remaining.errors.push(`unexpected items still remain in namespace: ${namespace} for gvr: ${gvr}`);
}

/** The longest grace of the Pods that still run; 0 when that time is over. */
function estimateGracefulTermination(items: readonly KubeObject[], secondsSinceDeletion: number): number {
  let estimate = 0;
  for (const pod of items as readonly Pod[])
    if (!isPodTerminal(pod)) estimate = Math.max(estimate, pod.spec.terminationGracePeriodSeconds);
  return secondsSinceDeletion >= estimate ? 0 : estimate;
}

/** `status.conditions` of a terminating namespace (status_condition_utils.go). */
export function deletionConditions(remaining: Remaining, errors: readonly string[]): readonly Condition[] {
  const list = (counts: ReadonlyMap<string, number>, what: string) =>
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${what} ${count} resource instances`)
      .join(', ');
  const { counts, finalizers } = remaining;
  const condition = (type: string, isBad: boolean, good: readonly string[], bad: readonly string[]) => {
    const [reason = '', message = ''] = isBad ? bad : good;
    return { type, status: isBad ? ('True' as const) : ('False' as const), reason, message };
  };
  return [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      false,
      ['ResourcesDiscovered', 'All resources successfully discovered'],
      [],
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      ['ParsedGroupVersions', 'All legacy kube types successfully parsed'],
      [],
    ),
    condition(
      'NamespaceDeletionContentFailure',
      errors.length > 0,
      ['ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
      [
        'ContentDeletionFailed',
        `Failed to delete all resource types, ${errors.length} remaining: ${errors.join(', ')}`,
      ],
    ),
    condition(
      'NamespaceContentRemaining',
      counts.size > 0,
      ['ContentRemoved', 'All content successfully removed'],
      ['SomeResourcesRemain', `Some resources are remaining: ${list(counts, 'has')}`],
    ),
    condition(
      'NamespaceFinalizersRemaining',
      finalizers.size > 0,
      ['ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
      [
        'SomeFinalizersRemain',
        `Some content in the namespace has finalizers remaining: ${list(finalizers, 'in')}`,
      ],
    ),
  ];
}
