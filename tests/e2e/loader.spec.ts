import { expect, type Page, test } from '@playwright/test';
import { minifiedLoader } from '../../lib/site/seal-export';
import { sealPage } from '../../lib/site/seal-page';

/** A page as the framework exports it, and a framework that counts clicks from what its payload says, once it runs. */
const exported = `<!DOCTYPE html><html><head><meta charSet="utf-8"/><script src="/_next/app.js" async=""></script>
<script>self.__next_f=[10]</script></head><body>
<button id="count">0</button><button id="native" popovertarget="note">Note</button><p id="note" popover>Noted</p>
<label><input type="radio" name="r">One</label><img src="/slow.svg" alt="slow"></body></html>`;
const framework = `const button = document.getElementById('count');
button.textContent = String(self.__next_f[0]);
button.addEventListener('click', () => { button.textContent = String(Number(button.textContent) + 1); });
document.documentElement.dataset.ready = '';`;
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';

/** Opens the sealed page. The picture, and with it the load event, and the framework wait until they are let go. */
async function openHeldPage(page: Page) {
  const letGo = { picture: () => {}, framework: () => {} };
  const pictureHeld = new Promise<void>((resolve) => {
    letGo.picture = resolve;
  });
  const frameworkHeld = new Promise<void>((resolve) => {
    letGo.framework = resolve;
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const { html, payload } = sealPage(exported, minifiedLoader());
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.route(`**${payload?.path}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: payload?.script ?? '' }),
  );
  await page.route('**/slow.svg', async (route) => {
    await pictureHeld;
    await route.fulfill({ contentType: 'image/svg+xml', body: picture });
  });
  await page.route('**/_next/app.js', async (route) => {
    await frameworkHeld;
    await route.fulfill({ contentType: 'text/javascript', body: framework });
  });
  await page.goto('/held/', { waitUntil: 'domcontentloaded' });
  return { letGo, hasAskedForFramework: () => asked.includes('/_next/app.js') };
}

test('the framework starts after the page has loaded, not before', async ({ page }) => {
  const { letGo, hasAskedForFramework } = await openHeldPage(page);
  await expect(page.getByRole('button', { name: '0' })).toBeVisible();
  expect(hasAskedForFramework()).toBe(false);
  letGo.picture();
  await expect.poll(hasAskedForFramework).toBe(true);
});

test('a first touch starts it at once', async ({ page }) => {
  const { letGo, hasAskedForFramework } = await openHeldPage(page);
  await page.getByRole('radio').check();
  await expect.poll(hasAskedForFramework).toBe(true);
  letGo.framework();
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
  await expect(page.getByRole('radio')).toBeChecked();
});

test('an early click on a button counts once, later clicks each', async ({ page }) => {
  const { letGo } = await openHeldPage(page);
  await page.getByRole('button', { name: '0' }).click();
  await page.getByRole('button', { name: '0' }).click();
  letGo.framework();
  await page.getByRole('button', { name: '11' }).click();
  await expect(page.locator('#count')).toHaveText('12');
});

test('an early press by keyboard counts too', async ({ page }) => {
  const { letGo } = await openHeldPage(page);
  await page.getByRole('button', { name: '0' }).press('Enter');
  letGo.framework();
  await expect(page.locator('#count')).toHaveText('11');
});

test('a button that works without the framework is left alone', async ({ page }) => {
  const { letGo } = await openHeldPage(page);
  await page.getByRole('button', { name: 'Note' }).click();
  await expect(page.getByText('Noted')).toBeVisible();
  letGo.framework();
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
  await expect(page.getByText('Noted')).toBeVisible();
});
