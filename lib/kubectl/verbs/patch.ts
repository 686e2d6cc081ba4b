import { isEqualJson, isMap, type Json } from '../apply/json-value';
import { outcomePrinter } from '../apply/outcome';
import { mergeInto } from '../apply/overrides';
import { type patchTypes, sendPatch } from '../apply/patcher';
import { dryRunOf, writeFlags, writeQuery } from '../apply/write-flags';
import { failure } from '../cli-error';
import { filenameFlags } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';
import { parseYaml } from '../yaml/parse-yaml';
import { chosenBy, forEachObject } from './change-objects';

/** `kubectl patch` (k8s.io/kubectl/pkg/cmd/patch/patch.go). Left out: --local, JSON patches with --dry-run=client. */
export const patch: Verb = {
  name: 'patch',
  completes: 'resources',
  summary: 'Update fields of a resource.',
  usage: 'kubectl patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  flags: [
    ...filenameFlags,
    ...writeFlags('kubectl-patch'),
    { name: 'patch', short: 'p', type: 'string', usage: 'The patch, as JSON or YAML.' },
    { name: 'patch-file', type: 'string', usage: 'A file with the patch.' },
    { name: 'type', type: 'string', default: 'strategic', usage: 'json, merge or strategic.' },
    { name: 'subresource', type: 'string', usage: 'A part of the object: scale or status.' },
    { name: 'local', type: 'bool', isNotSimulated: true, usage: '' },
  ],
  run: (invocation) => {
    const { flags, args } = invocation;
    const dryRun = dryRunOf(invocation);
    const type = typeOf(flags.string('type'));
    const subresource = flags.string('subresource');
    if (!['', 'status', 'scale', 'resize'].includes(subresource))
      throw failure(
        `invalid subresource value: ${JSON.stringify(subresource)}. Must be one of [status scale resize]`,
      );
    const body = bodyOf(invocation);
    // A patch of what would be printed only: upstream says nothing of the dry run here.
    const print = outcomePrinter(invocation, 'patched', dryRun === 'client' ? 'none' : dryRun);
    const options = chosenBy(invocation, args);
    return forEachObject(
      invocation,
      options,
      (found) => {
        const { object } = found;
        const patched =
          dryRun === 'client'
            ? patchedHere(object, body, type)
            : sendPatch(invocation, found, type, body, writeQuery(invocation, dryRun), subresource);
        print(patched, isEqualJson(object, patched) ? 'patched (no change)' : 'patched');
      },
      'no objects passed to patch',
    );
  },
};

function typeOf(word: string): keyof typeof patchTypes {
  const type = word.toLowerCase();
  if (type !== 'json' && type !== 'merge' && type !== 'strategic')
    throw failure(`--type must be one of [json merge strategic], not ${JSON.stringify(word)}`);
  return type;
}

/** JSON goes to the server as it was written; YAML is read first. */
function bodyOf({ flags, host }: Invocation): unknown {
  const file = flags.string('patch-file');
  if (!flags.isSet('patch') && file === '')
    throw failure('must specify --patch or --patch-file containing the contents of the patch');
  if (flags.isSet('patch') && file !== '') throw failure('cannot specify --patch and --patch-file together');
  const text = file === '' ? flags.string('patch') : host.readFile(file);
  if (text === undefined) throw failure(`unable to read patch file: open ${file}: no such file or directory`);
  if (/^\s*\{/.test(text)) return text;
  try {
    return JSON.stringify(parseYaml(text));
  } catch (error) {
    throw failure(`unable to parse ${JSON.stringify(text)}: ${(error as Error).message}`);
  }
}

function patchedHere(object: KubeDocument, body: unknown, type: string): Json {
  if (type === 'json') throw failure('patch --type=json --dry-run=client is not simulated in this cluster');
  let value: unknown;
  try {
    value = JSON.parse(String(body));
  } catch {
    throw new Error('invalid JSON document');
  }
  if (!isMap(value)) throw new Error('invalid JSON document');
  return mergeInto(object, value, '', type === 'strategic');
}
