import { expect, type Locator, type Page } from '@playwright/test';

/** Where the two lessons of chapter 1 stand. */
export const lessons = {
  monolith: { en: '/en/architecture/monolith/', ko: '/ko/architecture/monolith/' },
  microservices: { en: '/en/architecture/microservices/', ko: '/ko/architecture/microservices/' },
} as const;

/** Opens a page of the site and waits until its components answer. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilReady(page);
}

/** The site says on `<html data-ready>` that its scripts run; before that a single key would go unheard. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/** A living figure by its title, brought into view and alive: its clock can be operated. */
export async function figureOf(page: Page, title: string, play = 'Play'): Promise<Locator> {
  const figure = page.getByRole('figure').filter({ hasText: title });
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole('button', { name: play, exact: true })).toBeEnabled();
  return figure;
}

/**
 * A question or a prediction where it first stands, with its buttons and its feedback, by the beginning of its text. (A
 * missed question stands at the end of the lesson once more.)
 */
export function questionOf(page: Page, prompt: string | RegExp): Locator {
  return page.getByRole('group', { name: prompt }).first().locator('..');
}

/** Scrolls to the end of a lesson and stays for two frames, so that the page has seen it. */
export async function readToTheEnd(page: Page): Promise<void> {
  const end = page.getByRole('navigation', { name: /^(Lesson|단원)$/ });
  await end.scrollIntoViewIfNeeded();
  await expect(end).toBeInViewport();
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** How far the top of an element is from the top of the window, in CSS pixels. */
export async function topOf(element: Locator): Promise<number> {
  return element.evaluate((node) => node.getBoundingClientRect().top);
}

/** Everything that went wrong in the page's own scripts. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}
