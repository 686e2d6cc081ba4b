import { expect, type Page, test } from '@playwright/test';
import { lessons, open } from './learner';

test.describe('A task', () => {
  const taskOf = async (page: Page) => {
    const task = page.getByRole('region', { name: 'Task' }).filter({ hasText: 'Bring its p95' });
    await task.scrollIntoViewIfNeeded();
    await expect(task.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    return task;
  };

  test('gives one hint at a time', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const task = await taskOf(page);
    const hints = [
      'CPU is not what is short.',
      'Add replicas one at a time',
      'Try the largest number that fits into 35.',
    ];
    for (const [index, hint] of hints.entries()) {
      await expect(task.getByText(hint)).toBeHidden();
      await expect(task.getByText(`Hint ${index + 2}`)).toBeHidden();
      await task.getByText(`Hint ${index + 1}`).click();
      await expect(task.getByText(hint)).toBeVisible();
    }
  });

  test('says why a goal is not met yet, and that all are, and remembers it', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const task = await taskOf(page);
    await expect(
      task.getByText('not yet: Search is still slow. See whether all the workers are taken.'),
    ).toBeVisible();
    const more = task.getByRole('button', { name: 'More monolith replicas' });
    for (let replicas = 2; replicas <= 4; replicas++) await more.click();
    await task.getByRole('radio', { name: '×100' }).check();
    await task.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(task.getByText('Task done.', { exact: true })).toBeVisible();
    await expect(task.getByRole('status').filter({ hasText: 'Task done.' })).toBeAttached();

    await page.reload();
    await expect((await taskOf(page)).getByText('done before')).toBeVisible();
    await open(page, '/en/progress/');
    await expect(page.getByText('Tasks solved').locator('..')).toContainText('1');
  });

  test('shows a solution by playing it, and does not count that as done', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const task = await taskOf(page);
    await task.getByRole('button', { name: 'Show solution 1' }).click();
    await expect(task.getByText('The solution is playing.')).toBeVisible();
    await expect(task.getByText('monolith replicas → 4')).toBeVisible();
    await task.getByRole('radio', { name: '×100' }).check();
    await expect(task.getByRole('group', { name: 'monolith replicas' })).toContainText('4');
    await expect(
      task.getByText('The solution has met the goals. Reset, and do it yourself.', { exact: true }),
    ).toBeVisible();

    await task.getByRole('button', { name: 'Reset' }).click();
    await expect(task.getByRole('group', { name: 'monolith replicas' })).toContainText('1');
    await expect(task.getByText('done before')).toBeHidden();
    await open(page, '/en/progress/');
    await expect(page.getByText('Tasks solved').locator('..')).toContainText('0');
  });
});
