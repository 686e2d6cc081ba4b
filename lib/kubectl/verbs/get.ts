import type { Task } from '../../cluster/process';
import { failure, throwAll, usageError } from '../cli-error';
import {
  allNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  filenameFlags,
  printFlags,
  selectorFlag,
} from '../flag-sets';
import type { Flags, Invocation, Verb } from '../kubectl.types';
import { type Built, build } from '../resource/builder';
import { printGeneric } from './get-generic';
import { printTables } from './get-tables';
import { watchResources } from './get-watch';

/** kubectl get (kubectl/pkg/cmd/get/get.go). Left out: kustomizations. */
export const get: Verb = {
  name: 'get',
  summary: 'Display one or many resources.',
  usage:
    'kubectl get [(-o|--output=)json|yaml|name|go-template|jsonpath|custom-columns|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    chunkSizeFlag,
    ...printFlags,
    { name: 'ignore-not-found', type: 'bool', usage: 'A thing that is not there is no error.' },
    { name: 'label-columns', short: 'L', type: 'strings', usage: 'Labels to show as columns.' },
    { name: 'no-headers', type: 'bool', usage: 'Leave the header line out.' },
    { name: 'output-watch-events', type: 'bool', usage: 'With -w, show what happened to each object.' },
    { name: 'raw', type: 'string', usage: 'A path of the API to ask, as it is.' },
    { name: 'server-print', type: 'bool', default: true, usage: 'Let the server choose the columns.' },
    { name: 'show-kind', type: 'bool', usage: 'Put the kind before the name.' },
    { name: 'show-labels', type: 'bool', usage: 'Show all labels as the last column.' },
    { name: 'sort-by', type: 'string', usage: 'Sort by a field, given as a JSONPath.' },
    { name: 'subresource', type: 'string', usage: 'Ask for a part: status, scale or resize.' },
    { name: 'watch', short: 'w', type: 'bool', usage: 'After listing, go on with every change.' },
    { name: 'watch-only', type: 'bool', usage: 'Only changes, no list.' },
  ],
  run: runGet,
};

function* runGet(invocation: Invocation): Task<number> {
  const { flags, args, out, client } = invocation;
  if (flags.isSet('raw')) {
    if (args.length > 0 || flags.strings('filename').length > 0)
      throw failure('arguments may not be passed when --raw is specified');
    const body = client.get(flags.string('raw'));
    out(typeof body === 'string' ? body : JSON.stringify(body));
    return 0;
  }
  checkArgs(invocation);
  const built = build(invocation, selection(flags, args));
  if (flags.isSet('subresource') && built.infos.some(({ name }) => name === ''))
    throw failure('subresource cannot be used when bulk resources are specified');
  if (flags.bool('watch') || flags.bool('watch-only')) return yield* watchResources(invocation, built);
  return list(invocation, built);
}

const selection = (flags: Flags, args: readonly string[]) => ({
  args,
  filenames: flags.strings('filename'),
  isRecursive: flags.bool('recursive'),
  selector: flags.string('selector'),
  fieldSelector: flags.string('field-selector'),
  isAllNamespaces: flags.bool('all-namespaces'),
  mayBeAll: true,
  requireNamespace: true,
});

function checkArgs(invocation: Invocation): void {
  const { flags, args, err } = invocation;
  if (flags.bool('show-labels') && !isHumanReadable(flags))
    throw failure(
      '--show-labels option cannot be used with json or yaml printer'.replace(
        'json or yaml',
        flags.string('output'),
      ),
    );
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only'))
    throw failure('--output-watch-events option can only be used with --watch or --watch-only');
  if (args.length > 0 || flags.strings('filename').length > 0) return;
  err(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
  );
  throw usageError(
    invocation,
    'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
  );
}

/** Whether the output is a table of columns the server (or kubectl) chose. */
export const isHumanReadable = (flags: Flags) =>
  ['', 'wide'].includes(flags.string('output')) && flags.string('template') === '';

function list(invocation: Invocation, built: Built): number {
  const errors = isHumanReadable(invocation.flags)
    ? printTables(invocation, built)
    : printGeneric(invocation, built);
  throwAll(errors);
  return 0;
}
