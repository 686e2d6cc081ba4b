import { request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cluster } from '@/lib/cluster';
import { KubeHttpServer } from '@/lib/kube-http/kube-http-server';
import { nastyJson, nastyText, tries } from './nasty';

/** What comes in over HTTP, however malformed: an answer or a closed connection, and the door stays open for the next. */
const cluster = new Cluster({ machines: [{ name: 'node-1' }], traceLimit: 0, recordsEvents: false });
cluster.advance(60_000);
const server = new KubeHttpServer({ cluster: () => cluster });
const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
let port = 0;

beforeAll(async () => {
  port = await server.listen();
});
afterAll(() => server.close());

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: string | Buffer;
}

/** @returns the status, or 0 when the client itself would not send such a thing or the connection was closed */
function send({ method, path, type, body }: Sent): Promise<number> {
  return new Promise((resolve) => {
    try {
      const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
      const going = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (answer) => {
        answer.resume();
        // A watch goes on; its first bytes are enough.
        answer.on('data', () => answer.destroy());
        answer.on('close', () => resolve(answer.statusCode ?? 0));
      });
      going.setTimeout(500, () => going.destroy());
      going.on('error', () => resolve(0));
      going.end(body);
    } catch {
      resolve(0);
    }
  });
}

/** Bytes on the wire, as no client would write them. */
function sendRaw(bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(500, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('data', () => socket.destroy());
    socket.on('close', () => resolve());
  });
}

const isOpen = async () =>
  expect(await send({ method: 'GET', path: '/version', type: 'application/json', body: '' })).toBe(200);

describe('over HTTP', () => {
  it('any path, query, type and body is answered without an internal error', async () => {
    const segment = fc.constantFrom(
      'api',
      'apis',
      'v1',
      'apps',
      'namespaces',
      'default',
      'pods',
      'deployments',
      'nodes',
      'node-1',
      'log',
      'exec',
      'status',
      '%00',
      '%ff%fe',
      '%',
      '%2e%2e',
      '..',
      '%3Fwatch=true',
      '?watch=true',
      '?watch=1&watch=0',
      '?__proto__=1',
      '?limit=-1',
      '?timeoutSeconds=-5',
      '?command=%',
      '#',
      ';',
      '//',
      '%E0%A4%A',
    );
    const sent = fc.record({
      method: fc.constantFrom(
        'GET',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'HEAD',
        'OPTIONS',
        'TRACE',
        'PROPFIND',
      ),
      path: fc.array(segment, { maxLength: 7 }).map((parts) => `/${parts.join('/')}`),
      type: fc.constantFrom(
        'application/json',
        'application/vnd.kubernetes.protobuf',
        'application/merge-patch+json',
        'application/json-patch+json',
        'text/plain',
        'x',
        ';;',
      ),
      body: fc.oneof(
        nastyText,
        nastyJson.map((value) => JSON.stringify(value)),
        fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.concat([Buffer.from('k8s\0'), bytes])),
      ),
    });
    complaints.mockClear();
    await fc.assert(
      fc.asyncProperty(sent, async (each) => {
        if (each.method === 'DELETE' && !each.path.includes('pods')) return;
        const status = await send(each);
        expect(status).not.toBe(500);
      }),
      tries(1, 500),
    );
    expect(complaints.mock.calls.map(([error]) => String(error))).toEqual([]);
    await isOpen();
  });

  it('bytes that are no HTTP leave the door open', async () => {
    const start = fc.constantFrom(
      '',
      'GET / HTTP/1.1\r\n',
      'GET /api/v1/namespaces/default/pods/x/exec?command=ls HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a\r\n\r\n',
      'POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n',
      'POST /api HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
      'GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n',
      'GET //// HTTP/1.1\r\nHost: a\r\n\r\n',
      'GET // HTTP/1.1\r\nHost: a\r\n\r\n',
      'GET * HTTP/1.1\r\nHost: a\r\n\r\n',
      'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    complaints.mockClear();
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 60 }), async (head, tail) => {
        await sendRaw(Buffer.concat([Buffer.from(head), tail]));
      }),
      tries(2, 150),
    );
    expect(complaints.mock.calls.map(([error]) => String(error))).toEqual([]);
    await isOpen();
  });
});
