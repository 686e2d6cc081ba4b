import type { Task } from '../../cluster/process';
import { held, mostHeld } from './held';
import { UsageError } from './options';
import type { Filter, FilterProgram, Output, ProgramContext, ShellHost } from './program.types';

type CommandIo = Omit<ProgramContext, 'args' | 'variables' | 'run' | 'host'>;

/** One command of a pipeline: either a filter, which works as its input comes, or a task, which has all its input first. */
interface Stage {
  readonly name: string;
  filter: Filter | undefined;
  files: readonly string[];
  host: ShellHost;
  run: (io: CommandIo) => Task<number>;
  stdin: string;
  hasStdin: boolean;
  output: Output;
  /** Where its output goes when it goes to the next command. */
  next: Stage | undefined;
}

/** A pipeline under construction, then running: connects commands with each other, with files, and with the terminal. */
export class Pipe {
  private readonly stages: Stage[] = [];
  private shown = 0;

  constructor(private readonly terminal: Output) {}

  /** @returns what bash would say when a file cannot be read */
  add(
    host: ShellHost,
    program: FilterProgram | undefined,
    words: readonly string[],
    redirects: readonly { from: number; operator: string; target: string }[],
    isLast: boolean,
  ): string | undefined {
    const stage = this.append(host, words[0] ?? '');
    const toNext: Output['out'] = (text) => {
      if (stage.next) feed(stage.next, held(text));
    };
    const toTerminal: Output['out'] = (text) => {
      this.shown += text.length;
      if (this.shown > mostHeld) throw new UsageError('bash: write error: Broken pipe');
      this.terminal.out(text);
    };
    stage.output = {
      out: isLast ? toTerminal : toNext,
      err: (text) => this.terminal.err(text),
    };
    for (const redirect of redirects) {
      const problem = this.redirect(stage, host, redirect);
      if (problem !== undefined) return problem;
    }
    if (program) {
      try {
        const made = program(words.slice(1), { ...stage.output, host });
        stage.filter = made.filter;
        stage.files = made.files;
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        const { message } = error;
        stage.filter = {
          write: () => undefined,
          isClosed: true,
          end: () => {
            stage.output.err(`${message}\n`);
            return 2;
          },
        };
      }
    }
    return undefined;
  }

  private append(host: ShellHost, name: string): Stage {
    const previous = this.stages.at(-1);
    const stage: Stage = {
      name,
      filter: undefined,
      files: [],
      host,
      run: () => nothing(),
      stdin: '',
      hasStdin: previous !== undefined,
      output: this.terminal,
      next: undefined,
    };
    if (previous) previous.next = stage;
    this.stages.push(stage);
    return stage;
  }

  setRun(run: Stage['run']): void {
    const stage = this.stages.at(-1);
    if (stage) stage.run = run;
  }

  private redirect(
    stage: Stage,
    host: ShellHost,
    { from, operator, target }: { from: number; operator: string; target: string },
  ): string | undefined {
    const { out, err } = stage.output;
    if (operator === '<<' || operator === '<') {
      const text = operator === '<<' ? target : target === '/dev/null' ? '' : host.readFile(target);
      if (text === undefined) return `${target}: No such file or directory`;
      stage.stdin = text;
      stage.hasStdin = true;
      return undefined;
    }
    if (operator === '>&') stage.output = from === 2 ? { out, err: out } : { out: err, err };
    else {
      if (target === '') return ': No such file or directory';
      const write: Output['out'] =
        target === '/dev/null'
          ? () => undefined
          : (text) => host.writeFile(target, held((host.readFile(target) ?? '') + text));
      if (operator !== '>>' && target !== '/dev/null') host.writeFile(target, '');
      else write('');
      stage.output = { out: from === 2 ? out : write, err: from === 2 || operator === '&>' ? write : err };
    }
    return undefined;
  }

  /** @returns the exit code of the last command */
  *run(): Task<number> {
    let exitCode = 0;
    for (const stage of this.stages) {
      exitCode = stage.filter ? this.runFilter(stage, stage.filter) : yield* this.runTask(stage);
    }
    return exitCode;
  }

  /** A filter in the middle was fed by the command before it already; only its end is left. */
  private runFilter(stage: Stage, filter: Filter): number {
    let isMissing = false;
    if (stage.files.length > 0) {
      for (const file of stage.files) {
        const text = file === '-' ? stage.stdin : stage.host.readFile(file);
        if (text !== undefined) filter.write(text);
        else {
          isMissing = true;
          stage.output.err(`${stage.name}: ${file}: No such file or directory\n`);
        }
      }
    } else if (stage.stdin !== '') filter.write(stage.stdin);
    const exitCode = filter.end();
    return isMissing ? 1 : exitCode;
  }

  /** Runs a command until it ends, or until nobody wants to read what it writes (as SIGPIPE would). */
  private *runTask(stage: Stage): Task<number> {
    const { stdin, hasStdin, output, next } = stage;
    const task = stage.run({ stdin, hasStdin, ...output });
    try {
      let value: unknown;
      for (;;) {
        const step = task.next(value);
        if (step.done) return step.value;
        if (next?.filter?.isClosed) return 141;
        value = yield step.value;
      }
    } finally {
      // Ctrl-C ends the outer task while the inner one waits; the inner one must let go of its watch, too.
      task.return(130);
    }
  }
}

function* nothing(): Task<number> {
  yield* [];
  return 0;
}

function feed(stage: Stage, text: string): void {
  if (stage.filter && stage.files.length === 0) stage.filter.write(text);
  else stage.stdin = held(stage.stdin + text);
}
