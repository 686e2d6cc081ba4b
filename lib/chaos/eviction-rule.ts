import { findCondition } from '../cluster/api/conditions';
import type { Pod } from '../cluster/api/core';
import type { PodDisruptionBudget } from '../cluster/api/other';
import { matchesSelector } from '../cluster/api/selectors';
import type { Replica, Rule } from '../cluster/invariants';

/** A Pod that was lost otherwise within so many ms may still stand as healthy in the budget's status. */
const lagMs = 3000;

const isReady = (pod: Pod) =>
  findCondition(pod.status.conditions, 'Ready')?.status === 'True' && !pod.metadata.deletionTimestamp;

const isEvicted = (pod: Pod | undefined) =>
  findCondition(pod?.status.conditions, 'DisruptionTarget')?.reason === 'EvictionByEvictionAPI';

/**
 * An eviction never breaks a budget: at its moment, every budget that covers the (healthy) Pod had a disruption to give,
 * and enough other Pods are healthy. While the controller manager does not run, budgets are as old as its last words; then
 * only the giving is checked.
 */
export function evictionRule(isBudgetFresh: () => boolean): Rule {
  const lostMs = new Map<string, number>();
  const budgetMs = new Map<string, number>();
  return ({ storage, key, object, previous, atMs }, replica, found) => {
    if (storage === 'poddisruptionbudgets.policy') {
      const { metadata, status } = object as PodDisruptionBudget;
      if ((status?.disruptionsAllowed ?? 0) < 0)
        found.push(`The budget ${metadata.name} allows ${status.disruptionsAllowed} disruptions.`);
      if (previous?.metadata.generation !== metadata.generation) budgetMs.set(key, atMs);
      return;
    }
    if (storage !== 'pods') return;
    const pod = object as Pod;
    const before = previous as Pod | undefined;
    const isNewlyEvicted = isEvicted(pod) && !isEvicted(before);
    if (before && isReady(before) && !isReady(pod) && !isEvicted(pod)) lostMs.set(pod.metadata.uid, atMs);
    if (!isNewlyEvicted || before === undefined || !isReady(before)) return;
    for (const [name, budget] of budgetsOf(pod, replica)) {
      if (budget.status.disruptedPods?.[pod.metadata.name] === undefined)
        found.push(`Pod ${key} was evicted, and the budget ${name} did not give it away.`);
      if (!isBudgetFresh() || atMs - (budgetMs.get(name) ?? 0) < lagMs) continue;
      const healthy = [...(replica.get('pods')?.values() ?? [])].filter(
        (each) =>
          each !== object &&
          coveredBy(budget, each as Pod) &&
          !isEvicted(each as Pod) &&
          (isReady(each as Pod) || atMs - (lostMs.get(each.metadata.uid) ?? -lagMs) < lagMs),
      ).length;
      if (healthy < budget.status.desiredHealthy)
        found.push(
          `Pod ${key} was evicted: ${healthy} healthy Pods are left, ${name} wants ${budget.status.desiredHealthy}.`,
        );
    }
  };
}

const coveredBy = ({ spec, metadata: { namespace } }: PodDisruptionBudget, { metadata }: Pod) =>
  metadata.namespace === namespace && matchesSelector(spec.selector, metadata.labels);

const budgetsOf = (pod: Pod, replica: Replica) =>
  ([...(replica.get('poddisruptionbudgets.policy') ?? [])] as [string, PodDisruptionBudget][]).filter(
    ([, budget]) => coveredBy(budget, pod),
  );
