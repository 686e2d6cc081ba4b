import type { Pod } from '../../../cluster/api/core';
import type { Task } from '../../../cluster/process';
import { ApiError, isNotFound } from '../../cli-error';
import type { Invocation } from '../../kubectl.types';
import { pathOf } from '../../resource/rest-mapper';
import { goDuration } from './go-duration';

/**
 * Evicting Pods side by side and waiting for their end (k8s.io/kubectl/pkg/drain/drain.go). Upstream has a goroutine for
 * each Pod; here one task attends to whichever is due. Waiting is polling, as upstream's is.
 */
const retryMs = 5000;
const pollMs = 1000;

interface Eviction {
  pod: Pod;
  dueMs: number;
  isEvicted: boolean;
}

const podPath = ({ metadata }: Pod, part = '') =>
  pathOf(
    { group: '', version: 'v1', plural: 'pods', isNamespaced: true },
    metadata.namespace ?? '',
    metadata.name,
    part,
  );

export interface DrainOptions {
  readonly isServerDryRun: boolean;
  /** Delete instead of evicting: budgets are not asked. */
  readonly isDeletion: boolean;
}

/** @returns what went wrong with single Pods */
export function* evictPods(
  invocation: Invocation,
  pods: readonly Pod[],
  options: DrainOptions,
): Task<Error[]> {
  const { host, flags } = invocation;
  const timeoutMs = flags.duration('timeout');
  const untilMs = timeoutMs > 0 ? host.epochNowMs() + timeoutMs : Number.POSITIVE_INFINITY;
  const errors: Error[] = [];
  let left = pods.map((pod): Eviction => ({ pod, dueMs: host.epochNowMs(), isEvicted: false }));
  while (left.length > 0) {
    const nowMs = host.epochNowMs();
    const going: Eviction[] = [];
    for (const each of left) {
      if (each.dueMs > nowMs && nowMs < untilMs) going.push(each);
      else {
        const outcome = attend(invocation, each, options, nowMs >= untilMs ? timeoutMs : undefined);
        if (outcome instanceof Error) errors.push(outcome);
        else if (outcome) going.push(outcome);
      }
    }
    left = going;
    if (left.length > 0) yield Math.max(1, Math.min(untilMs, ...left.map(({ dueMs }) => dueMs)) - nowMs);
  }
  return errors;
}

/** One step with one Pod. @returns what is to be done later, nothing when it is done, or what went wrong */
function attend(
  invocation: Invocation,
  eviction: Eviction,
  options: DrainOptions,
  timeoutMs: number | undefined,
): Eviction | Error | undefined {
  return eviction.isEvicted
    ? look(invocation, eviction, options, timeoutMs)
    : evict(invocation, eviction, options, timeoutMs);
}

function evict(
  invocation: Invocation,
  eviction: Eviction,
  options: DrainOptions,
  timeoutMs: number | undefined,
): Eviction | Error | undefined {
  const { client, out, err, host, flags } = invocation;
  const { pod } = eviction;
  const { namespace = '', name } = pod.metadata;
  const which = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  const { isServerDryRun, isDeletion } = options;
  if (!isDeletion) out(`evicting pod ${namespace}/${name}${isServerDryRun ? ' (server dry run)' : ''}\n`);
  if (timeoutMs !== undefined)
    return new Error(`error when evicting ${which}: global timeout reached: ${goDuration(timeoutMs)}`);
  const grace = flags.int('grace-period');
  const deleteOptions = {
    ...(grace >= 0 && { gracePeriodSeconds: grace }),
    ...(isServerDryRun && { dryRun: ['All'] }),
  };
  try {
    if (isDeletion) client.request({ method: 'DELETE', path: podPath(pod), body: deleteOptions });
    else
      client.request({
        method: 'POST',
        path: podPath(pod, 'eviction'),
        body: { kind: 'Eviction', apiVersion: 'policy/v1', metadata: { name, namespace }, deleteOptions },
      });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if (!(error instanceof ApiError)) throw error;
    if (error.status.code !== 429) return new Error(`error when evicting ${which}: ${error.message}`);
    err(`error when evicting ${which} (will retry after 5s): ${error.message}\n`);
    return { ...eviction, dueMs: host.epochNowMs() + retryMs };
  }
  if (isServerDryRun) return undefined;
  return look(invocation, { ...eviction, isEvicted: true }, options, undefined);
}

function look(
  { client, out, host }: Invocation,
  eviction: Eviction,
  { isDeletion }: DrainOptions,
  timeoutMs: number | undefined,
): Eviction | Error | undefined {
  const { pod } = eviction;
  const { name, namespace, uid } = pod.metadata;
  let isGone = false;
  try {
    const found = client.get(podPath(pod)) as Pod;
    isGone = found.metadata.uid !== uid;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    isGone = true;
  }
  if (isGone) {
    out(`pod/${name} ${isDeletion ? 'deleted' : 'evicted'}\n`);
    return undefined;
  }
  if (timeoutMs !== undefined)
    return new Error(
      `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: global timeout reached: ${goDuration(timeoutMs)}`,
    );
  return { ...eviction, dueMs: host.epochNowMs() + pollMs };
}
