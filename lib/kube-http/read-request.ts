import type { IncomingMessage } from 'node:http';
import type { ApiRequest } from '../cluster';
import { decodeProtobuf } from './protobuf/decode';

/** An HTTP request of Node's as the API server's own form. */
const bodyLimitBytes = 3 * 1024 * 1024;

/** The body is larger than an API server takes (--max-request-bytes is 1.5 MiB, --max-resource-write-bytes 3 MiB). */
export class BodyTooLargeError extends Error {}

const protobufType = 'application/vnd.kubernetes.protobuf';

/** The request without its body. */
export function queryRequest(message: IncomingMessage): ApiRequest & { headers: Record<string, string> } {
  // By hand, since `URL` takes `//` for the beginning of a host.
  const [, path = '/', query = ''] = /^([^?#]*)\??([^#]*)/.exec(message.url ?? '/') ?? [];
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers[name] = String(value);
  headers.accept = withoutProtobuf(headers.accept ?? '');
  return {
    method: (message.method ?? 'GET') as ApiRequest['method'],
    path: decodePath(path.replace(/^https?:\/\/[^/]*/, '')),
    query: queryOf(new URLSearchParams(query)),
    headers,
    user: (headers['user-agent'] ?? 'client').split('/')[0] ?? 'client',
  };
}

/** Reads the whole of `message`. Rejects with BodyTooLargeError or ProtobufError. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const request = queryRequest(message);
  const body = await readBody(message);
  if (body.length === 0) return request;
  const { headers } = request;
  if (!headers['content-type']?.startsWith(protobufType)) return { ...request, body: body.toString('utf8') };
  return {
    ...request,
    headers: { ...headers, 'content-type': 'application/json' },
    body: decodeProtobuf(body),
  };
}

/** A parameter that is given more than once (`command=ls&command=/`) is a list. */
function queryOf(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** Answers are JSON, which every client that asks for protobuf accepts as well. */
const withoutProtobuf = (accept: string) =>
  accept
    .split(',')
    .filter((type) => !type.includes(protobufType))
    .join(',') || 'application/json';

/** A question mark in a name stays written as `%3F`, or it would begin a query. */
function decodePath(path: string): string {
  try {
    return path.split(/%3f/i).map(decodeURIComponent).join('%3F');
  } catch {
    return path;
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimitBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
