import type { MetricSpec, MetricStatus } from '../../api/autoscaling';
import type { Pod } from '../../api/core';
import type { KubeObject, LabelSelector } from '../../api/meta';
import { milliValue } from '../../api/quantity';
import type { Client } from '../../client-go/client';
import type { Task } from '../../process';
import { getResourceMetric, MetricsError } from './metrics-client';
import { type Recommendation, recommend } from './replica-calculator';

/** What can be scaled, as the controller sees it. */
export interface Scalable extends KubeObject {
  readonly spec: { readonly replicas: number; readonly selector: LabelSelector };
  readonly status: { readonly replicas?: number };
}

/** What one metric asks for. */
export interface MetricAnswer {
  readonly replicas: number;
  /** As conditions and events call it. */
  readonly name: string;
  readonly status: MetricStatus;
}

/** What the computation looks at besides the metric and its target. */
export interface MetricSources {
  readonly client: Client;
  podsOf(namespace: string, selector: LabelSelector): readonly Pod[];
  readonly epochNowMs: number;
}

/**
 * computeStatusForResourceMetricGeneric of pkg/controller/podautoscaler/horizontal.go.
 * @throws MetricsError with upstream's words
 */
export function* computeStatusForMetric(
  spec: MetricSpec,
  target: Scalable,
  sources: MetricSources,
): Task<MetricAnswer> {
  const source = spec.resource ?? spec.containerResource;
  if (source === undefined) throw new MetricsError(`metrics of type ${spec.type} are not simulated`);
  const { name: resource } = source;
  const { averageUtilization, averageValue } = source.target;
  const isShare = averageUtilization !== undefined;
  const container = spec.containerResource?.container;
  const { selector, replicas: currentReplicas } = target.spec;
  const { namespace = '' } = target.metadata;
  const what = `failed to get ${resource} ${isShare ? 'utilization' : 'usage'}: `;
  try {
    const metrics = yield* metricsOf(sources.client, resource, namespace, selector, container);
    const result = recommend(
      {
        resource,
        container,
        currentReplicas,
        target: isShare ? { utilization: averageUtilization } : { averageMilli: milliValue(averageValue) },
      },
      sources.podsOf(namespace, selector),
      metrics,
      sources.epochNowMs,
    );
    const place = `${resource} ${container === undefined ? 'resource' : 'container resource'}`;
    return {
      replicas: result.replicas,
      name: isShare ? `${place} utilization (percentage of request)` : place,
      status: statusOf(resource, container, result),
    };
  } catch (error) {
    throw error instanceof MetricsError ? new MetricsError(what + error.message) : error;
  }
}

function statusOf(name: string, container: string | undefined, result: Recommendation): MetricStatus {
  const { averageMilli, utilization } = result;
  const current = {
    averageValue: averageMilli % 1000 === 0 ? String(averageMilli / 1000) : `${averageMilli}m`,
    ...(utilization !== undefined && { averageUtilization: utilization }),
  };
  return container === undefined
    ? { type: 'Resource', resource: { name, current } }
    : { type: 'ContainerResource', containerResource: { name, container, current } };
}

function* metricsOf(
  client: Client,
  resource: string,
  namespace: string,
  selector: LabelSelector,
  container: string | undefined,
) {
  try {
    return yield* getResourceMetric(client, resource, namespace, selector, container);
  } catch (error) {
    throw error instanceof MetricsError
      ? new MetricsError(`unable to get metrics for resource ${resource}: ${error.message}`)
      : error;
  }
}
