import type { Task } from '../../cluster/process';
import { at, withAt } from '../apply/json-value';
import { outcomePrinter } from '../apply/outcome';
import { sendPatch } from '../apply/patcher';
import { allFlag, dryRunOf } from '../apply/write-flags';
import { failure, isConflict } from '../cli-error';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';
import { pathOf } from '../resource/rest-mapper';
import { chosenBy, type Found, forEachObject } from './change-objects';

/** `kubectl scale` (k8s.io/kubectl/pkg/cmd/scale/scale.go, pkg/scale). --timeout waits until the new number runs. */
export const scale: Verb = {
  name: 'scale',
  completes: 'resources',
  summary: 'Set a new size for a deployment, replica set, or replication controller.',
  usage:
    'kubectl scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  flags: [
    ...filenameFlags,
    dryRunFlag,
    ...printFlags,
    selectorFlag,
    allFlag,
    { name: 'replicas', type: 'int', isRequired: true, usage: 'The new number.' },
    { name: 'current-replicas', type: 'int', default: -1, usage: 'Only if this is the number now.' },
    { name: 'resource-version', type: 'string', usage: 'Only if the object is still of this version.' },
    {
      name: 'timeout',
      type: 'duration',
      default: 0,
      usage: 'How long to wait until it is so; zero: not at all.',
    },
  ],
  run: (invocation) => {
    const { args, flags } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = outcomePrinter(invocation, 'scaled', dryRun);
    const replicas = flags.int('replicas');
    if (replicas < 0)
      throw failure('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    if (flags.int('current-replicas') < -1)
      throw failure('The --current-replicas must specify an integer of -1 or greater');
    const options = chosenBy(invocation, args, {
      selector: flags.string('selector'),
      isAll: flags.bool('all'),
    });
    return forEachObject(
      invocation,
      options,
      function* (found) {
        if (dryRun === 'client') {
          print(found.object);
          return;
        }
        yield* scaleOne(invocation, found, replicas, dryRun === 'server' ? { dryRun: 'All' } : {});
        print(found.object);
      },
      'no objects passed to scale',
    );
  },
};

const retryMs = 100;

function* scaleOne(
  invocation: Invocation,
  found: Found,
  replicas: number,
  query: Record<string, string>,
): Task {
  const { flags, client, host } = invocation;
  const { mapping, namespace, name } = found;
  const [current, version] = [flags.int('current-replicas'), flags.string('resource-version')];
  const timeoutMs = flags.duration('timeout');
  if (current < 0 && version === '')
    sendPatch(invocation, found, 'merge', { spec: { replicas } }, query, 'scale');
  else {
    // With a condition the number is read, compared and written; a conflict is tried again for as long as --timeout says.
    const path = pathOf(mapping, namespace, name, 'scale');
    for (const untilMs = host.epochNowMs() + timeoutMs; ; ) {
      const before = client.get(path) as KubeDocument;
      const count = Number(at(before, 'spec', 'replicas') ?? 0);
      if (current >= 0 && count !== current)
        throw new Error(`Expected replicas to be ${current}, was ${count}`);
      const actual = before.metadata?.resourceVersion;
      if (version !== '' && actual !== version)
        throw new Error(`Expected resource version to be ${version}, was ${actual}`);
      try {
        client.request({ method: 'PUT', path, query, body: withAt(before, ['spec', 'replicas'], replicas) });
        break;
      } catch (error) {
        if (!isConflict(error) || host.epochNowMs() >= untilMs) throw error;
        yield retryMs;
      }
    }
  }
  if (timeoutMs > 0) yield* waitForScale(invocation, found, replicas, host.epochNowMs() + timeoutMs);
}

/** scale.WaitForScaleHasDesiredReplicas: asks twice a second whether the status has the number. */
function* waitForScale({ client, host }: Invocation, found: Found, replicas: number, untilMs: number): Task {
  const path = pathOf(found.mapping, found.namespace, found.name, 'scale');
  for (;;) {
    const scaled = client.get(path);
    if (at(scaled, 'status', 'replicas') === replicas && at(scaled, 'spec', 'replicas') === replicas) return;
    if (host.epochNowMs() >= untilMs) throw new Error('timed out waiting for the condition');
    yield 500;
  }
}
