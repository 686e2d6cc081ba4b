import type { Pod } from '../../../cluster/api/core';
import { controllerOf } from '../../../cluster/api/selectors';
import { isNotFound } from '../../cli-error';
import type { Invocation } from '../../kubectl.types';
import { listItems } from '../../resource/list-items';
import { mappingFor, pathOf } from '../../resource/rest-mapper';

/** Which Pods of a node a drain may take away (k8s.io/kubectl/pkg/drain/filters.go). */
export interface PodList {
  readonly pods: readonly Pod[];
  /** `ignoring DaemonSet-managed Pods: default/agent-x; …`, empty when there is nothing to say. */
  readonly warnings: string;
  readonly errors: readonly Error[];
}

interface Status {
  readonly isDeleted: boolean;
  readonly isError?: boolean;
  readonly message?: string;
}

const emptyDirMessage = 'Pods with local storage (use --delete-emptydir-data to override)';
const unmanagedMessage = 'cannot delete Pods that declare no controller (use --force to override)';

const fullName = ({ metadata }: Pod) => `${metadata.namespace}/${metadata.name}`;

export function podsForDeletion(invocation: Invocation, nodeName: string): PodList {
  const { client, flags } = invocation;
  const mapping = mappingFor(client, 'pods');
  const items = listItems(
    { client },
    { mapping, namespace: '' },
    { selector: flags.string('pod-selector'), fieldSelector: `spec.nodeName=${nodeName}` },
  ) as unknown as Pod[];
  const statuses = items.map((pod) => ({ pod, ...statusOf(invocation, pod) }));
  return {
    pods: statuses.filter(({ isDeleted }) => isDeleted).map(({ pod }) => pod),
    warnings: grouped(statuses.filter(({ message, isError }) => message && !isError)).join('; '),
    errors: grouped(statuses.filter(({ isError }) => isError)).map(
      (text) => new Error(`cannot delete ${text}`),
    ),
  };
}

function grouped(entries: readonly { readonly pod: Pod; readonly message?: string }[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { pod, message = '' } of entries)
    groups.set(message, [...(groups.get(message) ?? []), fullName(pod)]);
  return [...groups].map(([message, pods]) => `${message}: ${pods.join(', ')}`);
}

/** The filters in upstream's order. */
function statusOf(invocation: Invocation, pod: Pod): Status {
  const { flags } = invocation;
  const isFinished = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  const owner = controllerOf(pod);
  if (owner?.kind === 'DaemonSet' && !isFinished) {
    if (!hasDaemonSet(invocation, pod.metadata.namespace ?? '', owner.name)) {
      const message = `daemonsets.apps ${JSON.stringify(owner.name)} not found`;
      return flags.bool('force')
        ? { isDeleted: true, message }
        : { isDeleted: false, isError: true, message };
    }
    return flags.bool('ignore-daemonsets')
      ? { isDeleted: false, message: 'ignoring DaemonSet-managed Pods' }
      : {
          isDeleted: false,
          isError: true,
          message: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)',
        };
  }
  // A mirror pod belongs to its kubelet.
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { isDeleted: false };
  if (isFinished) return { isDeleted: true };
  const hasLocalData = (pod.spec.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined);
  if (hasLocalData && !flags.bool('delete-emptydir-data'))
    return { isDeleted: false, isError: true, message: emptyDirMessage };
  if (owner !== undefined) return { isDeleted: true };
  return flags.bool('force')
    ? { isDeleted: true, message: 'deleting Pods that declare no controller' }
    : { isDeleted: false, isError: true, message: unmanagedMessage };
}

function hasDaemonSet({ client }: Invocation, namespace: string, name: string): boolean {
  try {
    client.get(
      pathOf({ group: 'apps', version: 'v1', plural: 'daemonsets', isNamespaced: true }, namespace, name),
    );
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
