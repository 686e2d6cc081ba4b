import type { Task } from '../../../cluster/process';
import { failure, throwAll } from '../../cli-error';
import { filenameFlags, selectorFlag } from '../../flag-sets';
import type { KubeDocument } from '../../kube-document';
import type { Invocation, Verb } from '../../kubectl.types';
import { build, visit } from '../../resource/builder';
import { pathOf } from '../../resource/rest-mapper';
import { chosenBy, type Found } from '../change-objects';
import { nextBefore } from '../delete-objects';
import { rolloutStatus } from './status-viewers';

/** `kubectl rollout status` (k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go). */
export const rolloutStatusVerb: Verb = {
  name: 'status',
  completes: 'resources',
  summary: 'Show the status of the rollout.',
  usage: 'kubectl rollout status (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ...filenameFlags,
    selectorFlag,
    { name: 'watch', short: 'w', type: 'bool', default: true, usage: 'Go on until it is done.' },
    { name: 'revision', type: 'int', default: 0, usage: 'Only this revision; 0 means the newest.' },
    { name: 'timeout', type: 'duration', default: 0, usage: 'How long to go on; zero: until it is done.' },
  ],
  *run(invocation) {
    const { args, flags, err } = invocation;
    if (args.length === 0 && flags.strings('filename').length === 0)
      throw failure('required resource not specified');
    if (flags.int('revision') < 0)
      throw failure(`revision must be a positive integer: ${flags.int('revision')}`);
    const options = chosenBy(invocation, args, { selector: flags.string('selector'), mayBeAll: true });
    const built = build(invocation, options);
    const errors: Error[] = [];
    const found = visit(invocation, built, errors);
    throwAll(errors);
    if (found.length === 0) {
      err(`No resources found in ${invocation.namespace} namespace.\n`);
      return 0;
    }
    for (const each of found) yield* follow(invocation, each);
    return 0;
  },
};

function* follow(invocation: Invocation, { mapping, namespace, name, object }: Found): Task {
  const { client, flags, out, host } = invocation;
  const revision = flags.int('revision');
  // A kind without rollouts is refused before anything is watched.
  rolloutStatus(object, revision > 0 ? revision : 0);
  const path = pathOf(mapping, namespace);
  const query = { fieldSelector: `metadata.name=${name}` };
  const list = client.get(path, query) as KubeDocument & { items?: readonly KubeDocument[] };
  const show = (each: KubeDocument): boolean => {
    const { text, isDone } = rolloutStatus({ ...each, kind: mapping.kind }, revision);
    out(text);
    return isDone || !flags.bool('watch');
  };
  for (const each of list.items ?? []) if (show(each)) return;
  const timeoutMs = flags.duration('timeout');
  const untilMs = timeoutMs > 0 ? host.epochNowMs() + timeoutMs : Number.POSITIVE_INFINITY;
  const resourceVersion = list.metadata?.resourceVersion ?? '';
  const watch = client.open(path, { ...query, watch: 'true', resourceVersion });
  try {
    for (;;) {
      const event = yield* nextBefore(watch, untilMs, () => host.epochNowMs());
      if (event === 'late' || event === undefined) throw failure('timed out waiting for the condition');
      if (event.type === 'DELETED') throw failure('object has been deleted');
      if (show(event.object as KubeDocument)) return;
    }
  } finally {
    watch.stop();
  }
}
