import type {
  ApiRequest,
  ApiResponse,
  Stream,
  StreamListener,
} from '../cluster/kube-apiserver/request.types';
import type { Task } from '../cluster/process';
import type { RestClient } from './resource/rest-client';

/** What a kubectl needs around it: the cluster's API (and nothing else of the cluster), files, a terminal, a clock. */
export interface KubectlHost {
  /** Status 0: no answer; the body says why (`dial tcp 10.0.0.2:6443: connect: connection refused`). */
  request(request: ApiRequest): ApiResponse;
  /** A response when the server refuses to open the watch. */
  watch(request: ApiRequest, listener: StreamListener): Stream | ApiResponse;
  /** The clock of the machine kubectl runs on, in milliseconds since 1970. */
  epochNowMs(): number;
  /** A file of the learner's folder; undefined when there is none. Folders: `listFiles`. */
  readFile(path: string): string | undefined;
  listFiles(folder: string): readonly string[];
  writeFile(path: string, text: string): void;
  /** ~/.kube/config, as far as it matters: contexts with their namespaces. */
  readonly config: KubectlConfig;
  /** Hands a text to the learner's editor; what comes back is what was saved, or undefined when it was closed. */
  edit?(fileName: string, text: string): Task<string | undefined>;
}

export interface KubectlConfig {
  currentContext: string;
  contexts: { name: string; cluster: string; user: string; namespace?: string }[];
  clusters: { name: string; server: string }[];
}

/** One flag of a verb, as in `--replicas=3`. */
export interface Flag {
  /** Without dashes. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  readonly type: 'string' | 'bool' | 'int' | 'strings' | 'duration';
  readonly default?: string | boolean | number;
  /** What the flag means when it stands without a value (`--dry-run` is `--dry-run=unchanged`). */
  readonly noValue?: string;
  /** The command line is refused without it. */
  readonly isRequired?: boolean;
  /** Real kubectl has it, the simulation does not: setting it is refused in one sentence. */
  readonly isNotSimulated?: boolean;
  /** For help and completion; one sentence of our own. */
  readonly usage: string;
}

/** The flags of one command line, after defaults. Asking for a flag the verb does not have is a defect. */
export interface Flags {
  string(name: string): string;
  bool(name: string): boolean;
  int(name: string): number;
  strings(name: string): readonly string[];
  /** Milliseconds. */
  duration(name: string): number;
  isSet(name: string): boolean;
}

/** Where a command reads from and writes to. */
export interface Terminal {
  readonly stdin: string;
  out(text: string): void;
  err(text: string): void;
}

/** One command line, taken apart. */
export interface Invocation extends Terminal {
  readonly host: KubectlHost;
  /** The API, with warnings going to stderr. */
  readonly client: RestClient;
  /** `kubectl create deployment`: for error texts. */
  readonly commandPath: string;
  /** What stands behind the verb and is no flag. */
  readonly args: readonly string[];
  /** What stands behind `--`; undefined when there was no `--`. */
  readonly argsAfterDashes: readonly string[] | undefined;
  readonly flags: Flags;
  /** --namespace, or the context's, or `default`. */
  readonly namespace: string;
  readonly isNamespaceGiven: boolean;
}

/** A verb of kubectl, or a verb of a verb (`rollout status`). */
export interface Verb {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly flags?: readonly Flag[];
  /** `create deployment`, `set image` … ; `run` may be absent then. */
  readonly verbs?: readonly Verb[];
  /** What the arguments are, for completion: a kind and then names, or as the verb says. */
  readonly completes?: 'resources' | 'pods' | 'nodes' | 'kinds' | 'contexts' | readonly string[];
  /** One line for `kubectl help`, of our own. */
  readonly summary: string;
  /** As kubectl's "Usage:" line: `kubectl scale [--replicas=COUNT] (-f FILENAME | TYPE NAME)`. */
  readonly usage: string;
  /** @returns the exit code; as a task where the verb waits (for a watch, for time). */
  readonly run?: (invocation: Invocation) => Task<number> | number;
}

/** Ends a command: `text` goes to stderr as it is (with "error: " in front where kubectl has it), the exit code is `exitCode`. */
export class KubectlError extends Error {
  constructor(
    text: string,
    readonly exitCode = 1,
  ) {
    super(text);
  }
}
