import type { Tool } from './tools';

/** Tools about text: echo, printf, grep, wc, seq, expr, sort, tee. */
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };
const unescaped = (text: string) =>
  text.replace(/\\([nt\\])/g, (_, letter: string) => escapes[letter] ?? letter);
const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

export const textTools: Readonly<Record<string, Tool>> = {
  echo: ({ args, streams }) => {
    const flags = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
    const [options, words] = flags < 0 ? [args, []] : [args.slice(0, flags), args.slice(flags)];
    const text = words.join(' ');
    const isPlain = !options.some((option) => option.includes('e'));
    streams.out(
      (isPlain ? text : unescaped(text)) + (options.some((option) => option.includes('n')) ? '' : '\n'),
    );
    return 0;
  },
  printf: ({ args: [format = '', ...values], streams }) => {
    let next = 0;
    streams.out(
      unescaped(format).replace(/%(?:%|\d*([sd]))/g, (_, kind: string | undefined) =>
        kind === undefined ? '%' : (values[next++] ?? (kind === 'd' ? '0' : '')),
      ),
    );
    return 0;
  },
  seq: ({ args, streams }) => {
    const [first, last] = args.length > 1 ? [Number(args[0]), Number(args.at(-1))] : [1, Number(args[0])];
    for (let number = first; number <= Math.min(last, first + 10_000); number++) streams.out(`${number}\n`);
    return 0;
  },
  expr: ({ args: [left = '', operator = '', right = ''], streams }) => {
    const [a, b] = [Number(left), Number(right)];
    const sums: Readonly<Record<string, number>> = {
      '+': a + b,
      '-': a - b,
      '*': a * b,
      '/': Math.trunc(a / b),
      '%': a % b,
    };
    const value = sums[operator];
    streams.out(`${value ?? left}\n`);
    return value === 0 ? 1 : 0;
  },
  grep: ({ args, shell, streams }) => {
    const options = args.filter((arg) => arg.startsWith('-')).join('');
    const [pattern = '', file] = args.filter((arg) => !arg.startsWith('-'));
    const text = file === undefined ? streams.stdin : shell.context.files.read(shell.resolve(file));
    if (text === undefined) {
      streams.err(`grep: ${file}: No such file or directory\n`);
      return 2;
    }
    const wanted = options.includes('i') ? pattern.toLowerCase() : pattern;
    const found = linesOf(text).filter(
      (line) =>
        (options.includes('i') ? line.toLowerCase() : line).includes(wanted) !== options.includes('v'),
    );
    if (!options.includes('q'))
      streams.out(options.includes('c') ? `${found.length}\n` : found.map((line) => `${line}\n`).join(''));
    return found.length > 0 ? 0 : 1;
  },
  wc: ({ args, streams }) => {
    const { stdin } = streams;
    const counts = [
      linesOf(stdin).length,
      stdin.split(/\s+/).filter((word) => word !== '').length,
      stdin.length,
    ];
    const [lines, words, letters] = counts;
    streams.out(
      `${args.includes('-l') ? lines : args.includes('-w') ? words : args.includes('-c') ? letters : counts.join(' ')}\n`,
    );
    return 0;
  },
  sort: ({ streams }) => {
    for (const line of linesOf(streams.stdin).sort()) streams.out(`${line}\n`);
    return 0;
  },
  tee: ({ args, shell, streams }) => {
    streams.out(streams.stdin);
    for (const arg of args) {
      const path = shell.resolve(arg);
      if (!arg.startsWith('-'))
        shell.context.files.write(
          path,
          (args.includes('-a') ? (shell.context.files.read(path) ?? '') : '') + streams.stdin,
        );
    }
    return 0;
  },
};
