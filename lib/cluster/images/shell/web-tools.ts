import type { Task } from '../../process';
import type { Call, Tool } from './tools';

/** wget and curl as far as lessons use them: GET of one address, quiet or not, a time limit. */
export const webTools: Readonly<Record<string, Tool>> = { wget, curl };

interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function parseUrl(text: string): Url | undefined {
  const [, host = '', port = '80', path = ''] =
    /^(?:https?:\/\/)?([^/:?#]+)(?::(\d+))?([/?].*)?$/.exec(text) ?? [];
  return host === ''
    ? undefined
    : { host, port: Number(port), path: path.startsWith('/') ? path : `/${path}` };
}

/** The value behind one of these options, separated or attached. */
function optionOf(args: readonly string[], ...names: string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (names.includes(arg)) return args[index + 1];
    const name = names.find(
      (each) => arg.startsWith(each) && arg.length > each.length && !each.startsWith('--'),
    );
    if (name) return arg.slice(name.length);
    const long = names.find((each) => arg.startsWith(`${each}=`));
    if (long) return arg.slice(long.length + 1);
  }
  return undefined;
}

function addressOf(args: readonly string[], withValue: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith('-') && !withValue.includes(args[index - 1] ?? '')) ?? '';
}

function* wget({ args, shell, streams }: Call): Task<number> {
  const address = addressOf(args, ['-O', '-T', '--timeout', '-t', '--tries']);
  const url = parseUrl(address);
  const isQuiet = args.some((arg) => /^-[a-zA-Z]*q/.test(arg));
  if (url === undefined) return say(streams, 'wget: bad address\n', 1);
  const limitMs = Number(optionOf(args, '-T', '--timeout') ?? 900) * 1000;
  if (!isQuiet) streams.err(`Connecting to ${url.host}:${url.port}\n`);
  const answer = yield* shell.context.dial(url.host, url.port, request('GET', url, 'Wget'), limitMs);
  if ('failure' in answer) {
    const where = `${url.host} (${answer.address ?? url.host}:${url.port})`;
    const text = {
      refused: `wget: can't connect to remote host (${answer.address ?? url.host}): Connection refused\n`,
      timeout: 'wget: download timed out\n',
      unknownHost: `wget: bad address '${url.host}'\n`,
      reset: `wget: error getting response: Connection reset by peer\n`,
      unreachable: `wget: can't connect to remote host ${where}: No route to host\n`,
    };
    return say(streams, text[answer.failure], 1);
  }
  if (answer.status >= 400)
    return say(
      streams,
      `wget: server returned error: HTTP/1.1 ${answer.status} ${reasonOf(answer.status)}\n`,
      1,
    );
  const file = optionOf(args, '-O') ?? optionOf(args, '-qO');
  if (file === undefined || file === '-') streams.out(answer.body);
  else shell.context.files.write(shell.resolve(file), answer.body);
  return 0;
}

function* curl({ args, shell, streams }: Call): Task<number> {
  const valued = [
    '-o',
    '-m',
    '--max-time',
    '--connect-timeout',
    '-H',
    '--header',
    '-X',
    '--request',
    '-d',
    '-w',
    '--retry',
  ];
  const url = parseUrl(addressOf(args, valued));
  const flags = args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
  const isSilent = flags.includes('s') || args.includes('--silent');
  if (url === undefined) return say(streams, 'curl: (2) no URL specified\n', 2);
  const limitMs = Number(optionOf(args, '-m', '--max-time', '--connect-timeout') ?? 135) * 1000;
  const method = optionOf(args, '-X', '--request') ?? (flags.includes('I') ? 'HEAD' : 'GET');
  const startedMs = shell.context.simulation.nowMs;
  const answer = yield* shell.context.dial(url.host, url.port, request(method, url, 'curl/8.14.1'), limitMs);
  if ('failure' in answer) {
    const tookMs = shell.context.simulation.nowMs - startedMs;
    const failed = `Failed to connect to ${url.host} port ${url.port} after ${tookMs} ms: Could not connect to server`;
    const [code, text] = {
      refused: [7, failed] as const,
      timeout: [28, `Connection timed out after ${tookMs} milliseconds`] as const,
      unknownHost: [6, `Could not resolve host: ${url.host}`] as const,
      reset: [56, 'Recv failure: Connection reset by peer'] as const,
      unreachable: [7, failed] as const,
    }[answer.failure];
    return say(streams, isSilent && !flags.includes('S') ? '' : `curl: (${code}) ${text}\n`, code);
  }
  const { status, body, headers = {} } = answer;
  if (args.some((arg) => arg === '-f' || arg === '--fail') && status >= 400)
    return say(streams, `curl: (22) The requested URL returned error: ${status}\n`, 22);
  if (flags.includes('i') || flags.includes('I'))
    streams.out(
      `HTTP/1.1 ${status} ${reasonOf(status)}\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\n`)
        .join('')}\n`,
    );
  const file = optionOf(args, '-o');
  if (!flags.includes('I') && file === undefined) streams.out(body);
  const format = optionOf(args, '-w', '--write-out');
  if (format) streams.out(format.replaceAll('%{http_code}', String(status)).replaceAll('\\n', '\n'));
  return 0;
}

const request = (method: string, { host, path }: Url, agent: string) => ({
  method,
  path,
  headers: { Host: host, 'User-Agent': agent, Accept: '*/*' },
});

function say(streams: Call['streams'], text: string, code: number): number {
  if (text) streams.err(text);
  return code;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The words behind a status, as servers send them. */
export const reasonOf = (status: number) => reasons[status] ?? '';
