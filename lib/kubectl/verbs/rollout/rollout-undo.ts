import { isEqualJson, isMap, type Json } from '../../apply/json-value';
import { outcomePrinter } from '../../apply/outcome';
import { sendPatch } from '../../apply/patcher';
import { type DryRun, dryRunOf } from '../../apply/write-flags';
import { failure } from '../../cli-error';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../../flag-sets';
import type { Invocation, Verb } from '../../kubectl.types';
import { chosenBy, type Found, forEachObject } from '../change-objects';
import { notRolling, type Revision, revisionsOf } from './history';
import { templateText } from './template-text';

/** `kubectl rollout undo` (k8s.io/kubectl/pkg/polymorphichelpers/rollback.go). */
export const rolloutUndo: Verb = {
  name: 'undo',
  completes: 'resources',
  summary: 'Undo a previous rollout.',
  usage: 'kubectl rollout undo (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ...filenameFlags,
    ...printFlags,
    dryRunFlag,
    selectorFlag,
    {
      name: 'to-revision',
      type: 'int',
      default: 0,
      usage: 'The revision to go back to; 0 means the one before.',
    },
  ],
  run: (invocation) => {
    const { args, flags } = invocation;
    const dryRun = dryRunOf(invocation);
    if (args.length === 0 && flags.strings('filename').length === 0)
      throw failure('required resource not specified');
    const options = chosenBy(invocation, args, { selector: flags.string('selector'), mayBeAll: true });
    return forEachObject(invocation, options, (found) => {
      const result = rollback(invocation, found, flags.int('to-revision'), dryRun);
      outcomePrinter(invocation, result, dryRun)(found.object);
    });
  },
};

const notFound = (revision: number) => new Error(`unable to find specified revision ${revision} in history`);

/** @returns what is said behind the name */
function rollback(invocation: Invocation, found: Found, toRevision: number, dryRun: DryRun): string {
  const { mapping, name, object } = found;
  const isKnown = ['Deployment', 'DaemonSet', 'StatefulSet'].includes(mapping.kind);
  if (!isKnown) throw notRolling(mapping, 'error retrieving rollbacker', 'no rollbacker');
  if (toRevision < 0) throw notFound(toRevision);
  const revisions = revisionsOf(invocation, found);
  const isDeployment = mapping.kind === 'Deployment';
  const target = toRevision === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === toRevision);
  if (target === undefined) {
    if (isDeployment && toRevision === 0)
      throw new Error(`no rollout history found for deployment ${JSON.stringify(name)}`);
    throw notFound(toRevision);
  }
  if (dryRun === 'client') return templateText(target.template);
  const spec = object.spec as Json;
  if (isDeployment && spec.paused === true)
    throw new Error(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  const template = isDeployment ? withoutHash(target.template as unknown as Json) : target.template;
  if (isEqualJson(spec.template, template))
    return `skipped rollback (current template already matches revision ${target.number})`;
  const query: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
  if (isDeployment) {
    const patch = [
      { op: 'replace', path: '/spec/template', value: template },
      { op: 'replace', path: '/metadata/annotations', value: annotationsFor(found, target) },
    ];
    sendPatch(invocation, found, 'json', patch, query);
  } else sendPatch(invocation, found, 'strategic', target.data, query);
  return 'rolled back';
}

const hashLabel = 'pod-template-hash';

function withoutHash(template: Json): Json {
  const { metadata } = template;
  if (!isMap(metadata) || !isMap(metadata.labels)) return template;
  const { [hashLabel]: _, ...labels } = metadata.labels;
  return { ...template, metadata: { ...metadata, labels } };
}

/** Annotations that belong to the Deployment itself and do not come back with a revision. */
const kept = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

function annotationsFor({ object }: Found, { annotations }: Revision): Record<string, string> {
  const entries = (from: Readonly<Record<string, string>>, isKept: boolean) =>
    Object.entries(from).filter(([key]) => kept.has(key) === isKept);
  return Object.fromEntries([
    ...entries(object.metadata?.annotations ?? {}, true),
    ...entries(annotations, false),
  ]);
}
