import { timestamp } from '../../api/time';
import { Gate, type Task } from '../../process';
import { fileTools } from './file-tools';
import { ExitSignal, type Shell, type Streams } from './shell';
import { textTools } from './text-tools';
import { webTools } from './web-tools';

/** One call of a tool. */
export interface Call {
  readonly args: readonly string[];
  readonly shell: Shell;
  readonly streams: Streams;
}
export type Tool = (call: Call) => number | Task<number>;

/** What a busybox has, as far as lessons use it. Options that are not listed are passed over. */
const shellTools: Readonly<Record<string, Tool>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  exit: ({ args: [code], shell }) => {
    throw new ExitSignal(code === undefined ? shell.status : Number(code) & 255);
  },
  sleep,
  wait: ({ shell }) => shell.wait(),
  trap: ({ args: [script = '-', ...signals], shell }) => {
    for (const signal of signals) shell.setTrap(script, signal);
    return 0;
  },
  set: () => 0,
  export: ({ args, shell }) => {
    for (const arg of args) {
      const [name = '', value] = splitOnce(arg, '=');
      if (value !== undefined) shell.variables.set(name, value);
    }
    return 0;
  },
  cd: ({ args: [path = '/'], shell, streams }) => {
    const to = shell.resolve(path);
    if (!shell.context.files.isDirectory(to)) {
      streams.err(`sh: cd: can't cd to ${path}: No such file or directory\n`);
      return 2;
    }
    shell.cwd = to;
    return 0;
  },
  pwd: ({ shell, streams }) => print(streams, shell.cwd),
  env: ({ shell, streams }) =>
    print(streams, [...shell.variables].map(([name, value]) => `${name}=${value}`).join('\n')),
  printenv: ({ args: [name], shell, streams }) => {
    if (name === undefined)
      return print(streams, [...shell.variables].map(([key, value]) => `${key}=${value}`).join('\n'));
    const value = shell.variables.get(name);
    return value === undefined ? 1 : print(streams, value);
  },
  hostname: ({ args: [flag], shell, streams }) =>
    print(streams, flag === '-i' ? shell.context.podIP : shell.context.hostname),
  whoami: ({ streams }) => print(streams, 'root'),
  id: ({ streams }) => print(streams, 'uid=0(root) gid=0(root) groups=0(root)'),
  uname: ({ args: [flag], shell, streams }) =>
    print(
      streams,
      flag === '-a' ? `Linux ${shell.context.hostname} 6.12.48+deb13-amd64 x86_64 GNU/Linux` : 'Linux',
    ),
  nproc: ({ streams }) => print(streams, '2'),
  ps: ({ shell, streams }) =>
    print(streams, `PID   USER     TIME  COMMAND\n    1 root      0:00 ${shell.context.argv.join(' ')}`),
  date: ({ args: [format], shell, streams }) => {
    const [date = '', time = ''] = timestamp(shell.context.simulation.epochNowMs).slice(0, -1).split('T');
    const seconds = Math.floor(shell.context.simulation.epochNowMs / 1000);
    const parts: Readonly<Record<string, string>> = {
      F: date,
      T: time,
      s: String(seconds),
      H: time.slice(0, 2),
      M: time.slice(3, 5),
      S: time.slice(6),
    };
    if (!format?.startsWith('+')) return print(streams, `${date} ${time} UTC`);
    return print(
      streams,
      format.slice(1).replace(/%([FTsHMS])/g, (_, letter: string) => parts[letter] ?? ''),
    );
  },
  kill: ({ args, shell }) => {
    const isHard = args[0] === '-9' || args[0] === '-KILL';
    // Process 1 is safe from SIGKILL of its own children; other signals go to its handler.
    if (args.at(-1) === '1' && !isHard) shell.context.signal();
    return 0;
  },
  stress: ({ args, shell }) => shell.context.become(stressing(args)),
};

export const tools: Readonly<Record<string, Tool>> = {
  ...shellTools,
  ...fileTools,
  ...textTools,
  ...webTools,
};

export function print(streams: Streams, text: string): number {
  streams.out(`${text}\n`);
  return 0;
}

function* sleep({ args, streams }: Call): Task<number> {
  let ms = 0;
  for (const arg of args) {
    if (arg === 'infinity' || arg === 'inf') yield new Gate<unknown>();
    const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(arg) ?? [];
    if (amount === undefined) {
      streams.err(`sleep: invalid number '${arg}'\n`);
      return 1;
    }
    ms += Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit || 's'] ?? 1) * 1000;
  }
  yield Math.min(Math.round(ms), Number.MAX_SAFE_INTEGER / 2);
  return 0;
}

/** stress(1): `--vm N --vm-bytes B`, `--cpu N`, `--timeout S`. */
function stressing(args: readonly string[]) {
  const option = (...names: string[]) => args[args.findIndex((arg) => names.includes(arg)) + 1] ?? '';
  const has = (...names: string[]) => args.some((arg) => names.includes(arg));
  const [, amount = '0', unit = ''] = /^(\d+)([bkmg]?)$/i.exec(option('--vm-bytes')) ?? [];
  const bytes = Number(amount) * 1024 ** ({ k: 1, m: 2, g: 3 }[unit.toLowerCase()] ?? 0);
  const workers = has('--vm', '-m') ? Number(option('--vm', '-m')) || 1 : 0;
  const cores = has('--cpu', '-c') ? Number(option('--cpu', '-c')) || 1 : 0;
  const seconds = has('--timeout', '-t') ? Number.parseInt(option('--timeout', '-t'), 10) || 0 : 0;
  return {
    memoryBytes: 4 * 2 ** 20 + workers * (bytes || 256 * 2 ** 20),
    cpuMilli: 1 + 1000 * (cores + workers),
    ...(seconds > 0 && { ends: { afterMs: seconds * 1000, exitCode: 0 } }),
    term: { afterMs: 10, exitCode: 0 },
  };
}

export function splitOnce(text: string, by: string): readonly [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + by.length)];
}
