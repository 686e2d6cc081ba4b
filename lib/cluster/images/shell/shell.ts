import { Gate, type Task } from '../../process';
import type { ProgramContext } from '../image.types';
import { Captured } from './captured';
import { expand, expandAll } from './expansion';
import { parse } from './parse';
import { redirectTo } from './redirect';
import { type Command, type List, ShellSyntaxError } from './syntax';

/** Where a command reads and writes. */
export interface Streams {
  readonly stdin: string;
  out(text: string): void;
  err(text: string): void;
}

/** Runs a program that is no part of the shell; undefined: there is none of this name. */
export type RunExternal = (
  argv: readonly string[],
  shell: Shell,
  streams: Streams,
) => Task<number> | undefined;

/** `exit`, and the end of process 1. */
export class ExitSignal {
  constructor(readonly code: number) {}
}

/**
 * So many commands take no time; whoever goes on without a pause burns a core, and gets on with a few commands a second:
 * enough to see it, and nobody has to compute an endless loop.
 */
const freeCommands = 500;
const commandsPerBurst = 25;
/** A command beside process 1 that does more than this is taken for endless. */
const mostExecCommands = 20_000;
const burstMs = 1000;
const coreMilli = 1000;

/** A small POSIX shell (busybox ash): variables, loops, conditions, pipes, redirections, traps, background jobs. */
export class Shell {
  readonly variables: Map<string, string>;
  cwd = '/';
  status = 0;
  private readonly traps = new Map<string, string>();
  private isTermPending = false;
  private jobs = 0;
  private readonly awake = new Gate();
  private commands = 0;
  private lastPauseMs = -1;

  /** @param isMain whether it is process 1: signals reach it, and background jobs run beside it */
  constructor(
    readonly context: ProgramContext,
    private readonly runExternal: RunExternal,
    readonly isMain: boolean,
    private readonly parameters: readonly string[] = [],
  ) {
    this.variables = new Map(context.env);
  }

  /** Runs a whole script; ends with its exit code. */
  *run(script: string, streams: Streams): Task<number> {
    try {
      yield* this.runList(parse(script), streams);
      return this.status;
    } catch (error) {
      if (error instanceof ExitSignal) return error.code;
      if (!(error instanceof ShellSyntaxError)) throw error;
      streams.err(`sh: ${error.message}\n`);
      return 2;
    }
  }

  /** SIGTERM runs `script` when the present command has ended; `wait` ends at once. */
  setTrap(script: string, signal: string): void {
    const name = signal.replace(/^SIG/, '').replace(/^15$/, 'TERM').replace(/^0$/, 'EXIT');
    if (script === '-') this.traps.delete(name);
    else this.traps.set(name, script);
    if (!this.isMain || name !== 'TERM') return;
    this.context.onTerm(
      script === '-'
        ? undefined
        : () => {
            this.isTermPending = true;
            this.awake.open();
          },
    );
  }

  /** Waits for the background jobs, or a signal. */
  *wait(): Task<number> {
    while (this.jobs > 0 && !this.isTermPending) yield this.awake as Gate<unknown>;
    return 0;
  }

  /** A variable, or one of `$? $# $@ $0 …`. */
  value(name: string): string | undefined {
    if (name === '?') return String(this.status);
    if (name === '#') return String(Math.max(0, this.parameters.length - 1));
    if (name === '@' || name === '*') return this.parameters.slice(1).join(' ');
    if (name === '$') return this.isMain ? '1' : '42';
    if (/^\d+$/.test(name)) return this.parameters[Number(name)] ?? (name === '0' ? 'sh' : undefined);
    return this.variables.get(name);
  }

  private *runList(list: List, streams: Streams): Task {
    let skip: '&&' | '||' | undefined;
    for (const { commands, isNegated, next } of list) {
      if (skip === undefined) {
        if (next === '&') {
          this.background(commands, streams);
          this.status = 0;
        } else yield* this.runPipeline(commands, streams);
        if (isNegated) this.status = this.status === 0 ? 1 : 0;
        yield* this.runTraps(streams);
      }
      const isStopped = (next === '&&' && this.status !== 0) || (next === '||' && this.status === 0);
      skip = isStopped ? next : undefined;
    }
  }

