import type { Task } from '../../cluster/process';
import type { Json } from '../apply/json-value';
import { lastAppliedOf, withLastApplied } from '../apply/last-applied';
import { outcomePrinter } from '../apply/outcome';
import {
  type DryRun,
  dryRunOf,
  fieldValidationOf,
  validateFlag,
  writeFlags,
  writeQuery,
} from '../apply/write-flags';
import { failure, isNotFound, prefixed, throwAll } from '../cli-error';
import { filenameFlags } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';
import { build, fetchInfo, type Info } from '../resource/builder';
import { pathOf } from '../resource/rest-mapper';
import { saveConfigFlag } from './create/create-subcommand';
import { deleteOne, deletionFlags, propagationPolicyOf, waitUntilGone } from './delete-objects';

/** `kubectl replace` (k8s.io/kubectl/pkg/cmd/replace/replace.go). Left out: --raw, --subresource. */
export const replace: Verb = {
  name: 'replace',
  summary: 'Replace a resource by file name or stdin.',
  usage: 'kubectl replace -f FILENAME [options]',
  flags: [
    ...filenameFlags,
    ...writeFlags('kubectl-replace'),
    ...deletionFlags,
    validateFlag,
    saveConfigFlag,
    { name: 'raw', type: 'string', isNotSimulated: true, usage: '' },
    { name: 'subresource', type: 'string', isNotSimulated: true, usage: '' },
  ],
  *run(invocation) {
    const { flags, args } = invocation;
    const dryRun = dryRunOf(invocation);
    const filenames = flags.strings('filename');
    const isForced = flags.bool('force');
    if (flags.int('grace-period') >= 0 && !isForced)
      throw failure('--grace-period must have --force specified');
    if (flags.duration('timeout') !== 0 && !isForced) throw failure('--timeout must have --force specified');
    if (filenames.length === 0) throw failure('must specify one of -f and -k');
    const query = { ...writeQuery(invocation, dryRun), fieldValidation: fieldValidationOf(invocation) };
    const print = outcomePrinter(invocation, 'replaced', dryRun);
    const { infos, errors: found } = build(invocation, {
      args,
      filenames,
      isRecursive: flags.bool('recursive'),
      requireNamespace: true,
      isValidated: query.fieldValidation !== 'Ignore',
    });
    const errors = [...found];
    if (isForced && dryRun === 'none') yield* removeAll(invocation, infos);
    for (const info of infos) {
      try {
        print(isForced ? send(invocation, info, 'POST', query) : replaceOne(invocation, info, dryRun, query));
      } catch (error) {
        if (!(error instanceof Error) || error instanceof TypeError) throw error;
        const doing = isForced ? '' : 'replacing';
        errors.push(
          doing === '' ? error : prefixed(error, `error when ${doing} ${JSON.stringify(info.source)}: `),
        );
      }
    }
    throwAll(errors);
    return 0;
  },
};

function replaceOne(
  invocation: Invocation,
  info: Info,
  dryRun: DryRun,
  query: Record<string, string>,
): KubeDocument {
  if (dryRun === 'client') return info.object as KubeDocument;
  const { object = {} } = info;
  if (object.metadata?.resourceVersion) return send(invocation, info, 'PUT', query);
  // Without a version in the file the newest is meant: it is read first.
  const { metadata = {} } = fetchInfo(invocation, info);
  const { resourceVersion } = metadata;
  const versioned = { ...object, metadata: { ...object.metadata, resourceVersion } } as KubeDocument;
  return send(invocation, { ...info, object: versioned }, 'PUT', query);
}

function send(
  { client, flags }: Invocation,
  { mapping, namespace, name, object = {} }: Info,
  method: 'POST' | 'PUT',
  query: Record<string, string>,
): KubeDocument {
  const isAnnotated = flags.bool('save-config') || lastAppliedOf(object) !== undefined;
  const body = isAnnotated ? withLastApplied(object as Json) : object;
  const path = pathOf(mapping, namespace, method === 'PUT' ? name : '');
  return client.request({ method, path, query, body }) as KubeDocument;
}

function* removeAll(invocation: Invocation, infos: readonly Info[]): Task {
  const { flags, host, out } = invocation;
  const grace = flags.int('grace-period');
  const timeoutMs = flags.duration('timeout');
  const untilMs = timeoutMs > 0 ? host.epochNowMs() + timeoutMs : Number.POSITIVE_INFINITY;
  const propagationPolicy = propagationPolicyOf(invocation);
  for (const info of infos) {
    const { mapping, namespace, name } = info;
    try {
      const uid = deleteOne(invocation, info, {
        gracePeriodSeconds: grace < 0 ? 0 : grace,
        propagationPolicy,
      });
      const kind = mapping.kind.toLowerCase() + (mapping.group === '' ? '' : `.${mapping.group}`);
      const from = mapping.isNamespaced ? ` from ${namespace} namespace` : '';
      out(`${kind} "${name}" ${grace <= 0 ? 'force deleted' : 'deleted'}${from}\n`);
      yield* waitUntilGone(invocation, info, uid, untilMs);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
