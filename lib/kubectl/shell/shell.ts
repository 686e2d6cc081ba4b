import type { Task } from '../../cluster/process';
import { type Expansion, expandText, expandWord } from './expand';
import { filters } from './filters';
import { held } from './held';
import { UsageError } from './options';
import { Pipe } from './pipe';
import { immediate, type Output, type Program, type ProgramContext, type ShellHost } from './program.types';
import { programs } from './programs';
import { isComplete, parse } from './syntax';
import { type Command, type Step, SyntaxProblem } from './syntax.types';

/** kubectl as the shell runs it: arguments without the word `kubectl`, the whole input, where to write. */
export type RunKubectl = (
  args: readonly string[],
  io: Output & { readonly host: ShellHost; readonly stdin: string },
) => Task<number>;

const deepestNesting = 20;

/**
 * The small shell around kubectl (bash, the part a lesson uses): one instance is one terminal, with its variables, aliases and
 * history. A command line is a task: what waits pauses, and ending the task is Ctrl-C.
 */
export class Shell {
  readonly variables = new Map<string, string>([['HOME', '/home/learner']]);
  readonly aliases = new Map<string, string>([['k', 'kubectl']]);
  readonly history: string[] = [];
  private exitCode = 0;
  private depth = 0;
  private readonly host: ShellHost;

  constructor(
    host: ShellHost,
    private readonly kubectl: RunKubectl,
  ) {
    this.host = withEditor(
      host,
      () => this.variables.get('KUBE_EDITOR') ?? this.variables.get('EDITOR'),
      (line, io) => this.execute(line, io),
    );
  }

  /** Whether a terminal should run `text` now, or ask for another line first. */
  readonly isComplete = isComplete;

  /** The words a command line can begin with. */
  get commandNames(): string[] {
    const own = ['kubectl', 'export', 'unset', 'alias', 'history', 'help'];
    return [...own, ...this.aliases.keys(), ...Object.keys(filters), ...Object.keys(programs)].sort();
  }

  /** Runs a line, or several with their here-documents, as typed at the prompt. @returns the exit code of the last command */
  *run(text: string, io: Output): Task<number> {
    if (text.trim() !== '' && this.history.at(-1) !== text.trim()) this.history.push(text.trim());
    return yield* this.execute(text, io);
  }

  private *execute(text: string, io: Output): Task<number> {
    let steps: Step[];
    try {
      steps = parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      io.err(`${error.message}\n`);
      this.exitCode = 2;
      return 2;
    }
    if (this.depth >= deepestNesting) {
      io.err('bash: too many commands within each other\n');
      return 2;
    }
    this.depth++;
    try {
      for (const { after, pipeline } of steps) {
        if (after === '&&' ? this.exitCode !== 0 : after === '||' && this.exitCode === 0) continue;
        try {
          this.exitCode = yield* this.pipeline(pipeline, io);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          io.err(`${error.message}\n`);
          this.exitCode = 1;
        }
      }
    } finally {
      this.depth--;
    }
    return this.exitCode;
  }

  private expansion(io: Output): Expansion {
    const shell = this;
    return {
      variable: (name) => (name === '?' ? String(this.exitCode) : (this.variables.get(name) ?? '')),
      *output(line) {
        let text = '';
        yield* shell.execute(line, {
          err: (each) => io.err(each),
          out: (each) => (text = held(text + each)),
        });
        return text;
      },
      files: this.host.listFiles('.'),
    };
  }

  private *pipeline(commands: readonly Command[], io: Output): Task<number> {
    const pipe = new Pipe(io);
    for (const [index, command] of commands.entries()) {
      const expansion = this.expansion(io);
      let words: string[] = [];
      for (const word of command.words)
        for (const each of yield* expandWord(word, expansion)) words.push(each);
      words = this.withoutAlias(words);
      const own: [string, string][] = [];
      for (const [name, value] of command.assignments) own.push([name, yield* expandText(value, expansion)]);
      const redirects: { from: number; operator: string; target: string }[] = [];
      for (const { from, operator, target } of command.redirects)
        redirects.push({ from, operator, target: yield* expandText(target, expansion) });
      const isLast = index === commands.length - 1;
      const [name] = words;
      const problem = pipe.add(
        this.host,
        name === undefined ? undefined : filters[ownName(filters, name)],
        words,
        redirects,
        isLast,
      );
      if (problem !== undefined) {
        io.err(`bash: ${problem}\n`);
        return 1;
      }
      if (words.length === 0) for (const [key, value] of own) this.variables.set(key, value);
      pipe.setRun((context) => this.withVariables(own, this.command(words, context)));
    }
    return yield* pipe.run();
  }

