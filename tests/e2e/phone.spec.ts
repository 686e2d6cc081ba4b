import { expect, type Locator, test } from '@playwright/test';
import { figureOf, lessons, open, questionOf } from './learner';

/** A finger needs at least 44 CSS pixels one way and 24 the other. */
async function expectRoomForFinger(control: Locator) {
  const box = await control.boundingBox();
  expect(Math.max(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
}

test.describe('A learner on a phone', () => {
  test('operates a figure with a finger', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const figure = await figureOf(page, 'The shop in the hour of the sale');
    const more = figure.getByRole('button', { name: 'More monolith replicas' });
    await expectRoomForFinger(more);
    await expectRoomForFinger(figure.getByRole('button', { name: 'Play' }));
    await more.tap();
    await more.tap();
    await expect(figure.getByRole('group', { name: 'monolith replicas' })).toContainText('3');
    await figure.getByText('×10', { exact: true }).tap();
    await figure.getByRole('button', { name: 'Play' }).tap();
    await expect(figure.getByRole('timer')).not.toHaveText('0:20.0');
    await figure.getByRole('button', { name: 'Pause' }).tap();
    await expect(figure.getByRole('group', { name: 'Time controls' }).getByText('paused')).toBeVisible();
    await figure.getByRole('button', { name: 'Reset' }).tap();
    await expect(figure.getByRole('timer')).toHaveText('0:20.0');
  });

  test('puts steps in order by tapping, without dragging', async ({ page }) => {
    await open(page, lessons.monolith.ko);
    const question = questionOf(page, /고친 한 줄이 손님에게 닿기까지의 단계/);
    const items = question.getByRole('list').getByRole('listitem');
    const second = (await items.nth(1).innerText()).replace(/^\d+\s*/, '').trim();
    const up = items.nth(1).getByRole('button', { name: '위로' });
    await expectRoomForFinger(up);
    await up.tap();
    await expect(items.first()).toContainText(second);
  });

  test('finds the places of the site and the outline folded away', async ({ page }) => {
    await open(page, lessons.monolith.en);
    await page.getByText('Contents', { exact: true }).tap();
    await page
      .getByRole('navigation', { name: 'Contents' })
      .getByRole('link', { name: 'Where the monolith wins' })
      .tap();
    await expect(page.getByRole('heading', { name: 'Where the monolith wins' })).toBeInViewport();
    await page.getByRole('button', { name: 'Menu' }).tap();
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Glossary' }).tap();
    await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  });

  test('searches in a sheet of its own', async ({ page }) => {
    await open(page, '/ko/');
    await page.getByRole('button', { name: '찾기' }).tap();
    const dialog = page.getByRole('dialog', { name: '찾기' });
    await dialog.getByRole('combobox').fill('레플리카');
    await dialog.getByRole('option').first().tap();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(/\/ko\/(architecture|glossary)\//);
  });

  test('reads the card behind a word within the screen', async ({ page }) => {
    await open(page, lessons.monolith.ko);
    await page.getByRole('button', { name: '수평 확장', exact: true }).tap();
    const card = page.locator('[popover]:popover-open');
    await expect(card).toBeInViewport({ ratio: 1 });
    const width = await card.evaluate((node) => node.getBoundingClientRect().width);
    expect(width).toBeLessThanOrEqual(360 - 2 * 8);
  });
});
