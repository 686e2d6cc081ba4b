import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** One WebSocket (RFC 6455) on the server's side, as far as kubectl's exec needs it. Left out: extensions, text messages. */
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const longestMessageBytes = 16 * 1024 * 1024;

/** Answers the handshake and chooses `protocol`. */
export function acceptWebSocket(message: IncomingMessage, socket: Duplex, protocol: string): void {
  const key = `${message.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
  );
}

export interface WebSocketListener {
  readonly onMessage: (message: Buffer) => void;
  readonly onClose: () => void;
}

export class WebSocket {
  private pending: Buffer = Buffer.alloc(0);
  private parts: Buffer[] = [];
  private isClosed = false;

  constructor(
    private readonly socket: Duplex,
    head: Buffer,
    private readonly listener: WebSocketListener,
  ) {
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => this.closed());
    socket.on('close', () => this.closed());
    if (head.length > 0) this.receive(head);
  }

  send(message: Buffer): void {
    this.frame(opcodes.binary, message);
  }

  /** Says good-bye with "normal closure". */
  close(): void {
    if (this.isClosed) return;
    this.frame(opcodes.close, Buffer.from([0x03, 0xe8]));
    this.isClosed = true;
    this.socket.end();
  }

  private frame(opcode: number, payload: Buffer): void {
    if (this.isClosed) return;
    const { length } = payload;
    const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    header[0] = 0x80 | opcode;
    if (length < 126) header[1] = length;
    else if (length < 65_536) {
      header[1] = 126;
      header.writeUInt16BE(length, 2);
    } else {
      header[1] = 127;
      header.writeBigUInt64BE(BigInt(length), 2);
    }
    this.socket.write(Buffer.concat([header, payload]));
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.listener.onClose();
  }

  private receive(chunk: Buffer): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    while (!this.isClosed) {
      const frame = readFrame(this.pending);
      if (frame === undefined) {
        if (this.pending.length > longestMessageBytes) this.socket.destroy();
        return;
      }
      this.pending = this.pending.subarray(frame.end);
      this.handle(frame);
    }
  }

  private handle({ opcode, isFinal, payload }: Frame): void {
    if (opcode === opcodes.ping) this.frame(opcodes.pong, payload);
    else if (opcode === opcodes.close) {
      this.frame(opcodes.close, payload);
      this.closed();
      this.socket.end();
    } else if (opcode <= opcodes.binary) {
      this.parts.push(payload);
      if (!isFinal) return;
      const message = Buffer.concat(this.parts);
      this.parts = [];
      this.listener.onMessage(message);
    }
  }
}

interface Frame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly payload: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** The first frame in `bytes`; undefined while it is not complete. */
function readFrame(bytes: Buffer): Frame | undefined {
  const [first = 0, second = 0] = bytes;
  const short = second & 127;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const isMasked = second >= 128;
  const start = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const length =
    lengthBytes === 2 ? bytes.readUInt16BE(2) : lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  const payload = Buffer.from(bytes.subarray(start, end));
  if (isMasked)
    for (let at = 0; at < length; at++) payload[at] = (payload[at] ?? 0) ^ (bytes[start - 4 + (at & 3)] ?? 0);
  return { opcode: first & 15, isFinal: first >= 128, payload, end };
}
