import { relative, sep } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { pagesIn } from '../../lib/site/seal-export';
import { figureOf, lessons, open, questionOf, untilReady } from './learner';

const paths = pagesIn('out').map(
  (file) =>
    `/${relative('out', file)
      .split(sep)
      .join('/')
      .replace(/index\.html$/, '')}`,
);
/** Without the framework on them: the choice of a language (which leaves at once) and the page of wrong addresses. */
const plain = (path: string) => path === '/' || path.startsWith('/404') || path.startsWith('/_not-found');

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe has to say, short enough to read in a failure: the rule, and the places it breaks. */
async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(standards)
    // Our policy allows no frames, and looking into none takes a third of the time.
    .setLegacyMode(true)
    .analyze();
  return violations.map(
    ({ id, help, nodes }) =>
      `${id} (${help}): ${nodes
        .slice(0, 3)
        .map(
          ({ target, failureSummary }) => `${target.join(' ')} – ${failureSummary?.split('\n')[1]?.trim()}`,
        )
        .join(' | ')}`,
  );
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The choice of a language leaves at once for one of them; here it comes as a reader without JavaScript sees it. */
async function stayAtTheDoor(page: Page): Promise<void> {
  await page.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<script[\s\S]*?<\/script>/g, '');
      await route.fulfill({ response, body });
    },
  );
}

test('There are pages to look at, in both languages', () => {
  for (const path of ['/ko/', '/en/', lessons.monolith.ko, lessons.microservices.en, '/404.html'])
    expect(paths).toContain(path);
});

for (const width of [360, 1440]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const locale of ['ko', 'en'] as const) {
      const mine = paths.filter((path) => path.startsWith(`/${locale}/`) || (locale === 'ko' && plain(path)));
      test.describe(`At ${width} px, ${colorScheme}, ${locale}`, () => {
        test.use({ viewport: { width, height: 900 }, colorScheme });
        test('no page puts anything in anyone’s way', async ({ page }) => {
          test.setTimeout(120_000);
          for (const path of mine) {
            await test.step(path, async () => {
              if (path === '/') await stayAtTheDoor(page);
              await page.goto(path);
              if (!plain(path)) await untilReady(page);
              expect.soft(await violationsOf(page), path).toEqual([]);
              expect
                .soft(await overflow(page), `${path} scrolls sideways by so many pixels`)
                .toBeLessThanOrEqual(0);
            });
          }
        });
      });
    }
  }
}

/** States of a page that are not there when it opens, and how a reader reaches them. */
const states: Record<string, (page: Page) => Promise<void>> = {
  'the open menu': async (page) => {
    await open(page, '/ko/');
    await page.getByRole('button', { name: '메뉴' }).click();
    await expect(page.getByRole('radio', { name: '밤' })).toBeAttached();
  },
  'search with results, one of them chosen': async (page) => {
    await open(page, '/ko/');
    await page.getByRole('button', { name: '찾기', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('레플리카');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  },
  'search without results': async (page) => {
    await open(page, '/en/');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('zzzzqqq');
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('Nothing matches');
  },
  'the list of shortcuts': async (page) => {
    await open(page, '/en/');
    await page.keyboard.press('Shift+?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
  'an open card behind a word': async (page) => {
    await open(page, lessons.microservices.en);
    await page.getByRole('button', { name: '90%', exact: true }).click();
    await expect(page.getByText('Infrastructure cost that Prime Video')).toBeVisible();
  },
  'a missed question with all its reasons, and the same question at the end': async (page) => {
    await open(page, lessons.monolith.en);
    const question = questionOf(page, /Only search is crowded/);
    await question.getByRole('radio', { name: 'A payment calls search on its way.' }).check();
    await question.getByRole('button', { name: 'Check' }).click();
    await question.getByRole('button', { name: 'Explain the others' }).click();
    await expect(page.getByRole('region', { name: 'Once more', exact: true })).toBeVisible();
    const order = questionOf(page, /Put the steps of a changed line/);
    await order.getByRole('button', { name: 'Check' }).click();
    await expect(order.getByRole('status')).toContainText('Not quite.');
    const match = questionOf(page, 'Match what was done with its name.');
    for (const list of await match.getByRole('combobox').all()) await list.selectOption('building');
    await match.getByRole('button', { name: 'Check' }).click();
    await expect(match.getByRole('status')).toContainText('Not quite.');
    const prediction = questionOf(page, /You raise the monolith from 1 replica to 5/);
    await prediction.getByRole('button', { name: 'Show the result without predicting' }).click();
    await expect(prediction.getByRole('status')).toContainText('The model has run.');
  },
  'a figure that is playing, told in words': async (page) => {
    await open(page, lessons.microservices.ko);
    const figure = await figureOf(page, '같은 손님, 두 가지 구조', '재생');
    await figure.getByText('그림을 글로 보기').click();
    await figure.getByRole('button', { name: '재생', exact: true }).click();
    await expect(figure.getByText('진행 중')).toBeVisible();
  },
  'the question before all progress is erased': async (page) => {
    await open(page, '/ko/progress/');
    await page.getByRole('button', { name: '처음부터 다시' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
};

for (const [width, colorScheme] of [
  [360, 'dark'],
  [1440, 'light'],
] as const) {
  test.describe(`At ${width} px, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });
    for (const [state, reach] of Object.entries(states)) {
      test(`${state} puts nothing in anyone’s way`, async ({ page }) => {
        test.slow();
        await reach(page);
        expect(await violationsOf(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    }
  });
}
