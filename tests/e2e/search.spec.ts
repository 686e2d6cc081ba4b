import { expect, type Page, test } from '@playwright/test';
import { lessons, open, topOf } from './learner';

async function openSearch(page: Page, name: 'Search' | '찾기') {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  return dialog;
}

/** Where the best hit for a query leads. */
async function firstHitFor(page: Page, query: string): Promise<string | null> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(query);
  await expect(dialog.getByRole('status')).toContainText(/찾았습니다|보입니다|result/);
  return dialog.getByRole('option').first().getAttribute('href');
}

test('The index is asked for when search is opened, not before', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await open(page, lessons.monolith.en);
  const button = page.getByRole('button', { name: 'Search', exact: true });
  await button.hover();
  await button.focus();
  await page.waitForLoadState('networkidle');
  expect(asked).not.toContain('/en/search.json');
  await openSearch(page, 'Search');
  await expect.poll(() => asked).toContain('/en/search.json');
  expect(asked).not.toContain('/ko/search.json');
});

test.describe('Korean words are found with any particle', () => {
  for (const [word, ...forms] of [
    ['컨테이너', '컨테이너를', '컨테이너가', '컨테이너에서는'],
    ['레플리카', '레플리카를', '레플리카가', '레플리카와'],
    ['트랜잭션', '트랜잭션을', '트랜잭션이', '트랜잭션으로'],
    ['메모리 누수', '메모리 누수를', '메모리 누수가', '메모리 누수는'],
  ] as const) {
    test(`${forms.join(', ')} lead where ${word} leads`, async ({ page }) => {
      await open(page, '/ko/');
      await openSearch(page, '찾기');
      const first = await firstHitFor(page, word);
      expect(first).toMatch(/^\/ko\//);
      for (const form of forms) expect(await firstHitFor(page, form), form).toBe(first);
    });
  }
});

test('English words are found by their stem and by their beginning', async ({ page }) => {
  await open(page, '/en/');
  await openSearch(page, 'Search');
  for (const [word, ...forms] of [
    ['replica', 'replicas', 'replic'],
    ['compensation', 'compensat', 'Compensation'],
    ['idempotent', 'idempot'],
  ] as const) {
    const first = await firstHitFor(page, word);
    expect(first).toMatch(/^\/en\//);
    for (const form of forms) expect(await firstHitFor(page, form), form).toBe(first);
  }
});

test.describe('By keyboard', () => {
  test('arrows choose a result and Enter goes to its section', async ({ page }) => {
    await open(page, '/en/');
    await page.keyboard.press('/');
    const dialog = page.getByRole('dialog', { name: 'Search' });
    const field = dialog.getByRole('combobox');
    await expect(field).toBeFocused();
    await page.keyboard.type('timeout');
    const options = dialog.getByRole('option');
    await expect(options.nth(1)).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await expect(options.last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');

    const section = options.and(page.locator('[href*="/microservices/#"]')).first();
    const count = await options.count();
    for (
      let presses = 1;
      presses < count && (await section.getAttribute('aria-selected')) !== 'true';
      presses++
    )
      await page.keyboard.press('ArrowDown');
    await expect(section).toHaveAttribute('aria-selected', 'true');
    await expect(field).toBeFocused();
    const href = (await section.getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(href);
    await expect(dialog).toBeHidden();
    const heading = page.locator(`#${href.split('#')[1]}`);
    await expect.poll(() => topOf(heading)).toBeLessThan(300);
    await expect(heading).toBeInViewport();
  });

  test('Escape closes search and gives the focus back', async ({ page }) => {
    await open(page, lessons.monolith.ko);
    await openSearch(page, '찾기');
    await page.keyboard.type('프로세스');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('button', { name: '찾기', exact: true })).toBeFocused();
  });
});

test('A search without result says so and offers other ways', async ({ page }) => {
  await open(page, '/en/');
  const dialog = await openSearch(page, 'Search');
  await dialog.getByRole('combobox').fill('zzzzqqq');
  await expect(dialog.getByRole('status')).toHaveText('Nothing matches “zzzzqqq”.');
  await expect(dialog.getByRole('option')).toHaveCount(0);
  await dialog.getByRole('link', { name: 'Glossary' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('A search without connection says so and works once there is one', async ({ page }) => {
  await open(page, '/en/');
  await page.route('**/search.json', (route) => route.abort());
  const dialog = await openSearch(page, 'Search');
  await dialog.getByRole('combobox').fill('replica');
  await expect(dialog.getByRole('status')).toHaveText(
    'The search index could not be loaded. Check your connection and try again.',
  );
  await page.unroute('**/search.json');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('option').first()).toBeVisible();
});

test('A word of the glossary is found too', async ({ page }) => {
  await open(page, '/ko/');
  const dialog = await openSearch(page, '찾기');
  await dialog.getByRole('combobox').fill('멱등');
  await dialog.getByRole('option').and(page.locator('[href*="/glossary/"]')).first().click();
  await expect(page).toHaveURL(/\/ko\/glossary\/#idempotent$/);
  await expect(
    page.getByRole('definition').filter({ hasText: '같은 요청을 여러 번 보내도 한 번 보낸 것과' }),
  ).toBeInViewport();
});

test('The search page keeps the query in its address', async ({ page }) => {
  await open(page, '/ko/search/?q=사가');
  await expect(page.getByRole('combobox')).toHaveValue('사가');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.getByRole('combobox').fill('보상');
  await expect(page).toHaveURL(`/ko/search/?q=${encodeURIComponent('보상')}`);
});
