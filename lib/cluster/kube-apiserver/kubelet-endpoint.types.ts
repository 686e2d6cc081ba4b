/** The kubelet's own server (port 10250), which the API server asks for logs, exec and port-forward. */
export interface KubeletEndpoint {
  /** The lines a container wrote, oldest first. Throws StatusError with upstream's words when there is no such container or instance. */
  logs(namespace: string, pod: string, container: string, isPrevious: boolean): readonly LogLine[];
  /** Calls `onLine` for each line written from now on, `onEnd` when the container stops; returns what ends it. */
  follow(
    namespace: string,
    pod: string,
    container: string,
    onLine: (line: LogLine) => void,
    onEnd: () => void,
  ): () => void;
  /** Runs a command inside a container, at once. */
  exec(
    namespace: string,
    pod: string,
    container: string,
    command: readonly string[],
    stdin: string,
  ): ExecResult;
  /** What each running container of a Pod uses now (/metrics/resource). */
  usage(podUid: string): readonly ContainerUsage[];
}

export interface ContainerUsage {
  readonly name: string;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

export interface LogLine {
  /** Virtual milliseconds. */
  readonly atMs: number;
  readonly text: string;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}
