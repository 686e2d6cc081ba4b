import type { HorizontalPodAutoscaler, MetricStatus } from '../../api/autoscaling';
import type { Pod } from '../../api/core';
import type { LabelSelector } from '../../api/meta';
import { keyOf, type Resource, splitKey } from '../../api/resource';
import { deployments, horizontalPodAutoscalers, pods, replicaSets, statefulSets } from '../../api/resources';
import { matchesSelector } from '../../api/selectors';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { computeStatusForMetric, type Scalable } from './compute-metric';
import { MetricsError } from './metrics-client';
import { normalizeDesiredReplicas, type ScaleMemory } from './normalize-replicas';
import { StatusDraft } from './status-draft';

/** --horizontal-pod-autoscaler-sync-period, in ms. */
const syncPeriodMs = 15_000;

const targets = new Map<string, Resource<Scalable>>(
  [deployments, replicaSets, statefulSets].map((resource) => [
    resource.kind,
    resource as unknown as Resource<Scalable>,
  ]),
);

/**
 * horizontal-pod-autoscaler (pkg/controller/podautoscaler/horizontal.go): every 15 s compares what Pods use with what is
 * wanted, and changes the number of replicas. Left out: metrics of type Pods, Object and External.
 */
export class HorizontalController extends Controller {
  private readonly autoscalers = this.informers.informer(horizontalPodAutoscalers);
  private readonly pods = this.informers.informer(pods);
  private readonly queue = new Workqueue(this, 5, (key) => this.syncAutoscaler(key));
  private readonly memories = new Map<string, ScaleMemory>();

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('horizontal-pod-autoscaler', surroundings, informers);
    this.autoscalers.addHandlers({
      onAdd: (object) => this.queue.addAfter(keyOf(object), syncPeriodMs),
      onDelete: (object) => this.memories.delete(keyOf(object)),
    });
  }

  protected run(): void {
    for (const object of this.autoscalers.all()) this.queue.addAfter(keyOf(object), syncPeriodMs);
  }

  protected override forget(): void {
    this.memories.clear();
  }

  /** Every autoscaler is looked at again after the period, whatever came out. */
  private *syncAutoscaler(key: string): Task {
    const autoscaler = this.autoscalers.getByKey(key);
    if (autoscaler === undefined) return;
    this.queue.addAfter(key, syncPeriodMs);
    const draft = new StatusDraft(autoscaler, this.simulation.timestamp());
    yield* this.reconcileAutoscaler(key, autoscaler, draft);
    const { status } = draft;
    if (JSON.stringify(status) !== JSON.stringify(autoscaler.status))
      yield* this.client.updateStatus(horizontalPodAutoscalers, { ...autoscaler, status });
  }

  private *reconcileAutoscaler(key: string, autoscaler: HorizontalPodAutoscaler, draft: StatusDraft): Task {
    const { spec } = autoscaler;
    const target = yield* this.getScale(autoscaler, draft);
    if (target === undefined) return;
    draft.set(
      'AbleToScale',
      'True',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
    const current = target.spec.replicas;
    draft.status = { ...draft.status, currentReplicas: target.status.replicas ?? 0 };
    const memory = this.memoryOf(key, current);
    let desired = current;
    let reason = '';
    if (current === 0 && spec.minReplicas !== 0) {
      desired = 0;
      draft.set(
        'ScalingActive',
        'False',
        'ScalingDisabled',
        'scaling is disabled since the replica count of the target is zero',
      );
      draft.status = { ...draft.status, currentMetrics: null };
    } else if (current > spec.maxReplicas) {
      desired = spec.maxReplicas;
      reason = 'Current number of replicas above Spec.MaxReplicas';
    } else if (current < spec.minReplicas) {
      desired = spec.minReplicas;
      reason = 'Current number of replicas below Spec.MinReplicas';
    } else {
      const computed = yield* this.computeReplicasForMetrics(autoscaler, target, draft);
      if (computed === undefined) {
        draft.status = { ...draft.status, desiredReplicas: current };
        return;
      }
      if (computed.replicas > current) reason = `${computed.metric} above target`;
      if (computed.replicas < current) reason = 'All metrics below target';
      desired = this.normalize(autoscaler, memory, current, computed.replicas, draft);
    }
    draft.status = { ...draft.status, desiredReplicas: desired };
    if (desired !== current) yield* this.rescale(autoscaler, target, memory, desired, reason, draft);
  }

  private normalize(
    autoscaler: HorizontalPodAutoscaler,
    memory: ScaleMemory,
    current: number,
    wanted: number,
    draft: StatusDraft,
  ): number {
    const { replicas, able, limited } = normalizeDesiredReplicas(
      autoscaler,
      memory,
      current,
      wanted,
      this.simulation.nowMs,
    );
    draft.set('AbleToScale', 'True', able.reason, able.message);
    draft.set('ScalingLimited', limited.isLimited ? 'True' : 'False', limited.reason, limited.message);
    return replicas;
  }

  private *getScale(autoscaler: HorizontalPodAutoscaler, draft: StatusDraft): Task<Scalable | undefined> {
    const { kind, name } = autoscaler.spec.scaleTargetRef;
    const resource = targets.get(kind);
    const { namespace } = autoscaler.metadata;
    try {
      if (resource === undefined)
        throw new StatusError(
          404,
          'NotFound',
          `no matches for kind "${kind}" in group "${autoscaler.spec.scaleTargetRef.apiVersion ?? ''}"`,
        );
      return yield* this.client.send('get', `${resource.storage}/scale`, `${namespace}/${name}`, (server) =>
        server.get(resource, namespace, name),
      );
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.recorder.event(autoscaler, 'Warning', 'FailedGetScale', error.message);
      draft.set(
        'AbleToScale',
        'False',
        'FailedGetScale',
        `the HPA controller was unable to get the target's current scale: ${error.message}`,
      );
      return undefined;
    }
  }

  /** The highest of what the metrics ask for; undefined when none could be computed, or a low one cannot be trusted. */
  private *computeReplicasForMetrics(
    autoscaler: HorizontalPodAutoscaler,
    target: Scalable,
    draft: StatusDraft,
  ): Task<{ readonly replicas: number; readonly metric: string } | undefined> {
    const specs = autoscaler.spec.metrics ?? [];
    const statuses: MetricStatus[] = [];
    let best: { replicas: number; metric: string } | undefined;
    let invalid = 0;
    let first: { reason: string; text: string } | undefined;
    for (const metric of specs) {
      try {
        const one = yield* computeStatusForMetric(metric, target, {
          client: this.client,
          podsOf: (namespace, selector) => this.podsOf(namespace, selector),
          epochNowMs: this.simulation.epochNowMs,
        });
        statuses.push(one.status);
        if (best === undefined || one.replicas > best.replicas)
          best = { replicas: one.replicas, metric: one.name };
      } catch (error) {
        if (!(error instanceof MetricsError)) throw error;
        invalid++;
        const reason =
          metric.type === 'ContainerResource'
            ? 'FailedGetContainerResourceMetric'
            : 'FailedGetResourceMetric';
        this.recorder.event(autoscaler, 'Warning', reason, error.message);
        first ??= { reason, text: error.message };
      }
    }
    if (best === undefined || (invalid > 0 && best.replicas < target.spec.replicas)) {
      this.tellInvalid(autoscaler, draft, invalid, first ?? { reason: '', text: 'no metrics' });
      draft.status = { ...draft.status, currentMetrics: statuses.length > 0 ? statuses : null };
      return undefined;
    }
    draft.set(
      'ScalingActive',
      'True',
      'ValidMetricFound',
      `the HPA was able to successfully calculate a replica count from ${best.metric}`,
    );
    draft.status = { ...draft.status, currentMetrics: statuses };
    return best;
  }

  private tellInvalid(
    autoscaler: HorizontalPodAutoscaler,
    draft: StatusDraft,
    invalid: number,
    { reason, text }: { readonly reason: string; readonly text: string },
  ): void {
    const specs = autoscaler.spec.metrics ?? [];
    const { resource, containerResource } = specs[0] ?? {};
    const what = containerResource ? `${containerResource.name} container` : (resource?.name ?? '');
    const cause = `failed to get ${what} resource metric value: ${text}`;
    const message = `invalid metrics (${invalid} invalid out of ${specs.length}), first error is: ${cause}`;
    draft.set('ScalingActive', 'False', reason, `the HPA was unable to compute the replica count: ${text}`);
    this.recorder.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', message);
  }

  private podsOf(namespace: string, selector: LabelSelector): readonly Pod[] {
    return this.pods
      .inNamespace(namespace)
      .filter(({ metadata }) => matchesSelector(selector, metadata.labels))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  private *rescale(
    autoscaler: HorizontalPodAutoscaler,
    target: Scalable,
    memory: ScaleMemory,
    replicas: number,
    reason: string,
    draft: StatusDraft,
  ): Task {
    const { kind } = autoscaler.spec.scaleTargetRef;
    const resource = targets.get(kind);
    if (resource === undefined) return;
    const [namespace, name] = splitKey(keyOf(target));
    try {
      yield* this.client.send('update', `${resource.storage}/scale`, keyOf(target), (server) => {
        const stored = server.get(resource, namespace, name);
        return server.update(resource, { ...stored, spec: { ...stored.spec, replicas } });
      });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const text = `New size: ${replicas}; reason: ${reason}; error: ${error.message}`;
      this.recorder.event(autoscaler, 'Warning', 'FailedRescale', text);
      draft.set(
        'AbleToScale',
        'False',
        'FailedUpdateScale',
        `the HPA controller was unable to update the target scale: ${error.message}`,
      );
      return;
    }
    const change = replicas - target.spec.replicas;
    const atMs = this.simulation.nowMs;
    if (change > 0) memory.scaleUps.push({ atMs, change });
    else memory.scaleDowns.push({ atMs, change: -change });
    draft.set(
      'AbleToScale',
      'True',
      'SucceededRescale',
      `the HPA controller was able to update the target scale to ${replicas}`,
    );
    draft.status = { ...draft.status, lastScaleTime: this.simulation.timestamp() };
    this.recorder.event(
      autoscaler,
      'Normal',
      'SuccessfulRescale',
      `New size: ${replicas}; reason: ${reason}`,
    );
  }

  private memoryOf(key: string, current: number): ScaleMemory {
    let memory = this.memories.get(key);
    if (memory === undefined) {
      memory = {
        recommendations: [{ atMs: this.simulation.nowMs, replicas: current }],
        scaleUps: [],
        scaleDowns: [],
      };
      this.memories.set(key, memory);
    }
    return memory;
  }
}
