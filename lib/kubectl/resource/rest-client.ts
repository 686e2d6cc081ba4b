import type {
  ApiRequest,
  ApiResponse,
  StreamListener,
  WireEvent,
} from '../../cluster/kube-apiserver/request.types';
import type { Status } from '../../cluster/kube-apiserver/status-error';
import { Gate, type Task } from '../../cluster/process';
import { ApiError } from '../cli-error';
import type { KubectlHost } from '../kubectl.types';

/** Requests as kubectl makes them (k8s.io/client-go/rest): errors are thrown, warnings go to stderr once each. */
export class RestClient {
  private readonly warned = new Set<string>();

  constructor(
    readonly host: KubectlHost,
    private readonly err: (text: string) => void,
  ) {}

  /** @returns the body. Throws ApiError for every answer that is not a success. */
  request(request: ApiRequest): unknown {
    return this.bodyOf(this.host.request({ user: 'kubectl', ...request }));
  }

  /** How many different warnings there were. */
  get warningCount(): number {
    return this.warned.size;
  }

  /** Says it once. */
  warn(text: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.err(`Warning: ${text}\n`);
  }

  private bodyOf({ status, body, warnings = [] }: ApiResponse): unknown {
    for (const warning of warnings) this.warn(warning);
    if (status >= 200 && status < 300) return body;
    throw new ApiError(statusOf(status, body, this.serverName()));
  }

  get(path: string, query: Readonly<Record<string, string>> = {}, accept = 'application/json'): unknown {
    return this.request({ method: 'GET', path, query, headers: { accept } });
  }

  /** What comes over an open watch or a followed log, in order. It is open until `stop`. Throws ApiError. */
  open(path: string, query: Readonly<Record<string, string>>, accept = 'application/json'): StreamReader {
    const request: ApiRequest = { method: 'GET', path, query, headers: { accept }, user: 'kubectl' };
    return new StreamReader((listener) => {
      const stream = this.host.watch(request, listener);
      if ('stop' in stream) return stream;
      this.bodyOf(stream);
      return { stop: () => {} };
    });
  }

  private serverName(): string {
    const { config } = this.host;
    const context = config.contexts.find(({ name }) => name === config.currentContext);
    const server = config.clusters.find(({ name }) => name === context?.cluster)?.server ?? 'localhost:8080';
    return server.replace(/^https?:\/\//, '');
  }
}

function statusOf(code: number, body: unknown, server: string): Status {
  const base = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code } as const;
  if (code === 0) {
    const why = String(body);
    const message = /refused/.test(why)
      ? `The connection to the server ${server} was refused - did you specify the right host or port?`
      : `Unable to connect to the server: ${why}`;
    return { ...base, message };
  }
  if (body !== null && typeof body === 'object' && (body as Status).kind === 'Status') return body as Status;
  return code === 404
    ? { ...base, reason: 'NotFound', message: 'the server could not find the requested resource' }
    : { ...base, message: String(body) };
}

/** A stream that a task can read one by one. */
export class StreamReader {
  private readonly arrived: (WireEvent | string)[] = [];
  private readonly gate = new Gate();
  /** Nothing more will arrive, and everything was taken. */
  get isOver(): boolean {
    return this.hasEnded && this.arrived.length === 0;
  }
  private hasEnded = false;
  private readonly stream: { stop(): void };

  constructor(open: (listener: StreamListener) => { stop(): void }) {
    this.stream = open({
      onEvent: (event) => {
        this.arrived.push(event);
        this.gate.open();
      },
      onEnd: () => {
        this.hasEnded = true;
        this.gate.open();
      },
    });
  }

  /** The next arrival; undefined when the stream has ended. */
  *next(): Task<WireEvent | string | undefined> {
    while (this.arrived.length === 0) {
      if (this.hasEnded) return undefined;
      yield this.gate as Gate<unknown>;
    }
    return this.arrived.shift();
  }

  /** What has arrived already, without waiting. */
  take(): WireEvent | string | undefined {
    return this.arrived.shift();
  }

  /** Waits until something arrives at one of `readers`. */
  static *any(readers: readonly StreamReader[]): Task {
    const gate = new Gate();
    const leave = readers.map((reader) => reader.gate.wait(() => gate.open()));
    try {
      yield gate as Gate<unknown>;
    } finally {
      for (const each of leave) each();
    }
  }

  stop(): void {
    this.stream.stop();
  }
}
