import type { PodMetrics } from '../../api/autoscaling';
import type { LabelSelector } from '../../api/meta';
import { milliValue, parseQuantity } from '../../api/quantity';
import { podMetrics } from '../../api/resources';
import { matchesSelector } from '../../api/selectors';
import { parseTimestamp } from '../../api/time';
import type { Client } from '../../client-go/client';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';

/** What one Pod used, on average over a window (pkg/controller/podautoscaler/metrics/client.go). */
export interface PodMetric {
  /** End of the window, in ms since 1970. */
  readonly atMs: number;
  readonly windowMs: number;
  /** Thousandths of the resource's unit. */
  value: number;
}

/** Why no size could be computed; the text is upstream's. */
export class MetricsError extends Error {}

/** Asks metrics.k8s.io for the use of `resource` by Pods; of one container of each, when `container` is given. */
export function* getResourceMetric(
  client: Client,
  resource: string,
  namespace: string,
  selector: LabelSelector | undefined,
  container: string | undefined,
): Task<Map<string, PodMetric>> {
  const items = yield* listPodMetrics(client, namespace);
  const metrics = new Map<string, PodMetric>();
  for (const item of items) {
    if (!matchesSelector(selector, item.metadata.labels)) continue;
    const used = item.containers.filter(({ name }) => container === undefined || name === container);
    if (used.length === 0) continue;
    metrics.set(item.metadata.name, {
      atMs: parseTimestamp(item.timestamp),
      windowMs: parseQuantity(item.window.replace(/s$/, '')) * 1000,
      value: used.reduce((sum, { usage }) => sum + milliValue(usage[resource]), 0),
    });
  }
  if (metrics.size === 0) throw new MetricsError('no metrics returned from resource metrics API');
  return metrics;
}

function* listPodMetrics(client: Client, namespace: string): Task<readonly PodMetrics[]> {
  try {
    return yield* client.send('list', podMetrics.storage, namespace, (server) => {
      const api = server.aggregated.get('metrics.k8s.io/v1beta1');
      if (api === undefined)
        throw new StatusError(
          404,
          'NotFound',
          'the server could not find the requested resource (get pods.metrics.k8s.io)',
        );
      if (!api.isAvailable())
        throw new StatusError(
          503,
          'ServiceUnavailable',
          'the server is currently unable to handle the request (get pods.metrics.k8s.io)',
        );
      const found = api.resources.find(({ resource }) => resource === podMetrics);
      return (found?.list(namespace) ?? []) as readonly PodMetrics[];
    });
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw new MetricsError(`unable to fetch metrics from resource metrics API: ${error.message}`);
  }
}
