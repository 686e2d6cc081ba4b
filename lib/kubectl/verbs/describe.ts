import { failure, isNotFound, throwAll } from '../cli-error';
import { describeObject } from '../describe/describers';
import { allNamespacesFlag, chunkSizeFlag, filenameFlags, selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';
import { build, type Info, visit } from '../resource/builder';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';

/** kubectl describe (kubectl/pkg/cmd/describe/describe.go). */
export const describe: Verb = {
  name: 'describe',
  summary: 'Show details of a specific resource or group of resources.',
  usage: 'kubectl describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  completes: 'resources',
  flags: [
    allNamespacesFlag,
    chunkSizeFlag,
    ...filenameFlags,
    selectorFlag,
    { name: 'show-events', type: 'bool', default: true, usage: 'Show the events of the objects.' },
  ],
  run(invocation) {
    const { args, flags, err, namespace } = invocation;
    const filenames = flags.strings('filename');
    if (args.length === 0 && filenames.length === 0)
      throw failure(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    const built = build(invocation, {
      args,
      filenames,
      isRecursive: flags.bool('recursive'),
      selector: flags.string('selector'),
      isAllNamespaces: flags.bool('all-namespaces'),
      mayBeAll: true,
      requireNamespace: true,
    });
    const errors: Error[] = [];
    const found = visit(invocation, built, errors);
    const [first] = errors;
    if (isNotFound(first) && args.length === 2 && errors.length === 1 && found.length === 0)
      return describeMatching(invocation, first as Error);
    print(invocation, found);
    if (found.length === 0 && errors.length === 0)
      err(
        flags.bool('all-namespaces')
          ? 'No resources found\n'
          : `No resources found in ${namespace} namespace.\n`,
      );
    throwAll([...new Map(errors.map((error) => [error.message, error])).values()]);
    return 0;
  },
};

function print(invocation: Invocation, found: readonly (Info & { object: KubeDocument })[]): void {
  for (const [i, { mapping, object }] of found.entries()) {
    const text = describeObject(invocation, mapping, object, invocation.flags.bool('show-events'));
    invocation.out(i === 0 ? text : `\n\n${text}`);
  }
}

/** A name that nothing has may be the beginning of names. */
function describeMatching(invocation: Invocation, original: Error): number {
  const { args, client, namespace } = invocation;
  const [type = '', prefix = ''] = args;
  const mapping = mappingFor(client, type);
  const scope = mapping.isNamespaced ? namespace : '';
  const found = listItems(invocation, { mapping, namespace: scope }).filter(({ metadata }) =>
    metadata?.name?.startsWith(prefix),
  );
  if (found.length === 0) throw original;
  for (const object of found)
    invocation.out(`${describeObject(invocation, mapping, object, invocation.flags.bool('show-events'))}\n`);
  return 0;
}
