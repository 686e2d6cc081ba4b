import { expect, type Locator, type Page, test } from '@playwright/test';
import { figureOf, lessons, open } from './learner';

const sale = 'The shop in the hour of the sale';
const clockOf = (figure: Locator) => figure.getByRole('timer', { name: 'Model time' });
/** Says beside the clock whether time moves. */
const stateOf = (figure: Locator, state: 'running' | 'paused') =>
  figure.getByRole('group', { name: 'Time controls' }).getByText(state);

/** Opens the first lesson with a clock in the test's hand: `seconds` lets real time pass, frame by frame. */
async function openWithClock(page: Page) {
  await page.clock.install();
  await open(page, lessons.monolith.en);
  const figure = await figureOf(page, sale);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
  return { figure, seconds: (count: number) => page.clock.runFor(count * 1000) };
}

/** What the table says of a feature: served / asked, errors, p50, p95. */
async function rowOf(figure: Locator, feature: string): Promise<string[]> {
  const table = figure.getByRole('table', { name: 'Requests, last 10 s: Monolith' });
  const cells = await table
    .getByRole('row', { name: new RegExp(`^${feature}`) })
    .getByRole('cell')
    .allInnerTexts();
  return cells.slice(0, 4).map((cell) => cell.trim());
}

const inSeconds = (clock: string) => {
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return minutes * 60 + seconds;
};

test.describe('Time in a figure', () => {
  test('stands still until play is pressed, runs with it, and stands still again', async ({ page }) => {
    const { figure, seconds } = await openWithClock(page);
    await expect(clockOf(figure)).toHaveText('0:20.0');
    await expect(stateOf(figure, 'paused')).toBeVisible();
    await seconds(3);
    await expect(clockOf(figure)).toHaveText('0:20.0');

    await figure.getByRole('button', { name: 'Play' }).click();
    await seconds(3);
    await expect(stateOf(figure, 'running')).toBeVisible();
    const played = inSeconds(await clockOf(figure).innerText());
    expect(played).toBeGreaterThan(22);
    expect(played).toBeLessThanOrEqual(23.2);

    await figure.getByRole('button', { name: 'Pause' }).click();
    const stopped = await clockOf(figure).innerText();
    await seconds(3);
    await expect(clockOf(figure)).toHaveText(stopped);
  });

  test('goes faster and slower as asked', async ({ page }) => {
    const { figure, seconds } = await openWithClock(page);
    await figure.getByRole('radio', { name: '×10', exact: true }).check();
    await figure.getByRole('button', { name: 'Play' }).click();
    await seconds(2);
    const fast = inSeconds(await clockOf(figure).innerText());
    expect(fast).toBeGreaterThan(35);
    await figure.getByRole('radio', { name: '×0.1' }).check();
    await seconds(2);
    expect(inSeconds(await clockOf(figure).innerText()) - fast).toBeLessThan(2);
  });

  test('takes one event at a time, and names it', async ({ page }) => {
    const { figure, seconds } = await openWithClock(page);
    await figure.getByRole('button', { name: 'Step' }).click();
    await expect(figure.getByText(/^event handled: /)).toBeVisible();
    const stepped = inSeconds(await clockOf(figure).innerText());
    expect(stepped).toBeGreaterThanOrEqual(20);
    expect(stepped).toBeLessThan(20.5);
    const after = await clockOf(figure).innerText();
    await seconds(2);
    await expect(clockOf(figure)).toHaveText(after);
  });

  test('skips ahead, and returns to the start with everything as it was', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    const atStart = await rowOf(figure, 'payment');
    await figure.getByRole('button', { name: 'More monolith replicas' }).click();
    for (const clock of ['0:30.0', '0:40.0', '0:50.0']) {
      await figure.getByRole('button', { name: '+10 s' }).click();
      await expect(clockOf(figure)).toHaveText(clock);
    }
    expect(await rowOf(figure, 'payment')).not.toEqual(atStart);

    await figure.getByRole('button', { name: 'Reset' }).click();
    await expect(clockOf(figure)).toHaveText('0:20.0');
    expect(await rowOf(figure, 'payment')).toEqual(atStart);
    await expect(figure.getByRole('group', { name: 'monolith replicas' })).toContainText('1');
  });

  test('ends with the screen: a figure out of sight does not run on', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect(stateOf(figure, 'running')).toBeVisible();
    await page.getByRole('heading', { name: 'Where the monolith wins' }).scrollIntoViewIfNeeded();
    await expect(stateOf(figure, 'paused')).toBeAttached();
  });

  test('follows the space bar and the full stop while the focus is in the figure', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    const search = figure.getByRole('slider', { name: 'search' });
    await search.focus();
    await page.keyboard.press('Space');
    await expect(stateOf(figure, 'running')).toBeVisible();
    await page.keyboard.press('.');
    await expect(stateOf(figure, 'paused')).toBeVisible();
    await expect(figure.getByText(/^event handled: /)).toBeVisible();
    await expect(search).toHaveValue('120');
  });
});

