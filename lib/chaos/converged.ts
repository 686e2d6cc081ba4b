import type { Deployment, ReplicaSet } from '../cluster/api/apps';
import type { HorizontalPodAutoscaler } from '../cluster/api/autoscaling';
import { findCondition } from '../cluster/api/conditions';
import type { Node, Pod } from '../cluster/api/core';
import type { KubeObject } from '../cluster/api/meta';
import type { PodDisruptionBudget } from '../cluster/api/other';
import { controllerOf, matchesSelector } from '../cluster/api/selectors';
import type { Cluster } from '../cluster/cluster';
import { unconvergedEndpoints } from './converged-endpoints';
import { unconvergedWorkloads } from './converged-workloads';
import { bounds } from './rollout-rule';

/**
 * What must hold in a cluster that has been left alone long enough: every workload has what it declares, nobody is left
 * behind, and nothing is on its way out. @returns sentences about what does not hold
 */
export function unconverged(cluster: Cluster): readonly string[] {
  const { etcd } = cluster;
  const pods = etcd.list('pods') as Pod[];
  return [
    ...unconvergedObjects(cluster),
    ...(etcd.list('deployments.apps') as Deployment[]).flatMap((each) =>
      unconvergedDeployment(each, cluster),
    ),
    ...(etcd.list('replicasets.apps') as ReplicaSet[]).flatMap((each) => unconvergedReplicaSet(each, pods)),
    ...unconvergedWorkloads(etcd, pods),
    ...unconvergedEndpoints(etcd, pods),
    ...(etcd.list('poddisruptionbudgets.policy') as PodDisruptionBudget[]).flatMap((each) =>
      unconvergedBudget(each, pods),
    ),
    ...(etcd.list('horizontalpodautoscalers.autoscaling') as HorizontalPodAutoscaler[]).flatMap((each) =>
      unconvergedAutoscaler(each, cluster),
    ),
    ...(etcd.list('nodes') as Node[]).flatMap((node) => unconvergedNode(node, cluster)),
  ];
}

/** Of every kind: nothing is being deleted, everything has one of its owners and its namespace. */
function unconvergedObjects({ etcd, machines }: Cluster): string[] {
  const found: string[] = [];
  const all = etcd.storages().flatMap((storage) => etcd.list(storage).map((object) => ({ storage, object })));
  const uids = new Set(all.map(({ object }) => object.metadata.uid));
  for (const { storage, object } of all) {
    const { name, namespace, deletionTimestamp, ownerReferences = [] } = object.metadata;
    const own = `${storage} ${namespace ? `${namespace}/` : ''}${name}`;
    if (deletionTimestamp) found.push(`${own} is still being deleted.`);
    if (ownerReferences.length > 0 && !ownerReferences.some(({ uid }) => uids.has(uid)))
      found.push(`${own} outlived its ${ownerReferences[0]?.kind} ${ownerReferences[0]?.name}.`);
    if (namespace && !etcd.get('namespaces', namespace)) found.push(`${own} outlived its namespace.`);
    const nodeName = storage === 'pods' ? (object as Pod).spec.nodeName : undefined;
    if (nodeName && !machines.has(nodeName)) found.push(`${own} is on ${nodeName}, which is gone.`);
  }
  return found;
}

