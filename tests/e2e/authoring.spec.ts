import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { lessons, open, topOf } from './learner';

/** An instructor's own copy of the project, with `npm run dev` running in it. */
let folder: string;
let address: string;
let server: ChildProcess;

const lessonFolder = () => join(folder, 'content/01-architecture/01-monolith');

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  folder = copyProject(process.cwd());
  const port = await freePort();
  address = `http://localhost:${port}`;
  server = spawn('npm', ['run', 'dev', '--', '--port', String(port)], {
    cwd: folder,
    stdio: 'ignore',
    // A group of its own, so that it can be ended as a whole.
    detached: true,
  });
  await expect.poll(isUp, { timeout: 60_000 }).toBe(true);
  // The first look at a lesson compiles the whole site.
  expect((await fetch(`${address}${lessons.monolith.ko}`)).ok).toBe(true);
});

test.afterAll(async () => {
  if (server?.pid) process.kill(-server.pid, 'SIGTERM');
  await expect.poll(isUp, { timeout: 20_000 }).toBe(false);
  // The last of its processes may still be writing when the port is already closed.
  await expect(() => rmSync(folder, { recursive: true, force: true })).toPass({ timeout: 20_000 });
});

test('Each save of a lesson shows on the open page by itself, at the place where it was read', async ({
  page,
}) => {
  test.slow();
  await openLesson(page);
  const heading = page.getByRole('heading', { name: '한 기능의 누수' });
  await heading.evaluate((node) => node.scrollIntoView({ behavior: 'instant' }));
  const before = await topOf(heading);
  await page.evaluate(() => {
    document.body.dataset.opened = 'once';
  });

  const original = '이런 결함이';
  let last = original;
  for (const next of ['바로 이런 결함이', '흔한 이런 결함이', original]) {
    saveByRenaming('ko.mdx', (text) => text.replace(last, next));
    last = next;
    await expect(page.getByText(`${next} 메모리 누수`)).toBeVisible({ timeout: 20_000 });
    expect(Math.abs((await topOf(heading)) - before)).toBeLessThan(5);
  }
  // The same page all the time: it was never loaded anew.
  await expect(page.locator('body')).toHaveAttribute('data-opened', 'once');
});

for (const { file, mistake, place, found } of [
  {
    file: 'ko.mdx',
    mistake: (text: string) => text.replace('<Term id="memory-leak">', '<Term id="memory-lake">'),
    place: /content\/01-architecture\/01-monolith\/ko\.mdx:\d+:\d+/,
    found: 'memory-lake',
  },
  {
    file: 'quiz.yaml',
    mistake: (text: string) => text.replace('    type: number\n', '    type: numbr\n'),
    place: /content\/01-architecture\/01-monolith\/quiz\.yaml:\d+:\d+/,
    found: 'numbr',
  },
  {
    file: 'lab.yaml',
    mistake: (text: string) => text.replace('scenarios:', 'scenarios: ['),
    place: /content\/01-architecture\/01-monolith\/lab\.yaml:\d+:\d+/,
    found: '',
  },
]) {
  test(`A mistake in ${file} stands on the page with its file and line, and goes once it is mended`, async ({
    page,
  }) => {
    test.slow();
    await openLesson(page);
    const panel = page.getByRole('alert').filter({ hasText: 'mistake' });
    await expect(panel).toHaveCount(0);
    const whole = readFileSync(join(lessonFolder(), file), 'utf8');

    saveByRenaming(file, mistake);
    await expect(panel).toBeVisible({ timeout: 20_000 });
    await expect(panel).toContainText(place);
    await expect(panel).toContainText(found);

    saveByRenaming(file, () => whole);
    await expect(panel).toHaveCount(0, { timeout: 20_000 });
    await expect(page.getByText('결제 코드에 작은 실수가 들어갔습니다.')).toBeVisible();
  });
}

async function openLesson(page: Page) {
  await open(page, `${address}${lessons.monolith.ko}`);
}

/** Saves as most editors do: writes a new file beside the old one and renames it over it. */
function saveByRenaming(name: string, change: (text: string) => string) {
  const file = join(lessonFolder(), name);
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(`${file}.tmp`, changed);
  renameSync(`${file}.tmp`, file);
}

/** All but what is made from the rest; packages by hard links where the disk allows it (Turbopack refuses a linked folder). */
function copyProject(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'reconcile-author-'));
  const leftOut = new Set(['node_modules', '.git', '.next', 'out', 'test-results']);
  for (const name of readdirSync(root))
    if (!leftOut.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  const [from, to] = [join(root, 'node_modules'), join(copy, 'node_modules')];
  if (spawnSync('cp', ['-al', from, to]).status !== 0) {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const place = probe.address();
      probe.close(() => resolve(typeof place === 'object' && place ? place.port : 0));
    });
  });
}

async function isUp(): Promise<boolean> {
  return fetch(`${address}/icon.svg`).then(
    () => true,
    () => false,
  );
}
