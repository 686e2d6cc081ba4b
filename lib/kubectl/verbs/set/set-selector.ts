import { withAt } from '../../apply/json-value';
import { outcomePrinter } from '../../apply/outcome';
import { sendPatch } from '../../apply/patcher';
import { parseSelector } from '../../apply/selector';
import { dryRunOf, writeQuery } from '../../apply/write-flags';
import { failure } from '../../cli-error';
import type { Verb } from '../../kubectl.types';
import { chosenBy, forEachObject } from '../change-objects';
import { changePodSpecs, setFlags } from './pod-specs';

/** `kubectl set selector` and `set serviceaccount` (k8s.io/kubectl/pkg/cmd/set). */
export const setSelector: Verb = {
  name: 'selector',
  completes: 'resources',
  summary: 'Set the selector on a resource.',
  usage: 'kubectl set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]',
  flags: [
    ...setFlags,
    { name: 'resource-version', type: 'string', usage: 'Only if the object is still of this version.' },
  ],
  run: (invocation) => {
    const { args, flags } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = outcomePrinter(invocation, 'selector updated', dryRun);
    const hasFiles = flags.strings('filename').length > 0;
    const text = args.at(-1);
    if (text === undefined || (!hasFiles && args.length < 2 && !text.includes('=')))
      throw failure(
        args.length === 0
          ? 'one selector is required'
          : 'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      );
    const resources = args.slice(0, -1);
    const { matchLabels = {}, matchExpressions } = parseSelector(text);
    return forEachObject(
      invocation,
      chosenBy(invocation, resources, { isAll: flags.bool('all') }),
      (found) => {
        const { object } = found;
        if (object.kind !== 'Service') throw new Error('setting a selector is only supported for Services');
        if (matchExpressions)
          throw new Error(
            `match expression ${JSON.stringify(matchExpressions)} not supported on this object`,
          );
        const version = flags.string('resource-version');
        const patch = {
          ...(version !== '' && { metadata: { resourceVersion: version } }),
          spec: { selector: replaced(object.spec, matchLabels) },
        };
        print(
          dryRun === 'client'
            ? withAt(object, ['spec', 'selector'], matchLabels)
            : sendPatch(invocation, found, 'strategic', patch, writeQuery(invocation, dryRun)),
        );
      },
    );
  },
};

/** The old selector's keys go away, the new ones come. */
function replaced(spec: unknown, labels: Readonly<Record<string, string>>): Record<string, string | null> {
  const { selector = {} } = (spec ?? {}) as { selector?: Record<string, string> };
  const gone = Object.keys(selector).filter((key) => !Object.hasOwn(labels, key));
  return { ...Object.fromEntries(gone.map((key) => [key, null])), ...labels };
}

export const setServiceAccount: Verb = {
  name: 'serviceaccount',
  aliases: ['sa'],
  completes: 'resources',
  summary: 'Update the service account of a resource.',
  usage: 'kubectl set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  flags: setFlags,
  run: (invocation) => {
    const { args } = invocation;
    const name = args.at(-1);
    if (name === undefined) throw failure('serviceaccount is required');
    return changePodSpecs(invocation, args.slice(0, -1), {
      operation: 'serviceaccount updated',
      problem: 'ServiceAccountName',
      change: (spec) => ({ ...spec, serviceAccountName: name }),
    });
  },
};
