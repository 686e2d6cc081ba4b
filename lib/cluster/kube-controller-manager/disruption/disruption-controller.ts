import { findCondition } from '../../api/conditions';
import type { Pod } from '../../api/core';
import { withCondition } from '../../api/disruption-target';
import type { Condition, KubeObject, OwnerReference, Timestamp } from '../../api/meta';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/other';
import { keyOf, splitKey } from '../../api/resource';
import { deployments, podDisruptionBudgets, pods, replicaSets, statefulSets } from '../../api/resources';
import { parseTimestamp } from '../../api/time';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { EventRecorder } from '../../client-go/event-recorder';
import type { Informer } from '../../client-go/informer';
import { Workqueue } from '../../client-go/workqueue';
import { deepEqual } from '../../kube-apiserver/deep-equal';
import type { Task } from '../../process';
import { isPodReady, isPodTerminal } from '../controller-pods';
import { PodMemberships } from '../pod-memberships';
import { ExpectedScaleError, getExpectedPodCount } from './expected-scale';

/** An evicted Pod that is still there after this long does not count as disrupted any more (DeletionTimeout), in ms. */
const deletionTimeoutMs = 120_000;
/** A Pod that was said to be disrupted, and is not being deleted after this long, is not (stalePodDisruptionTimeout), in ms. */
const stalePodDisruptionTimeoutMs = 120_000;