  private background(commands: readonly Command[], streams: Streams): void {
    if (!this.isMain) return;
    this.jobs++;
    const shell = this;
    const job = function* (): Task {
      try {
        yield* shell.runPipeline(commands, streams);
      } catch (error) {
        if (!(error instanceof ExitSignal)) throw error;
      }
      shell.jobs--;
      shell.awake.open();
    };
    this.context.spawn(job());
  }

  private *runTraps(streams: Streams): Task {
    if (!this.isTermPending) return;
    this.isTermPending = false;
    yield* this.runList(parse(this.traps.get('TERM') ?? ''), streams);
  }

  /** One after the other: what a command wrote is there when the next one reads. */
  private *runPipeline(commands: readonly Command[], streams: Streams): Task {
    let { stdin } = streams;
    for (const [index, command] of commands.entries()) {
      const written = new Captured();
      const isLast = index === commands.length - 1;
      const out = isLast ? streams.out : written.write;
      yield* this.runCommand(command, { stdin, out, err: streams.err });
      stdin = written.text;
    }
  }

  private *runCommand(command: Command, streams: Streams): Task {
    switch (command.kind) {
      case 'simple':
        yield* this.runSimple(command, streams);
        break;
      case 'group':
        yield* this.runList(command.body, streams);
        break;
      case 'while':
        for (;;) {
          yield* this.runList(command.condition, streams);
          if ((this.status === 0) === command.isUntil) break;
          yield* this.runList(command.body, streams);
        }
        this.status = 0;
        break;
      case 'for':
        for (const value of yield* expandAll(this, command.words, streams)) {
          this.variables.set(command.name, value);
          yield* this.runList(command.body, streams);
        }
        break;
      case 'if': {
        let body = command.otherwise;
        for (const [condition, then] of command.branches) {
          yield* this.runList(condition, streams);
          if (this.status !== 0) continue;
          body = then;
          break;
        }
        this.status = 0;
        yield* this.runList(body, streams);
      }
    }
  }

  private *runSimple(command: Command & { readonly kind: 'simple' }, streams: Streams): Task {
    yield* this.breathe();
    const argv = yield* expandAll(this, command.words, streams);
    for (const [name, word] of command.assignments)
      this.variables.set(name, (yield* expand(this, word, streams)).join(' '));
    if (argv.length === 0 && command.redirects.length === 0) return;
    const files: (() => string | undefined)[] = [];
    let redirected = streams;
    for (const redirect of command.redirects)
      redirected = redirectTo(
        this,
        redirect.operator,
        (yield* expand(this, redirect.target, streams)).join(' '),
        redirected,
        files,
      );
    const [name = ':'] = argv;
    const task = this.runExternal(argv.length > 0 ? argv : [':'], this, redirected);
    if (task === undefined) {
      redirected.err(`sh: ${name}: not found\n`);
      this.status = 127;
    } else this.status = yield* task;
    for (const write of files) {
      const error = write();
      if (error === undefined) continue;
      streams.err(`sh: can't create ${error}\n`);
      this.status = 1;
    }
  }

  /** A path as seen from the working directory. */
  resolve(path: string): string {
    return path.startsWith('/') ? path : `${this.cwd}/${path}`;
  }

  /** What a command inside a word wrote, without its last line ends. */
  *substitute(script: string, streams: Streams): Task<string> {
    const written = new Captured();
    yield* this.runList(parse(script), { stdin: '', out: written.write, err: streams.err });
    return written.text.replace(/\n+$/, '');
  }

  /** A loop without a pause must not stop the world's time. */
  private *breathe(): Task {
    const { nowMs } = this.context.simulation;
    this.commands++;
    if (!this.isMain) {
      if (this.commands > mostExecCommands) throw new ExitSignal(137);
      return;
    }
    if (nowMs !== this.lastPauseMs) {
      this.lastPauseMs = nowMs;
      this.commands = 0;
    }
    if (this.commands < freeCommands) return;
    this.context.use({ cpuMilli: coreMilli });
    yield burstMs;
    this.lastPauseMs = this.context.simulation.nowMs;
    this.commands = freeCommands - commandsPerBurst;
  }
}
