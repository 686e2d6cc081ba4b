import type { Browser } from '@playwright/test';
import { openSlowPage, type SlowPage } from './slow-page';

/** Figures of one run: name → ms, bytes (names that end in `Bytes`) or a score (`cls`). */
export type Figures = Readonly<Record<string, number>>;

const firstResultTimeoutMs = 60_000;
const longTaskMs = 50;

/** A cold load until the page is quiet. */
export async function measureLoad(browser: Browser, url: string): Promise<Figures> {
  return onSlowPage(browser, url, async (slow) => {
    const { lcp, cls, fcp, longTasks } = await slow.page.evaluate(() => window.benchFigures);
    const blocking = longTasks
      .filter(([start]) => start >= fcp)
      .map(([, duration]) => Math.max(0, duration - longTaskMs));
    return {
      bytesUntilLoadBytes: bytesOf(slow, (arrival) => arrival.at <= slow.loadedAt()),
      bytesInAllBytes: bytesOf(slow, () => true),
      ...bytesByType(slow),
      lcpMs: lcp,
      tbtMs: sum(blocking),
      cls,
    };
  });
}

/**
 * From navigation to the first feedback of the first quiz, for a reader who does not wait: every 50 ms a radio is picked and
 * the button pressed (with the pointer event a finger makes), until the status says something.
 */
export async function measureQuiz(browser: Browser, url: string): Promise<Figures> {
  const slow = await openSlowPage(browser);
  try {
    await slow.page.addInitScript(answerUntilFeedback);
    await slow.page.goto(url, { waitUntil: 'commit' });
    const ms = await slow.page.waitForFunction(() => window.benchFeedbackMs, undefined, {
      timeout: firstResultTimeoutMs,
    });
    return { quizFeedbackMs: (await ms.jsonValue()) ?? Number.NaN };
  } finally {
    await slow.close();
  }
}

/** From the click on "next lesson" to its heading, on a page that has become quiet. */
export async function measureNavigation(browser: Browser, url: string): Promise<Figures> {
  return onSlowPage(browser, url, async ({ page }) => {
    const heading = await page.locator('h1').textContent();
    await rememberClicks(page);
    await page.locator('a[rel=next]').first().click({ noWaitAfter: true });
    const shown = await page.waitForFunction(
      (old) => {
        const now = document.querySelector('h1')?.textContent;
        return now && now !== old ? performance.timeOrigin + performance.now() : 0;
      },
      heading,
      { polling: 'raf', timeout: firstResultTimeoutMs },
    );
    return { nextLessonMs: (await shown.jsonValue()) - (await clickedAt(page)) };
  });
}

/** From the click on "search" to the first result of `query`, and the bytes that came for it. */
export async function measureSearch(browser: Browser, url: string, query: string): Promise<Figures> {
  return onSlowPage(browser, url, async ({ page, arrivals }) => {
    const before = arrivals.length;
    await rememberClicks(page);
    await page.locator('button[data-search]:visible').first().click();
    await page.locator('dialog input[type=search]').fill(query);
    const shown = await page.waitForFunction(
      () =>
        document.querySelector('dialog [role=option], dialog li a')
          ? performance.timeOrigin + performance.now()
          : 0,
      undefined,
      { polling: 'raf', timeout: firstResultTimeoutMs },
    );
    const firstResultMs = (await shown.jsonValue()) - (await clickedAt(page));
    return { firstResultMs, firstResultBytes: sum(arrivals.slice(before).map((arrival) => arrival.bytes)) };
  });
}

async function onSlowPage(
  browser: Browser,
  url: string,
  measure: (slow: SlowPage) => Promise<Figures>,
): Promise<Figures> {
  const slow = await openSlowPage(browser);
  try {
    await slow.page.goto(url, { timeout: firstResultTimeoutMs });
    await slow.settled();
    return await measure(slow);
  } finally {
    await slow.close();
  }
}

/** The time of the last click survives a navigation to another document. */
async function rememberClicks(page: SlowPage['page']): Promise<void> {
  await page.evaluate(() => {
    addEventListener(
      'click',
      () => sessionStorage.setItem('bench.click', String(performance.timeOrigin + performance.now())),
      true,
    );
  });
}

async function clickedAt(page: SlowPage['page']): Promise<number> {
  return Number(await page.evaluate(() => sessionStorage.getItem('bench.click')));
}

declare global {
  interface Window {
    benchFeedbackMs?: number;
  }
}

/** Runs in the page before anything else. The first question with radios and a "check" button is the one that is answered. */
function answerUntilFeedback(): void {
  let turn = 0;
  const timer = setInterval(() => {
    for (const question of document.querySelectorAll('main fieldset')) {
      const around = question.parentElement;
      const radios = question.querySelectorAll<HTMLInputElement>('input[type=radio]');
      const buttons = Array.from(around?.querySelectorAll('button') ?? []);
      const check = buttons.find((button) => /^(check|확인)$/i.test(button.textContent?.trim() ?? ''));
      if (!check || radios.length === 0) continue;
      if (around?.querySelector('[role=status]')?.textContent?.trim()) {
        window.benchFeedbackMs = performance.now();
        clearInterval(timer);
        return;
      }
      if (turn === 0) question.scrollIntoView();
      radios[turn++ % radios.length]?.click();
      check.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      check.click();
      return;
    }
  }, 50);
}

function bytesByType(slow: SlowPage): Figures {
  const types: Record<string, number> = {};
  for (const { type, bytes } of slow.arrivals)
    types[`${type.toLowerCase()}Bytes`] = (types[`${type.toLowerCase()}Bytes`] ?? 0) + bytes;
  return types;
}

function bytesOf(slow: SlowPage, counts: (arrival: SlowPage['arrivals'][number]) => boolean): number {
  return sum(slow.arrivals.filter(counts).map((arrival) => arrival.bytes));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
