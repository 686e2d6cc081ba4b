import type { ExecResult } from '../kube-apiserver/kubelet-endpoint.types';
import type { Task } from '../process';
import type { Simulation } from '../simulation';

/** What an image is and what its programs do, for the container runtime. The teaching images are data in this shape. */
export interface Image {
  /** Size in the registry, compressed, in bytes. */
  readonly sizeBytes: number;
  /** How long a pull takes, in ms. */
  readonly pullMs: number;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly runner: Runner;
  /** Programs of its own by name. Look up with Object.hasOwn. */
  readonly programs?: Readonly<Record<string, Program>>;
  /** Whether there is a shell with the ordinary small tools; an image without one knows its own programs only. */
  readonly hasShell: boolean;
  /** Tools besides busybox's: `bash`, `curl`. */
  readonly tools?: readonly string[];
}

/**
 * How the programs of an image are found and run. It comes with the image, so that the kubelet does without the shell, and
 * whoever loads other images need not load it.
 */
export interface Runner {
  /** What `argv` starts as process 1; a text is the runtime's refusal. */
  find(image: Image, argv: readonly string[]): Program | string;
  /** Runs a command beside process 1, to its end and at once. Exit code 127 and `exec: …` in stderr: there is no such program. */
  exec(context: ProgramContext, argv: readonly string[], stdin: string): ExecOutcome;
}

export interface ExecOutcome extends ExecResult {
  /** How long the command would have taken (it slept, or waited for an answer), in ms. */
  readonly tookMs: number;
}

/** What a program does when it is started with `argv`: a standing behaviour, or a task that ends with an exit code. */
export type Program = (argv: readonly string[], context: ProgramContext) => Behaviour | Task<number>;

export interface HttpRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How many requests alike this stands for, for load; 1 when absent. */
  readonly count?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the answer takes, in ms. */
  readonly afterMs: number;
}

/** What comes of a connection: an answer, or how it failed after `afterMs`. */
export type DialAnswer = HttpResponse | DialFailure;

export interface DialFailure {
  readonly failure: 'refused' | 'timeout' | 'unknownHost' | 'reset' | 'unreachable';
  /** The address the name stood for. */
  readonly address?: string;
  readonly afterMs: number;
}

/** The network as a container reaches it: finds who listens at an address and asks there. */
export type Dial = (from: ProgramContext, host: string, port: number, request: HttpRequest) => DialAnswer;

/** A program that stands and waits (a server): nothing is pending for it while nothing happens. */
export interface Behaviour {
  readonly ports?: readonly number[];
  /** From when on it listens, in ms after its start. */
  readonly listensAfterMs?: number;
  /** What it logs by itself, in order. */
  readonly lines?: (
    context: ProgramContext,
  ) => readonly { readonly afterMs: number; readonly text: string }[];
  readonly handle?: (request: HttpRequest, context: ProgramContext) => HttpResponse;
  /** The line in the log for a request. */
  readonly accessLog?: (request: HttpRequest, response: HttpResponse, context: ProgramContext) => string;
  /** Use while idle. */
  readonly cpuMilli?: number;
  readonly memoryBytes?: number;
  /** A leak, in bytes a second, up to `memoryLimitBytes`. */
  readonly memoryPerSecond?: number;
  readonly memoryLimitBytes?: number;
  /** Processor time of one request, in ms of one core. */
  readonly cpuMsPerRequest?: number;
  /** It ends by itself. */
  readonly ends?: { readonly afterMs: number; readonly exitCode: number };
  /** What SIGTERM does; absent: nothing, as for every process 1 without a handler. */
  readonly term?: { readonly afterMs: number; readonly exitCode: number };
}

/** A container as its programs see it. */
export interface ProgramContext {
  readonly simulation: Simulation;
  readonly image: Image;
  readonly hostname: string;
  readonly podIP: string;
  readonly env: ReadonlyMap<string, string>;
  readonly files: FileSystem;
  /** Virtual ms at which the container started. */
  readonly startedAtMs: number;
  /** Whether standard input is kept open (`stdin: true`). */
  readonly hasStdin: boolean;
  /** The command of process 1. */
  readonly argv: readonly string[];
  /** Writes one line to the container's log. */
  log(text: string): void;
  /** Sets what the program uses from now on. */
  use(usage: { readonly cpuMilli?: number; readonly memoryBytes?: number }): void;
  /** Process 1 becomes this standing behaviour; ends with its exit code. */
  become(behaviour: Behaviour): Task<number>;
  /** Says who takes SIGTERM from now on; undefined: nobody. */
  onTerm(handler: (() => void) | undefined): void;
  /** SIGTERM to process 1. */
  signal(): void;
  /** Starts a task beside process 1; it ends with the container. */
  spawn(task: Task): void;
  /** Sends a request through the network and waits for the answer, at most `limitMs`. */
  dial(host: string, port: number, request: HttpRequest, limitMs: number): Task<DialAnswer>;
}

/** The files a container sees: its image's, its own, and what is mounted. */
export interface FileSystem {
  read(path: string): string | undefined;
  /** @returns an error text, or undefined */
  write(path: string, text: string): string | undefined;
  remove(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Names directly in a directory, sorted; undefined when there is none. */
  list(path: string): readonly string[] | undefined;
  makeDirectory(path: string): void;
}
