// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Quiz } from '../../components/quiz/quiz';
import { progress } from '../../lib/course/progress/store';
import type { Locale } from '../../lib/i18n/locale';
import { allViews, viewOf } from '../course/quiz-questions';

const quiz = (views = allViews('en'), locale: Locale = 'en') => (
  <Quiz questions={views} locale={locale} lessonId="a/b" />
);

/** What a reader sees of some HTML when scripts run: noscript is not shown. */
const visibleText = (html: string) =>
  html.replace(/<noscript>.*?<\/noscript>/gs, '').replace(/<[^>]+>/g, ' ');
const withoutScript = (html: string) =>
  [...html.matchAll(/<noscript>(.*?)<\/noscript>/gs)].map(([, inside]) => inside ?? '');

describe.each(['en', 'ko'] as const)('the page as served in %s', (locale) => {
  const views = allViews(locale);
  const html = renderToStaticMarkup(quiz(views, locale));
  const reasons = views.flatMap((view) => {
    if (view.type === 'number') return [view.why, ...view.nearMisses.map(({ why }) => why)];
    if (view.type === 'order') return view.items.map(({ why }) => why);
    if (view.type === 'match') return [...view.lefts, ...view.rights].flatMap(({ why }) => why ?? []);
    return view.choices.map(({ why }) => why);
  });

  it('shows every question, and no reason and no mark', () => {
    const text = visibleText(html);
    for (const view of views) expect(text).toContain(visibleText(view.prompt));
    for (const why of reasons) expect(text).not.toContain(why);
    expect(text).not.toMatch(/\bright\b|\bwrong\b|맞음|틀림|Correct|맞습니다/);
    expect(html).not.toContain('style=');
  });

  it('holds the answer and all reasons in a disclosure for readers without JavaScript', () => {
    const blocks = withoutScript(html);
    expect(blocks).toHaveLength(views.length);
    for (const block of blocks) {
      expect(block).toMatch(/^<details[^>]*><summary/);
      expect(block).toContain(locale === 'en' ? 'Answer and reasons' : '답과 설명');
    }
    for (const why of reasons) expect(blocks.join()).toContain(why);
  });
});

describe('a page that is used before its scripts have arrived', () => {
  let page: HTMLElement;
  let root: Root | undefined;

  beforeEach(() => {
    progress.startOver();
    page = document.createElement('div');
    document.body.append(page);
  });
  afterEach(() => {
    act(() => root?.unmount());
    page.remove();
    cleanup();
  });

  const serve = (kind: Parameters<typeof viewOf>[0]) => {
    page.innerHTML = renderToString(quiz([viewOf(kind)]));
    return async () => {
      const complain = vi.spyOn(console, 'error');
      root = await act(async () => hydrateRoot(page, quiz([viewOf(kind)])));
      expect(complain).not.toHaveBeenCalled();
      complain.mockRestore();
      fireEvent.click(screen.getByRole('button', { name: 'Check' }));
      return screen.getByRole('status').textContent;
    };
  };

  it('keeps a choice', async () => {
    const hydrateAndCheck = serve('single');
    const radio = page.querySelector<HTMLInputElement>('input[value="all"]');
    if (radio) radio.checked = true;
    expect(await hydrateAndCheck()).toContain('Correct.');
  });

  it('keeps a number', async () => {
    const hydrateAndCheck = serve('number');
    const input = page.querySelector('input');
    if (input) input.value = '0.3';
    expect(await hydrateAndCheck()).toContain('Correct.');
  });

  it('keeps pairs', async () => {
    const hydrateAndCheck = serve('match');
    const right: Record<string, string> = { cart: 'cart', order: 'cart', card: 'card' };
    for (const select of page.querySelectorAll('select'))
      select.value = right[select.dataset.left ?? ''] ?? '';
    expect(await hydrateAndCheck()).toContain('Correct.');
  });

  it('agrees with the server about the first order', async () => {
    const hydrateAndCheck = serve('order');
    expect(await hydrateAndCheck()).toContain('Not quite.');
  });
});