  /** `A=1 command`: the variables hold for this one command. */
  private *withVariables(own: readonly (readonly [string, string])[], task: Task<number>): Task<number> {
    const before = own.map(([name]) => [name, this.variables.get(name)] as const);
    for (const [name, value] of own) this.variables.set(name, value);
    try {
      return yield* task;
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) this.variables.delete(name);
        else this.variables.set(name, value);
      }
    }
  }

  private withoutAlias(words: string[]): string[] {
    const seen = new Set<string>();
    let current = words;
    for (;;) {
      const [name = '', ...rest] = current;
      const meaning = this.aliases.get(name);
      if (meaning === undefined || seen.has(name)) return current;
      seen.add(name);
      current = [...meaning.split(/\s+/), ...rest];
    }
  }

  private *command(
    words: readonly string[],
    io: Omit<ProgramContext, 'args' | 'variables' | 'run' | 'host'>,
  ): Task<number> {
    const [name, ...args] = words;
    if (name === undefined) return 0;
    const { host, variables } = this;
    const shell = this;
    const context: ProgramContext = {
      ...io,
      host,
      variables,
      args,
      *run(inner, stdin) {
        const line = inner.length === 1 ? (inner[0] ?? '') : inner.map(quoted).join(' ');
        return yield* shell.execute(stdin === '' ? line : line, io);
      },
    };
    if (name === 'kubectl') return yield* this.kubectl(args, { ...io, host });
    const program: Program | undefined = this.builtin(name) ?? programs[ownName(programs, name)];
    if (program === undefined) {
      io.err(`bash: ${name}: command not found\n`);
      return 127;
    }
    try {
      return yield* program(context);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      io.err(`${error.message}\n`);
      return 1;
    }
  }

  /** What changes the shell itself. */
  private builtin(name: string): Program | undefined {
    const { variables, aliases, history } = this;
    const pairs = (map: Map<string, string>, show: (key: string, value: string) => string) =>
      immediate(({ args, out }) => {
        for (const arg of args) {
          const at = arg.indexOf('=');
          if (at > 0) map.set(arg.slice(0, at), arg.slice(at + 1));
          else if (map.has(arg) && map === aliases) out(show(arg, map.get(arg) ?? ''));
        }
        if (args.length === 0) for (const [key, value] of [...map].sort()) out(show(key, value));
        return 0;
      });
    if (name === 'export') return pairs(variables, (key, value) => `declare -x ${key}="${value}"\n`);
    if (name === 'alias') return pairs(aliases, (key, value) => `alias ${key}='${value}'\n`);
    if (name === 'unset' || name === 'unalias')
      return immediate(({ args }) => {
        for (const arg of args) (name === 'unset' ? variables : aliases).delete(arg);
        return 0;
      });
    if (name === 'history')
      return immediate(({ out }) => {
        for (const [index, line] of history.entries()) out(`${String(index + 1).padStart(5)}  ${line}\n`);
        return 0;
      });
    return undefined;
  }
}

/** `name` when it is one of the table's own keys, so that `constructor` finds nothing. */
const ownName = (table: object, name: string) => (Object.hasOwn(table, name) ? name : '');

const quoted = (word: string) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`);

/** When the learner set EDITOR, `kubectl edit` runs that command on a file instead of opening the page's editor. */
function withEditor(
  host: ShellHost,
  editor: () => string | undefined,
  execute: (line: string, io: Output) => Task<number>,
): ShellHost {
  const proxy: ShellHost = Object.create(host, {
    edit: {
      value: function* (fileName: string, text: string): Task<string | undefined> {
        const command = editor();
        if (command === undefined) return host.edit ? yield* host.edit(fileName, text) : undefined;
        host.writeFile(fileName, text);
        const silent = { out: () => undefined, err: () => undefined };
        yield* execute(`${command} '${fileName}'`, silent);
        const changed = host.readFile(fileName);
        host.removeFile(fileName);
        return changed;
      },
    },
  });
  return proxy;
}
