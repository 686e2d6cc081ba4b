import type { WireEvent } from '../../cluster/kube-apiserver/request.types';
import type { Task } from '../../cluster/process';
import { failure, throwAll } from '../cli-error';
import { allNamespacesFlag, fieldSelectorFlag, filenameFlags, printFlags, selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Flag, Invocation, Verb } from '../kubectl.types';
import { printerFor } from '../printers/printer';
import { build, type Info, visit, withoutNotFound } from '../resource/builder';
import { apiVersionOf, pathOf } from '../resource/rest-mapper';
import { type Awaited, awaited } from './wait-conditions';

/** kubectl wait (kubectl/pkg/cmd/wait): several objects are waited for one after the other, within one time-out. */
const timeoutFlag: Flag = {
  name: 'timeout',
  type: 'duration',
  default: 30_000,
  usage: 'How long to wait; 0 looks once, a negative value waits a week.',
};

export const wait: Verb = {
  name: 'wait',
  summary: 'Wait for a specific condition on one or many resources.',
  usage:
    "kubectl wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  completes: 'resources',
  flags: [
    { name: 'all', type: 'bool', usage: 'Everything of the kinds.' },
    allNamespacesFlag,
    fieldSelectorFlag,
    ...filenameFlags,
    {
      name: 'for',
      type: 'string',
      usage: "create, delete, condition=NAME[=value] or jsonpath='{expression}'[=value].",
    },
    { name: 'local', type: 'bool', usage: 'Only look at the files.' },
    ...printFlags,
    selectorFlag,
    timeoutFlag,
  ],
  run: runWait,
};

const weekMs = 7 * 24 * 3_600_000;

function* runWait(invocation: Invocation): Task<number> {
  const { flags, args, host } = invocation;
  const goal = awaited(flags.string('for'));
  const timeout = flags.duration('timeout');
  const startMs = host.epochNowMs();
  const untilMs = startMs + (timeout < 0 ? weekMs : timeout);
  const built = build(invocation, {
    args,
    filenames: flags.strings('filename'),
    isRecursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    isAll: flags.bool('all'),
    isAllNamespaces: flags.bool('all-namespaces'),
  });
  throwAll(built.errors);
  const printer = printerFor(invocation, { operation: goal.operation });
  const errors: Error[] = [];
  const targets = goal.isCreate ? built.infos : visit(invocation, built, errors);
  throwAll(goal.isDelete ? withoutNotFound(errors) : errors.slice(0, 1));
  if (targets.length === 0) {
    if (goal.isDelete) return 0;
    throw failure('no matching resources found');
  }
  for (const target of targets)
    try {
      printer.print(yield* waitFor(invocation, target, goal, untilMs, host.epochNowMs() > startMs));
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      errors.push(error);
    }
  throwAll(goal.isDelete ? withoutNotFound(errors) : errors);
  return 0;
}

/**
 * Looks, and then watches until the goal is met; the server ends the watch when the time is over.
 * @returns the object as it was then
 */
function* waitFor(
  invocation: Invocation,
  info: Info,
  goal: Awaited,
  untilMs: number,
  hasWaited: boolean,
): Task<KubeDocument> {
  const { client, host } = invocation;
  const { mapping, namespace, name } = info;
  const path = pathOf(mapping, namespace);
  const query = { fieldSelector: `metadata.name=${name}` };
  const known = { apiVersion: apiVersionOf(mapping), kind: mapping.kind };
  const late = new Error(lateText(goal, invocation.flags.duration('timeout'), `${mapping.plural}/${name}`));
  for (let isFirst = !hasWaited; ; isFirst = true) {
    // What stands behind something that took all the time is not looked at any more.
    if (!isFirst && untilMs <= host.epochNowMs()) throw late;
    const list = client.get(path, query) as KubeDocument & { readonly items: readonly KubeDocument[] };
    const [found] = list.items;
    if (goal.isMet(found)) return { ...known, ...found, metadata: { name, ...found?.metadata } };
    const leftMs = untilMs - host.epochNowMs();
    if (leftMs <= 0) throw late;
    const timeoutSeconds = String(Math.ceil(leftMs / 1000));
    const resourceVersion = list.metadata?.resourceVersion ?? '0';
    const stream = client.open(path, { ...query, watch: 'true', resourceVersion, timeoutSeconds });
    try {
      for (let event = yield* stream.next(); event !== undefined; event = yield* stream.next()) {
        const { type, object } = event as WireEvent;
        if (type === 'ERROR' || type === 'BOOKMARK') continue;
        const last = { ...known, ...(object as KubeDocument) };
        if (goal.isMet(type === 'DELETED' ? undefined : last)) return last;
      }
    } finally {
      stream.stop();
    }
  }
}

function lateText({ isCreate }: Awaited, timeoutMs: number, name: string): string {
  if (isCreate) return 'timed out waiting for the condition';
  return timeoutMs === 0 ? `condition not met for ${name}` : `timed out waiting for the condition on ${name}`;
}
