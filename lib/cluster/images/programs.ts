import { Gate, type Task } from '../process';
import type { ExecOutcome, Image, Program, ProgramContext, Runner } from './image.types';
import { Captured } from './shell/captured';
import { type RunExternal, Shell, type Streams } from './shell/shell';
import { tools } from './shell/tools';

/** Finds and runs the programs of an image: its own, the small tools, the shell. */
const shells = new Set(['sh', 'bash', 'ash', 'dash']);
const nameOf = (command: string) => command.slice(command.lastIndexOf('/') + 1);

function findProgram(image: Image, argv: readonly string[]): Program | string {
  const [command = ''] = argv;
  const own = ownProgram(image, command);
  if (own) return own;
  if (!isKnown(image, command)) return cannotStart(command);
  return (_, context) => runMain(context, argv);
}

function ownProgram({ programs = {} }: Image, command: string): Program | undefined {
  const name = nameOf(command);
  return Object.hasOwn(programs, name) ? programs[name] : undefined;
}

function isKnown(image: Image, command: string): boolean {
  const name = nameOf(command);
  if (image.tools?.includes(name)) return true;
  if (!image.hasShell || name === 'bash' || name === 'curl' || name === 'stress') return false;
  return shells.has(name) || Object.hasOwn(tools, name);
}

function cannotStart(command: string): string {
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${notExecutable(command)}`;
}

function notExecutable(command: string): string {
  const why = command.includes('/') ? 'no such file or directory' : 'executable file not found in $PATH';
  return `exec: "${command}": ${command.includes('/') ? `stat ${command}: ` : ''}${why}`;
}

/** Process 1 is a shell or a tool: what it prints is the container's log. */
function* runMain(context: ProgramContext, argv: readonly string[]): Task<number> {
  let line = '';
  const write = (text: string) => {
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    for (const each of lines) context.log(each);
  };
  const streams: Streams = { stdin: '', out: write, err: write };
  const code = yield* runCommand(context, argv, streams, true);
  if (line !== '') context.log(line);
  return code;
}

function* runCommand(
  context: ProgramContext,
  argv: readonly string[],
  streams: Streams,
  isMain: boolean,
): Task<number> {
  const [command = '', ...args] = argv;
  if (shells.has(nameOf(command))) {
    const flag = args.findIndex((arg) => arg.startsWith('-') && arg.includes('c'));
    const file = flag < 0 ? args.find((arg) => !arg.startsWith('-')) : undefined;
    const script =
      flag >= 0 ? (args[flag + 1] ?? '') : file === undefined ? streams.stdin : context.files.read(file);
    // A shell that waits for input nobody gives (kubectl run -i) stays; without one it ends at once.
    if (isMain && context.hasStdin && script === '') yield new Gate<unknown>();
    if (script === undefined) {
      streams.err(`sh: can't open '${file}': No such file or directory\n`);
      return 2;
    }
    return yield* new Shell(context, runExternal, isMain, args.slice(flag + 2)).run(script, streams);
  }
  const shell = new Shell(context, runExternal, isMain);
  return yield* runExternal(argv, shell, streams) ?? ended(127);
}

// biome-ignore lint/correctness/useYield: a task that has ended already
function* ended(code: number): Task<number> {
  return code;
}

/** A command inside a shell: `exec` and `time` are seen through, programs of the image become what the container does. */
const runExternal: RunExternal = (argv, shell, streams) => {
  const [command = '', ...args] = argv;
  const { context } = shell;
  if (command === 'exec' && args.length > 0) return runExternal(args, shell, streams);
  if (shells.has(nameOf(command)) && isKnown(context.image, command))
    return runCommand(context, argv, streams, shell.isMain);
  const own = ownProgram(context.image, command);
  if (own) {
    const main = own(argv, context);
    if ('next' in main) return main;
    return shell.isMain ? context.become(main) : ended(0);
  }
  if (!isKnown(context.image, command)) return undefined;
  const name = nameOf(command);
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool === undefined) return undefined;
  const result = tool({ args, shell, streams });
  return typeof result === 'number' ? ended(result) : result;
};

/** No command inside a container takes longer than this, in virtual ms, nor more pauses. */
const longestExecMs = 3_600_000;
const mostPauses = 5000;
const mostOutput = 1_000_000;

/** Its pauses are added up instead of waited for. */
function runInContainer(context: ProgramContext, argv: readonly string[], stdin: string): ExecOutcome {
  const [out, err] = [new Captured('', mostOutput), new Captured('', mostOutput)];
  const result = (exitCode: number, tookMs: number) => ({
    stdout: out.text,
    stderr: err.text,
    exitCode,
    tookMs,
  });
  let tookMs = 0;
  const [command = ''] = argv;
  if (!isKnown(context.image, command) && !ownProgram(context.image, command)) {
    err.write(notExecutable(command));
    return result(127, 0);
  }
  const streams: Streams = { stdin, out: out.write, err: err.write };
  const task = runCommand(context, argv, streams, false);
  for (let pauses = 0; pauses < mostPauses && tookMs < longestExecMs; pauses++) {
    const step = task.next();
    if (step.done) return result(step.value, tookMs);
    // A gate would be opened by something else in the world: the command hangs.
    if (typeof step.value !== 'number') break;
    tookMs += step.value;
  }
  task.return(0);
  return result(137, longestExecMs);
}

/** Runs what an image with a shell and small tools can run. */
export const shellRunner: Runner = { find: findProgram, exec: runInContainer };
