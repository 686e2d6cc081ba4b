import { expect, type Page, test } from '@playwright/test';
import { lessons, open, topOf } from './learner';

/** Brings a heading to the top of the window, as scrolling would, without waiting for the animation of it. */
async function scrollTo(page: Page, heading: string) {
  await page
    .getByRole('heading', { name: heading })
    .evaluate((node) => node.scrollIntoView({ behavior: 'instant' }));
}

test.describe('The outline of a lesson', () => {
  test('names the lessons of the chapter and the parts of this one, and leads to them', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const outline = page.getByRole('navigation', { name: 'Contents' });
    await expect(outline.getByRole('link', { name: '1.1 The monolith' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await expect(outline.getByRole('link', { name: '1.2 Microservices' })).toBeVisible();
    await outline.getByRole('link', { name: 'Where the monolith wins' }).click();
    await expect(page).toHaveURL(/#where-it-wins$/);
    await expect(page.getByRole('heading', { name: 'Where the monolith wins' })).toBeInViewport();
  });

  test('marks the part that is being read, down and up again', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const current = page.getByRole('navigation', { name: 'Contents' }).locator('[aria-current=location]');
    await expect(current).toHaveCount(0);
    for (const heading of ['One shop, one process', 'One leak, one fate', 'One line, the whole build']) {
      await scrollTo(page, heading);
      await expect(current).toHaveText(heading);
    }
    await scrollTo(page, 'One leak, one fate');
    await expect(current).toHaveText('One leak, one fate');
    await page.mouse.wheel(0, -600);
    await expect(current).toHaveText('One shop, one process');
  });

  test('keeps up with a jump over many parts', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, lessons.monolith.en);
    await page.keyboard.press('End');
    await expect(
      page.getByRole('navigation', { name: 'Contents' }).locator('[aria-current=location]'),
    ).toHaveText('Free lab');
  });
});

test('A reader goes to the next lesson and back', async ({ page }) => {
  await open(page, lessons.monolith.ko);
  const neighbours = page.getByRole('navigation', { name: '단원', exact: true });
  await expect(neighbours.getByRole('link')).toHaveCount(1);
  await neighbours.getByRole('link', { name: /다음 단원.*1\.2 마이크로서비스/ }).click();
  await expect(page).toHaveURL(lessons.microservices.ko);
  await expect(page.getByRole('heading', { level: 1, name: '마이크로서비스' })).toBeVisible();
  await neighbours.getByRole('link', { name: /이전 단원.*1\.1 모놀리스/ }).click();
  await expect(page).toHaveURL(lessons.monolith.ko);
  await expect(page).toHaveTitle(/모놀리스/);
});

test.describe('Switching the language', () => {
  test('keeps the page and the place in it', async ({ page }) => {
    await open(page, lessons.monolith.en);
    await scrollTo(page, 'One line, the whole build');
    await page.getByRole('link', { name: '한국어' }).click();
    await expect(page).toHaveURL(`${lessons.monolith.ko}#one-build`);
    const same = page.getByRole('heading', { name: '한 줄과 전체 빌드' });
    await expect.poll(() => topOf(same)).toBeGreaterThanOrEqual(0);
    await expect.poll(() => topOf(same)).toBeLessThan(300);

    await page.getByRole('link', { name: 'English' }).click();
    await expect(page).toHaveURL(`${lessons.monolith.en}#one-build`);
  });

  test('by keyboard does not move the page either', async ({ page }) => {
    await open(page, lessons.monolith.en);
    await scrollTo(page, 'One line, the whole build');
    const before = await topOf(page.getByRole('heading', { name: 'One line, the whole build' }));
    await page.getByRole('link', { name: '한국어' }).focus();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Menu' })).toBeFocused();
    expect(await topOf(page.getByRole('heading', { name: 'One line, the whole build' }))).toBeCloseTo(
      before,
      0,
    );
  });

  test('keeps any other page too', async ({ page }) => {
    await open(page, '/ko/glossary/');
    await page.getByRole('link', { name: 'English' }).click();
    await expect(page).toHaveURL(/\/en\/glossary\/$/);
  });
});

test.describe('A card behind a word', () => {
  test('opens and closes by keyboard, and leads to the glossary', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const word = page.getByRole('button', { name: 'process', exact: true });
    const card = page.getByText('A program that is running. It has memory of its own');
    await expect(card).toBeHidden();
    await word.focus();
    await page.keyboard.press('Enter');
    await expect(card).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
    await expect(word).toBeFocused();

    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Open in the glossary' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/en\/glossary\/#process$/);
    await expect(page.getByRole('term').filter({ hasText: 'process' }).first()).toBeInViewport();
  });

  test('stands beside its word, also near the edge of the window', async ({ page }) => {
    await open(page, lessons.monolith.en);
    for (const name of ['monolith', 'replica', 'scaling out']) {
      const word = page.getByRole('button', { name, exact: true });
      await word.click();
      const card = page.locator('[popover]:popover-open');
      await expect(card).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(card).toHaveCount(0);
    }
  });

  test('shows where a number comes from', async ({ page }) => {
    await open(page, lessons.microservices.en);
    await page.getByRole('button', { name: '90%', exact: true }).click();
    await expect(page.getByText('Infrastructure cost that Prime Video says it saved')).toBeVisible();
    await expect(page.getByText('since 2023 · checked 2026-11-23').first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Source', exact: true })).toHaveAttribute(
      'href',
      /primevideotech/,
    );
  });
});

test('A reader copies the commands of a terminal, without prompts and output', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, lessons.monolith.en);
  const terminal = page.getByRole('figure').filter({ hasText: 'kubectl create deployment' });
  await expect(terminal).toContainText('deployment.apps/shop created');
  await terminal.getByRole('button', { name: 'Copy commands' }).click();
  await expect(terminal.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(
    [
      'kubectl create deployment shop --image=registry.example/shop:1.0 --replicas=5',
      'kubectl get deployment shop',
    ].join('\n'),
  );
});

test('A lesson ends with its sources and says where it is written', async ({ page }) => {
  await open(page, lessons.monolith.ko);
  const sources = page.getByRole('region', { name: '출처' });
  await expect(sources.getByRole('link')).toHaveCount(5);
  await expect(sources.getByRole('link', { name: /Monolithic architecture/ })).toHaveAttribute(
    'href',
    'https://microservices.io/patterns/monolithic.html',
  );
  await expect(page.getByText('content/01-architecture/01-monolith/ko.mdx')).toBeVisible();
});

test.describe('On paper', () => {
  test('a lesson has its text, its pictures and its questions, and nothing to press', async ({ page }) => {
    await open(page, lessons.monolith.en);
    await expect(page.getByRole('banner')).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('banner')).toBeHidden();
    await expect(page.getByRole('contentinfo')).toBeHidden();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Check' })).toHaveCount(0);

    await expect(page.getByRole('heading', { name: 'One leak, one fate' })).toBeVisible();
    // Words with a card are buttons on the screen; on paper they are still words of the sentence.
    await expect(page.getByRole('button', { name: 'scaling out', exact: true })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Requests, last 10 s: Monolith' }).first()).toBeVisible();
    await expect(page.getByText('A payment calls search on its way.')).toBeVisible();
    await expect(page.getByText('Settle the library versions that all features ask for.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
  });

  test('what is folded away on the screen is printed', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const deeper = page.getByText('Waiting time does not grow in step with load.');
    await expect(deeper).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    await expect(deeper).toBeVisible();
  });
});