function unconvergedDeployment(deployment: Deployment, { etcd }: Cluster): string[] {
  const { spec, status, metadata } = deployment;
  const own = `Deployment ${metadata.namespace}/${metadata.name}`;
  const found: string[] = [];
  if (status.observedGeneration !== metadata.generation)
    found.push(`${own} was not looked at since it changed.`);
  const sets = (etcd.list('replicasets.apps', metadata.namespace) as ReplicaSet[]).filter(
    (set) => controllerOf(set)?.uid === metadata.uid,
  );
  const sum = (of: (set: ReplicaSet) => number) => sets.reduce((total, set) => total + of(set), 0);
  if ((status.replicas ?? 0) !== sum((set) => set.status.replicas))
    found.push(
      `${own} says it has ${status.replicas ?? 0} Pods, its ReplicaSets ${sum((set) => set.status.replicas)}.`,
    );
  if ((status.availableReplicas ?? 0) !== sum((set) => set.status.availableReplicas ?? 0))
    found.push(`${own} says that ${status.availableReplicas ?? 0} Pods are available.`);
  // A rollout whose new Pods never become ready stays where it is, within its surge.
  const isStuck = findCondition(status.conditions, 'Progressing')?.status === 'False';
  const isRolling = spec.strategy.type === 'RollingUpdate';
  const most = spec.replicas + (isStuck && isRolling ? bounds(deployment).surge : 0);
  const total = status.replicas ?? 0;
  if (!spec.paused && (total < spec.replicas || total > most))
    found.push(`${own} has ${total} Pods of ${spec.replicas}.`);
  if (!spec.paused && !isStuck && (status.updatedReplicas ?? 0) < spec.replicas)
    found.push(
      `${own} has ${status.updatedReplicas ?? 0} new Pods of ${spec.replicas}, and does not say it is stuck.`,
    );
  return found;
}

function unconvergedReplicaSet({ metadata, spec, status }: ReplicaSet, pods: readonly Pod[]): string[] {
  const active = pods.filter(
    (pod) =>
      controllerOf(pod)?.uid === metadata.uid &&
      pod.metadata.deletionTimestamp === undefined &&
      pod.status.phase !== 'Failed' &&
      pod.status.phase !== 'Succeeded',
  ).length;
  const own = `ReplicaSet ${metadata.namespace}/${metadata.name}`;
  return [
    ...(active === spec.replicas ? [] : [`${own} has ${active} Pods of ${spec.replicas}.`]),
    ...(status.replicas === active ? [] : [`${own} says ${status.replicas} Pods, it has ${active}.`]),
  ];
}

function unconvergedBudget({ metadata, spec, status }: PodDisruptionBudget, pods: readonly Pod[]): string[] {
  const healthy = pods.filter(
    (pod) =>
      pod.metadata.namespace === metadata.namespace &&
      matchesSelector(spec.selector, pod.metadata.labels) &&
      findCondition(pod.status.conditions, 'Ready')?.status === 'True',
  ).length;
  return status.currentHealthy <= healthy
    ? []
    : [`The budget ${metadata.name} counts ${status.currentHealthy} healthy Pods of ${healthy}.`];
}

function unconvergedAutoscaler({ metadata, spec }: HorizontalPodAutoscaler, { etcd }: Cluster): string[] {
  const { kind, name } = spec.scaleTargetRef;
  const target =
    kind === 'Deployment' ? etcd.get('deployments.apps', `${metadata.namespace}/${name}`) : undefined;
  const replicas = (target as Deployment | undefined)?.spec.replicas ?? 0;
  const isWithin = replicas === 0 || (replicas >= (spec.minReplicas ?? 1) && replicas <= spec.maxReplicas);
  return isWithin
    ? []
    : [`${name} has ${replicas} replicas; its autoscaler allows ${spec.minReplicas} to ${spec.maxReplicas}.`];
}

/** Every node is ready and free of the taints of a lost one. */
function unconvergedNode(
  { metadata: { name }, spec, status }: Node & KubeObject,
  { machines }: Cluster,
): string[] {
  if (!machines.has(name ?? '')) return [`Node ${name} has no machine.`];
  const isReady = findCondition(status.conditions, 'Ready')?.status === 'True';
  const taints = spec.taints?.map(({ key }) => key) ?? [];
  return [
    ...(isReady ? [] : [`Node ${name} is not ready.`]),
    ...(taints.length === 0 ? [] : [`Node ${name} is tainted ${taints.join(', ')}.`]),
  ];
}
