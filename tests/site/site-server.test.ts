import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersFile, headersFor } from '../../lib/site/headers';
import { createSiteServer, listen } from '../../lib/site/site-server';

const folder = mkdtempSync(join(tmpdir(), 'reconcile-site-'));
const lesson = `<!DOCTYPE html><p>${'lesson '.repeat(1000)}</p>`;
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
write('404.html', '<p>no such page</p>');
write('ko/a/index.html', lesson);
write('_next/static/a.js', 'a()');
write('.made-from', 'secret');

const server = createSiteServer(folder);
let port = 0;
beforeAll(async () => {
  port = await listen(server, 0);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('the server of the export', () => {
  it('serves a folder by its index.html', async () => {
    const answer = await get('/ko/a/');
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toBe(lesson);
  });

  it('compresses with brotli for those who take it', async () => {
    const answer = await get('/ko/a/', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(answer.body).toString()).toBe(lesson);
    expect(answer.body.length).toBeLessThan(lesson.length / 10);
  });

  it('answers an unknown path with 404 and the page that says so', async () => {
    const answer = await get('/nowhere/');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body.toString()).toBe('<p>no such page</p>');
  });

  it('does not leave the folder, and shows no hidden files', async () => {
    expect((await get('/../../../../etc/passwd')).status).toBe(404);
    expect((await get('/%2e%2e/%2e%2e/etc/passwd')).status).toBe(404);
    expect((await get('/.made-from')).status).toBe(404);
  });

  it('sends the headers of the site with every answer, the 404 too', async () => {
    for (const path of ['/ko/a/', '/nowhere/']) {
      const { headers } = await get(path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['cache-control']).toBe('no-cache');
    }
  });

  it('lets browsers keep what has its hash in its name', async () => {
    expect((await get('/_next/static/a.js')).headers['cache-control']).toContain('immutable');
  });

  it('rejects with EADDRINUSE when the port is taken', async () => {
    await expect(listen(createSiteServer(folder), port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

it('the header file for hosts says what the server sends', () => {
  const file = headersFile();
  for (const [name, value] of Object.entries(headersFor('/fonts/a.woff2')))
    expect(file).toContain(`  ${name}: ${value}`);
});
