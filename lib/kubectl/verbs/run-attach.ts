import type { Task } from '../../cluster/process';
import { at, type Json } from '../apply/json-value';
import { failure } from '../cli-error';
import type { Invocation } from '../kubectl.types';
import { pathOf } from '../resource/rest-mapper';
import { deleteOne, nextBefore } from './delete-objects';

/**
 * What `kubectl run -i` and `--attach` do behind the creation (pkg/cmd/run/run.go, handleAttachPod): wait until the container
 * runs, show its output until it ends, give its exit code on, and with --rm delete the Pod. Left out: typing into a container.
 */
const shells = new Set(['sh', 'bash', 'ash', '/bin/sh', '/bin/bash', 'zsh']);

/** A shell in a container that waits for the keyboard cannot be had here. Throws. */
export function refuseInteractive({ args, stdin, flags }: Invocation): void {
  const [, ...command] = args;
  const isShell = command.length === 0 || (command.length === 1 && shells.has(command[0] ?? ''));
  if (isShell && flags.bool('stdin') && stdin === '')
    throw failure(
      'typing into a container is not simulated in this cluster; say what it is to do behind --, as in: -- wget -qO- http://web',
    );
}

const podsPath = (namespace: string, name: string, part = '') =>
  pathOf({ group: '', version: 'v1', plural: 'pods', isNamespaced: true }, namespace, name, part);

export function* attachToRun(invocation: Invocation, created: readonly Json[]): Task<number> {
  const { flags, err } = invocation;
  const [pod] = created;
  const name = String(at(pod, 'metadata', 'name'));
  try {
    const restart = at(pod, 'spec', 'restartPolicy');
    yield* waitForPhase(
      invocation,
      name,
      ['Running', 'Succeeded', 'Failed'],
      flags.duration('pod-running-timeout'),
    );
    if (!flags.bool('quiet')) {
      err(
        'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\n',
      );
      err("If you don't see a command prompt, try pressing enter.\n");
    }
    yield* followLog(invocation, name);
    if (restart === 'Always' || flags.bool('leave-stdin-open')) return 0;
    const last = yield* waitForPhase(invocation, name, ['Succeeded', 'Failed'], Number.POSITIVE_INFINITY);
    if (at(last, 'status', 'phase') === 'Succeeded') return 0;
    const terminated = at(last, 'status', 'containerStatuses', 0, 'state', 'terminated');
    const code = Number(at(terminated, 'exitCode') ?? 0);
    const full = `${at(last, 'metadata', 'namespace')}/${name}`;
    if (code === 0) throw failure(`pod ${full} failed with unknown exit code`);
    err(`pod ${full} terminated (${at(terminated, 'reason') ?? ''})\n${at(terminated, 'message') ?? ''}\n`);
    return code;
  } finally {
    if (flags.bool('rm')) removeCreated(invocation, created);
  }
}

function* waitForPhase(
  invocation: Invocation,
  name: string,
  phases: readonly string[],
  timeoutMs: number,
): Task<unknown> {
  const { client, namespace, host } = invocation;
  const query = { fieldSelector: `metadata.name=${name}` };
  const list = client.get(podsPath(namespace, ''), query);
  let pod = at(list, 'items', 0);
  const isThere = () => phases.includes(String(at(pod, 'status', 'phase')));
  if (isThere()) return pod;
  const resourceVersion = String(at(list, 'metadata', 'resourceVersion') ?? '');
  const watch = client.open(podsPath(namespace, ''), { ...query, watch: 'true', resourceVersion });
  const untilMs = host.epochNowMs() + timeoutMs;
  try {
    for (;;) {
      const event = yield* nextBefore(watch, untilMs, () => host.epochNowMs());
      if (event === 'late' || event === undefined) throw failure('timed out waiting for the condition');
      if (event.type === 'DELETED') throw failure(`pods ${JSON.stringify(name)} not found`);
      pod = event.object;
      if (isThere()) return pod;
    }
  } finally {
    watch.stop();
  }
}

function* followLog({ client, namespace, out }: Invocation, name: string): Task {
  const log = client.open(podsPath(namespace, name, 'log'), { follow: 'true' });
  try {
    for (let text = yield* log.next(); text !== undefined; text = yield* log.next()) out(String(text));
  } finally {
    log.stop();
  }
}

function removeCreated(invocation: Invocation, created: readonly Json[]): void {
  const { namespace, out, flags } = invocation;
  for (const object of created) {
    const isPod = object.kind === 'Pod';
    const name = String(at(object, 'metadata', 'name'));
    const mapping = { group: '', version: 'v1', plural: isPod ? 'pods' : 'services', isNamespaced: true };
    deleteOne(
      invocation,
      { mapping, namespace, name },
      { gracePeriodSeconds: -1, propagationPolicy: 'Background' },
    );
    if (!flags.bool('quiet'))
      out(`${isPod ? 'pod' : 'service'} "${name}" deleted from ${namespace} namespace\n`);
  }
}
