import type { Pod } from '../../cluster/api/core';
import type { Task } from '../../cluster/process';
import { at, isMap } from '../apply/json-value';
import { failure } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { build, fetchInfo } from '../resource/builder';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';

/** From `web-1`, `pod/web-1`, `deploy/web` or `svc/web` to one Pod (polymorphichelpers.AttachablePodForObject). */
export function* attachablePod(
  invocation: Invocation,
  resource: string,
  filenames: readonly string[] = [],
): Task<KubeDocument> {
  yield* [];
  const args =
    resource === '' || resource.includes('/') ? [resource].filter((arg) => arg !== '') : ['pods', resource];
  const [info] = build(invocation, { args, filenames }).infos;
  if (info === undefined) throw failure('no objects passed to exec');
  const object = fetchInfo(invocation, info);
  if (info.mapping.kind === 'Pod') return object;
  const selector = selectorOf(object);
  if (selector === undefined) {
    const { group, kind } = info.mapping;
    throw new Error(
      `cannot attach to *${group === '' ? 'v1' : info.mapping.version}.${kind}: selector for ${kind} not implemented`,
    );
  }
  const { client } = invocation;
  const pods = listItems(
    { client },
    { mapping: mappingFor(client, 'pods'), namespace: info.namespace },
    { selector },
  );
  const [first] = (pods as unknown as Pod[]).sort(byActivity);
  if (first === undefined) throw failure('timed out waiting for the condition');
  return first as unknown as KubeDocument;
}

function selectorOf(object: KubeDocument): string | undefined {
  const selector = at(object, 'spec', 'selector');
  if (!isMap(selector)) return undefined;
  const labels = isMap(selector.matchLabels)
    ? selector.matchLabels
    : object.kind === 'Service'
      ? selector
      : undefined;
  return (
    labels &&
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',')
  );
}

/** podutils.ActivePods: on a node, running, ready, longest ready, fewest restarts, oldest first. */
function byActivity(a: Pod, b: Pod): number {
  const phases = { Pending: 0, Unknown: 1, Running: 2, Succeeded: -1, Failed: -1 };
  const ready = (pod: Pod) => pod.status.conditions?.find(({ type }) => type === 'Ready');
  const restarts = (pod: Pod) =>
    Math.max(0, ...(pod.status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
  const keys = (pod: Pod) => [
    pod.spec.nodeName ? 1 : 0,
    phases[pod.status.phase],
    ready(pod)?.status === 'True' ? 1 : 0,
  ];
  const [left, right] = [keys(a), keys(b)];
  for (const [index, value] of left.entries()) if (value !== right[index]) return (right[index] ?? 0) - value;
  const [sinceA = '', sinceB = ''] = [ready(a)?.lastTransitionTime, ready(b)?.lastTransitionTime];
  if (sinceA !== sinceB) return sinceA < sinceB ? -1 : 1;
  if (restarts(a) !== restarts(b)) return restarts(a) - restarts(b);
  return a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1;
}
