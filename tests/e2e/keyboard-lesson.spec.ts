import { expect, type Locator, type Page, test } from '@playwright/test';
import { lessons, open, questionOf } from './learner';

/** Presses Tab until the focus is on the control, as one does who has no mouse. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  const isThere = () => control.evaluate((node) => node === document.activeElement);
  for (let presses = 0; presses < 400 && !(await isThere()); presses++) await page.keyboard.press('Tab');
  await expect(control).toBeFocused();
  await expect(control).toBeInViewport();
}

async function press(page: Page, control: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press(key);
}

/** Goes into a group of radio buttons and down with the arrow key until the wanted one is chosen. */
async function chooseRadio(page: Page, group: Locator, name: RegExp | string): Promise<void> {
  await tabTo(page, group.getByRole('radio').first());
  await page.keyboard.press('Space');
  const wanted = group.getByRole('radio', { name });
  const count = await group.getByRole('radio').count();
  for (let presses = 1; presses < count && !(await wanted.isChecked()); presses++)
    await page.keyboard.press('ArrowDown');
  await expect(wanted).toBeChecked();
}

/** Walks down a closed list until the wanted option stands in it. */
async function chooseOption(page: Page, list: Locator, option: string): Promise<void> {
  await tabTo(page, list);
  const shown = () => list.evaluate((node: HTMLSelectElement) => node.selectedOptions[0]?.text);
  const count = await list.getByRole('option').count();
  for (let presses = 1; presses < count && (await shown()) !== option; presses++)
    await page.keyboard.press('ArrowDown');
  expect(await shown()).toBe(option);
}

/** Moves an item of a list up until it stands at `place` (the first is 1). */
async function moveTo(page: Page, items: Locator, item: string, place: number): Promise<void> {
  const up = items.filter({ hasText: item }).getByRole('button', { name: 'Move up' });
  const placeOf = async () => (await items.allInnerTexts()).findIndex((text) => text.includes(item)) + 1;
  const steps = (await placeOf()) - place;
  if (steps > 0) await tabTo(page, up);
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press('Enter');
    await expect(up).toBeFocused();
  }
  expect(await placeOf()).toBe(place);
}

test('A learner without a mouse does the whole first lesson', async ({ page }) => {
  test.slow();
  await open(page, lessons.monolith.en);

  await test.step('skips the bar at the top', async () => {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#main$/);
    await page.keyboard.press('Tab');
    const isInText = await page.getByRole('main').evaluate((main) => main.contains(document.activeElement));
    expect(isInText).toBe(true);
  });

  await test.step('operates the first figure', async () => {
    const figure = page.getByRole('figure').filter({ hasText: 'The shop in the hour of the sale' });
    const time = figure.getByRole('group', { name: 'Time controls' });
    const clock = figure.getByRole('timer');
    await press(page, time.getByRole('button', { name: 'Play' }));
    await expect(time.getByText('running')).toBeVisible();
    await expect(clock).not.toHaveText('0:20.0');
    await page.keyboard.press('Enter');
    await expect(time.getByText('paused')).toBeVisible();

    await press(page, time.getByRole('button', { name: 'Step' }));
    await expect(figure.getByText(/^event handled: /)).toBeVisible();

    await tabTo(page, time.getByRole('radio', { name: '×1', exact: true }));
    await page.keyboard.press('ArrowRight');
    await expect(time.getByRole('radio', { name: '×10', exact: true })).toBeChecked();

    const search = figure.getByRole('slider', { name: 'search' });
    await tabTo(page, search);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(search).toHaveValue('118');
    await expect(search).toHaveAttribute('aria-valuetext', '118/s');

    const replicas = figure.getByRole('group', { name: 'monolith replicas' });
    await tabTo(page, replicas.getByRole('button', { name: 'More monolith replicas' }));
    for (let count = 2; count <= 5; count++) {
      await page.keyboard.press('Enter');
      await expect(replicas).toContainText(String(count));
    }

    // The space bar presses the button it stands on; on a slider it moves time.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await expect(time.getByText('running')).toBeVisible();
    const errors = figure
      .getByRole('row', { name: /^payment/ })
      .getByRole('cell')
      .nth(1);
    await expect(errors).toHaveText('0%', { timeout: 20_000 });
    await page.keyboard.press('Space');
    await expect(time.getByText('paused')).toBeVisible();
  });

  await test.step('commits a prediction and compares', async () => {
    const prediction = questionOf(page, /You raise the monolith from 1 replica to 5/);
    await chooseRadio(page, prediction, /five times the memory is reserved/);
    await press(page, prediction.getByRole('button', { name: 'Commit to this prediction' }));
    await expect(prediction.getByRole('status')).toContainText('As you predicted.');
  });

  await test.step('misses a number, tries again and has it', async () => {
    const question = questionOf(page, /By how many GiB does the reserved memory grow/);
    const number = question.getByRole('spinbutton', { name: 'Your number' });
    await tabTo(page, number);
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await expect(question.getByRole('status')).toContainText('Not quite.');
    await press(page, question.getByRole('button', { name: 'Try again' }));
    await tabTo(page, number);
    await page.keyboard.type('8');
    await page.keyboard.press('Enter');
    await expect(question.getByRole('status')).toContainText('Correct.');
  });

  await test.step('answers a single choice and reads about the others', async () => {
    const question = questionOf(page, /Only search is crowded/);
    await chooseRadio(page, question, /Both use the workers of the same process/);
    await press(page, question.getByRole('button', { name: 'Check' }));
    await expect(question.getByRole('status')).toContainText('Correct.');
    await press(page, question.getByRole('button', { name: 'Explain the others' }));
    await expect(question.getByText('Payment in this shop never calls search.')).toBeVisible();
  });

  await test.step('matches', async () => {
    const question = questionOf(page, 'Match what was done with its name.');
    for (const [left, right] of [
      ['Four more identical processes were started.', 'scaling out'],
      ['There is still one process, with twice the CPU and memory.', 'scaling up'],
      ['A new version was put where customers use it.', 'deploying'],
    ] as const)
      await chooseOption(page, question.getByRole('combobox', { name: left }), right);
    await press(page, question.getByRole('button', { name: 'Check' }));
    await expect(question.getByRole('status')).toContainText('Correct.');
  });

  await test.step('puts steps in order', async () => {
    const question = questionOf(page, /Put the steps of a changed line/);
    const items = question.getByRole('list').getByRole('listitem');
    await tabTo(page, items.first().getByRole('button', { name: 'Move down' }));
    for (const [index, item] of [
      'Settle the library versions',
      'Compile the code',
      'Test all four features',
      'Pack it into an image',
      'Restart the replicas',
    ].entries()) {
      await moveTo(page, items, item, index + 1);
      await page.keyboard.press('Shift+Tab');
    }
    await press(page, question.getByRole('button', { name: 'Check' }));
    await expect(question.getByRole('status')).toContainText('Correct.');
  });

  await test.step('goes on to the next lesson', async () => {
    await press(page, page.getByRole('link', { name: /Next lesson/ }));
    await expect(page).toHaveURL(lessons.microservices.en);
    await expect(page.getByRole('heading', { level: 1, name: 'Microservices' })).toBeVisible();
  });
});
