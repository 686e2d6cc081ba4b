// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildIndex } from '../../lib/course/search/build-index';
import type { Locale } from '../../lib/i18n/locale';
import { course, lessons } from '../course/search-pages';

/** What the server answers; each test may change it. */
let serve: (url: string) => Promise<Response>;
const fetched: string[] = [];

beforeEach(() => {
  // The index is kept for the life of a page: a fresh module is a fresh page.
  vi.resetModules();
  // next.config says so to next/link when it builds.
  vi.stubEnv('__NEXT_TRAILING_SLASH', 'true');
  fetched.length = 0;
  serve = async (url) => new Response(buildIndex(course, lessons, url.startsWith('/ko') ? 'ko' : 'en'));
  vi.stubGlobal('fetch', (url: string) => {
    fetched.push(url);
    return serve(url);
  });
  Element.prototype.scrollIntoView = () => undefined;
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

async function renderButton(locale: Locale) {
  const { SearchButton } = await import('../../components/search/search-button');
  render(<SearchButton locale={locale} />);
  return screen.getByRole('button', { name: locale === 'ko' ? '찾기' : 'Search' });
}

async function openSearch(locale: Locale = 'ko') {
  const button = await renderButton(locale);
  button.focus();
  fireEvent.click(button);
  const field = await screen.findByRole('combobox');
  await waitFor(() => expect(screen.getByRole('dialog')).toHaveProperty('open', true));
  return { button, field };
}

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const press = (field: HTMLElement, key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(field, { key, ...more });
const options = () => screen.findAllByRole('option');
const activeOption = (field: HTMLElement) =>
  document.getElementById(field.getAttribute('aria-activedescendant') ?? '');

/** Ends the way a browser ends it: the link is told to be clicked, and the page stays for the test to look at. */
function watchFollowed(): string[] {
  const followed: string[] = [];
  document.addEventListener(
    'click',
    (event) => {
      const link = (event.target as Element).closest('a');
      if (link) followed.push(link.getAttribute('href') ?? '');
      event.preventDefault();
    },
    { once: true },
  );
  return followed;
}

describe('the search button', () => {
  it('loads no index until search is opened', async () => {
    const button = await renderButton('ko');
    fireEvent.pointerEnter(button);
    fireEvent.focus(button);
    await act(async () => {
      await import('../../components/search/search-dialog');
    });
    expect(fetched).toEqual([]);
    fireEvent.click(button);
    await screen.findByRole('combobox');
    expect(fetched).toEqual(['/ko/search.json']);
  });

  it('says its keys and what it opens', async () => {
    const button = await renderButton('en');
    expect(button.getAttribute('aria-keyshortcuts')).toBe('/ Control+K Meta+K');
    expect(button.getAttribute('aria-haspopup')).toBe('dialog');
    expect(button.hasAttribute('data-search')).toBe(true);
  });
});

describe('the search sheet', () => {
  it('finds while typing, grouped by lesson, with the section named and the match marked', async () => {
    const { field } = await openSearch();
    type(field, '컨테이너를');
    const group = await screen.findByRole('group', { name: '2.2 이미지에서 실행까지' });
    const option = within(group).getByRole('option', { name: /^컨테이너 ?런타임/ });
    expect(option.getAttribute('href')).toBe('/ko/containers/docker/#runtime');
    expect(option.querySelector('mark')?.textContent).toBe('컨테이너');
    expect(field.getAttribute('aria-expanded')).toBe('true');
    expect(field.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
  });

  it('announces how many were found', async () => {
    const { field } = await openSearch('en');
    type(field, 'runtime');
    await options();
    expect(screen.getByRole('status').textContent).toBe('1 result.');
    type(field, 'container');
    expect(screen.getByRole('status').textContent).toBe(`${(await options()).length} results.`);
  });

  it('is walked with the arrow keys, round and round, and with Home and End', async () => {
    const { field } = await openSearch('en');
    type(field, 'container');
    const all = await options();
    expect(all.length).toBeGreaterThan(2);
    expect(activeOption(field)).toBeNull();
    press(field, 'ArrowDown');
    expect(activeOption(field)).toBe(all[0]);
    expect(all[0]?.getAttribute('aria-selected')).toBe('true');
    press(field, 'ArrowDown');
    expect(activeOption(field)).toBe(all[1]);
    press(field, 'End');
    expect(activeOption(field)).toBe(all.at(-1));
    press(field, 'ArrowDown');
    expect(activeOption(field)).toBe(all[0]);
    press(field, 'ArrowUp');
    expect(activeOption(field)).toBe(all.at(-1));
    press(field, 'Home');
    expect(activeOption(field)).toBe(all[0]);
  });

  it('leaves Home and End to the text until an option is chosen', async () => {
    const { field } = await openSearch('en');
    type(field, 'container');
    await options();
    expect(press(field, 'Home')).toBe(true);
    expect(activeOption(field)).toBeNull();
  });

  it('follows the chosen result on Enter and closes', async () => {
    const { field } = await openSearch('en');
    type(field, 'container');
    const all = await options();
    const followed = watchFollowed();
    press(field, 'ArrowDown');
    press(field, 'ArrowDown');
    press(field, 'Enter');
    expect(followed).toEqual([all[1]?.getAttribute('href')]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('follows the first result on Enter when none is chosen', async () => {
    const { field } = await openSearch();
    type(field, '런타임');
    await options();
    const followed = watchFollowed();
    press(field, 'Enter');
    expect(followed).toEqual(['/ko/containers/docker/#runtime']);
  });

  it('stays open when a result is opened in another tab', async () => {
    const { field } = await openSearch();
    type(field, '런타임');
    const [option] = await options();
    watchFollowed();
    if (option) fireEvent.click(option, { ctrlKey: true });
    expect(screen.getByRole('dialog')).toHaveProperty('open', true);
  });

  it('closes on Escape and gives the focus back to the button', async () => {
    const { button, field } = await openSearch();
    press(field, 'Escape');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it('keeps the query for the next opening', async () => {
    const { button, field } = await openSearch();
    type(field, '런타임');
    press(field, 'Escape');
    fireEvent.click(button);
    expect((await screen.findByRole('combobox')) as HTMLInputElement).toHaveProperty('value', '런타임');
    expect(await options()).toHaveLength(1);
  });

  it('shows the way out when nothing matches', async () => {
    const { field } = await openSearch('en');
    await waitFor(() => {
      type(field, 'zebra');
      expect(screen.getByRole('status').textContent).toBe('Nothing matches “zebra”.');
    });
    expect(screen.getByRole('link', { name: 'Glossary' }).getAttribute('href')).toBe('/en/glossary/');
    expect(screen.getByRole('link', { name: 'Course map' }).getAttribute('href')).toBe('/en/');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field.getAttribute('aria-expanded')).toBe('false');
  });
});

describe('while a syllable is being composed', () => {
  it('the results follow, and what a half-made syllable does not find leaves them standing', async () => {
    const { field } = await openSearch();
    type(field, '런타임');
    await options();
    fireEvent.compositionStart(field);
    type(field, '런타임 준');
    type(field, '런탕');
    expect(await options()).not.toHaveLength(0);
    fireEvent.compositionEnd(field);
    expect(screen.queryAllByRole('option')).toHaveLength(0);
  });

  it.each([
    ['the browser says so', { isComposing: true }],
    ['Safari says so by key code', { keyCode: 229 }],
  ])('Enter, arrows and Escape belong to the input method (%s)', async (_, how) => {
    const { field } = await openSearch();
    type(field, '컨테이너');
    await options();
    const followed = watchFollowed();
    press(field, 'ArrowDown', how);
    expect(activeOption(field)).toBeNull();
    press(field, 'Enter', how);
    press(field, 'Escape', how);
    expect(followed).toEqual([]);
    expect(screen.getByRole('dialog')).toHaveProperty('open', true);
  });
});

describe('when the index does not come', () => {
  it('says that it is being loaded', async () => {
    serve = () => new Promise(() => undefined);
    const { field } = await openSearch('en');
    type(field, 'pod');
    expect(screen.getByRole('status').textContent).toBe('Loading the search index.');
  });

  it.each([
    ['the network is away', async () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server has none', async () => new Response('not found', { status: 404 })],
    ['something else is in its place', async () => new Response('<!doctype html>')],
  ])('says so in a sentence and loads again on demand (%s)', async (_, broken) => {
    const healthy = serve;
    serve = broken;
    const { field } = await openSearch('en');
    type(field, 'runtime');
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByRole('status').textContent).toBe(
      'The search index could not be loaded. Check your connection and try again.',
    );
    serve = healthy;
    fireEvent.click(retry);
    expect(await options()).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
