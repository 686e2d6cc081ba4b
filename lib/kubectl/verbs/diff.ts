import { timestamp } from '../../cluster/api/time';
import { at, isEqualJson, isMap, type Json, withAt } from '../apply/json-value';
import { patchFor, sendPatch } from '../apply/patcher';
import { unifiedDiff } from '../apply/unified-diff';
import { Aggregate, errorText, failure, isNotFound } from '../cli-error';
import { fieldManagerFlag, filenameFlags, selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import { type Invocation, KubectlError, type Verb } from '../kubectl.types';
import { build, fetchInfo, type Info } from '../resource/builder';
import { pathOf } from '../resource/rest-mapper';
import { emitYaml } from '../yaml/emit-yaml';

/**
 * `kubectl diff` (k8s.io/kubectl/pkg/cmd/diff/diff.go): what apply would change, as `diff -u -N` of two folders tells it.
 * Exit code 1 means that there are differences, 2 that something went wrong. Left out: --prune, --server-side.
 */
export const diff: Verb = {
  name: 'diff',
  summary: 'Diff the live version against a would-be applied version.',
  usage: 'kubectl diff -f FILENAME [options]',
  flags: [
    ...filenameFlags,
    fieldManagerFlag('kubectl-client-side-apply'),
    selectorFlag,
    { name: 'concurrency', type: 'int', default: 1, usage: 'How many objects at once.' },
    { name: 'show-managed-fields', type: 'bool', usage: 'Show managedFields, too.' },
    ...['prune', 'server-side', 'force-conflicts'].map((name) => ({
      name,
      type: 'bool' as const,
      isNotSimulated: true,
      usage: '',
    })),
    { name: 'prune-allowlist', type: 'strings', isNotSimulated: true, usage: '' },
  ],
  *run(invocation) {
    yield* [];
    try {
      return diffFiles(invocation);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      throw new KubectlError(errorText(error), 2);
    }
  },
};

interface Versions {
  readonly name: string;
  readonly live: string;
  readonly merged: string;
}

function diffFiles(invocation: Invocation): number {
  const { flags, args, host, out } = invocation;
  const filenames = flags.strings('filename');
  if (filenames.length === 0) throw failure('must specify one of -f and -k');
  if (args.length > 0)
    throw failure(`Unexpected args: [${args.join(' ')}]\nSee 'kubectl diff -h' for help and examples`);
  const { infos, errors } = build(invocation, {
    filenames,
    isRecursive: flags.bool('recursive'),
    requireNamespace: true,
  });
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new Aggregate(errors);
  const versions = infos.map((info) => versionsOf(invocation, info));
  // The real one makes two folders with names by chance, and files of this very moment.
  const nowMs = host.epochNowMs();
  const number = String((nowMs * 7919) % 4_294_967_291);
  const stamp = `${timestamp(nowMs).replace('T', ' ').replace('Z', '')}.${String(nowMs % 1000).padStart(3, '0')}000000 +0000`;
  let isDifferent = false;
  for (const { name, live, merged } of versions.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const hunks = unifiedDiff(live, merged);
    if (hunks === '') continue;
    isDifferent = true;
    const [from, to] = [`/tmp/LIVE-${number}/${name}`, `/tmp/MERGED-${number}/${name}`];
    out(`diff -u -N ${from} ${to}\n--- ${from}\t${stamp}\n+++ ${to}\t${stamp}\n${hunks}`);
  }
  return isDifferent ? 1 : 0;
}

function versionsOf(invocation: Invocation, info: Info): Versions {
  const { mapping, namespace, name, object = {} } = info;
  const { client, flags } = invocation;
  const query = { dryRun: 'All', fieldManager: flags.string('field-manager') };
  let live: KubeDocument | undefined;
  try {
    live = fetchInfo(invocation, info);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  let merged: KubeDocument;
  if (live === undefined)
    merged = client.request({
      method: 'POST',
      path: pathOf(mapping, namespace),
      query,
      body: object,
    }) as KubeDocument;
  else {
    // As apply, but without the annotation that apply would write.
    const modified = withAt(object as Json, ['metadata', 'annotations'], object.metadata?.annotations ?? {});
    const patch = patchFor(modified, live);
    const versioned = withAt(patch, ['metadata', 'resourceVersion'], live.metadata?.resourceVersion);
    merged =
      Object.keys(patch).length === 0 ? live : sendPatch(invocation, info, 'strategic', versioned, query);
  }
  const [before, after] = mapping.kind === 'Secret' ? masked(live, merged) : [live, merged];
  const group = mapping.group === '' ? '' : `${mapping.group}.`;
  return {
    name: `${group}${mapping.version}.${mapping.kind}.${namespace}.${name}`,
    live: before === undefined ? '' : emitYaml(before),
    merged: emitYaml(after),
  };
}

const mask = '***';

/** The values of secrets are not shown; those that differ say so. */
function masked(
  live: KubeDocument | undefined,
  merged: KubeDocument,
): [KubeDocument | undefined, KubeDocument] {
  const [before, after] = [at(live, 'data'), at(merged, 'data')].map((data) => (isMap(data) ? data : {}));
  const hide = (data: Json = {}, other: Json = {}, word: string) =>
    Object.fromEntries(
      Object.keys(data).map((key) => {
        const isDifferent = Object.hasOwn(other, key) && !isEqualJson(data[key], other[key]);
        return [key, isDifferent ? `${mask} (${word})` : mask];
      }),
    );
  const withData = (object: KubeDocument, data: Json) =>
    object.data === undefined ? object : ({ ...object, data } as KubeDocument);
  return [
    live && withData(live, hide(before, after, 'before')),
    withData(merged, hide(after, before, 'after')),
  ];
}
