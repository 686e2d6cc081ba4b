import { failure } from '../cli-error';
import type { Invocation, Verb } from '../kubectl.types';
import { changeMetadata, metadataFlags, type Pairs, splitPairs } from './metadata-changes';

/** `kubectl label` (k8s.io/kubectl/pkg/cmd/label/label.go) and `kubectl annotate` (pkg/cmd/annotate). Left out: --local. */
export const label: Verb = {
  name: 'label',
  completes: 'resources',
  summary: 'Update the labels on a resource.',
  usage:
    'kubectl label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  flags: metadataFlags('label'),
  run: (invocation) => {
    const { args, flags } = invocation;
    const pairs = splitPairs(args, 'label');
    for (const [key, value] of pairs.added) {
      const problem = labelValueProblem(value);
      if (problem) throw failure(`invalid label value: "${key}=${value}": ${problem}`);
    }
    checkPairs(pairs, 'label', invocation);
    for (const key of pairs.removed)
      if (pairs.added.has(key)) throw failure('can not both modify and remove a label in the same command');
    return changeMetadata(invocation, pairs, {
      field: 'labels',
      check(_, before, { added }) {
        if (flags.bool('overwrite')) return;
        const taken = [...added].filter(
          ([key, value]) => Object.hasOwn(before, key) && before[key] !== value,
        );
        const texts = taken.map(
          ([key]) => `'${key}' already has a value (${before[key]}), and --overwrite is false`,
        );
        if (texts.length > 0) throw new Error(texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`);
      },
      missing: (key) => `label ${JSON.stringify(key)} not found.`,
      operation(before, after, { removed }) {
        const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
        const isSame = [...keys].every((key) => before[key] === after[key]);
        if (isSame) return 'not labeled';
        const isAdded = Object.keys(after).some((key) => after[key] !== before[key]);
        return !isAdded && removed.length > 0 ? 'unlabeled' : 'labeled';
      },
    });
  },
};

export const annotate: Verb = {
  name: 'annotate',
  completes: 'resources',
  summary: 'Update the annotations on a resource.',
  usage:
    'kubectl annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  flags: metadataFlags('annotate'),
  run: (invocation) => {
    const { args, flags } = invocation;
    const pairs = splitPairs(args, 'annotation');
    checkPairs(pairs, 'annotation', invocation);
    const both = pairs.removed.filter((key) => pairs.added.has(key));
    if (both.length > 0)
      throw failure(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      );
    return changeMetadata(invocation, pairs, {
      field: 'annotations',
      check(_, before, { added }) {
        if (flags.bool('overwrite')) return;
        const taken = [...added].filter(
          ([key, value]) => Object.hasOwn(before, key) && before[key] !== value,
        );
        if (taken.length > 0)
          throw new Error(
            `--overwrite is false but found the following declared annotation(s): ${taken.map(([key]) => `'${key}' already has a value (${before[key]})`).join('; ')}`,
          );
      },
      operation: () => 'annotated',
    });
  },
};

function checkPairs({ resources, added, removed }: Pairs, noun: string, { flags }: Invocation): void {
  if (resources.length === 0 && flags.strings('filename').length === 0)
    throw failure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (added.size + removed.length === 0 && !flags.bool('list'))
    throw failure(`at least one ${noun} update is required`);
}

const valueShape = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return 'must be no more than 63 bytes';
  if (valueShape.test(value)) return undefined;
  return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
}
