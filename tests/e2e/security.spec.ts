import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { pagesIn } from '../../lib/site/seal-export';

const paths = pagesIn('out').map(
  (file) =>
    `/${relative('out', file)
      .split(sep)
      .join('/')
      .replace(/index\.html$/, '')}`,
);

/** Everything a page of ours must never do, as it happens. */
function watchFor(page: Page): string[] {
  const seen: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      seen.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1')
      seen.push(`other origin: ${url.href}`);
  });
  return seen;
}

/** The framework runs when the page says it is ready. The few pages outside the languages have nothing to wake up. */
async function openAndWake(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'load' });
  if (/^\/(ko|en)\//.test(path)) await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
}

test('there are pages to look at', () => {
  expect(paths).toContain('/ko/');
  expect(paths).toContain('/en/');
});

for (const path of paths) {
  test(`${path} breaks no policy, logs no error and asks no other origin`, async ({ page }) => {
    const seen = watchFor(page);
    await openAndWake(page, path);
    expect(seen).toEqual([]);
  });
}

test('a script that was altered on its way is blocked, and this test would see it', async ({ page }) => {
  const seen = watchFor(page);
  await page.route('**/ko/', async (route) => {
    const html = readFileSync('out/ko/index.html', 'utf8');
    const altered = html.replace(/<script>/, '<script>document.title="altered";');
    expect(altered).not.toBe(html);
    await route.fulfill({ contentType: 'text/html', body: altered });
  });
  await page.goto('/ko/');
  await expect.poll(() => seen.join('\n')).toContain('Content Security Policy');
  expect(await page.title()).not.toBe('altered');
});
