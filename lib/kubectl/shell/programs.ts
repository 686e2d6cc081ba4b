import type { Task } from '../../cluster/process';
import { curl } from './curl';
import { getopt, UsageError } from './options';
import { immediate, type Program, type ProgramContext } from './program.types';

/** The programs that are no filters: echo, printf, ls, rm, touch, sleep, watch, xargs, editors. */
const echo = immediate(({ args, out }) => {
  let isPlain = true;
  let end = '\n';
  let first = 0;
  for (; /^-[neE]+$/.test(args[first] ?? ''); first++) {
    if (args[first]?.includes('n')) end = '';
    if (args[first]?.includes('e')) isPlain = false;
  }
  const text = args.slice(first).join(' ');
  out((isPlain ? text : withEscapes(text)) + end);
  return 0;
});

const withEscapes = (text: string) =>
  text.replace(/\\([ntr\\])/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? '\\');

const printf = immediate(({ args, out }) => {
  const [format = '', ...values] = args;
  const slots = format.replaceAll('%%', '').match(/%[sdq]/g)?.length ?? 0;
  let at = 0;
  do {
    out(
      withEscapes(format).replace(/%([sdq%])/g, (_, kind: string) =>
        kind === '%' ? '%' : kind === 'd' ? String(Number(values[at++] ?? 0)) : (values[at++] ?? ''),
      ),
    );
  } while (slots > 0 && at < values.length);
  return 0;
});

const ls = immediate(({ host, args, out, err }) => {
  const { operands } = getopt('ls', args, 'l a A h 1');
  const names = operands.length > 0 ? operands : [...host.listFiles('.')];
  let exitCode = 0;
  for (const name of names) {
    const inside = host.listFiles(name);
    if (operands.length > 0 && host.readFile(name) === undefined) {
      if (inside.length > 0) out(inside.map((each) => `${each}\n`).join(''));
      else {
        err(`ls: cannot access '${name}': No such file or directory\n`);
        exitCode = 2;
      }
    } else out(`${name}\n`);
  }
  return exitCode;
});

const rm = immediate(({ host, args, err }) => {
  const { flags, operands } = getopt('rm', args, 'f r R force=f recursive=r');
  if (operands.length === 0 && !flags.has('f')) throw new UsageError('rm: missing operand');
  let exitCode = 0;
  for (const name of operands) {
    if (host.removeFile(name) || flags.has('f')) continue;
    err(`rm: cannot remove '${name}': No such file or directory\n`);
    exitCode = 1;
  }
  return exitCode;
});

const touch = immediate(({ host, args }) => {
  for (const name of args) if (host.readFile(name) === undefined) host.writeFile(name, '');
  return 0;
});

/** `1.5`, `2s`, `3m`; NaN when it is none. */
function secondsOf(text: string): number {
  const found = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  if (found === null) return Number.NaN;
  return Number(found[1]) * ({ m: 60, h: 3600, d: 86_400 }[found[2] ?? ''] ?? 1);
}

const sleep: Program = function* ({ args }) {
  if (args.length === 0) throw new UsageError('sleep: missing operand');
  let seconds = 0;
  for (const arg of args) {
    const each = secondsOf(arg);
    if (Number.isNaN(each)) throw new UsageError(`sleep: invalid time interval '${arg}'`);
    seconds += each;
  }
  yield seconds * 1000;
  return 0;
};

/** watch(1) on a terminal that scrolls: the screen is cleared with the usual control characters before each run. */
const watch: Program = function* (context) {
  let everySeconds = 2;
  let rest = [...context.args];
  while (rest[0]?.startsWith('-')) {
    const option = rest[0];
    const joined = /^(?:-n|--interval=?)(.+)$/.exec(option);
    const isInterval = joined !== null || option === '-n' || option === '--interval';
    if (isInterval) {
      const value = joined?.[1] ?? rest[1] ?? '';
      everySeconds = Math.max(0.1, secondsOf(value));
      if (Number.isNaN(everySeconds)) throw new UsageError(`watch: failed to parse argument: '${value}'`);
    }
    rest = rest.slice(isInterval && joined === null ? 2 : 1);
  }
  if (rest.length === 0) throw new UsageError('Usage: watch [options] command');
  for (;;) {
    context.out(`\x1b[H\x1b[2JEvery ${everySeconds.toFixed(1)}s: ${rest.join(' ')}\n\n`);
    // Like watch, the words are given to the shell again as one line.
    yield* context.run(rest, '');
    yield everySeconds * 1000;
  }
};

const xargs: Program = function* (context): Task<number> {
  let rest = [...context.args];
  let replaced = '';
  let most = Number.POSITIVE_INFINITY;
  for (;;) {
    const [, letter = '', joined = ''] = /^-([Inrt])(.*)$/.exec(rest[0] ?? '') ?? [];
    if (letter === '') break;
    const value = joined !== '' ? joined : (rest[1] ?? '');
    if (letter === 'I') replaced = value;
    else if (letter === 'n') most = Math.max(1, Number(value) || 1);
    rest = rest.slice(joined !== '' || letter === 'r' || letter === 't' ? 1 : 2);
  }
  const command = rest.length > 0 ? rest : ['echo'];
  const items = context.stdin.split(replaced === '' ? /\s+/ : '\n').filter((item) => item !== '');
  if (replaced !== '') {
    for (const item of items) {
      const exitCode = yield* context.run(
        command.map((word) => word.split(replaced).join(item)),
        '',
      );
      if (exitCode !== 0) return 123;
    }
    return 0;
  }
  for (let at = 0; at < items.length || (at === 0 && rest.length === 0); at += most) {
    const exitCode = yield* context.run([...command, ...items.slice(at, at + most)], '');
    if (exitCode !== 0) return 123;
    if (most === Number.POSITIVE_INFINITY) break;
  }
  return 0;
};

const editor: Program = function* ({ host, args, err }: ProgramContext): Task<number> {
  const name = args.find((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
  if (name === undefined || host.edit === undefined) {
    err('No editor: write files with a here-document (cat > FILE <<EOF).\n');
    return 1;
  }
  const text = yield* host.edit(name, host.readFile(name) ?? '');
  if (text !== undefined) host.writeFile(name, text);
  return 0;
};

export const programs: Readonly<Record<string, Program>> = {
  echo,
  printf,
  ls,
  rm,
  touch,
  sleep,
  watch,
  xargs,
  curl,
  vi: editor,
  vim: editor,
  nano: editor,
  true: immediate(() => 0),
  false: immediate(() => 1),
  pwd: immediate(({ out }) => {
    out('/home/learner\n');
    return 0;
  }),
  clear: immediate(({ out }) => {
    out('\x1b[H\x1b[2J');
    return 0;
  }),
  env: immediate(({ variables, out }) => {
    for (const [name, value] of variables) out(`${name}=${value}\n`);
    return 0;
  }),
};
