import { failure, notSimulated, usageError } from '../cli-error';
import type { Flag, Verb } from '../kubectl.types';
import { attachablePod } from './attachable-pod';
import { containerFlags } from './exec';

/** Verbs that need a network of the learner's own, a shell inside a container or other things that are not simulated. They say so. */
export const portForward: Verb = {
  name: 'port-forward',
  completes: 'pods',
  summary: 'Forward one or more local ports to a pod (not simulated).',
  usage:
    'kubectl port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  flags: [
    { name: 'address', type: 'strings', usage: 'Addresses to listen on.' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: 60_000,
      usage: 'How long to wait until it runs.',
    },
  ],
  *run(invocation) {
    const { args } = invocation;
    if (args.length < 2)
      throw usageError(invocation, 'TYPE/NAME and list of ports are required for port-forward');
    yield* attachablePod(invocation, args[0] ?? '');
    throw notSimulated('kubectl port-forward');
  },
};

const any = (names: string, type: Flag['type']): Flag[] =>
  names.split(' ').map((name) => ({ name, type, usage: '' }));

const absent = (name: string, summary: string, flags: readonly Flag[]): Verb => ({
  name,
  summary: `${summary} (not simulated).`,
  usage: `kubectl ${name} [options]`,
  flags,
  run: () => {
    throw notSimulated(`kubectl ${name}`);
  },
});

export const proxy = absent('proxy', 'Run a proxy to the Kubernetes API server', [
  { name: 'port', short: 'p', type: 'int', usage: '' },
  ...any(
    'accept-hosts accept-paths address api-prefix reject-methods reject-paths unix-socket www www-prefix',
    'string',
  ),
]);

export const cp: Verb = {
  ...absent('cp', 'Copy files and directories to and from containers', [
    { name: 'container', short: 'c', type: 'string', usage: '' },
    { name: 'no-preserve', type: 'bool', usage: '' },
    { name: 'retries', type: 'int', usage: '' },
  ]),
  run: (invocation) => {
    const { args } = invocation;
    if (args.length !== 2) throw usageError(invocation, 'source and destination are required');
    if (!args.some((arg) => arg.includes(':')))
      throw failure('one of src or dest must be a remote file specification');
    throw notSimulated('kubectl cp');
  },
};

export const debug: Verb = {
  ...absent('debug', 'Create debugging sessions for troubleshooting workloads and nodes', [
    ...containerFlags,
    ...any('copy-to image profile target', 'string'),
  ]),
  run: ({ flags }) => {
    if (flags.string('image') === '' && flags.string('copy-to') === '')
      throw failure('you must specify --image when not using --copy-to.');
    throw notSimulated('kubectl debug');
  },
};

export const attach: Verb = {
  name: 'attach',
  completes: 'pods',
  summary: 'Attach to a running container (not simulated).',
  usage: 'kubectl attach (POD | TYPE/NAME) -c CONTAINER [options]',
  flags: containerFlags,
  *run(invocation) {
    const { args } = invocation;
    if (args.length === 0) throw failure('at least 1 argument is required for attach');
    yield* attachablePod(invocation, args[0] ?? '');
    throw notSimulated('kubectl attach');
  },
};
