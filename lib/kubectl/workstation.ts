import type { Cluster } from '../cluster/cluster';
import type {
  ApiRequest,
  ApiResponse,
  Stream,
  StreamListener,
} from '../cluster/kube-apiserver/request.types';
import type { Process, Task } from '../cluster/process';
import { type Outcome, run } from './kubectl';
import type { KubectlConfig } from './kubectl.types';
import type { Output, ShellHost } from './shell/program.types';
import { Shell } from './shell/shell';

/** What is answered when a watch is asked for and nobody listens. */
const isStream = (answer: Stream | ApiResponse): answer is Stream => 'stop' in answer;

/**
 * The learner's own machine: files, a kubeconfig, a shell with kubectl. It stands outside the cluster and reaches it by
 * the API only; what it waits for passes in the cluster's virtual time.
 */
export class Workstation implements ShellHost {
  readonly files = new Map<string, string>();
  readonly config: KubectlConfig = {
    currentContext: 'reconcile',
    contexts: [{ name: 'reconcile', cluster: 'reconcile', user: 'learner' }],
    clusters: [{ name: 'reconcile', server: 'https://10.0.0.2:6443' }],
  };
  readonly shell: Shell;

  constructor(readonly cluster: Cluster) {
    this.shell = new Shell(this, (args, { host, ...io }) => run(host, args, io));
  }

  request(request: ApiRequest): ApiResponse {
    return this.cluster.request({ user: 'kubectl', ...request });
  }

  watch(request: ApiRequest, listener: StreamListener): Stream {
    const answer = this.cluster.watch({ user: 'kubectl', ...request }, listener);
    if (isStream(answer)) return answer;
    listener.onEvent({ type: 'ERROR', object: answer.body });
    listener.onEnd?.();
    return { stop: () => {} };
  }

  epochNowMs(): number {
    return this.cluster.simulation.epochNowMs;
  }

  readFile(path: string): string | undefined {
    return this.files.get(path);
  }

  listFiles(folder: string): readonly string[] {
    const prefix = folder === '.' || folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
    return [...this.files.keys()].filter((path) => path.startsWith(prefix)).sort();
  }

  writeFile(path: string, text: string): void {
    this.files.set(path, text);
  }

  removeFile(path: string): boolean {
    return this.files.delete(path);
  }

  /** `curl` from here: nodes and load balancers answer, addresses inside the cluster do not. */
  *http({
    method,
    url,
    timeoutMs,
  }: {
    readonly method: string;
    readonly url: string;
    readonly timeoutMs: number;
  }) {
    const [, scheme = 'http', host = '', port, path = '/'] =
      /^(https?):\/\/([^/:?#]+)(?::(\d+))?([/?][^#]*)?/.exec(url) ?? [];
    const number = port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port);
    const headers = { Host: host, 'User-Agent': 'curl/8.14.1', Accept: '*/*' };
    const answer = this.cluster.network.fromOutside(host, number, { method, path, headers });
    yield Math.min(answer.afterMs, timeoutMs);
    if (answer.afterMs > timeoutMs || ('failure' in answer && answer.failure === 'timeout'))
      return {
        exitCode: 28,
        message: `Connection timed out after ${Math.min(answer.afterMs, timeoutMs)} milliseconds`,
      };
    if (!('failure' in answer))
      return {
        status: answer.status,
        statusText: reasonOf(answer.status),
        headers: answer.headers ?? {},
        body: answer.body,
      };
    if (answer.failure === 'unknownHost') return { exitCode: 6, message: `Could not resolve host: ${host}` };
    if (answer.failure === 'reset') return { exitCode: 52, message: 'Empty reply from server' };
    const where = `Failed to connect to ${host} port ${number} after ${answer.afterMs} ms`;
    return { exitCode: 7, message: `${where}: Could not connect to server` };
  }

  /** Begins a command line now; killing the process is Ctrl-C. */
  start(line: string, io: Output, onExit: (exitCode: number) => void): Process {
    const { shell } = this;
    function* task(): Task {
      onExit(yield* shell.run(line, io));
    }
    return this.cluster.simulation.spawnOutside(task(), 'shell');
  }

  /**
   * Runs a command line to its end and lets virtual time pass as far as it waits.
   * @param patienceMs after so much virtual time the command is ended as by Ctrl-C (exit code 130)
   */
  runToEnd(line: string, patienceMs = 3_600_000): Outcome {
    const written = { stdout: '', stderr: '' };
    let exitCode: number | undefined;
    const io: Output = {
      out: (text) => {
        written.stdout += text;
      },
      err: (text) => {
        written.stderr += text;
      },
    };
    const running = this.start(line, io, (code) => {
      exitCode = code;
    });
    const untilMs = this.cluster.nowMs + patienceMs;
    while (!running.isDone && this.cluster.nowMs < untilMs && this.cluster.step());
    running.kill();
    return { ...written, exitCode: exitCode ?? 130 };
  }
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
const reasonOf = (status: number) => reasons[status] ?? '';
