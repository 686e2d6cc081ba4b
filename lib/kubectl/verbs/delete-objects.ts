import type { WireEvent } from '../../cluster/kube-apiserver/request.types';
import type { Task } from '../../cluster/process';
import type { DryRun } from '../apply/write-flags';
import { failure, isNotFound, prefixed } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Flag, Invocation } from '../kubectl.types';
import type { Mapping } from '../resource/discovery';
import { namelessText } from '../resource/resource-name';
import type { StreamReader } from '../resource/rest-client';
import { pathOf } from '../resource/rest-mapper';

/** Deleting one object and waiting until it is gone (k8s.io/kubectl/pkg/cmd/delete, pkg/cmd/wait/delete.go). */
export interface Target {
  readonly mapping: Pick<Mapping, 'group' | 'version' | 'plural' | 'isNamespaced'>;
  readonly namespace: string;
  readonly name: string;
  readonly source?: string;
}

export const deletionFlags: readonly Flag[] = [
  {
    name: 'cascade',
    type: 'string',
    default: 'background',
    noValue: 'background',
    usage: 'background, foreground or orphan: what becomes of what it owns.',
  },
  { name: 'force', type: 'bool', usage: 'At once, without waiting for the node to confirm.' },
  {
    name: 'grace-period',
    type: 'int',
    default: -1,
    usage: 'Seconds to stop in; negative: as the object says.',
  },
  {
    name: 'timeout',
    type: 'duration',
    default: 0,
    usage: 'How long to wait before giving up; zero: as long as it takes.',
  },
  { name: 'wait', type: 'bool', usage: 'Wait until it is gone.' },
];

export interface DeletionOptions {
  readonly gracePeriodSeconds: number;
  readonly propagationPolicy: string;
  readonly dryRun?: DryRun;
}

const policies: Readonly<Record<string, string>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

/** --cascade, with the boolean words of old. */
export function propagationPolicyOf({ flags, err }: Invocation): string {
  const value = flags.string('cascade');
  const policy = Object.hasOwn(policies, value) ? policies[value] : undefined;
  if (policy !== undefined) return policy;
  const isTrue = /^(1|t|T|TRUE|true|True)$/.test(value);
  if (!isTrue && !/^(0|f|F|FALSE|false|False)$/.test(value))
    throw failure(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  const now = isTrue ? 'background' : 'orphan';
  err(
    `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${now}.\n`,
  );
  return policies[now] ?? '';
}

/** Sends the delete. @returns the object's uid, by which its end is known. Throws ApiError. */
export function deleteOne(
  { client }: Invocation,
  target: Target,
  options: DeletionOptions,
): string | undefined {
  const { mapping, namespace, name, source = '' } = target;
  const { gracePeriodSeconds, propagationPolicy, dryRun = 'none' } = options;
  if (name === '') throw new Error(namelessText);
  try {
    const answer = client.request({
      method: 'DELETE',
      path: pathOf(mapping, namespace, name),
      ...(dryRun === 'server' && { query: { dryRun: 'All' } }),
      body: {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        ...(gracePeriodSeconds >= 0 && { gracePeriodSeconds }),
        propagationPolicy,
        ...(dryRun === 'server' && { dryRun: ['All'] }),
      },
    }) as KubeDocument & { details?: { uid?: string } };
    return answer.details?.uid ?? answer.metadata?.uid;
  } catch (error) {
    if (source === '' || !(error instanceof Error)) throw error;
    throw prefixed(error, `error when deleting ${JSON.stringify(source)}: `);
  }
}

/** Waits until the object is gone, or another has its name. @param untilMs epoch milliseconds; Infinity: as long as it takes */
export function* waitUntilGone(
  invocation: Invocation,
  { mapping, namespace, name }: Target,
  uid: string | undefined,
  untilMs: number,
): Task {
  const { client, host } = invocation;
  const path = pathOf(mapping, namespace);
  const query = { fieldSelector: `metadata.name=${name}` };
  const list = client.get(path, query) as KubeDocument & { items?: readonly KubeDocument[] };
  const [found] = list.items ?? [];
  if (found === undefined || (uid !== undefined && found.metadata?.uid !== uid)) return;
  const resourceVersion = list.metadata?.resourceVersion ?? '';
  const watch = client.open(path, { ...query, watch: 'true', resourceVersion });
  try {
    for (;;) {
      const event = yield* nextBefore(watch, untilMs, () => host.epochNowMs());
      if (event === 'late') throw failure(`timed out waiting for the condition on ${mapping.plural}/${name}`);
      // A watch that ends early would be begun again; here only the server's own end closes it.
      if (event === undefined) return;
      if (
        event.type === 'DELETED' ||
        (event.object as KubeDocument).metadata?.uid !== (uid ?? found.metadata?.uid)
      )
        return;
    }
  } finally {
    watch.stop();
  }
}

const glanceMs = 50;

/** The next event, `late` when it is past `untilMs` without one, undefined when the stream has ended. */
export function* nextBefore(
  watch: StreamReader,
  untilMs: number,
  epochNowMs: () => number,
): Task<WireEvent | 'late' | undefined> {
  if (untilMs === Number.POSITIVE_INFINITY) return (yield* watch.next()) as WireEvent | undefined;
  // A task waits for a time or for an event, not for both: with a deadline it looks again every so often.
  for (;;) {
    const event = watch.take();
    if (event !== undefined) return event as WireEvent;
    const left = untilMs - epochNowMs();
    if (left <= 0) return 'late';
    yield Math.min(glanceMs, left);
  }
}

/** As apply and replace --force do. */
export function* deleteAndWait(invocation: Invocation, target: Target): Task {
  const { flags, host } = invocation;
  const [grace, timeoutMs] = [flags.int('grace-period'), flags.duration('timeout')];
  const options = {
    gracePeriodSeconds: flags.bool('force') && grace < 0 ? 0 : grace,
    propagationPolicy: propagationPolicyOf(invocation),
  };
  try {
    const uid = deleteOne(invocation, target, options);
    yield* waitUntilGone(
      invocation,
      target,
      uid,
      timeoutMs > 0 ? host.epochNowMs() + timeoutMs : Number.POSITIVE_INFINITY,
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
