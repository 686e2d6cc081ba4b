import type { Task } from '../../cluster/process';
import { withAt } from '../apply/json-value';
import { outcomePrinter } from '../apply/outcome';
import { sendPatch } from '../apply/patcher';
import { allFlag, dryRunOf, writeFlags, writeQuery } from '../apply/write-flags';
import { failure } from '../cli-error';
import { filenameFlags, selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Flag, Invocation } from '../kubectl.types';
import { chosenBy, forEachObject } from './change-objects';

/** What `kubectl label` and `kubectl annotate` share: `key=value` and `key-` behind the resources. */
export const metadataFlags = (verb: string): readonly Flag[] => [
  ...filenameFlags,
  ...writeFlags(`kubectl-${verb}`),
  selectorFlag,
  allFlag,
  { name: 'overwrite', type: 'bool', usage: 'Change what has a value already.' },
  { name: 'list', type: 'bool', usage: 'Print what there is, too.' },
  {
    name: 'local',
    type: 'bool',
    usage: 'Work on the file only, without asking the server.',
    isNotSimulated: true,
  },
  { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'In every namespace.' },
  { name: 'field-selector', type: 'string', usage: 'Only what has these fields.' },
  { name: 'resource-version', type: 'string', usage: 'Only if the object is still of this version.' },
];

export interface Pairs {
  readonly resources: readonly string[];
  readonly added: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

const isPair = (arg: string) =>
  (arg.includes('=') && !arg.startsWith('=')) || (arg.endsWith('-') && arg.length > 1);

/** cmdutil.GetResourcesAndPairs and ParsePairs. `noun`: `label`, `annotation`. */
export function splitPairs(args: readonly string[], noun: string): Pairs {
  const first = args.findIndex(isPair);
  const resources = first < 0 ? args : args.slice(0, first);
  const added = new Map<string, string>();
  const removed: string[] = [];
  for (const arg of first < 0 ? [] : args.slice(first)) {
    if (!isPair(arg)) throw failure(`all resources must be specified before ${noun} changes: ${arg}`);
    const equals = arg.indexOf('=');
    if (equals > 0) added.set(arg.slice(0, equals), arg.slice(equals + 1));
    else removed.push(arg.slice(0, -1));
  }
  return { resources, added, removed };
}

export interface MetadataVerb {
  readonly field: 'labels' | 'annotations';
  /** Throws when the change may not be made. */
  check(object: KubeDocument, before: Readonly<Record<string, string>>, pairs: Pairs): void;
  /** `labeled`, `not labeled` … */
  operation(
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
    pairs: Pairs,
  ): string;
  /** `label "env" not found.` */
  missing?(key: string): string;
}

export function changeMetadata(invocation: Invocation, pairs: Pairs, verb: MetadataVerb): Task<number> {
  const { flags, out } = invocation;
  const { field } = verb;
  const dryRun = dryRunOf(invocation);
  const print = outcomePrinter(invocation, '', dryRun);
  const query = writeQuery(invocation, dryRun);
  const options = chosenBy(invocation, pairs.resources, {
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    isAll: flags.bool('all'),
    isAllNamespaces: flags.bool('all-namespaces'),
  });
  return forEachObject(invocation, options, (found) => {
    const { object } = found;
    const before = object.metadata?.[field] ?? {};
    if (pairs.added.size + pairs.removed.length > 0) {
      verb.check(object, before, pairs);
      for (const key of pairs.removed)
        if (!Object.hasOwn(before, key) && verb.missing) out(`${verb.missing(key)}\n`);
    }
    const entries = Object.entries(before).filter(([key]) => !pairs.removed.includes(key));
    const after = Object.fromEntries([...entries, ...pairs.added]);
    const version = flags.string('resource-version');
    let changed: KubeDocument = object;
    const patch: Record<string, string | null> = {};
    for (const key of pairs.removed) if (Object.hasOwn(before, key)) patch[key] = null;
    for (const [key, value] of pairs.added) if (before[key] !== value) patch[key] = value;
    const isSame = Object.keys(patch).length === 0;
    if (dryRun === 'client') changed = withAt(object, ['metadata', field], after) as KubeDocument;
    else if (!isSame) {
      const metadata = { [field]: patch, ...(version !== '' && { resourceVersion: version }) };
      changed = sendPatch(invocation, found, 'merge', { metadata }, query);
    }
    if (flags.bool('list') && flags.string('output') === '') {
      for (const [key, value] of listed(changed.metadata?.[field] ?? {})) out(`${key}=${value}\n`);
      return;
    }
    print(changed, verb.operation(before, after, pairs));
  });
}

/** Upstream prints a map in the order of its values' appearance, which changes from run to run; here it is sorted. */
const listed = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
