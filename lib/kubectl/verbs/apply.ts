import type { Task } from '../../cluster/process';
import type { Json } from '../apply/json-value';
import { lastAppliedAnnotation, lastAppliedOf, withLastApplied } from '../apply/last-applied';
import { outcomePrinter, type PrintOutcome } from '../apply/outcome';
import { patchToModified } from '../apply/patcher';
import {
  allFlag,
  type DryRun,
  dryRunOf,
  fieldValidationOf,
  validateFlag,
  writeFlags,
  writeQuery,
} from '../apply/write-flags';
import { failure, isConflict, isNotFound, notSimulated, prefixed, throwAll } from '../cli-error';
import { filenameFlags, selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Flag, Invocation, Verb } from '../kubectl.types';
import { build, fetchInfo, type Info } from '../resource/builder';
import { pathOf } from '../resource/rest-mapper';
import { setLastApplied, viewLastApplied } from './apply-view-last-applied';
import { deleteAndWait, deletionFlags } from './delete-objects';

/**
 * `kubectl apply` on the client's side (k8s.io/kubectl/pkg/cmd/apply/apply.go). Left out: --server-side, --prune and
 * kustomizations, which say so.
 */
const manager = 'kubectl-client-side-apply';

const absent = ['server-side', 'force-conflicts'].map(
  (name): Flag => ({ name, type: 'bool', isNotSimulated: true, usage: '' }),
);

export const apply: Verb = {
  name: 'apply',
  summary: 'Apply a configuration to a resource by file name or stdin.',
  usage: 'kubectl apply (-f FILENAME | -k DIRECTORY) [options]',
  flags: [
    ...filenameFlags,
    ...writeFlags(manager),
    ...deletionFlags,
    ...absent,
    { name: 'prune', type: 'bool', usage: 'Delete what the files no longer have (not simulated).' },
    validateFlag,
    selectorFlag,
    allFlag,
    { name: 'overwrite', type: 'bool', default: true, usage: 'The file wins over changes made elsewhere.' },
    { name: 'openapi-patch', type: 'bool', default: true, usage: 'Use the schema of the server.' },
    { name: 'prune-allowlist', type: 'strings', isNotSimulated: true, usage: '' },
    { name: 'subresource', type: 'string', isNotSimulated: true, usage: '' },
  ],
  verbs: [setLastApplied, viewLastApplied],
  run: applyFiles,
};

function* applyFiles(invocation: Invocation): Task<number> {
  const { args, flags } = invocation;
  const dryRun = dryRunOf(invocation);
  if (args.length > 0)
    throw failure(`Unexpected args: [${args.join(' ')}]\nSee 'kubectl apply -h' for help and examples`);
  const filenames = flags.strings('filename');
  if (filenames.length === 0) throw failure('must specify one of -f and -k');
  if (flags.bool('prune')) {
    if (!flags.bool('all') && flags.string('selector') === '')
      throw failure(
        'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
      );
    throw notSimulated('--prune');
  }
  const fieldValidation = fieldValidationOf(invocation);
  const query = { ...writeQuery(invocation, dryRun), fieldValidation };
  const print = outcomePrinter(invocation, 'configured', dryRun);
  const { infos, errors: found } = build(invocation, {
    filenames,
    isRecursive: flags.bool('recursive'),
    requireNamespace: true,
    isValidated: fieldValidation !== 'Ignore',
  });
  // What could not be read is one error, however many files it is.
  const errors: Error[] =
    found.length > 1 ? [new Error(`[${found.map(({ message }) => message).join(', ')}]`)] : [...found];
  if (infos.length === 0 && errors.length === 0) throw failure('no objects passed to apply');
  const done: KubeDocument[] = [];
  for (const info of infos) {
    try {
      const [object, operation] = yield* applyOneObject(invocation, info, dryRun, query);
      done.push(object);
      if (flags.string('output') === '') print(object, operation);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      errors.push(error);
    }
  }
  if (flags.string('output') !== '') printAll(done, print, flags.string('output'));
  throwAll(errors);
  return 0;
}

/** With -o several objects are printed as one list. */
function printAll(objects: readonly KubeDocument[], print: PrintOutcome, output: string): void {
  const isList = objects.length > 1 && output !== 'name';
  const list = { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects };
  for (const object of isList ? [list] : objects) print(object);
}

function* applyOneObject(
  invocation: Invocation,
  info: Info,
  dryRun: DryRun,
  query: Readonly<Record<string, string>>,
): Task<readonly [KubeDocument, operation: string]> {
  const { mapping, namespace, name, source, object = {} } = info;
  const quoted = JSON.stringify(source);
  if (name === '')
    throw new Error(
      `error when retrieving current configuration of:\n${described(info)}\nfrom server for: ${quoted}: resource name may not be empty`,
    );
  const modified = withLastApplied(object as Json);
  let live: KubeDocument;
  try {
    live = fetchInfo(invocation, info);
  } catch (error) {
    if (!isNotFound(error))
      throw prefixed(
        error,
        `error when retrieving current configuration of:\n${described(info)}\nfrom server for: ${quoted}: `,
      );
    if (dryRun === 'client') return [modified, 'created'];
    return [create(invocation, info, modified, query), 'created'];
  }
  if (dryRun === 'client') return [live, 'configured'];
  if (lastAppliedOf(live) === undefined)
    invocation.err(
      `Warning: resource ${mapping.plural}/${name} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  try {
    const patched = yield* patchToModified(invocation, info, modified, live, query);
    return [patched, patched === live ? 'unchanged' : 'configured'];
  } catch (error) {
    const isRefused =
      isConflict(error) || (error as { status?: { reason?: string } }).status?.reason === 'Invalid';
    if (!isRefused || !invocation.flags.bool('force') || dryRun !== 'none') throw error;
    // What cannot be changed is deleted and made anew.
    yield* deleteAndWait(invocation, { mapping, namespace, name });
    return [create(invocation, info, modified, query), 'configured'];
  }
}

function create(
  { client }: Invocation,
  { mapping, namespace, source }: Info,
  object: Json,
  query: Readonly<Record<string, string>>,
): KubeDocument {
  try {
    return client.request({
      method: 'POST',
      path: pathOf(mapping, namespace),
      query,
      body: object,
    }) as KubeDocument;
  } catch (error) {
    throw prefixed(error, `error when creating ${JSON.stringify(source)}: `);
  }
}

/** resource.Info as text: what is meant, for error texts. */
function described({ mapping, namespace, name }: Info): string {
  const { group, version, plural, kind } = mapping;
  const groupVersion = `${group}/${version}`;
  return `Resource: "${groupVersion}, Resource=${plural}", GroupVersionKind: "${groupVersion}, Kind=${kind}"\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
}
