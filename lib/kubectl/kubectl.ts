import type { Task } from '../cluster/process';
import { errorText, failure, notSimulated } from './cli-error';
import { type CommandLine, flagsOf, parseCommandLine, parseDuration } from './command-line';
import { helpText } from './help';
import { type Invocation, KubectlError, type KubectlHost, type Terminal, type Verb } from './kubectl.types';
import { RestClient } from './resource/rest-client';
import { suggestions } from './suggestions';
import { root } from './verbs';

/**
 * The door: one command line of kubectl, without the word `kubectl` (cmd/kubectl, pkg/cmd/cmd.go). Left out: plugins,
 * kuberc, verbose logs.
 * @returns the exit code
 */
export function* run(host: KubectlHost, words: readonly string[], terminal: Terminal): Task<number> {
  try {
    const line = parseCommandLine(root, words);
    return yield* execute(host, line, words, terminal);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
    const text = errorText(error);
    if (text !== '') terminal.err(text.endsWith('\n') ? text : `${text}\n`);
    return error instanceof KubectlError ? error.exitCode : 1;
  }
}

/** Everything a command wrote, for callers that do not need it while it runs. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a command and keeps what it writes. */
export function* collect(host: KubectlHost, words: readonly string[], stdin = ''): Task<Outcome> {
  const written = { stdout: '', stderr: '' };
  const exitCode = yield* run(host, words, {
    stdin,
    out: (text) => {
      written.stdout += text;
    },
    err: (text) => {
      written.stderr += text;
    },
  });
  return { ...written, exitCode };
}

function* execute(
  host: KubectlHost,
  line: CommandLine,
  words: readonly string[],
  terminal: Terminal,
): Task<number> {
  const { verb, path, args, flags } = line;
  if (flags.bool('help')) {
    terminal.out(helpText(verb, path));
    return 0;
  }
  if (verb.run === undefined) return withoutRun(verb, path, args, words, terminal);
  for (const { name, isNotSimulated } of flagsOf(verb))
    if (isNotSimulated && flags.isSet(name)) throw notSimulated(`--${name}`);
  const missing = flagsOf(verb).filter(({ name, isRequired }) => isRequired && !flags.isSet(name));
  if (missing.length > 0)
    throw failure(`required flag(s) ${missing.map(({ name }) => JSON.stringify(name)).join(', ')} not set`);
  const invocation = invocationOf(host, line, terminal);
  const running = verb.run(invocation);
  const exitCode = typeof running === 'number' ? running : yield* running;
  const { warningCount } = invocation.client;
  if (!flags.bool('warnings-as-errors') || warningCount === 0 || exitCode !== 0) return exitCode;
  throw failure(`${warningCount} warning${warningCount === 1 ? '' : 's'} received`);
}

/** `kubectl rollout` shows its help and fails; a word that is no verb is named. */
function withoutRun(
  verb: Verb,
  path: string,
  args: readonly string[],
  words: readonly string[],
  terminal: Terminal,
): number {
  if (args.length === 0) {
    (verb === root ? terminal.out : terminal.err)(helpText(verb, path));
    return verb === root ? 0 : 1;
  }
  if (verb === root)
    throw failure(`unknown command ${JSON.stringify(args[0])} for "kubectl"${suggestions(root, words)}`);
  const text =
    path === 'kubectl create'
      ? `Unexpected args: [${args.join(' ')}]`
      : `unknown command ${JSON.stringify(args.join(' '))}`;
  throw failure(`${text}\nSee '${path} -h' for help and examples`);
}

function invocationOf(host: KubectlHost, line: CommandLine, terminal: Terminal): Invocation {
  const { flags, args, argsAfterDashes, path } = line;
  const file = flags.string('kubeconfig');
  if (file !== '' && host.readFile(file) === undefined)
    throw failure(`stat ${file}: no such file or directory`);
  if (file !== '') throw notSimulated('--kubeconfig');
  const chosen = flags.string('context');
  const { config } = host;
  const context = config.contexts.find(({ name }) => name === (chosen || config.currentContext));
  if (chosen !== '' && context === undefined)
    throw new KubectlError(`Error in configuration: context was not found for specified context: ${chosen}`);
  const cluster = flags.string('cluster');
  if (cluster !== '' && !config.clusters.some(({ name }) => name === cluster))
    throw failure(`no server found for cluster ${JSON.stringify(cluster)}`);
  const user = flags.string('user');
  if (user !== '' && !config.contexts.some((each) => each.user === user))
    throw failure(`auth info ${JSON.stringify(user)} does not exist`);
  const timeout = flags.string('request-timeout') || '0';
  if (!/^\d+$/.test(timeout) && typeof parseDuration(timeout) === 'string')
    throw failure(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    );
  return {
    host,
    client: new RestClient(host, terminal.err),
    commandPath: path,
    args,
    argsAfterDashes,
    flags,
    namespace: flags.string('namespace') || context?.namespace || 'default',
    isNamespaceGiven: flags.string('namespace') !== '',
    stdin: terminal.stdin,
    out: terminal.out,
    err: terminal.err,
  };
}
