// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AllSections } from '../../components/search/all-sections';
import { buildIndex } from '../../lib/course/search/build-index';
import { course, lessons, pages } from '../course/search-pages';

beforeEach(() => {
  vi.resetModules();
  // next.config says so to next/link when it builds.
  vi.stubEnv('__NEXT_TRAILING_SLASH', 'true');
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(buildIndex(course, lessons, 'en'))),
  );
  window.history.replaceState(null, '', '/en/search/');
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

async function renderPage() {
  const { SearchPage } = await import('../../components/search/search-page');
  render(<SearchPage locale="en" />);
  return screen.getByRole('combobox') as HTMLInputElement;
}

describe('the search page', () => {
  it('answers the query of its address', async () => {
    window.history.replaceState(null, '', '/en/search/?q=readiness');
    const field = await renderPage();
    expect((await screen.findAllByRole('option'))[0]?.getAttribute('href')).toBe(
      '/en/why-kubernetes/self-healing/#probes',
    );
    expect(field.value).toBe('readiness');
  });

  it('loads nothing before someone asks', async () => {
    const field = await renderPage();
    expect(fetch).not.toHaveBeenCalled();
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: 'runtime' } });
    expect(await screen.findAllByRole('option')).toHaveLength(1);
    expect(fetch).toHaveBeenCalledExactlyOnceWith('/en/search.json');
  });

  it('keeps the query in the address, and takes an empty one out', async () => {
    const field = await renderPage();
    fireEvent.change(field, { target: { value: 'kube proxy' } });
    expect(window.location.search).toBe('?q=kube+proxy');
    fireEvent.change(field, { target: { value: '' } });
    expect(window.location.search).toBe('');
  });
});

describe('the list of all sections', () => {
  it('links every section of every lesson, without JavaScript', () => {
    const html = renderToStaticMarkup(<AllSections course={course} lessons={lessons} locale="ko" />);
    for (const page of pages) {
      expect(html).toContain(`href="/ko/${page.id}/"`);
      for (const [id, title] of page.sections) {
        expect(html).toContain(`href="/ko/${page.id}/#${id}"`);
        expect(html).toContain(title.ko);
      }
    }
    expect(html).toContain('<noscript>');
    expect(html).not.toContain('style=');
  });
});
