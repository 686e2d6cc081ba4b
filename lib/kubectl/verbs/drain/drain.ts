import type { Task } from '../../../cluster/process';
import { dryRunEndings } from '../../apply/outcome';
import { sendPatch } from '../../apply/patcher';
import { type DryRun, dryRunOf } from '../../apply/write-flags';
import { Aggregate, throwAll, usageError } from '../../cli-error';
import { chunkSizeFlag, dryRunFlag, selectorFlag } from '../../flag-sets';
import type { Flag, Invocation, Verb } from '../../kubectl.types';
import { resourceName } from '../../printers/printer';
import { build, visit } from '../../resource/builder';
import type { Found } from '../change-objects';
import { evictPods } from './evict-pods';
import { podsForDeletion } from './pods-for-deletion';

/** `kubectl cordon`, `uncordon` and `drain` (k8s.io/kubectl/pkg/cmd/drain/drain.go). */
function nodesOf(invocation: Invocation, use: string): Found[] {
  const { args, flags } = invocation;
  const selector = flags.string('selector');
  if (args.length === 0 && !flags.isSet('selector')) throw usageError(invocation, `USAGE: ${use} [flags]`);
  if (args.length > 0 && selector !== '')
    throw usageError(invocation, 'cannot specify both a node name and a --selector option');
  const errors: Error[] = [];
  const names = args.map((arg) => arg.replace(/^(nodes?|no)\//, ''));
  const built = build(invocation, { args: ['nodes', ...names], selector });
  const nodes = visit(invocation, built, errors);
  throwAll(errors);
  return nodes;
}

/** None of these verbs has -o. */
const nodePrinter =
  ({ out }: Invocation, dryRun: DryRun) =>
  ({ object }: Found, operation: string) =>
    out(`${resourceName(object)} ${operation}${dryRunEndings[dryRun]}\n`);

function cordonOrUncordon(
  invocation: Invocation,
  nodes: readonly Found[],
  isCordoned: boolean,
  dryRun: DryRun,
): void {
  const word = isCordoned ? 'cordoned' : 'uncordoned';
  const print = nodePrinter(invocation, dryRun);
  for (const node of nodes) {
    const spec = node.object.spec as { readonly unschedulable?: boolean };
    if ((spec.unschedulable ?? false) === isCordoned) {
      print(node, `already ${word}`);
      continue;
    }
    try {
      const query: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
      if (dryRun !== 'client')
        sendPatch(invocation, node, 'strategic', { spec: { unschedulable: isCordoned || null } }, query);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      invocation.err(
        `error: unable to ${word.slice(0, -2)} node ${JSON.stringify(node.name)}: ${error.message}\n`,
      );
      continue;
    }
    print(node, word);
  }
}

const cordonVerb = (name: 'cordon' | 'uncordon'): Verb => ({
  name,
  completes: 'nodes',
  summary: name === 'cordon' ? 'Mark node as unschedulable.' : 'Mark node as schedulable.',
  usage: `kubectl ${name} NODE [options]`,
  flags: [dryRunFlag, selectorFlag],
  *run(invocation) {
    yield* [];
    const dryRun = dryRunOf(invocation);
    cordonOrUncordon(invocation, nodesOf(invocation, `${name} NODE`), name === 'cordon', dryRun);
    return 0;
  },
});

export const cordon = cordonVerb('cordon');
export const uncordon = cordonVerb('uncordon');

const bool = (name: string, usage: string): Flag => ({ name, type: 'bool', usage });

export const drain: Verb = {
  name: 'drain',
  completes: 'nodes',
  summary: 'Drain node in preparation for maintenance.',
  usage: 'kubectl drain NODE [options]',
  flags: [
    dryRunFlag,
    selectorFlag,
    chunkSizeFlag,
    bool('force', 'Also Pods that nobody would make again.'),
    bool('ignore-daemonsets', 'Leave the Pods of DaemonSets where they are.'),
    bool('delete-emptydir-data', 'Also Pods whose data on the node is lost with them.'),
    bool('disable-eviction', 'Delete instead of evicting, without asking the budgets.'),
    {
      name: 'grace-period',
      type: 'int',
      default: -1,
      usage: 'Seconds to stop in; negative: as the Pod says.',
    },
    { name: 'timeout', type: 'duration', default: 0, usage: 'How long to try; zero: as long as it takes.' },
    { name: 'pod-selector', type: 'string', usage: 'Only Pods with these labels.' },
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      default: 0,
      usage: 'Do not wait for Pods that terminate for so many seconds.',
    },
  ],
  run: runDrain,
};

function* runDrain(invocation: Invocation): Task<number> {
  const { err } = invocation;
  const dryRun = dryRunOf(invocation);
  const nodes = nodesOf(invocation, 'drain NODE');
  const print = nodePrinter(invocation, dryRun);
  cordonOrUncordon(invocation, nodes, true, dryRun);
  const fatal: Error[] = [];
  const remaining: string[] = [];
  for (const node of nodes) {
    const errors = yield* deleteOrEvictPods(invocation, node.name, dryRun);
    if (errors.length === 0) print(node, 'drained');
    else {
      err(
        `error: unable to drain node ${JSON.stringify(node.name)} due to error: ${listOf(errors)}, continuing command...\n`,
      );
      fatal.push(...errors);
      remaining.push(node.name);
    }
  }
  if (remaining.length > 0) {
    err(`There are pending nodes to be drained:\n${remaining.map((name) => ` ${name}\n`).join('')}`);
    throw new Aggregate(fatal);
  }
  return 0;
}

/** An aggregate's text: one message, or several in brackets. */
function listOf(errors: readonly Error[]): string {
  const texts = [...new Set(errors.map(({ message }) => message))];
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}

function* deleteOrEvictPods(invocation: Invocation, nodeName: string, dryRun: DryRun): Task<Error[]> {
  const { out, err, flags } = invocation;
  const { pods, warnings, errors } = podsForDeletion(invocation, nodeName);
  if (errors.length > 0) return [...errors];
  if (warnings !== '') err(`Warning: ${warnings}\n`);
  if (dryRun === 'client') {
    for (const { metadata } of pods) out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    return [];
  }
  const isDeletion = flags.bool('disable-eviction');
  const failed = yield* evictPods(invocation, pods, { isServerDryRun: dryRun === 'server', isDeletion });
  if (failed.length === 0) return [];
  const pending = podsForDeletion(invocation, nodeName).pods;
  if (pending.length > 0) {
    err(
      `There are pending pods in node ${JSON.stringify(nodeName)} when an error occurred: ${listOf(failed)}\n`,
    );
    err(pending.map(({ metadata }) => `pod/${metadata.name}\n`).join(''));
  }
  return failed;
}
