import { expect, type Page, test } from '@playwright/test';
import { open, untilReady } from './learner';

const day = 'rgb(250, 248, 243)';
const night = 'rgb(15, 19, 26)';
const paper = (page: Page) => page.locator('html');

async function choose(page: Page, theme: 'Day' | 'Night' | 'As the device') {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByText(theme, { exact: true }).click();
  await expect(page.getByRole('radio', { name: theme })).toBeChecked();
  await page.keyboard.press('Escape');
}

/** Notes what the page's theme is when its body begins: nothing can have been painted before. */
async function noteFirstTheme(page: Page) {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.body) return;
      observer.disconnect();
      document.documentElement.dataset.themeAtFirst = document.documentElement.dataset.theme ?? 'none';
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

test.describe('A reader', () => {
  test('chooses night, and the choice is there before anything is painted', async ({ page }) => {
    await noteFirstTheme(page);
    await open(page, '/en/');
    await expect(paper(page)).toHaveCSS('background-color', day);
    await choose(page, 'Night');
    await expect(paper(page)).toHaveCSS('background-color', night);

    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme-at-first', 'night');
    await expect(paper(page)).toHaveCSS('background-color', night);
    await page.goto('/ko/glossary/');
    await expect(page.locator('html')).toHaveAttribute('data-theme-at-first', 'night');
  });

  test('goes back to what the device says, and the page follows the device', async ({ page }) => {
    await open(page, '/en/');
    await choose(page, 'Night');
    await choose(page, 'As the device');
    await expect(paper(page)).toHaveCSS('background-color', day);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(paper(page)).toHaveCSS('background-color', night);
    await choose(page, 'Day');
    await expect(paper(page)).toHaveCSS('background-color', day);
    await page.reload();
    await expect(paper(page)).toHaveCSS('background-color', day);
  });

  test('switches day and night with one key', async ({ page }) => {
    await open(page, '/en/');
    await page.keyboard.press('t');
    await expect(paper(page)).toHaveCSS('background-color', night);
    await page.keyboard.press('t');
    await expect(paper(page)).toHaveCSS('background-color', day);
  });

  for (const [colorScheme, colour] of [
    ['dark', night],
    ['light', day],
  ] as const) {
    test.describe(`without JavaScript, on a ${colorScheme} device`, () => {
      test.use({ javaScriptEnabled: false, colorScheme });
      test('sees the page in the colours of the device', async ({ page }) => {
        await page.goto('/ko/');
        await expect(paper(page)).toHaveCSS('background-color', colour);
      });
    });
  }
});

test.describe('Keyboard shortcuts', () => {
  test('are listed by "?", and Escape closes the list', async ({ page }) => {
    await open(page, '/en/');
    await page.keyboard.press('Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet).toBeVisible();
    for (const what of ['Open search', 'Next lesson', 'To the course map'])
      await expect(sheet.getByText(what).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  test('are also in the menu', async ({ page }) => {
    await open(page, '/ko/');
    await page.getByRole('button', { name: '메뉴' }).click();
    await page.getByRole('button', { name: '단축키' }).click();
    await expect(page.getByRole('dialog', { name: '단축키' })).toBeVisible();
  });

  test('lead from lesson to lesson and home', async ({ page }) => {
    await open(page, '/en/');
    await page.keyboard.press('n');
    await expect(page.getByRole('heading', { level: 1, name: 'The monolith' })).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByRole('heading', { level: 1, name: 'Microservices' })).toBeVisible();
    await page.keyboard.press('p');
    await expect(page.getByRole('heading', { level: 1, name: 'The monolith' })).toBeVisible();
    await page.keyboard.press('h');
    await expect(page).toHaveURL(/\/en\/$/);
  });

  test('of a single key can be switched off, and stay off', async ({ page }) => {
    await open(page, '/en/');
    await page.keyboard.press('Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByRole('checkbox', { name: 'Use single-key shortcuts' }).uncheck();
    await sheet.getByRole('button', { name: 'Close' }).click();

    await page.reload();
    await untilReady(page);
    await page.keyboard.press('Shift+?');
    await page.keyboard.press('t');
    // A shortcut with Ctrl stays; that search has opened shows that the keys before it were heard and left alone.
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
    await expect(sheet).toBeHidden();
    await expect(paper(page)).toHaveCSS('background-color', day);
  });

  test('are plain letters while one is typing', async ({ page }) => {
    await open(page, '/en/search/');
    const field = page.getByRole('combobox', { name: 'Search the lessons and the glossary' });
    await field.pressSequentially('not?');
    await expect(field).toHaveValue('not?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
    await expect(paper(page)).toHaveCSS('background-color', day);
  });
});
