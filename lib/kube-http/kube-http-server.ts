import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ApiRequest, ApiResponse, Cluster } from '../cluster';
import { isWebSocket, serveExec } from './exec';
import { ProtobufError } from './protobuf/decode';
import { BodyTooLargeError, queryRequest, readRequest } from './read-request';

/**
 * A cluster's API over HTTP on loopback, for a real kubectl. JSON in and out, protobuf in; watches and followed logs are
 * chunked lines. Left out: TLS, authentication, HTTP/2, compression, protobuf answers, port-forward.
 */
export interface KubeHttpOptions {
  /** Which cluster answers now. */
  readonly cluster: () => Cluster;
  /** Told when a watch or a followed log was opened. */
  readonly onStream?: () => void;
  /** Told of every request before it is handled. */
  readonly onRequest?: (request: ApiRequest) => void;
}

const statusOf = (code: number, reason: string, message: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  code,
});

function notImplemented(path: string): ApiResponse {
  const verb = path.slice(path.lastIndexOf('/') + 1);
  return {
    status: 501,
    body: statusOf(501, 'NotImplemented', `${verb} is not simulated over HTTP in this form.`),
  };
}

export class KubeHttpServer {
  private readonly server: Server;
  private readonly streams = new Set<() => void>();

  constructor(private readonly options: KubeHttpOptions) {
    this.server = createServer((message, response) => {
      // A client that went away in the middle of its request gets no answer.
      this.handle(message, response).catch((error) =>
        (error as { code?: unknown }).code === 'ECONNRESET' ? response.destroy() : this.fail(response, error),
      );
    });
    this.server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.upgrade(message, socket, head).catch(() => socket.destroy());
    });
    // A watch stays open for as long as its client likes.
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 60_000;
  }

  /** Listens on 127.0.0.1. @returns the port, which is a free one when `port` is 0 */
  listen(port = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  /** How many watches and followed logs are open. */
  get openStreams(): number {
    return this.streams.size;
  }

  /** Ends every open watch and followed log, as a server does when their time is over. */
  endStreams(): void {
    for (const end of [...this.streams]) end();
  }

  close(): Promise<void> {
    this.endStreams();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    this.options.onRequest?.(request);
    if (isStream(request)) this.stream(request, response);
    else this.answer(response, this.options.cluster().request(request));
  }

  /** exec; whatever else wants another protocol is told in plain HTTP that it is not there. */
  private async upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const request = queryRequest(message);
    const refusal: ApiResponse | undefined = !request.path.endsWith('/exec')
      ? notImplemented(request.path)
      : isWebSocket(message)
        ? serveExec(this.options.cluster(), request, message, socket, head)
        : this.refuseSpdy(request);
    if (refusal === undefined) return;
    const body = JSON.stringify(refusal.body);
    socket.end(
      `HTTP/1.1 ${refusal.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }

  /** A client whose WebSocket was refused asks again for SPDY: it gets the same refusal. */
  private refuseSpdy(request: ApiRequest): ApiResponse {
    const answer = this.options.cluster().request({ ...request, method: 'POST' });
    return answer.status === 200 ? notImplemented(request.path) : answer;
  }

  private answer(response: ServerResponse, { status, body, warnings = [] }: ApiResponse): void {
    if (status === 0) {
      // Nobody listens there: the connection breaks.
      response.destroy();
      return;
    }
    const isText = typeof body === 'string';
    response.statusCode = status;
    response.setHeader('content-type', isText ? 'text/plain' : contentTypeOf(body));
    response.setHeader('cache-control', 'no-cache, private');
    if (warnings.length > 0)
      response.setHeader(
        'warning',
        warnings.map((text) => `299 - ${JSON.stringify(text)}`),
      );
    response.end(isText ? body : JSON.stringify(body));
  }

  /** Sends line after line until the client goes, the time asked for is over, or the cluster ends it. */
  private stream(request: ApiRequest, response: ServerResponse): void {
    let isEnded = false;
    let timer: NodeJS.Timeout | undefined;
    const end = () => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      this.streams.delete(end);
      if (opened && 'stop' in opened) opened.stop();
      response.end();
    };
    let opened: ReturnType<Cluster['watch']> | undefined;
    // The time a client gives a watch is its own, real time, however fast virtual time runs.
    const { timeoutSeconds, ...query } = request.query ?? {};
    opened = this.options.cluster().watch(
      { ...request, query },
      {
        onEvent: (event) => {
          if (isEnded) return;
          if (!response.headersSent) this.beginStream(response, typeof event === 'string');
          response.write(typeof event === 'string' ? event : `${JSON.stringify(event)}\n`);
        },
        onEnd: end,
      },
    );
    if ('status' in opened) {
      this.answer(response, opened);
      return;
    }
    if (isEnded) return;
    if (!response.headersSent) this.beginStream(response, request.query?.follow !== undefined);
    this.streams.add(end);
    response.on('close', end);
    const seconds = Number(timeoutSeconds);
    if (seconds > 0) timer = setTimeout(end, seconds * 1000);
    this.options.onStream?.();
  }

  private beginStream(response: ServerResponse, isText: boolean): void {
    response.writeHead(200, { 'content-type': isText ? 'text/plain' : 'application/json' });
    // Clients wait for the headers of a watch before its first event.
    response.flushHeaders();
  }

  private fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const [code, reason, message] =
      error instanceof ProtobufError
        ? [400, 'BadRequest', error.message]
        : error instanceof BodyTooLargeError
          ? [413, 'RequestEntityTooLarge', 'Request entity too large: limit is 3145728']
          : [500, 'InternalError', `Internal error occurred: ${(error as Error).message}`];
    if (code === 500) console.error(error);
    this.answer(response, {
      status: code as number,
      body: statusOf(code as number, `${reason}`, `${message}`),
    });
  }
}

/** Aggregated discovery is told from the plain form by its content type alone. */
function contentTypeOf(body: unknown): string {
  const { kind, apiVersion } = (body ?? {}) as { kind?: unknown; apiVersion?: unknown };
  if (kind !== 'APIGroupDiscoveryList') return 'application/json';
  const [group, version] = String(apiVersion).split('/');
  return `application/json;g=${group};v=${version};as=${kind}`;
}

const isTrue = (value: string | readonly string[] | undefined) =>
  value === 'true' || value === '1' || value === '';

function isStream({ method, path, query = {} }: ApiRequest): boolean {
  if (method !== 'GET') return false;
  return isTrue(query.watch) || (path.endsWith('/log') && isTrue(query.follow));
}
