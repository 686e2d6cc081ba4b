import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { errorsOf, lessons, open, questionOf, readToTheEnd } from './learner';

const key = 'reconcile.progress';
const stored = (page: Page) => page.evaluate((name) => localStorage.getItem(name), key);

/** The number beside a label of the page "My progress". */
const figureBeside = (page: Page, label: string) =>
  page
    .locator('div')
    .filter({ has: page.getByRole('term').filter({ hasText: label }) })
    .last()
    .getByRole('definition');

/** Answers the number question of the first lesson. */
async function answerMemory(page: Page, number: string) {
  const question = questionOf(page, /By how many GiB does the reserved memory grow/);
  await question.getByRole('spinbutton').fill(number);
  await question.getByRole('button', { name: 'Check' }).click();
  await expect(question.getByRole('status')).toContainText(/Correct\.|Not quite\./);
}

async function answerCpu(page: Page) {
  const question = questionOf(page, /Suppose you keep one replica and only double its CPU/);
  await question.getByRole('radio', { name: 'Hardly.' }).check();
  await question.getByRole('button', { name: 'Check' }).click();
  await expect(question.getByRole('status')).toContainText('Correct.');
}

test('What a learner has done is still there after a reload', async ({ page }) => {
  await open(page, lessons.monolith.en);
  await answerMemory(page, '8');
  await readToTheEnd(page);
  await open(page, '/en/progress/');
  for (let visit = 1; visit <= 2; visit++) {
    await expect(figureBeside(page, 'Lessons begun')).toHaveText('1');
    await expect(figureBeside(page, 'Lessons read to the end')).toHaveText('1');
    await expect(figureBeside(page, 'Questions answered')).toHaveText('1');
    await expect(figureBeside(page, 'Right at the latest attempt')).toHaveText('1');
    await page.reload();
  }
  await open(page, '/ko/progress/');
  await expect(figureBeside(page, '풀어 본 문제')).toHaveText('1');
});

test('Two tabs agree without a reload, and neither loses what the other did', async ({ page, context }) => {
  await open(page, lessons.monolith.en);
  const progress = await context.newPage();
  await open(progress, '/en/progress/');
  await expect(figureBeside(progress, 'Questions answered')).toHaveText('0');
  await answerMemory(page, '10');
  await expect(figureBeside(progress, 'Questions answered')).toHaveText('1');
  await expect(figureBeside(progress, 'Right at the latest attempt')).toHaveText('0');

  const second = await context.newPage();
  await open(second, lessons.monolith.en);
  await answerCpu(second);
  await expect(figureBeside(progress, 'Questions answered')).toHaveText('2');
  await expect(figureBeside(progress, 'Right at the latest attempt')).toHaveText('1');
});

test('A learner exports, starts over, learns on, and imports: nothing is lost', async ({
  page,
}, testInfo) => {
  await open(page, lessons.monolith.en);
  await answerMemory(page, '8');
  await open(page, '/en/progress/');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export to a file' }).click();
  const file = testInfo.outputPath('progress.json');
  const exported = await download;
  expect(exported.suggestedFilename()).toMatch(/^reconcile-progress-\d{4}-\d{2}-\d{2}\.json$/);
  await exported.saveAs(file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 });

  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(figureBeside(page, 'Questions answered')).toHaveText('1');
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByRole('status')).toHaveText('All progress is erased.');
  await expect(figureBeside(page, 'Questions answered')).toHaveText('0');

  await open(page, lessons.monolith.en);
  await answerCpu(page);
  await open(page, '/en/progress/');
  const chooser = page.getByLabel('Import from a file');
  await chooser.setInputFiles(file);
  await expect(page.getByRole('status')).toHaveText('Imported. New lesson records: 0. New attempts: 1.');
  await expect(figureBeside(page, 'Questions answered')).toHaveText('2');
  await chooser.setInputFiles(file);
  await expect(page.getByRole('status')).toHaveText('Imported. Everything in the file was already here.');
});

test('A file that is not a progress file is refused with the reason, and changes nothing', async ({
  page,
}) => {
  await open(page, lessons.monolith.en);
  await answerMemory(page, '8');
  await open(page, '/en/progress/');
  const before = await stored(page);
  for (const [text, sentence] of [
    ['{"version":1,"lessons":{}', /^Not imported\. The file is not a progress file/],
    ['{"version":99}', /^Not imported\. The file was made by a newer version/],
  ] as const) {
    await page
      .getByLabel('Import from a file')
      .setInputFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(page.getByRole('status')).toHaveText(sentence);
  }
  expect(await stored(page)).toBe(before);
});

for (const [what, text, sentence] of [
  ['damaged', '{"version":1,"lessons":', /The stored progress is damaged and cannot be read\./],
  [
    'of a newer version',
    '{"version":99,"lessons":{},"wisdom":42}',
    /written by a newer version of this course/,
  ],
] as const) {
  test(`A stored record that is ${what} breaks nothing and is not overwritten`, async ({ page }) => {
    const errors = errorsOf(page);
    await open(page, '/en/');
    await page.evaluate(([name, value]) => localStorage.setItem(name, value), [key, text] as const);
    await open(page, lessons.monolith.en);
    await answerMemory(page, '8');
    await readToTheEnd(page);
    expect(await stored(page)).toBe(text);
    await open(page, '/en/progress/');
    await expect(page.getByText(sentence)).toBeVisible();
    expect(await stored(page)).toBe(text);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the unreadable record to a file' }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toBe(text);
    await page.getByRole('button', { name: 'Drop that record and save anew' }).click();
    await expect(page.getByText('Your progress stays in this browser only.')).toBeVisible();
    expect(JSON.parse((await stored(page)) ?? '')).toMatchObject({ version: 1 });
    expect(errors).toEqual([]);
  });
}

for (const [what, forbid, sentence] of [
  [
    'forbidden',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      }),
    'This browser does not let the site store anything',
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    },
    'The browser’s storage is full',
  ],
] as const) {
  test(`Where storage is ${what}, everything works for this visit and the page says so`, async ({ page }) => {
    const errors = errorsOf(page);
    await page.addInitScript(forbid);
    await page.goto('/');
    await expect(page).toHaveURL(/\/ko\/$/);
    await open(page, lessons.monolith.en);
    await answerMemory(page, '10');
    await expect(page.getByRole('region', { name: 'Once more', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByText('Night', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'night');
    await page.keyboard.press('Escape');

    // Without a reload: what cannot be stored lives in this visit.
    await page.getByRole('banner').getByRole('link', { name: 'My progress' }).click();
    await expect(figureBeside(page, 'Questions answered')).toHaveText('1');
    await expect(page.getByText(sentence)).toBeVisible();
    await page.getByRole('link', { name: '한국어' }).click();
    await expect(page).toHaveURL(/\/ko\/progress\/$/);
    expect(errors).toEqual([]);
  });
}