/** Keeps the status of disruption budgets, on which evictions are decided (pkg/controller/disruption). */
export class DisruptionController extends Controller {
  private readonly queue = new Workqueue(this, 1, (key) => this.sync(key));
  private readonly stalePods = new Workqueue(this, 1, (key) => this.syncStalePodDisruption(key));
  private readonly budgets = this.informers.informer(podDisruptionBudgets);
  private readonly pods = this.informers.informer(pods);
  private readonly deployments = this.informers.informer(deployments);
  private readonly replicaSets = this.informers.informer(replicaSets);
  private readonly statefulSets = this.informers.informer(statefulSets);
  private readonly memberships = new PodMemberships(this.pods, this.budgets, ({ spec }) => spec.selector);
  private readonly managerRecorder = new EventRecorder(this, 'controllermanager');

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('disruption-controller', surroundings, informers);
    this.budgets.addHandlers({
      onAdd: (budget) => this.queue.add(keyOf(budget)),
      onUpdate: (budget) => this.queue.add(keyOf(budget)),
    });
    this.pods.addHandlers({
      onAdd: (pod) => this.podChanged(pod),
      onUpdate: (pod, old) => {
        if (pod.metadata.labels !== old.metadata.labels) this.podChanged(old);
        if (countsDifferently(pod, old)) this.podChanged(pod);
      },
      onDelete: (pod) => this.podChanged(pod),
    });
    // The number of Pods that is expected follows the controllers' replicas; upstream hears of those through the Pods.
  }

  protected run(): void {}

  protected override forget(): void {
    this.memberships.clear();
  }

  private podChanged(pod: Pod): void {
    const [budget, another] = this.memberships.selecting(pod);
    if (budget) this.queue.add(keyOf(budget));
    if (budget && another) {
      const { namespace, name } = pod.metadata;
      const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${budget.metadata.name}" arbitrarily.`;
      this.managerRecorder.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
    }
    const waitMs = this.staleIn(pod);
    if (waitMs !== undefined) this.stalePods.addAfter(keyOf(pod), waitMs);
  }

  private *sync(key: string): Task {
    const budget = this.budgets.getByKey(key);
    if (budget === undefined) return;
    try {
      yield* this.trySync(budget);
    } catch (error) {
      if (!(error instanceof ExpectedScaleError)) throw error;
      const message = `Failed to calculate the number of expected pods: ${error.message}`;
      this.managerRecorder.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
      yield* this.failSafe(budget, error.message);
      this.queue.addRateLimited(key);
    }
  }

  private *trySync(budget: PodDisruptionBudget): Task {
    const key = keyOf(budget);
    const selected = this.memberships.podsOf(key);
    if (selected.length === 0)
      this.managerRecorder.event(budget, 'Normal', 'NoPods', 'No matching pods found');
    const expectation = getExpectedPodCount(budget, selected, {
      deployment: (namespace, reference) => owner(this.deployments, namespace, reference),
      replicaSet: (namespace, reference) => owner(this.replicaSets, namespace, reference),
      statefulSet: (namespace, reference) => owner(this.statefulSets, namespace, reference),
    });
    const { disruptedPods, recheckAtMs } = this.buildDisruptedPodMap(budget, selected);
    const currentHealthy = countHealthyPods(selected, disruptedPods);
    yield* this.updatePdbStatus(budget, {
      ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
      currentHealthy,
      desiredHealthy: expectation.desiredHealthy,
      expectedPods: expectation.expectedCount,
      disruptionsAllowed:
        expectation.expectedCount > 0 ? Math.max(0, currentHealthy - expectation.desiredHealthy) : 0,
    });
    if (recheckAtMs < Number.POSITIVE_INFINITY)
      this.queue.addAfter(key, recheckAtMs - this.simulation.epochNowMs);
  }

  /** The evicted Pods that are not being deleted yet, without those that were given up. */
  private buildDisruptedPodMap({ metadata, status }: PodDisruptionBudget, selected: readonly Pod[]) {
    const { disruptedPods: before } = status;
    const disruptedPods: Record<string, Timestamp> = {};
    let recheckAtMs = Number.POSITIVE_INFINITY;
    for (const pod of before ? selected : []) {
      const { name, deletionTimestamp } = pod.metadata;
      const time = before && Object.hasOwn(before, name) ? before[name] : undefined;
      if (deletionTimestamp !== undefined || time === undefined) continue;
      const expectedDeletionMs = parseTimestamp(time) + deletionTimeoutMs;
      if (expectedDeletionMs <= this.simulation.epochNowMs) {
        const message = `Pod was expected by PDB ${metadata.namespace}/${metadata.name} to be deleted but it wasn't`;
        this.managerRecorder.event(pod, 'Warning', 'NotDeleted', message);
        continue;
      }
      recheckAtMs = Math.min(recheckAtMs, expectedDeletionMs);
      disruptedPods[name] = time;
    }
    return { disruptedPods, recheckAtMs };
  }

  private *updatePdbStatus(
    budget: PodDisruptionBudget,
    next: Omit<PodDisruptionBudgetStatus, 'observedGeneration' | 'conditions'>,
  ): Task {
    const { generation } = budget.metadata;
    const isAllowed = next.disruptionsAllowed > 0;
    const condition = this.disruptionAllowed(
      budget,
      isAllowed ? 'True' : 'False',
      isAllowed ? 'SufficientPods' : 'InsufficientPods',
      '',
    );
    yield* this.write(budget, {
      ...(generation !== undefined && { observedGeneration: generation }),
      ...next,
      conditions: [condition],
    });
  }

  /** When nothing can be worked out, nothing may be evicted. */
  private *failSafe(budget: PodDisruptionBudget, message: string): Task {
    const { generation } = budget.metadata;
    yield* this.write(budget, {
      ...budget.status,
      disruptionsAllowed: 0,
      ...(generation !== undefined && { observedGeneration: generation }),
      conditions: [this.disruptionAllowed(budget, 'False', 'SyncFailed', message)],
    });
  }

  private *write(budget: PodDisruptionBudget, status: PodDisruptionBudgetStatus): Task {
    if (isSameStatus(budget.status, status)) return;
    yield* this.client.updateStatus(podDisruptionBudgets, { ...budget, status });
  }

  private disruptionAllowed(
    { metadata, status }: PodDisruptionBudget,
    state: Condition['status'],
    reason: string,
    message: string,
  ): Condition {
    const type = 'DisruptionAllowed';
    const before = findCondition(status?.conditions, type);
    const since = before?.status === state ? before.lastTransitionTime : undefined;
    const lastTransitionTime = since ?? this.simulation.timestamp();
    const { generation: observedGeneration } = metadata;
    return {
      type,
      status: state,
      ...(observedGeneration !== undefined && { observedGeneration }),
      lastTransitionTime,
      reason,
      message,
    };
  }

  /** Milliseconds until the Pod's DisruptionTarget condition is stale; undefined when it cannot become so. */
  private staleIn(pod: Pod): number | undefined {
    const condition = findCondition(pod.status.conditions, 'DisruptionTarget');
    if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet') return undefined;
    if (pod.metadata.deletionTimestamp !== undefined || isPodTerminal(pod)) return undefined;
    const sinceMs = this.simulation.epochNowMs - parseTimestamp(condition.lastTransitionTime);
    return Math.max(0, stalePodDisruptionTimeoutMs - sinceMs);
  }

  private *syncStalePodDisruption(key: string): Task {
    const pod = this.pods.getByKey(key);
    const waitMs = pod && this.staleIn(pod);
    if (waitMs === undefined) return;
    if (waitMs > 0) return this.stalePods.addAfter(key, waitMs);
    const now = this.simulation.timestamp();
    const reset = (stored: Pod) =>
      withCondition(stored, { type: 'DisruptionTarget', status: 'False', reason: '', message: '' }, now);
    yield* this.client.patch(pods, ...splitKey(key), reset, 'status');
  }
}

function owner<T extends KubeObject>(
  informer: Informer<T>,
  namespace: string | undefined,
  { name, uid }: OwnerReference,
): T | undefined {
  const found = informer.get(namespace, name);
  return found?.metadata.uid === uid ? found : undefined;
}

function countsDifferently(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.labels !== old.metadata.labels ||
    pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    pod.metadata.ownerReferences !== old.metadata.ownerReferences ||
    isPodReady(pod) !== isPodReady(old) ||
    findCondition(pod.status.conditions, 'DisruptionTarget') !==
      findCondition(old.status.conditions, 'DisruptionTarget')
  );
}

function countHealthyPods(selected: readonly Pod[], disrupted: Readonly<Record<string, Timestamp>>): number {
  return selected.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined &&
      !Object.hasOwn(disrupted, pod.metadata.name) &&
      isPodReady(pod),
  ).length;
}

/** Whether both say the same; when the condition changed does not matter. */
function isSameStatus(a: PodDisruptionBudgetStatus | undefined, b: PodDisruptionBudgetStatus): boolean {
  const timeless = (status: PodDisruptionBudgetStatus) => ({
    ...status,
    conditions: status.conditions?.map((each) => ({ ...each, lastTransitionTime: '' })),
  });
  return a !== undefined && deepEqual(timeless(a), timeless(b));
}
