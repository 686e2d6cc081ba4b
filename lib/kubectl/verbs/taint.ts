import type { Task } from '../../cluster/process';
import { at, withAt } from '../apply/json-value';
import { outcomePrinter } from '../apply/outcome';
import { sendPatch } from '../apply/patcher';
import { allFlag, dryRunOf, validateFlag, writeFlags, writeQuery } from '../apply/write-flags';
import { failure, usageError } from '../cli-error';
import { selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';
import { mappingFor } from '../resource/rest-mapper';
import { forEachObject } from './change-objects';

/** `kubectl taint` (k8s.io/kubectl/pkg/cmd/taint). */
interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export const taint: Verb = {
  name: 'taint',
  completes: 'nodes',
  summary: 'Update the taints on one or more nodes.',
  usage: 'kubectl taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  flags: [
    ...writeFlags('kubectl-taint'),
    validateFlag,
    selectorFlag,
    allFlag,
    { name: 'overwrite', type: 'bool', usage: 'Change what is there already.' },
  ],
  run,
};

const isTaint = (arg: string) => arg.includes('=') || arg.includes(':') || arg.endsWith('-');

function run(invocation: Invocation): Task<number> {
  const { args, client } = invocation;
  const dryRun = dryRunOf(invocation);
  const first = args.findIndex(isTaint);
  const resources = first < 0 ? args : args.slice(0, first);
  const specs = first < 0 ? [] : args.slice(first);
  const late = specs.find((spec) => !isTaint(spec));
  if (late !== undefined) throw failure(`all resources must be specified before taint changes: ${late}`);
  if (resources.length < 1) throw failure('one or more resources must be specified as <resource> <name>');
  const [kind = ''] = resources;
  const { added, removed } = parseTaints(invocation, specs);
  const mapping = mappingFor(client, kind.split('/')[0] ?? '');
  if (mapping.kind !== 'Node') throw failure(`invalid resource type ${kind}, only node types are supported`);
  if (specs.length === 0) throw failure('at least one taint update is required');
  return changeTaints(invocation, resources, added, removed, dryRun);
}

function changeTaints(
  invocation: Invocation,
  args: readonly string[],
  added: readonly Taint[],
  removed: readonly Taint[],
  dryRun: ReturnType<typeof dryRunOf>,
): Task<number> {
  const { flags } = invocation;
  const both = added.filter(({ key, effect }) =>
    removed.some((each) => each.key === key && (each.effect === '' || each.effect === effect)),
  );
  if (both.length > 0)
    throw failure(
      both
        .map(
          (each) =>
            `can not both modify and remove the following taint(s) in the same command: ${each.key}=${each.effect}`,
        )
        .join(', '),
    );
  // Upstream says nothing of a dry run here.
  const print = outcomePrinter(invocation, 'tainted', 'none');
  const options = { args, selector: flags.string('selector'), isAll: flags.bool('all') };
  return forEachObject(invocation, options, (found) => {
    const { object, name } = found;
    const taints = (at(object, 'spec', 'taints') ?? []) as readonly Taint[];
    const next = changed(name, taints, added, removed, flags.bool('overwrite'));
    const after: KubeDocument =
      dryRun === 'client'
        ? (withAt(object, ['spec', 'taints'], next ?? undefined) as KubeDocument)
        : sendPatch(
            invocation,
            found,
            'strategic',
            { spec: { taints: next } },
            writeQuery(invocation, dryRun),
          );
    print(after, operationOf(taints, added, removed));
  });
}

const isSame = (a: Taint, b: Taint) => a.key === b.key && a.effect === b.effect;
const isRemovedBy = (old: Taint, { key, effect }: Taint) =>
  key === old.key && (effect === '' || effect === old.effect);

/** The node's taints afterwards, null for none. Throws why they may not be changed so. */
function changed(
  node: string,
  taints: readonly Taint[],
  added: readonly Taint[],
  removed: readonly Taint[],
  overwrites: boolean,
): readonly Taint[] | null {
  const taken = added.filter((each) => taints.some((old) => isSame(old, each))).map(({ key }) => key);
  if (!overwrites && taken.length > 0)
    throw new Error(
      `node ${node} already has ${taken.join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  for (const each of removed)
    if (!taints.some((old) => isRemovedBy(old, each)))
      throw new Error(
        `taint ${JSON.stringify(each.effect === '' ? each.key : `${each.key}:${each.effect}`)} not found`,
      );
  const kept = taints.filter(
    (old) => !added.some((each) => isSame(each, old)) && !removed.some((each) => isRemovedBy(old, each)),
  );
  return added.length + kept.length > 0 ? [...added, ...kept] : null;
}

function operationOf(before: readonly Taint[], added: readonly Taint[], removed: readonly Taint[]): string {
  if (added.some((each) => before.some((old) => old.key === each.key && old.effect === each.effect)))
    return 'modified';
  if (added.length > 0) return removed.length > 0 ? 'modified' : 'tainted';
  return 'untainted';
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const namePart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const valuePart = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

function parseTaints(invocation: Invocation, specs: readonly string[]) {
  const added: Taint[] = [];
  const removed: Taint[] = [];
  const refuse = (text: string) => usageError(invocation, text);
  for (const spec of specs) {
    const isRemoved = spec.endsWith('-');
    const [pair = '', effect = '', ...more] = (isRemoved ? spec.slice(0, -1) : spec).split(':');
    const [key = '', value = '', ...extra] = pair.split('=');
    if (more.length > 0 || extra.length > 0) throw refuse(`invalid taint spec: ${spec}`);
    if (effect !== '' && !effects.includes(effect))
      throw refuse(`invalid taint effect: ${effect}, unsupported taint effect`);
    if (!isRemoved && effect === '') {
      // The whole of it is read as a key then.
      const text = spec;
      if (!isQualifiedName(text)) throw refuse(`invalid taint spec: ${text}, ${nameProblem}`);
      throw refuse(`invalid taint spec: ${text}`);
    }
    if (!isQualifiedName(key)) throw refuse(`invalid taint spec: ${spec}, ${nameProblem}`);
    if (!valuePart.test(value) || value.length > 63)
      throw refuse(`invalid taint spec: ${spec}, ${valueProblem}`);
    if (isRemoved) removed.push({ key, effect });
    else {
      if (added.some((each) => each.key === key && each.effect === effect))
        throw refuse(`duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`);
      added.push({ key, ...(value !== '' && { value }), effect });
    }
  }
  return { added, removed };
}

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  return parts.length <= 2 && namePart.test(name) && name.length <= 63;
}

const nameProblem =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueProblem =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
