import type { Task } from '../../cluster/process';
import { isEqualJson, type Json } from '../apply/json-value';
import { outcomePrinter, type PrintOutcome } from '../apply/outcome';
import { sendPatch } from '../apply/patcher';
import { twoWayMergePatch } from '../apply/three-way-merge';
import { validateFlag } from '../apply/write-flags';
import { ApiError, failure, isNotFound, throwAll } from '../cli-error';
import { fieldManagerFlag, filenameFlags, printFlags } from '../flag-sets';
import { isRecord, type KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';
import { jsonText } from '../printers/json-text';
import { build, visit } from '../resource/builder';
import { qualifiedName } from '../resource/rest-mapper';
import { emitYaml } from '../yaml/emit-yaml';
import { parseYaml } from '../yaml/parse-yaml';
import { chosenBy, type Found } from './change-objects';
import { saveConfigFlag } from './create/create-subcommand';

/** `kubectl edit` (k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go). Left out: --output-patch, --subresource. */
export const edit: Verb = {
  name: 'edit',
  completes: 'resources',
  summary: 'Edit a resource on the server.',
  usage: 'kubectl edit (RESOURCE/NAME | -f FILENAME) [options]',
  flags: [
    ...filenameFlags,
    ...printFlags,
    fieldManagerFlag('kubectl-edit'),
    validateFlag,
    saveConfigFlag,
    { name: 'windows-line-endings', type: 'bool', usage: 'Lines end as on Windows.' },
    { name: 'output-patch', type: 'bool', isNotSimulated: true, usage: '' },
    { name: 'subresource', type: 'string', isNotSimulated: true, usage: '' },
  ],
  *run(invocation) {
    const { args } = invocation;
    const errors: Error[] = [];
    const built = build(invocation, chosenBy(invocation, args, { mayBeAll: true }));
    const found = visit(invocation, built, errors);
    throwAll(errors);
    if (found.length === 0) throw failure('edit cancelled, no objects found');
    return yield* editLoop(invocation, found);
  },
};

const instructions = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

interface Reason {
  readonly head: string;
  readonly others: readonly string[];
}

const headerOf = (reasons: readonly Reason[]) =>
  instructions +
  reasons
    .map(({ head, others }) => `# ${head}:\n${others.map((each) => `# * ${each}\n`).join('')}#\n`)
    .join('');

const withoutComments = (text: string) =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');

/** Hands the text out until what comes back can be stored, or the learner gives up. */
function* editLoop(invocation: Invocation, found: readonly Found[]): Task<number> {
  const { host, err, flags } = invocation;
  const isJson = flags.string('output') === 'json';
  if (host.edit === undefined)
    throw failure('there is no editor here; use kubectl patch, kubectl set or kubectl apply');
  const print = outcomePrinter(invocation, 'edited', 'none');
  const shown = found.length === 1 ? (found[0]?.object ?? {}) : listOf(found);
  const original = isJson ? `${jsonText(shown, 4)}\n` : emitYaml(shown);
  const fileName = `/tmp/kubectl-edit-${(host.epochNowMs() * 7919) % 4_294_967_291}.${isJson ? 'json' : 'yaml'}`;
  let reasons: readonly Reason[] = [];
  let text = original;
  for (;;) {
    const saved = (yield* host.edit(fileName, headerOf(reasons) + text)) ?? text;
    const edited = withoutComments(saved);
    if (reasons.length > 0 && edited === text) return keep(invocation, fileName, saved);
    text = edited;
    if (edited === withoutComments(original)) {
      err('Edit cancelled, no changes made.\n');
      return 0;
    }
    if (edited.trim() === '' && reasons.length === 0 && saved.trim() === '') {
      err('Edit cancelled, saved file was empty.\n');
      return 0;
    }
    const outcome = store(invocation, found, edited, print);
    if (typeof outcome === 'number') {
      if (outcome !== 0) return keepForLater(invocation, fileName, saved);
      return 0;
    }
    reasons = outcome;
  }
}

const listOf = (found: readonly Found[]): KubeDocument => ({
  apiVersion: 'v1',
  kind: 'List',
  metadata: {},
  items: found.map(({ object }) => object),
});

function keep({ host, err }: Invocation, fileName: string, text: string): number {
  host.writeFile(fileName, text);
  err(`A copy of your changes has been stored to ${JSON.stringify(fileName)}\n`);
  throw failure('Edit cancelled, no valid changes were saved.');
}

function keepForLater({ host, err }: Invocation, fileName: string, text: string): number {
  host.writeFile(fileName, text);
  err(`You can run \`kubectl replace -f ${fileName}\` to try this update again.\n`);
  return 1;
}

/** @returns an exit code, or what is wrong and must be edited again */
function store(
  invocation: Invocation,
  found: readonly Found[],
  edited: string,
  print: PrintOutcome,
): number | readonly Reason[] {
  const { err } = invocation;
  const documents = documentsOf(edited);
  const [first] = found;
  if (typeof documents === 'string') {
    const which = first ? `${qualifiedName(first.mapping)} ${JSON.stringify(first.name)}` : '';
    err(`error: ${which} is invalid\n`);
    const why = `<nil>: Invalid value: "The edited file failed validation": ${documents}`;
    return [{ head: `${which} was not valid`, others: [why] }];
  }
  const reasons: Reason[] = [];
  let exitCode = 0;
  for (const after of documents) {
    const before = found.find(
      ({ name, mapping }) => name === after.metadata?.name && mapping.kind === after.kind,
    );
    if (before === undefined) throw failure('At least one of apiVersion, kind and name was changed');
    const problem = storeOne(invocation, before, after, print);
    if (problem === 'failed') exitCode = 1;
    else if (problem) reasons.push(problem);
  }
  return reasons.length > 0 ? reasons : exitCode;
}

function storeOne(
  invocation: Invocation,
  before: Found,
  after: KubeDocument,
  print: PrintOutcome,
): Reason | 'failed' | undefined {
  const { err, flags } = invocation;
  const which = `${qualifiedName(before.mapping)} ${JSON.stringify(before.name)}`;
  if (isEqualJson(before.object, after)) {
    print(before.object, 'skipped');
    return undefined;
  }
  const patch = twoWayMergePatch(before.object as Json, after as Json);
  const query = { fieldManager: flags.string('field-manager'), fieldValidation: 'Strict' };
  try {
    print(sendPatch(invocation, before, 'strategic', patch, query));
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { reason, details } = error.status;
    if (reason === 'Invalid') {
      err(`error: ${which} is invalid\n`);
      const others = (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
      return { head: `${which} was not valid`, others };
    }
    err(
      isNotFound(error)
        ? `error: ${which} could not be found on the server\n`
        : `error: ${which} could not be patched: ${error.message}\n`,
    );
    return 'failed';
  }
}

/** The edited objects, or why the text is none. */
function documentsOf(text: string): KubeDocument[] | string {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return `error converting YAML to JSON: ${error.message}`;
  }
  if (!isRecord(value)) return '[apiVersion not set, kind not set]';
  const after = value as KubeDocument;
  const missing = ['apiVersion', 'kind'].filter((field) => typeof after[field] !== 'string');
  if (missing.length > 0) {
    const texts = missing.map((field) => `${field} not set`);
    return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
  }
  return Array.isArray(after.items) ? (after.items as KubeDocument[]) : [after];
}
