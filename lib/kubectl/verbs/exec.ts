import type { ExecResult } from '../../cluster/kube-apiserver/kubelet-endpoint.types';
import { at } from '../apply/json-value';
import { ApiError, failure, usageError } from '../cli-error';
import { filenameFlags } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Flag, Invocation, Verb } from '../kubectl.types';
import { pathOf } from '../resource/rest-mapper';
import { attachablePod } from './attachable-pod';
import { argsBeforeDashes } from './create/create-subcommand';

/** `kubectl exec` (k8s.io/kubectl/pkg/cmd/exec/exec.go): a command in a container, from beginning to end. Left out: typing into it. */
export const containerFlags: readonly Flag[] = [
  { name: 'container', short: 'c', type: 'string', usage: 'Which container; the first, if not said.' },
  { name: 'stdin', short: 'i', type: 'bool', usage: 'Hand the input on.' },
  { name: 'tty', short: 't', type: 'bool', usage: 'Give it a terminal.' },
  { name: 'quiet', short: 'q', type: 'bool', usage: 'Only the output of the container.' },
  {
    name: 'pod-running-timeout',
    type: 'duration',
    default: 60_000,
    usage: 'How long to wait until it runs.',
  },
];

const shells = new Set(['sh', 'bash', 'ash', 'zsh', '/bin/sh', '/bin/bash']);

export const exec: Verb = {
  name: 'exec',
  completes: 'pods',
  summary: 'Execute a command in a container.',
  usage: 'kubectl exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
  flags: [...containerFlags, ...filenameFlags],
  *run(invocation) {
    const { stdin, flags, out, err, client } = invocation;
    const command = commandOf(invocation);
    const pod = yield* attachablePod(
      invocation,
      argsBeforeDashes(invocation)[0] ?? '',
      flags.strings('filename'),
    );
    checkExecutable(invocation, pod, command);
    const { namespace = '', name = '' } = pod.metadata ?? {};
    let result: ExecResult;
    try {
      result = client.request({
        method: 'POST',
        path: pathOf(
          { group: '', version: 'v1', plural: 'pods', isNamespaced: true },
          namespace,
          name,
          'exec',
        ),
        query: {
          container: containerOf(invocation, pod),
          command,
          stdout: 'true',
          stderr: 'true',
        },
        body: flags.bool('stdin') ? stdin : '',
      }) as ExecResult;
    } catch (error) {
      // What the kubelet has to say comes over the stream, not as the server's answer.
      if (error instanceof ApiError && error.status.reason === 'InternalError') throw failure(error.message);
      throw error;
    }
    if (result.stdout !== '') out(result.stdout);
    if (result.stderr !== '') err(result.stderr);
    if (result.exitCode !== 0) err(`command terminated with exit code ${result.exitCode}\n`);
    return result.exitCode;
  },
};

/** What stands behind `--`. Throws kubectl's refusals. */
function commandOf(invocation: Invocation): readonly string[] {
  const { args, argsAfterDashes = [], flags } = invocation;
  if (argsBeforeDashes(invocation).length === 0 && flags.strings('filename').length === 0)
    throw failure('pod, type/name or --filename must be specified');
  if (invocation.argsAfterDashes === undefined && args.length > 1)
    throw usageError(
      invocation,
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  if (argsAfterDashes.length === 0) throw failure('you must specify at least one command for the container');
  return argsAfterDashes;
}

function checkExecutable({ flags, stdin }: Invocation, pod: KubeDocument, command: readonly string[]): void {
  const phase = at(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed')
    throw failure(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const [program = ''] = command;
  if (command.length === 1 && shells.has(program) && flags.bool('stdin') && stdin === '')
    throw failure(
      `typing into a container is not simulated in this cluster; give it the command at once, as in: kubectl exec ${pod.metadata?.name} -- ${program} -c 'ls /'`,
    );
}

/** -c, or the default one (podcmd.FindOrDefaultContainerByName). */
export function containerOf({ flags, err }: Invocation, pod: KubeDocument): string {
  const given = flags.string('container');
  if (given !== '') return given;
  const all = [at(pod, 'spec', 'containers'), at(pod, 'spec', 'initContainers')].flatMap((list) =>
    Array.isArray(list) ? list.map((each: unknown) => String(at(each, 'name'))) : [],
  );
  const annotated = pod.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated !== undefined && all.includes(annotated)) return annotated;
  const [first = '', ...others] = all;
  if (others.length > 0 && !flags.bool('quiet'))
    err(`Defaulted container ${JSON.stringify(first)} out of: ${shownNames(pod)}\n`);
  return first;
}

function shownNames(pod: KubeDocument): string {
  const names = (field: string, mark: string) => {
    const list = at(pod, 'spec', field);
    return Array.isArray(list) ? list.map((each: unknown) => `${at(each, 'name')}${mark}`) : [];
  };
  return [
    ...names('containers', ''),
    ...names('initContainers', ' (init)'),
    ...names('ephemeralContainers', ' (ephem)'),
  ].join(', ');
}
