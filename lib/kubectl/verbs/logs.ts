import { parseTimestamp } from '../../cluster/api/time';
import type { Task } from '../../cluster/process';
import { failure, usageError } from '../cli-error';
import { selectorFlag } from '../flag-sets';
import type { Invocation, Verb } from '../kubectl.types';
import { StreamReader } from '../resource/rest-client';
import { type LogSource, logSources, podsOf } from './log-sources';

/** kubectl logs (kubectl/pkg/cmd/logs/logs.go). */
export const logs: Verb = {
  name: 'logs',
  summary: 'Print the logs of a container in a pod.',
  usage: 'kubectl logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  completes: 'pods',
  flags: [
    { name: 'all-containers', type: 'bool', usage: 'Logs of all containers of the pods.' },
    { name: 'all-pods', type: 'bool', usage: 'Logs of all pods, with their names in front.' },
    { name: 'container', short: 'c', type: 'string', usage: 'The container.' },
    { name: 'follow', short: 'f', type: 'bool', usage: 'Go on with what is written from now on.' },
    { name: 'ignore-errors', type: 'bool', usage: 'With -f, go on after errors.' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool', usage: 'Has no effect here.' },
    { name: 'limit-bytes', type: 'int', usage: 'At most so many bytes.' },
    { name: 'max-log-requests', type: 'int', default: 5, usage: 'How many logs may be followed at once.' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: 20_000,
      usage: 'How long to wait for a pod that runs.',
    },
    { name: 'prefix', type: 'bool', usage: 'Put pod and container before each line.' },
    { name: 'previous', short: 'p', type: 'bool', usage: 'Of the instance before the last restart.' },
    selectorFlag,
    { name: 'since', type: 'duration', usage: 'Only lines younger than this (5s, 2m).' },
    { name: 'since-time', type: 'string', usage: 'Only lines after this time (RFC 3339).' },
    { name: 'tail', type: 'int', default: -1, usage: 'Only the last lines; with a selector 10, else all.' },
    { name: 'timestamps', type: 'bool', usage: 'Put the time before each line.' },
  ],
  run: runLogs,
};

function* runLogs(invocation: Invocation): Task<number> {
  const { flags, args } = invocation;
  const [target = '', containerArg = '', ...more] = args;
  const hasSelector = flags.string('selector') !== '';
  if (hasSelector ? args.length > 1 : args.length === 0 || more.length > 0)
    throw usageError(
      invocation,
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  if (hasSelector && args.length === 1)
    throw usageError(invocation, 'only a selector (-l) or a POD name is allowed');
  if (flags.isSet('container') && containerArg !== '')
    throw failure('only one of -c or an inline [CONTAINER] arg is allowed');
  const container = flags.string('container') || containerArg;
  if (flags.isSet('since-time') && Number.isNaN(parseTimestamp(flags.string('since-time'))))
    throw failure(
      `parsing time ${JSON.stringify(flags.string('since-time'))} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(flags.string('since-time'))} as "2006"`,
    );
  const found = podsOf(invocation, target);
  check(invocation, container);
  const sources = logSources(invocation, yield* found, container);
  return yield* printLogs(invocation, sources);
}

function check({ flags }: Invocation, container: string): void {
  if (flags.bool('all-containers') && container !== '')
    throw failure(`--all-containers=true should not be specified with container name ${container}`);
  if (flags.isSet('since') && flags.isSet('since-time'))
    throw failure('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if (flags.isSet('limit-bytes') && flags.int('limit-bytes') < 1)
    throw failure('--limit-bytes must be greater than 0');
  if (flags.duration('since') < 0) throw failure('--since must be greater than 0');
  if (flags.int('tail') < -1) throw failure('--tail must be greater than or equal to -1');
}

function queryOf({ flags }: Invocation, { container }: LogSource): Record<string, string> {
  const tail = flags.isSet('tail') || flags.string('selector') === '' ? flags.int('tail') : 10;
  return {
    container,
    ...(flags.bool('follow') && { follow: 'true' }),
    ...(flags.bool('previous') && { previous: 'true' }),
    ...(flags.isSet('since') && { sinceSeconds: String(Math.ceil(flags.duration('since') / 1000)) }),
    ...(flags.isSet('since-time') && { sinceTime: flags.string('since-time') }),
    ...(flags.bool('timestamps') && { timestamps: 'true' }),
    ...(tail !== -1 && { tailLines: String(tail) }),
    ...(flags.isSet('limit-bytes') && { limitBytes: flags.string('limit-bytes') }),
  };
}

function* printLogs(invocation: Invocation, sources: readonly LogSource[]): Task<number> {
  const { flags, client, out } = invocation;
  const most = flags.int('max-log-requests');
  if (flags.bool('follow') && sources.length > most)
    throw failure(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
    );
  if (flags.bool('follow')) return yield* follow(invocation, sources);
  for (const source of sources) {
    const text = client.get(pathOf(source), queryOf(invocation, source));
    out(withPrefix(invocation, source, String(text)));
  }
  return 0;
}

const pathOf = ({ pod, namespace }: LogSource) => `/api/v1/namespaces/${namespace}/pods/${pod}/log`;

function withPrefix({ flags }: Invocation, { pod, container }: LogSource, text: string): string {
  if (!flags.bool('prefix') && !flags.bool('all-pods')) return text;
  return text.replace(/^(?=.)/gm, `[pod/${pod}/${container}] `);
}

/** Several logs side by side: whatever comes first is shown first. */
function* follow(invocation: Invocation, sources: readonly LogSource[]): Task<number> {
  const open = sources.map((source) => ({
    source,
    reader: invocation.client.open(pathOf(source), queryOf(invocation, source)),
  }));
  try {
    for (let waiting = [...open]; waiting.length > 0; ) {
      for (const { source, reader } of waiting)
        for (let piece = reader.take(); piece !== undefined; piece = reader.take())
          invocation.out(withPrefix(invocation, source, String(piece)));
      waiting = waiting.filter(({ reader }) => !reader.isOver);
      if (waiting.length > 0) yield* StreamReader.any(waiting.map(({ reader }) => reader));
    }
    return 0;
  } finally {
    for (const { reader } of open) reader.stop();
  }
}
