import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { constants } from 'node:zlib';
import compression from 'compression';
import sirv from 'sirv';
import { headersFor } from './headers';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** High enough to show what a host that compresses ahead of time sends, and still quick while serving. */
const brotliQuality = 9;

/** A server of the export in `folder`, as a good static host would serve it: compressed, with the headers and a true 404. */
export function createSiteServer(folder: string): Server {
  // Typed for Express, but it asks for no more than Node's own request and response.
  const compress = compression({
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } },
  }) as unknown as Middleware;
  const files = sirv(folder, { etag: true });
  const notFound = readFileSync(join(folder, '404.html'));
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    for (const [name, value] of Object.entries(headersFor(path))) response.setHeader(name, value);
    compress(request, response, () => {
      files(request, response, () => {
        response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8', 'Cache-Control': 'no-cache' });
        response.end(request.method === 'HEAD' ? undefined : notFound);
      });
    });
  });
}

/** Listens on this computer only; `port` 0 takes a free one. Returns the port. Rejects with code EADDRINUSE when it is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
