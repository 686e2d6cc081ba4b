import type { DaemonSet, StatefulSet } from '../cluster/api/apps';
import type { Job } from '../cluster/api/batch';
import { findCondition } from '../cluster/api/conditions';
import type { Pod } from '../cluster/api/core';
import type { KubeObject } from '../cluster/api/meta';
import { controllerOf } from '../cluster/api/selectors';
import type { Etcd } from '../cluster/etcd';
import { ordinalOf } from './workload-rule';

/** The workloads that are no Deployments, once all is quiet: each Pod where it belongs, each count as many as there are. */
export function unconvergedWorkloads(etcd: Etcd, pods: readonly Pod[]): string[] {
  const podsOf = ({ metadata }: KubeObject) => pods.filter((pod) => controllerOf(pod)?.uid === metadata.uid);
  const nodes = etcd.list('nodes').map(({ metadata }) => metadata.name ?? '');
  return [
    ...(etcd.list('statefulsets.apps') as StatefulSet[]).flatMap((set) =>
      unconvergedStatefulSet(set, podsOf(set)),
    ),
    ...(etcd.list('daemonsets.apps') as DaemonSet[]).flatMap((set) =>
      unconvergedDaemonSet(set, podsOf(set), nodes),
    ),
    ...(etcd.list('jobs.batch') as Job[]).flatMap((job) => unconvergedJob(job, podsOf(job))),
  ];
}

const isOver = ({ status: { phase } }: Pod) => phase === 'Failed' || phase === 'Succeeded';
const isReady = ({ status }: Pod) => findCondition(status.conditions, 'Ready')?.status === 'True';

/** Ordinals from the first without a gap; fewer than declared only behind one that does not become ready. */
function unconvergedStatefulSet({ metadata, spec, status }: StatefulSet, pods: readonly Pod[]): string[] {
  const own = `StatefulSet ${metadata.namespace}/${metadata.name}`;
  const start = spec.ordinals?.start ?? 0;
  const ordinals = pods.map((pod) => (ordinalOf(pod) ?? Number.NaN) - start).sort((a, b) => a - b);
  const found: string[] = [];
  if (ordinals.some((ordinal, index) => ordinal !== index))
    found.push(`${own} has the Pods ${ordinals.join(', ')}, with a gap.`);
  const isBlocked = pods.some((pod) => !isReady(pod));
  if (pods.length > spec.replicas || (pods.length < spec.replicas && !isBlocked))
    found.push(`${own} has ${pods.length} Pods of ${spec.replicas}.`);
  if (status.replicas !== pods.length)
    found.push(`${own} says ${status.replicas} Pods, it has ${pods.length}.`);
  return found;
}

/** One Pod on each node. */
function unconvergedDaemonSet(
  { metadata }: DaemonSet,
  pods: readonly Pod[],
  nodes: readonly string[],
): string[] {
  const own = `DaemonSet ${metadata.namespace}/${metadata.name}`;
  const on = (name: string) => pods.filter(({ spec }) => (spec.nodeName ?? wantedNode(spec)) === name).length;
  return nodes.filter((name) => on(name) !== 1).map((name) => `${own} has ${on(name)} Pods on ${name}.`);
}

/** Where a DaemonSet's Pod that waits for room wants to be. */
function wantedNode({ affinity }: Pod['spec']): string | undefined {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required?.nodeSelectorTerms[0]?.matchFields?.[0]?.values?.[0];
}

/** It counts what there is, and has let go of every Pod that ended. */
function unconvergedJob({ metadata, spec, status }: Job, pods: readonly Pod[]): string[] {
  const own = `Job ${metadata.namespace}/${metadata.name}`;
  const found: string[] = [];
  const active = pods.filter((pod) => !isOver(pod)).length;
  if ((status.active ?? 0) !== active)
    found.push(`${own} says ${status.active ?? 0} active Pods, it has ${active}.`);
  const isDone = ['Complete', 'Failed'].some(
    (type) => findCondition(status.conditions, type)?.status === 'True',
  );
  if (isDone && active > 0) found.push(`${own} is over and has ${active} active Pods.`);
  if (!isDone && !spec.suspend && spec.parallelism > 0 && active === 0)
    found.push(`${own} is not over and has no active Pod.`);
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  if (succeeded.length + failed.length > 0) found.push(`${own} has not counted all Pods that ended.`);
  for (const pod of pods)
    if (isOver(pod) && pod.metadata.finalizers?.includes('batch.kubernetes.io/job-tracking'))
      found.push(`${own} still holds Pod ${pod.metadata.name}, which has ended.`);
  return found;
}
