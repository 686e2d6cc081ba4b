import type { ControllerRevision, StatefulSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import type { Draft } from '../../api/meta';
import { statefulSets } from '../../api/resources';
import { revisionLabel, templateOf } from '../controller-history';
import { newControllerRef, podFromTemplate } from '../controller-pod-control';
import { isPodAvailable, isPodReady } from '../controller-pods';

/** The Pods of a StatefulSet and their identity (pkg/controller/statefulset/stateful_set_utils.go). Left out: claims. */
const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

/** The number behind the last dash of the name, when the Pod's name is one of `set`'s; else -1. */
export function ordinalOf({ metadata }: Pod, set: StatefulSet): number {
  const prefix = `${set.metadata.name}-`;
  const rest = metadata.name.startsWith(prefix) ? metadata.name.slice(prefix.length) : '';
  return /^\d{1,9}$/.test(rest) ? Number(rest) : -1;
}

export function startOrdinal({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

export function revisionOf({ metadata }: Pod): string {
  return metadata.labels?.[revisionLabel] ?? '';
}

export function isTerminating({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isPodReady(pod);
}

/** Missing, going, not ready, or not ready for long enough. */
export function isUnavailable(pod: Pod | undefined, { spec }: StatefulSet, epochNowMs: number): boolean {
  return (
    pod === undefined ||
    isTerminating(pod) ||
    !isRunningAndReady(pod) ||
    !isPodAvailable(pod, spec.minReadySeconds ?? 0, epochNowMs)
  );
}

function identityLabels(name: string, ordinal: number) {
  return { [podNameLabel]: name, [podIndexLabel]: String(ordinal) };
}

/** The Pod with its labels of identity; the same object when it has them. */
export function withIdentity(pod: Pod, ordinal: number): Pod {
  const { labels, name } = pod.metadata;
  if (labels?.[podNameLabel] === name && labels[podIndexLabel] === String(ordinal)) return pod;
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...labels, ...identityLabels(name, ordinal) } },
  };
}

/** Below the partition (or, without one, among the first `currentReplicas`) a Pod is made of the current revision. */
function isCurrentRevisionNeeded(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type !== 'RollingUpdate') return false;
  const count = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status.currentReplicas ?? 0);
  return ordinal < startOrdinal(set) + count;
}

export function newVersionedStatefulSetPod(
  set: StatefulSet,
  current: ControllerRevision,
  update: ControllerRevision,
  ordinal: number,
): Draft<Pod> {
  const revision = isCurrentRevisionNeeded(set, ordinal) ? current : update;
  const draft = podFromTemplate(templateOf(revision), set, newControllerRef(set, statefulSets));
  const name = `${set.metadata.name}-${ordinal}`;
  const { serviceName } = set.spec;
  return {
    metadata: {
      ...draft.metadata,
      name,
      labels: {
        ...draft.metadata.labels,
        ...identityLabels(name, ordinal),
        [revisionLabel]: revision.metadata.name,
      },
    },
    spec: { ...draft.spec, hostname: name, ...(serviceName && { subdomain: serviceName }) },
  };
}
