import { Gate } from '../../process';
import type { Call, Tool } from './tools';

/** Tools about files: cat, ls, touch, rm, mkdir, test. */
const isOption = (arg: string) => arg.startsWith('-') && arg.length > 1;

export const fileTools: Readonly<Record<string, Tool>> = {
  cat: ({ args, shell, streams }) => {
    if (args.length === 0) streams.out(streams.stdin);
    let status = 0;
    for (const arg of args.filter((each) => !isOption(each))) {
      const text = shell.context.files.read(shell.resolve(arg));
      if (text !== undefined) streams.out(text);
      else {
        const isDirectory = shell.context.files.isDirectory(shell.resolve(arg));
        streams.err(
          isDirectory
            ? `cat: read error: Is a directory\n`
            : `cat: can't open '${arg}': No such file or directory\n`,
        );
        status = 1;
      }
    }
    return status;
  },
  ls: ({ args, shell, streams }) => {
    const { files } = shell.context;
    let status = 0;
    const paths = args.filter((each) => !isOption(each));
    for (const path of paths.length > 0 ? paths : [shell.cwd]) {
      const name = shell.resolve(path);
      const list = files.list(name);
      if (list) for (const each of list) streams.out(`${each}\n`);
      else if (files.read(name) !== undefined) streams.out(`${path}\n`);
      else {
        streams.err(`ls: ${path}: No such file or directory\n`);
        status = 1;
      }
    }
    return status;
  },
  touch: ({ args, shell, streams }) =>
    forAll(args, (arg) => {
      const path = shell.resolve(arg);
      const error = shell.context.files.write(path, shell.context.files.read(path) ?? '');
      if (error)
        streams.err(
          `touch: ${arg}: ${error === 'nonexistent directory' ? 'No such file or directory' : error}\n`,
        );
      return error === undefined;
    }),
  rm: ({ args, shell, streams }) => {
    const isForced = args.some((arg) => isOption(arg) && arg.includes('f'));
    return forAll(args, (arg) => {
      const isGone = shell.context.files.remove(shell.resolve(arg)) || isForced;
      if (!isGone) streams.err(`rm: can't remove '${arg}': No such file or directory\n`);
      return isGone;
    });
  },
  mkdir: ({ args, shell }) =>
    forAll(args, (arg) => {
      shell.context.files.makeDirectory(shell.resolve(arg));
      return true;
    }),
  test,
  '[': (call) => test({ ...call, args: call.args.slice(0, -1) }),
  tail: ({ args, shell, streams }) => (args.includes('-f') ? forever() : part(args, shell, streams, 'tail')),
  head: ({ args, shell, streams }) => part(args, shell, streams, 'head'),
};

function* forever() {
  yield new Gate<unknown>();
  return 0;
}

function forAll(args: readonly string[], run: (arg: string) => boolean): number {
  let status = 0;
  for (const arg of args) if (!isOption(arg) && !run(arg)) status = 1;
  return status;
}

function part(
  args: readonly string[],
  shell: Call['shell'],
  streams: Call['streams'],
  which: 'head' | 'tail',
): number {
  const at = args.indexOf('-n');
  const short = args.find((arg) => /^-\d+$/.test(arg));
  const count = Number(at >= 0 ? args[at + 1] : (short?.slice(1) ?? 10)) || 0;
  const file = args.find((arg, index) => !isOption(arg) && index !== at + 1);
  const text = file === undefined ? streams.stdin : shell.context.files.read(shell.resolve(file));
  if (text === undefined) {
    streams.err(`${which}: ${file}: No such file or directory\n`);
    return 1;
  }
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const kept = which === 'head' ? lines.slice(0, count) : count === 0 ? [] : lines.slice(-count);
  for (const line of kept) streams.out(`${line}\n`);
  return 0;
}

/** test(1): files, texts, whole numbers, `!`. */
function test({ args, shell }: Pick<Call, 'args' | 'shell'>): number {
  const [first = '', second, third = ''] = args;
  if (first === '!') return test({ args: args.slice(1), shell }) === 0 ? 1 : 0;
  const { files } = shell.context;
  const unary: Readonly<Record<string, (value: string) => boolean>> = {
    '-e': (path) => files.read(shell.resolve(path)) !== undefined || files.isDirectory(shell.resolve(path)),
    '-f': (path) => files.read(shell.resolve(path)) !== undefined,
    '-r': (path) => files.read(shell.resolve(path)) !== undefined,
    '-d': (path) => files.isDirectory(shell.resolve(path)),
    '-s': (path) => (files.read(shell.resolve(path)) ?? '') !== '',
    '-n': (text) => text !== '',
    '-z': (text) => text === '',
  };
  if (args.length <= 1) return first === '' ? 1 : 0;
  if (args.length === 2) return Object.hasOwn(unary, first) && unary[first]?.(second ?? '') ? 0 : 1;
  const [left, right] = [Number(first), Number(third)];
  const binary: Readonly<Record<string, boolean>> = {
    '=': first === third,
    '==': first === third,
    '!=': first !== third,
    '-eq': left === right,
    '-ne': left !== right,
    '-lt': left < right,
    '-le': left <= right,
    '-gt': left > right,
    '-ge': left >= right,
  };
  return Object.hasOwn(binary, second ?? '') && binary[second ?? ''] ? 0 : 1;
}
