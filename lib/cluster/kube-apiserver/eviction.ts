import { findCondition, isConditionTrue } from '../api/conditions';
import type { Pod } from '../api/core';
import { withDisruptionTarget } from '../api/disruption-target';
import type { PodDisruptionBudget } from '../api/other';
import { keyOf } from '../api/resource';
import { podDisruptionBudgets, pods } from '../api/resources';
import { matchesSelector } from '../api/selectors';
import type { DeleteOptions } from './options.types';
import type { RegistryStore } from './registry-store';
import { forbidden, StatusError } from './status-error';

/** Evictions and disruption budgets (pkg/registry/core/pod/storage/eviction.go). */
export function evict(store: RegistryStore, namespace: string, name: string, options: DeleteOptions): void {
  const pod = store.get(pods, namespace, name);
  if (!canIgnorePDB(pod)) {
    const budgets = store.context
      .list(podDisruptionBudgets, namespace)
      .filter(({ spec }) => matchesSelector(spec.selector, pod.metadata.labels));
    const [budget, another] = budgets;
    if (another !== undefined)
      throw new StatusError(
        500,
        '',
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      );
    if (budget !== undefined && !mayGoUnready(pod, budget)) checkAndDecrement(store, budget, name, options);
  }
  if (!options.isDryRun) {
    const now = store.simulation.timestamp();
    const stored = store.get(pods, namespace, name);
    const marked = withDisruptionTarget(stored, 'EvictionByEvictionAPI', 'Eviction API: evicting', now);
    if (marked !== stored) store.put(pods, keyOf(marked), marked);
  }
  store.delete(pods, namespace, name, options);
}

/** A Pod that does not run, or is going already, disrupts nothing. */
function canIgnorePDB({ metadata, status }: Pod): boolean {
  return (
    status.phase === 'Succeeded' ||
    status.phase === 'Failed' ||
    status.phase === 'Pending' ||
    metadata.deletionTimestamp !== undefined
  );
}

/** A Pod that is not ready does not count as healthy; by default it may go while enough others are. */
function mayGoUnready({ status }: Pod, { spec, status: budget }: PodDisruptionBudget): boolean {
  if (isConditionTrue(status.conditions, 'Ready')) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return budget.currentHealthy >= budget.desiredHealthy && budget.desiredHealthy > 0;
}

/** How many evictions may wait to be noticed by the disruption controller. */
const maxDisruptedPods = 2000;

function checkAndDecrement(
  store: RegistryStore,
  budget: PodDisruptionBudget,
  podName: string,
  { isDryRun }: DeleteOptions,
): void {
  const { metadata, status } = budget;
  const { name } = metadata;
  const named = { group: 'policy', plural: 'poddisruptionbudget', kind: 'PodDisruptionBudget' };
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    throw tooManyRequests(`The disruption budget ${name} is still being processed by the server.`, 10);
  if (status.disruptionsAllowed < 0) throw forbidden(named, name, 'pdb disruptions allowed is negative');
  const disruptedPods = status.disruptedPods ?? {};
  if (Object.keys(disruptedPods).length > maxDisruptedPods)
    throw forbidden(
      named,
      name,
      'DisruptedPods map too big - too many evictions not confirmed by PDB controller',
    );
  if (status.disruptionsAllowed === 0) throw tooManyRequests(whyNot(budget));
  if (isDryRun) return;
  const disruptionsAllowed = status.disruptionsAllowed - 1;
  const timestamp = store.simulation.timestamp();
  const conditions = (status.conditions ?? []).map((condition) =>
    condition.type === 'DisruptionAllowed' && disruptionsAllowed === 0
      ? {
          ...condition,
          status: 'False' as const,
          reason: 'InsufficientPods',
          ...(condition.status !== 'False' && { lastTransitionTime: timestamp }),
        }
      : condition,
  );
  const next: PodDisruptionBudget = {
    ...budget,
    status: {
      ...status,
      ...(status.conditions && { conditions }),
      disruptionsAllowed,
      disruptedPods: { ...disruptedPods, [podName]: timestamp },
    },
  };
  store.put(podDisruptionBudgets, keyOf(budget), next);
}

function whyNot({ metadata: { name }, status }: PodDisruptionBudget): string {
  const allowed = findCondition(status.conditions, 'DisruptionAllowed');
  if (allowed?.status === 'False' && allowed.reason === 'SyncFailed')
    return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${allowed.message}`;
  return `The disruption budget ${name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`;
}

function tooManyRequests(cause: string, retryAfterSeconds?: number): StatusError {
  return new StatusError(
    429,
    'TooManyRequests',
    "Cannot evict pod as it would violate the pod's disruption budget.",
    {
      causes: [{ reason: 'DisruptionBudget', message: cause }],
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  );
}
