import type { Task } from '../../cluster/process';
import type { KubectlHost } from '../kubectl.types';

/** What answers `curl` from outside the cluster. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why there was no answer: curl's exit code (6 unknown host, 7 refused, 28 timed out, 52 empty answer) and its words. */
export interface HttpFailure {
  readonly exitCode: number;
  readonly message: string;
}

/** What the shell needs beside what kubectl needs. */
export interface ShellHost extends KubectlHost {
  removeFile(path: string): boolean;
  /** A request from the learner's machine, outside the cluster. It takes its time. */
  http?(request: {
    readonly method: string;
    readonly url: string;
    readonly timeoutMs: number;
  }): Task<HttpAnswer | HttpFailure>;
}

/** Where a program writes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** What a program is given. */
export interface ProgramContext extends Output {
  readonly host: ShellHost;
  /** Without the program's own name. */
  readonly args: readonly string[];
  /** All of its input; empty when nothing was handed in. */
  readonly stdin: string;
  /** Whether the input comes from a pipe or a file rather than from the keyboard. */
  readonly hasStdin: boolean;
  readonly variables: Map<string, string>;
  /** Runs another command line with the same input and output, as `watch` and `xargs` do. */
  run(words: readonly string[], stdin: string): Task<number>;
}

/** Takes virtual time. @returns the exit code */
export type Program = (context: ProgramContext) => Task<number>;

/** A program that takes no time. */
export const immediate = (run: (context: ProgramContext) => number): Program =>
  function* (context) {
    yield* [];
    return run(context);
  };

/** A program that works on its input as it comes, so that `kubectl get -w | grep` shows lines while they happen. */
export interface Filter {
  write(text: string): void;
  end(): number;
  /** Nothing more is wanted (`head` has its lines): what writes into it may stop. */
  isClosed?: boolean;
}

/** Makes a filter. Files it was given are read by the shell: they take the place of its input. */
export type FilterProgram = (
  args: readonly string[],
  io: Output & { readonly host: ShellHost },
) => { readonly filter: Filter; readonly files: readonly string[] };