test.describe('A reader with a mouse', () => {
  test('adds replicas and sees payment recover and the bill grow', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    const cost = figure.getByRole('row', { name: /^cost per hour/ }).getByRole('cell');
    const before = Number(await cost.innerText());
    expect(Number.parseFloat((await rowOf(figure, 'payment'))[1] ?? '')).toBeGreaterThan(30);

    const more = figure.getByRole('button', { name: 'More monolith replicas' });
    for (let replicas = 2; replicas <= 5; replicas++) await more.click();
    await expect(figure.getByRole('group', { name: 'monolith replicas' })).toContainText('5');
    await expect(
      figure.getByText('Time stands still. Press play to see what your change does.'),
    ).toBeVisible();
    await figure.getByRole('radio', { name: '×100' }).check();
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => (await rowOf(figure, 'payment'))[1]).toBe('0%');
    expect(Number(await cost.innerText())).toBeGreaterThan(before * 4);
  });

  test('cannot have fewer replicas than none, and sees a shop without any', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    const fewer = figure.getByRole('button', { name: 'Fewer monolith replicas' });
    await fewer.click();
    await expect(fewer).toHaveAttribute('aria-disabled', 'true');
    await fewer.press('Enter');
    await expect(figure.getByRole('group', { name: 'monolith replicas' })).toContainText('0');
    await figure.getByRole('button', { name: '+10 s' }).click();
    await expect(figure.getByText('no replica')).toBeVisible();
  });
});

test.describe('The figure in words', () => {
  test('says the same numbers as the table, before and after time has passed', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    await figure.getByText('Describe in words').click();
    for (const clock of ['0:20.0', '0:30.0']) {
      await expect(clockOf(figure)).toHaveText(clock);
      for (const feature of ['catalogue', 'search', 'orders', 'payment']) {
        const [rate = '', errors, p50, p95] = await rowOf(figure, feature);
        const [served, asked] = rate.split(' / ');
        await expect(
          figure.getByText(
            `${feature}: ${asked} requests per second asked, ${served} served, ${errors} errors, p50 ${p50}, p95 ${p95}.`,
          ),
        ).toBeVisible();
      }
      await figure.getByRole('button', { name: '+10 s' }).click();
    }
  });

  test('speaks Korean too', async ({ page }) => {
    await open(page, lessons.monolith.ko);
    const figure = await figureOf(page, '할인 행사 시간의 상점', '재생');
    await figure.getByText('그림을 글로 보기').click();
    await expect(
      figure.getByText(/^결제: 초당 .*건 요청에 .*건 응답, 오류 .*, p50 .*, p95 .*\.$/),
    ).toBeVisible();
  });

  test('is announced when something happens: a process killed for its memory', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, 'A shop whose payment leaks memory');
    await figure.getByRole('button', { name: 'to next log line' }).click();
    await expect(figure.getByRole('status').filter({ hasText: 'killed: out-of-memory' })).toBeAttached();
  });
});

test.describe('A link to one’s own settings', () => {
  test('brings them back in another window', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, sale);
    await figure.getByRole('slider', { name: 'payment' }).fill('40');
    await figure.getByRole('button', { name: 'More monolith replicas' }).click();
    await figure.getByRole('button', { name: 'Copy link to these settings' }).click();
    await expect(figure.getByText('Link copied.')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());

    const other = await context.newPage();
    await open(other, link);
    const same = await figureOf(other, sale);
    await expect(same).toBeInViewport();
    await expect(same.getByText('Started with the settings in the link.')).toBeVisible();
    await expect(same.getByRole('slider', { name: 'payment' })).toHaveValue('40');
    await expect(same.getByRole('slider', { name: 'search' })).toHaveValue('120');
    await expect(same.getByRole('group', { name: 'monolith replicas' })).toContainText('2');
  });

  for (const [what, fragment] of [
    ['cut off', 'busy-search=eyJsb2FkIjp7'],
    ['not ours', 'busy-search=%%%'],
    [
      'of an impossible setting',
      `busy-search=${Buffer.from('{"load":{"search":-5}}').toString('base64url')}`,
    ],
  ] as const) {
    test(`that is ${what} gives a sentence and the lesson’s own start`, async ({ page }) => {
      await open(page, `${lessons.monolith.en}#${fragment}`);
      const figure = await figureOf(page, sale);
      await expect(
        figure.getByText('The settings in this link are damaged, so the figure starts as in the lesson.'),
      ).toBeVisible();
      await expect(figure.getByRole('slider', { name: 'search' })).toHaveValue('120');
    });
  }
});

for (const [reducedMotion, reader, least, most] of [
  ['no-preference', 'any other reader', 20, 60],
  ['reduce', 'a reader who asked for less motion', 4, 8],
] as const) {
  test(`Three seconds of play are ${least} to ${most} pictures for ${reader}, and the same time`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion });
    const { figure, seconds } = await openWithClock(page);
    await clockOf(figure).evaluate((node) => {
      new MutationObserver(() => {
        document.body.dataset.pictures = String(Number(document.body.dataset.pictures ?? 0) + 1);
      }).observe(node, { characterData: true, subtree: true, childList: true });
    });
    await figure.getByRole('button', { name: 'Play' }).click();
    await seconds(3);
    const pictures = Number(await page.locator('body').getAttribute('data-pictures'));
    expect(pictures).toBeGreaterThanOrEqual(least);
    expect(pictures).toBeLessThanOrEqual(most);
    expect(inSeconds(await clockOf(figure).innerText())).toBeGreaterThan(22.4);
  });
}
