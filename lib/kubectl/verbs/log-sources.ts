import { isConditionTrue } from '../../cluster/api/conditions';
import type { Pod } from '../../cluster/api/core';
import type { LabelSelector } from '../../cluster/api/meta';
import { parseTimestamp } from '../../cluster/api/time';
import type { Task } from '../../cluster/process';
import { failure, isNotFound } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { build, fetchInfo } from '../resource/builder';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';
import { selectorText } from '../resource/selector-text';

/** Whose logs are meant (kubectl/pkg/polymorphichelpers/logsforobject.go). */
export interface LogSource {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** The Pods behind `web-1`, `deploy/web` or -l. Of several behind one object the best one is taken, and said so. */
export function* podsOf(invocation: Invocation, target: string): Task<readonly Pod[]> {
  const { client, flags, namespace, err } = invocation;
  const pods = mappingFor(client, 'pods');
  if (target === '') {
    const selector = flags.string('selector');
    // Nobody is meant: the builder refuses.
    if (selector === '') build(invocation, { args: [] });
    const found = listItems({ client }, { mapping: pods, namespace }, { selector });
    if (found.length === 0) err(`No resources found in ${namespace} namespace.\n`);
    return found as unknown as Pod[];
  }
  const args = target.includes('/') ? [target] : ['pods', target];
  const [info] = build(invocation, { args }).infos;
  if (info === undefined) throw failure('expected a resource');
  let object: KubeDocument;
  try {
    object = fetchInfo(invocation, info);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw failure(
      `error from server (NotFound): ${(error as Error).message} in namespace ${JSON.stringify(namespace)}`,
    );
  }
  if (object.kind === 'Pod') return [object as unknown as Pod];
  const selector = selectorOf(object);
  const behind = listItems({ client }, { mapping: pods, namespace }, { selector }) as unknown as Pod[];
  if (flags.bool('all-pods')) return behind;
  const [best, ...more] = [...behind].sort(byLogging);
  if (best === undefined) {
    yield flags.duration('pod-running-timeout');
    throw failure(`timed out waiting for the condition`);
  }
  if (more.length > 0) err(`Found ${behind.length} pods, using pod/${best.metadata.name}\n`);
  return [best];
}

function selectorOf(object: KubeDocument): string {
  const { selector } = (object.spec ?? {}) as {
    readonly selector?: LabelSelector | Readonly<Record<string, string>>;
  };
  if (object.kind === 'Service') {
    if (selector === undefined || Object.keys(selector).length === 0)
      throw failure(`invalid service '${object.metadata?.name}': Service is defined without a selector`);
    return selectorText({ matchLabels: selector as Readonly<Record<string, string>> });
  }
  if (selector === undefined)
    throw failure(
      `cannot get the logs from *v1.${object.kind}: selector for *v1.${object.kind} not implemented`,
    );
  return selectorText(selector as LabelSelector);
}

const phases = ['Running', 'Unknown', 'Pending'];

/** podutils.ByLogging: assigned, running, ready before others; then longer ready, more restarts, older. */
function byLogging(a: Pod, b: Pod): number {
  const readySince = ({ status }: Pod) =>
    parseTimestamp(status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime) || 0;
  const restarts = ({ status }: Pod) =>
    Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
  const isReady = ({ status }: Pod) => isConditionTrue(status.conditions, 'Ready');
  return (
    Number(!a.spec.nodeName) - Number(!b.spec.nodeName) ||
    phases.indexOf(a.status.phase) - phases.indexOf(b.status.phase) ||
    Number(isReady(b)) - Number(isReady(a)) ||
    (isReady(a) ? readySince(a) - readySince(b) : 0) ||
    restarts(b) - restarts(a) ||
    parseTimestamp(a.metadata.creationTimestamp) - parseTimestamp(b.metadata.creationTimestamp)
  );
}

/** One log for each container that is meant. */
export function logSources(invocation: Invocation, pods: readonly Pod[], asked: string): LogSource[] {
  return pods.flatMap((pod) => {
    const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
    const { name, namespace = '' } = pod.metadata;
    const all = [...initContainers, ...containers, ...ephemeralContainers];
    if (invocation.flags.bool('all-containers'))
      return all.map((each) => ({ namespace, pod: name, container: each.name }));
    const container = asked || defaultContainer(invocation, pod);
    if (!all.some((each) => each.name === container))
      throw failure(`container ${container} is not valid for pod ${name}`);
    return [{ namespace, pod: name, container }];
  });
}

/** podcmd.FindOrDefaultContainerByName: the annotated one, or the first, which is said when there are others. */
export function defaultContainer({ err }: Pick<Invocation, 'err'>, { metadata, spec }: Pod): string {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  const all = [...containers, ...ephemeralContainers, ...initContainers];
  const annotated = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated) {
    if (all.some(({ name }) => name === annotated)) return annotated;
    err(`Default container name ${JSON.stringify(annotated)} not found in pod ${metadata.name}\n`);
  }
  const name = containers[0]?.name ?? '';
  if (all.length > 1) {
    const names = [
      ...containers.map((each) => each.name),
      ...ephemeralContainers.map((each) => `${each.name} (ephem)`),
      ...initContainers.map((each) => `${each.name} (init)`),
    ];
    err(`Defaulted container ${JSON.stringify(name)} out of: ${names.join(', ')}\n`);
  }
  return name;
}
