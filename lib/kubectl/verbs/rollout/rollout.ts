import { timestamp } from '../../../cluster/api/time';
import type { Task } from '../../../cluster/process';
import { at, withAt } from '../../apply/json-value';
import { outcomePrinter } from '../../apply/outcome';
import { sendPatch } from '../../apply/patcher';
import { twoWayMergePatch } from '../../apply/three-way-merge';
import { writeQuery } from '../../apply/write-flags';
import { failure } from '../../cli-error';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../../flag-sets';
import type { KubeDocument } from '../../kube-document';
import type { Invocation, Verb } from '../../kubectl.types';
import { qualifiedName } from '../../resource/rest-mapper';
import { chosenBy, forEachObject } from '../change-objects';
import { rolloutHistory } from './rollout-history';
import { rolloutStatusVerb } from './rollout-status';
import { rolloutUndo } from './rollout-undo';

/** `kubectl rollout` (k8s.io/kubectl/pkg/cmd/rollout). */
interface Change {
  readonly name: string;
  readonly summary: string;
  readonly operation: string;
  /** The object as it is to be; throws why it cannot be. */
  readonly change: (object: KubeDocument, invocation: Invocation) => KubeDocument;
}

const isPaused = (object: KubeDocument) => at(object, 'spec', 'paused') === true;
const isRestartable = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

const changes: readonly Change[] = [
  {
    name: 'pause',
    summary: 'Mark the provided resource as paused.',
    operation: 'paused',
    change: (object) => {
      if (object.kind !== 'Deployment') throw new Error('pausing is not supported');
      if (isPaused(object)) throw new Error('is already paused');
      return withAt(object, ['spec', 'paused'], true) as KubeDocument;
    },
  },
  {
    name: 'restart',
    summary: 'Restart a resource.',
    operation: 'restarted',
    change: (object, { host }) => {
      if (!isRestartable.has(object.kind ?? '')) throw new Error('restarting is not supported');
      if (isPaused(object)) throw new Error("can't restart paused deployment (run rollout resume first)");
      const path = ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'];
      return withAt(object, path, timestamp(host.epochNowMs())) as KubeDocument;
    },
  },
  {
    name: 'resume',
    summary: 'Resume a paused resource.',
    operation: 'resumed',
    change: (object) => {
      if (object.kind !== 'Deployment') throw new Error('resuming is not supported');
      if (!isPaused(object)) throw new Error('is not paused');
      return withAt(object, ['spec', 'paused'], undefined) as KubeDocument;
    },
  },
];

const changeVerb = (change: Change): Verb => ({
  name: change.name,
  completes: 'resources',
  summary: change.summary,
  usage: `kubectl rollout ${change.name} RESOURCE [options]`,
  flags: [...filenameFlags, ...printFlags, selectorFlag, fieldManagerFlag('kubectl-rollout')],
  run: (invocation) => changeRollout(invocation, change),
});

/** @throws KubectlError when no resource is given */
export function requireResource({ args, flags }: Invocation): void {
  if (args.length === 0 && flags.strings('filename').length === 0)
    throw failure('required resource not specified');
}

function changeRollout(invocation: Invocation, { name, operation, change }: Change): Task<number> {
  requireResource(invocation);
  const { flags, args } = invocation;
  const print = outcomePrinter(invocation, operation, 'none');
  const options = chosenBy(invocation, args, { selector: flags.string('selector'), mayBeAll: true });
  return forEachObject(invocation, options, (found) => {
    const { object, mapping } = found;
    let changed: KubeDocument;
    try {
      changed = change(object, invocation);
    } catch (error) {
      throw new Error(
        `error: ${qualifiedName(mapping)} ${JSON.stringify(found.name)} ${(error as Error).message}`,
      );
    }
    const patch = twoWayMergePatch(object, changed);
    if (Object.keys(patch).length === 0)
      throw new Error(
        name === 'restart'
          ? `failed to create patch for ${found.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`
          : `failed to patch: nothing to change`,
      );
    try {
      print(sendPatch(invocation, found, 'strategic', patch, writeQuery(invocation, 'none')));
    } catch (error) {
      throw new Error(`failed to patch: ${(error as Error).message}`);
    }
  });
}

export const rollout: Verb = {
  name: 'rollout',
  summary: 'Manage the rollout of a resource.',
  usage: 'kubectl rollout SUBCOMMAND [options]',
  verbs: [rolloutHistory, ...changes.map(changeVerb), rolloutStatusVerb, rolloutUndo],
};
