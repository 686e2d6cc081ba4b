import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiRequest, ApiResponse, Cluster } from '../cluster';
import { acceptWebSocket, WebSocket } from './web-socket';

/**
 * `kubectl exec` over a WebSocket (k8s.io/apimachinery/pkg/util/remotecommand, v5.channel.k8s.io): the first byte of a
 * message is its channel. A command gets its whole standard input at once; a bare shell on a terminal runs line by line.
 * Left out: SPDY, attach, resizing, cursor keys.
 */
const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const;
const protocol = 'v5.channel.k8s.io';

interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

type Ask = (request: ApiRequest) => ApiResponse;

/** Whether `message` wants a WebSocket of the protocol we speak. */
export const isWebSocket = ({ headers }: IncomingMessage) =>
  headers.upgrade?.toLowerCase() === 'websocket' &&
  (headers['sec-websocket-protocol'] ?? '').split(/, */).includes(protocol);

/** Answers an exec. @returns the refusal instead, when the API server has one before the command begins */
export function serveExec(
  cluster: Cluster,
  request: ApiRequest,
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): ApiResponse | undefined {
  const ask: Ask = (each) => cluster.request({ ...each, method: 'POST' });
  const { stdin, tty, command } = request.query ?? {};
  const words = typeof command === 'string' ? [command] : (command ?? []);
  if (tty === 'true' && words.length === 1 && /^(\/bin\/)?(ba|a)?sh$/.test(words[0] ?? '')) {
    const refusal = ask({ ...request, query: { ...request.query, command: 'true' } });
    if (isRefusal(refusal)) return refusal;
    acceptWebSocket(message, socket, protocol);
    serveTerminal(ask, request, socket, head);
    return undefined;
  }
  if (stdin === 'true' && tty !== 'true') {
    acceptWebSocket(message, socket, protocol);
    readInput(socket, head, (text, webSocket) => finish(webSocket, ask({ ...request, body: text }), words));
    return undefined;
  }
  const answer = ask(request);
  if (isRefusal(answer)) return answer;
  acceptWebSocket(message, socket, protocol);
  finish(
    new WebSocket(socket, head, { onMessage: () => {}, onClose: () => {} }),
    answer,
    words,
    tty === 'true',
  );
  return undefined;
}

/** Before the command begins a refusal is an HTTP answer; what fails in the container comes through the error channel. */
const isRefusal = ({ status }: ApiResponse) => status !== 200 && status < 500;

function send(webSocket: WebSocket, channel: number, text: string): void {
  if (text !== '') webSocket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
}

const onTerminal = (text: string) => text.replaceAll('\n', '\r\n');

function finish(
  webSocket: WebSocket,
  { status, body }: ApiResponse,
  words: readonly string[],
  isTerminal = false,
): void {
  if (status === 200) {
    const { stdout, stderr, exitCode } = body as ExecResult;
    send(webSocket, channels.stdout, isTerminal ? onTerminal(stdout + stderr) : stdout);
    if (!isTerminal) send(webSocket, channels.stderr, stderr);
    end(webSocket, exitCode, words);
  } else {
    send(webSocket, channels.error, JSON.stringify(body));
    webSocket.close();
  }
}

/** The last message: how the command ended (metav1.Status). */
function end(webSocket: WebSocket, exitCode: number, words: readonly string[]): void {
  const failure = {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: error executing command [${words.join(' ')}], exit code ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
  send(
    webSocket,
    channels.error,
    JSON.stringify(exitCode === 0 ? { metadata: {}, status: 'Success' } : failure),
  );
  webSocket.close();
}

function readInput(socket: Duplex, head: Buffer, onEnd: (text: string, webSocket: WebSocket) => void): void {
  const chunks: Buffer[] = [];
  const webSocket: WebSocket = new WebSocket(socket, head, {
    onMessage: (message) => {
      if (message[0] === channels.stdin) chunks.push(message.subarray(1));
      if (message[0] === channels.close && message[1] === channels.stdin)
        onEnd(Buffer.concat(chunks).toString('utf8'), webSocket);
    },
    onClose: () => {},
  });
}

const prompt = '/ # ';

/** A shell on a terminal: what is typed is shown, and each line runs by itself. */
function serveTerminal(ask: Ask, request: ApiRequest, socket: Duplex, head: Buffer): void {
  let line = '';
  const say = (text: string) => send(webSocket, channels.stdout, text);
  const run = () => {
    say('\r\n');
    const answer = ask({ ...request, query: { ...request.query, command: ['sh', '-c', line] } });
    const { stdout = '', stderr = '' } = answer.status === 200 ? (answer.body as ExecResult) : {};
    say(onTerminal(stdout + stderr) + prompt);
    line = '';
  };
  const type = (letter: string) => {
    if (letter === '\r' || letter === '\n') {
      if (line.trim() === 'exit') end(webSocket, 0, []);
      else run();
    } else if (letter === '\x04') end(webSocket, 0, []);
    else if (letter === '\x7f') {
      if (line !== '') say('\b \b');
      line = line.slice(0, -1);
    } else if (letter >= ' ') {
      line += letter;
      say(letter);
    }
  };
  const webSocket: WebSocket = new WebSocket(socket, head, {
    onMessage: (message) => {
      if (message[0] === channels.stdin) for (const letter of message.toString('utf8', 1)) type(letter);
    },
    onClose: () => {},
  });
  say(prompt);
}
