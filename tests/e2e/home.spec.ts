import { expect, test } from '@playwright/test';
import { lessons, open, readToTheEnd } from './learner';

test.describe('A visitor at the front door', () => {
  test('whose browser speaks Korean comes to the Korean course map', async ({ page }) => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/ko\/$/);
    await expect(page.getByRole('heading', { level: 1, name: '쿠버네티스, 돌려 보면 압니다' })).toBeVisible();
  });

  test('gets the language chosen before, whatever the browser speaks', async ({ page }) => {
    await open(page, '/ko/');
    await page.getByRole('link', { name: 'English' }).click();
    await expect(page).toHaveURL(/\/en\//);
    await page.goto('/');
    await expect(page).toHaveURL(/\/en\/$/);
  });

  for (const [locale, what] of [
    ['en-US', 'English'],
    ['fr-FR', 'neither of our languages'],
  ] as const) {
    test.describe(`whose browser speaks ${what}`, () => {
      test.use({ locale });
      test('comes to the English course map', async ({ page }) => {
        await page.goto('/');
        await expect(page).toHaveURL(/\/en\/$/);
        await expect(
          page.getByRole('heading', { level: 1, name: 'Run Kubernetes to understand it' }),
        ).toBeVisible();
      });
    });
  }

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });
    test('is offered both languages', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('link', { name: /^한국어/ })).toHaveAttribute('href', '/ko/');
      await page.getByRole('link', { name: /^English/ }).click();
      await expect(
        page.getByRole('heading', { level: 1, name: 'Run Kubernetes to understand it' }),
      ).toBeVisible();
    });
  });
});

test.describe('The course map', () => {
  for (const { locale, chapters, lesson, minutes, planned } of [
    {
      locale: 'en',
      chapters: ['Application architecture', 'Containers', 'DevOps', 'Why Kubernetes'],
      lesson: 'The monolith',
      minutes: '40 min',
      planned: 'being written',
    },
    {
      locale: 'ko',
      chapters: ['애플리케이션 구조', '컨테이너', '데브옵스', '쿠버네티스를 쓰는 이유'],
      lesson: '모놀리스',
      minutes: '40분',
      planned: '집필 중',
    },
  ]) {
    test(`shows eight chapters in order, their lessons with minutes, and which are still being written (${locale})`, async ({
      page,
    }) => {
      await open(page, `/${locale}/`);
      const map = page.getByRole('main');
      const headings = map.getByRole('heading', { level: 3 });
      await expect(headings).toHaveCount(8);
      for (const [place, title] of chapters.entries()) await expect(headings.nth(place)).toHaveText(title);
      const row = map.getByRole('listitem').filter({ hasNot: page.getByRole('heading'), hasText: minutes });
      await expect(row.getByRole('link', { name: lesson, exact: true })).toBeVisible();
      await expect(map.getByText(planned, { exact: true })).toHaveCount(7);
    });
  }

  test('says what a lesson makes you able to do', async ({ page }) => {
    await open(page, '/en/');
    const objective = page.getByText('Predict which features suffer when one feature leaks memory');
    await expect(objective).toBeHidden();
    await page.getByText('What you will be able to do').first().click();
    await expect(objective).toBeVisible();
  });

  test('leads on from where the reader stopped', async ({ page }) => {
    await open(page, '/en/');
    const goOn = page.getByRole('main').getByRole('link', { name: /^(Start the first lesson|Go on with)/ });
    await expect(goOn).toHaveText(/Start the first lesson.*1\.1 The monolith/);
    await goOn.click();
    await expect(page).toHaveURL(lessons.monolith.en);
    await expect(page.locator('html[data-ready]')).toBeAttached();

    await page.goBack();
    await expect(goOn).toHaveText(/Go on with.*1\.1 The monolith/);
    const monolith = page.getByRole('listitem').filter({ hasText: '40 min' }).last();
    await expect(monolith).toContainText('begun');

    await open(page, lessons.monolith.en);
    await readToTheEnd(page);
    await page.getByRole('link', { name: 'Reconcile' }).click();
    await expect(goOn).toHaveText(/Go on with.*1\.2 Microservices/);
    await expect(monolith).toContainText('read');
  });
});

test.describe('A wrong address', () => {
  test('is answered with 404 and the ways out in both languages', async ({ page }) => {
    const response = await page.goto('/en/no-such-lesson/');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: '그런 페이지는 없습니다' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Search' })).toHaveAttribute('href', '/en/search/');
    await page.getByRole('link', { name: 'Course map' }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: 'Run Kubernetes to understand it' }),
    ).toBeVisible();
  });
});
