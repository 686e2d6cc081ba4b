import type { Task } from '../../cluster/process';
import { dryRunEndings } from '../apply/outcome';
import { allFlag, type DryRun, dryRunOf } from '../apply/write-flags';
import { Aggregate, failure, isNotFound, throwAll } from '../cli-error';
import { dryRunFlag, filenameFlags, selectorFlag } from '../flag-sets';
import type { Flag, Invocation, Verb } from '../kubectl.types';
import { type Built, build, type Info } from '../resource/builder';
import { listItems } from '../resource/list-items';
import { namelessText } from '../resource/resource-name';
import {
  type DeletionOptions,
  deleteOne,
  deletionFlags,
  propagationPolicyOf,
  waitUntilGone,
} from './delete-objects';

/** `kubectl delete` (k8s.io/kubectl/pkg/cmd/delete/delete.go). Left out: --raw, --interactive. */
const flags: readonly Flag[] = [
  ...filenameFlags,
  ...deletionFlags.filter(({ name }) => name !== 'wait'),
  { name: 'wait', type: 'bool', default: true, usage: 'Wait until everything is gone.' },
  { name: 'now', type: 'bool', usage: 'As --grace-period=1.' },
  { name: 'ignore-not-found', type: 'bool', usage: 'What is not there is no error.' },
  { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'In every namespace.' },
  { name: 'field-selector', type: 'string', usage: 'Only what has these fields.' },
  { name: 'output', short: 'o', type: 'string', usage: 'name: print names only.' },
  { name: 'interactive', short: 'i', type: 'bool', isNotSimulated: true, usage: '' },
  { name: 'raw', type: 'string', isNotSimulated: true, usage: '' },
  dryRunFlag,
  selectorFlag,
  allFlag,
];

export const deleteVerb: Verb = {
  name: 'delete',
  completes: 'resources',
  summary: 'Delete resources by file names, stdin, resources and names, or by resources and label selector.',
  usage: 'kubectl delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
  flags,
  run,
};

function* run(invocation: Invocation): Task<number> {
  const { args, flags, out, host } = invocation;
  const options: Deletion = {
    propagationPolicy: propagationPolicyOf(invocation),
    gracePeriodSeconds: graceOf(invocation),
    dryRun: dryRunOf(invocation),
  };
  const built = build(invocation, {
    args,
    filenames: flags.strings('filename'),
    isRecursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    isAll: flags.bool('all'),
    isAllNamespaces: flags.bool('all-namespaces'),
    requireNamespace: true,
  });
  validate(invocation, options);
  const errors: Error[] = [];
  const targets = targetsOf(invocation, built, errors);
  const deleted = deleteAll(invocation, targets, options, errors);
  const left = flags.bool('ignore-not-found') ? errors.filter((error) => !isNotFound(error)) : errors;
  throwAll(left);
  if (targets.length === 0 && errors.length === 0) out('No resources found\n');
  if (flags.bool('wait') && options.dryRun === 'none')
    yield* waitForAll(invocation, deleted, host.epochNowMs());
  return 0;
}

type Deletion = DeletionOptions & { readonly dryRun: DryRun };

function graceOf({ flags }: Invocation): number {
  const grace = flags.int('grace-period');
  if (flags.bool('now')) {
    if (grace !== -1) throw failure('--now and --grace-period cannot be specified together');
    return 1;
  }
  if (flags.bool('force')) return grace < 0 ? 0 : grace;
  // Without --force a period of nothing becomes the shortest that still waits for the node.
  return grace === 0 ? 1 : grace;
}

function validate({ flags, err }: Invocation, { gracePeriodSeconds }: Deletion): void {
  const output = flags.string('output');
  if (output !== '' && output !== 'name')
    throw failure(`unexpected -o output mode: ${output}. We only support '-o name'`);
  for (const flag of ['selector', 'field-selector'])
    if (flags.bool('all') && flags.string(flag) !== '')
      throw failure(`cannot set --all and --${flag} at the same time`);
  if (!flags.bool('force')) return;
  if (gracePeriodSeconds > 0)
    throw failure('--force and --grace-period greater than 0 cannot be specified together');
  err(
    'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
  );
}

/** @returns what was deleted, with the uids by which its end is known */
function deleteAll(
  invocation: Invocation,
  targets: readonly Info[],
  options: Deletion,
  errors: Error[],
): [Info, string | undefined][] {
  const { flags, out, err, isNamespaceGiven } = invocation;
  const { dryRun, gracePeriodSeconds } = options;
  const operation = `${gracePeriodSeconds === 0 ? 'force deleted' : 'deleted'}`;
  const deleted: [Info, string | undefined][] = [];
  let warns = isNamespaceGiven || flags.bool('all-namespaces');
  for (const info of targets) {
    const { mapping, namespace, name } = info;
    if (warns && !mapping.isNamespaced) {
      err('Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n');
      warns = false;
    }
    try {
      if (dryRun !== 'client') deleted.push([info, deleteOne(invocation, info, options)]);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      errors.push(error);
      continue;
    }
    const kind = mapping.kind.toLowerCase() + (mapping.group === '' ? '' : `.${mapping.group}`);
    const from = mapping.isNamespaced ? ` from ${namespace} namespace` : '';
    const ending = `${operation}${from}${dryRunEndings[dryRun]}`;
    out(flags.string('output') === 'name' ? `${kind}/${name}\n` : `${kind} "${name}" ${ending}\n`);
  }
  return deleted;
}

/** Names and files stand for themselves; a selector's objects are listed first. */
function targetsOf(invocation: Invocation, built: Built, errors: Error[]): Info[] {
  errors.push(...built.errors);
  return built.infos.flatMap((info) => {
    if (info.name !== '') return [info];
    try {
      // A manifest without a name must not become everything of its kind.
      if (info.object !== undefined)
        throw new Error(`error when deleting ${JSON.stringify(info.source)}: ${namelessText}`);
      return listItems(invocation, info, built).map(({ metadata = {} }) => ({
        ...info,
        name: metadata.name ?? '',
        namespace: metadata.namespace ?? '',
      }));
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      errors.push(error);
      return [];
    }
  });
}

function* waitForAll(
  invocation: Invocation,
  deleted: readonly (readonly [Info, string | undefined])[],
  startMs: number,
): Task {
  const timeoutMs = invocation.flags.duration('timeout');
  const untilMs = timeoutMs > 0 ? startMs + timeoutMs : Number.POSITIVE_INFINITY;
  const errors: Error[] = [];
  for (const [info, uid] of deleted) {
    try {
      yield* waitUntilGone(invocation, info, uid, untilMs);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new Aggregate(errors);
}
