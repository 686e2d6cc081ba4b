import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster';
import type { Cluster } from '@/lib/cluster/cluster';
import { KubeHttpServer } from '@/lib/kube-http/kube-http-server';

/** The HTTP door, as any client sees it. */
const open: KubeHttpServer[] = [];

afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

async function serve(cluster: Cluster = clusterOf('one-node')) {
  const server = new KubeHttpServer({ cluster: () => cluster });
  open.push(server);
  const port = await server.listen();
  return { cluster, server, base: `http://127.0.0.1:${port}` };
}

const post = (url: string, body: unknown, contentType = 'application/json') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: body instanceof Buffer ? new Blob([new Uint8Array(body)]) : JSON.stringify(body),
  });

const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const configMaps = '/api/v1/namespaces/default/configmaps';

/** A GET whose answer is read line by line. */
function openWatch(url: string): Promise<{ message: IncomingMessage; lines: () => string[] }> {
  return new Promise((resolve, reject) => {
    httpRequest(url, (message) => {
      let text = '';
      message.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      resolve({ message, lines: () => text.split('\n').filter(Boolean) });
    })
      .on('error', reject)
      .end();
  });
}

const ended = (message: IncomingMessage) => new Promise((resolve) => message.on('end', resolve));

describe('a cluster over HTTP', () => {
  it('stores what is posted as JSON, and answers with JSON', async () => {
    const { base } = await serve();
    const created = await post(base + configMaps, configMap('a'));
    expect(created.status).toBe(201);
    expect(created.headers.get('content-type')).toBe('application/json');
    expect(await (await fetch(`${base}${configMaps}/a`)).json()).toMatchObject({ metadata: { name: 'a' } });
    expect((await fetch(`${base}${configMaps}/b`)).status).toBe(404);
  });

  it('stores what is posted as protobuf', async () => {
    const { base } = await serve();
    // kubectl create configmap x --from-literal=a=b
    const body = Buffer.from(
      'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEisKEQoBeBIAGgAiACoAMgA4AEIAEg4KCV9fcHJvdG9fXxIBcRIGCgFhEgFiGgAiAA==',
      'base64',
    );
    const created = await post(base + configMaps, body, 'application/vnd.kubernetes.protobuf');
    expect(await created.json()).toMatchObject({
      metadata: { name: 'x', namespace: 'default' },
      data: { a: 'b' },
    });
  });

  it('refuses a body that is no protobuf, and one that is too large', async () => {
    const { base } = await serve();
    const broken = await post(base + configMaps, Buffer.from('k8s'), 'application/vnd.kubernetes.protobuf');
    expect(broken.status).toBe(400);
    const large = await post(base + configMaps, { ...configMap('a'), data: { a: 'x'.repeat(4_000_000) } });
    expect(large.status).toBe(413);
  });

  it('sends the lines of a watch as things happen, until the client goes', async () => {
    const { base, cluster, server } = await serve();
    const { message, lines } = await openWatch(`${base}${configMaps}?watch=true`);
    await post(base + configMaps, configMap('a'));
    cluster.advance(10);
    await expect.poll(() => lines().some((line) => line.includes('"name":"a"'))).toBe(true);
    expect(JSON.parse(lines().at(-1) ?? '')).toMatchObject({ type: 'ADDED', object: { kind: 'ConfigMap' } });
    message.destroy();
    await expect.poll(() => server.openStreams).toBe(0);
  });

  it('ends a watch when its time is over, and all of them when it closes', async () => {
    const { base, server } = await serve();
    const short = await openWatch(`${base}${configMaps}?watch=true&timeoutSeconds=1`);
    await ended(short.message);
    const long = await openWatch(`${base}${configMaps}?watch=true`);
    const end = ended(long.message);
    await server.close();
    await end;
    expect(server.openStreams).toBe(0);
  });

  it('passes warnings on as headers', async () => {
    const { base } = await serve();
    const answer = await fetch(`${base}/api/v1/namespaces/default/endpoints`);
    expect(answer.headers.get('warning')).toMatch(/^299 - "v1 Endpoints is deprecated/);
  });

  it('breaks the connection when the API server does not run', async () => {
    const { base, cluster } = await serve();
    cluster.apply({ kind: 'component', name: 'kube-apiserver', action: 'stop' });
    await expect(fetch(`${base}/api`)).rejects.toThrow();
  });

  it('says in plain HTTP that it does not forward ports', async () => {
    const { base } = await serve();
    const { port } = new URL(base);
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      httpRequest({
        port,
        host: '127.0.0.1',
        path: '/api/v1/namespaces/default/pods/a/portforward',
        headers: { connection: 'Upgrade', upgrade: 'websocket' },
      })
        .on('response', resolve)
        .on('error', reject)
        .end(),
    );
    expect(answer.statusCode).toBe(501);
    answer.resume();
  });
});
