// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ShopFigure } from '@/components/models/shop/shop-figure';
import { shopInWords } from '@/components/models/shop/shop-in-words';
import { newLines, shopNews } from '@/components/models/shop/shop-log';
import { addToTrail, emptyTrail, type ShopTrail } from '@/components/models/shop/shop-trail';
import type { Locale } from '@/lib/i18n/locale';
import type { DeepPartial, Input } from '@/lib/models/model';
import { shopModel } from '@/lib/models/shop/shop';
import { type ShopSettings, shopControls, shopPanels } from '@/lib/models/shop/shop.types';

afterEach(cleanup);

/** A shop after `seconds`, with what its traces remember. */
function shop(start: DeepPartial<ShopSettings>, seconds = 12, ...inputs: readonly Input<ShopSettings>[]) {
  const { settings, misfits } = shopModel.settle(shopModel.defaults, start);
  expect(misfits).toEqual([]);
  const run = shopModel.start(settings);
  for (const input of inputs) run.apply(input);
  let trail: ShopTrail = emptyTrail;
  for (let second = 0; second < seconds; second++) {
    run.advance(1000);
    trail = addToTrail(trail, run.snapshot());
  }
  return { snapshot: run.snapshot(), settings: run.settings, trail };
}

function show(
  state: ReturnType<typeof shop>,
  {
    controls = [],
    panels = shopPanels,
    locale = 'en',
    act,
  }: {
    controls?: readonly string[];
    panels?: readonly string[];
    locale?: Locale;
    act?: (input: Input<ShopSettings>) => void;
  } = {},
) {
  return render(<ShopFigure {...state} controls={controls} panels={panels} locale={locale} act={act} />);
}

const text = () => document.body.textContent ?? '';

describe('the shop figure', () => {
  it('shows only the panels and controls the scenario names', () => {
    show(shop({ run: 'monolith' }), { controls: ['replicas'], panels: ['picture', 'figures'] });
    expect(screen.getByRole('button', { name: 'More monolith replicas' })).toBeTruthy();
    expect(screen.queryByRole('slider')).toBeNull();
    expect(screen.queryByText('Log')).toBeNull();
    expect(screen.queryByText('Microservices')).toBeNull();
  });

  it('treats both shapes alike: each has a picture, a table, an order, a build and a log', () => {
    show(shop({ run: 'both' }));
    for (const title of ['Requests, last 10 s', 'Trace of the last order', 'Log']) {
      expect(screen.getAllByText(title)).toHaveLength(2);
    }
    expect(screen.getAllByRole('table')).toHaveLength(3);
  });

  it.each(['ko', 'en'] as const)('knows every control and panel in %s', (locale) => {
    show(shop({ run: 'both' }), { controls: shopControls, locale, act: vi.fn() });
    expect(text()).not.toMatch(/undefined|NaN|\{\w+\}/);
    expect(screen.getAllByRole('slider')).toHaveLength(7);
    expect(screen.getAllByRole('combobox')).toHaveLength(9);
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
  });

  it('tells a state by a word, not by colour alone', () => {
    show(shop({ run: 'monolith', replicas: { monolith: 1 } }, 2, { set: { replicas: { monolith: 2 } } }), {
      panels: ['picture'],
    });
    expect(screen.getByText('monolith-1').closest('li')?.textContent).toContain('running');
    expect(screen.getByText('monolith-2').closest('li')?.textContent).toContain('starting');
  });

  it('says that a process was killed for want of memory, and how often', () => {
    const leaking = { run: 'monolith', load: { payment: 200 }, fault: { payment: 'leak' } } as const;
    const killed = shop(leaking, 9);
    expect(killed.snapshot.monolith?.replicas[0]?.state).toBe('restarting');
    show(killed, { panels: ['picture', 'log'] });
    expect(text()).toContain('killed: out of memory');
    expect(text()).toContain('monolith-1 killed: out-of-memory');
    expect(text()).toContain('restarts: 1');
  });

  it('puts the numbers of a feature in a real table', () => {
    const state = shop({ run: 'monolith', load: { search: 60 } });
    show(state, { panels: ['figures'] });
    const row = screen.getByRole('rowheader', { name: 'search' }).closest('tr');
    const p95 = Math.round(state.snapshot.monolith?.features.search.p95Ms ?? 0);
    expect(row && within(row).getByText(`${p95} ms`)).toBeTruthy();
    expect(screen.getAllByRole('img', { name: /over the last minute p95/ })).toHaveLength(4);
  });

  it('shows an order as a list as well as in a picture', () => {
    const state = shop({ run: 'services', load: { orders: 10 } });
    show(state, { panels: ['order'] });
    const spans = state.snapshot.services?.lastOrder?.spans ?? [];
    expect(spans.length).toBeGreaterThan(4);
    expect(
      within(screen.getByText('As a list').closest('details') ?? document.body).getAllByRole('listitem'),
    ).toHaveLength(spans.length);
  });

  it('names both versions when a build cannot hold them', () => {
    const change: Input<ShopSettings> = { act: 'change', on: 'payment' };
    show(shop({ run: 'both', library: { payment: 2 } }, 60, change), { panels: ['build'] });
    expect(text()).toContain('money@1: catalogue, search, orders · money@2: payment');
    expect(text()).toContain('one line in payment: the build stopped after 30 s');
    expect(text()).toContain('One process can hold only one version of money.');
  });

  it('shows an empty place where nothing runs', () => {
    show(shop({ run: 'services', replicas: { search: 0 } }), { panels: ['picture'] });
    expect(screen.getByText('no replica')).toBeTruthy();
  });
});

describe('the hands of the shop figure', () => {
  function operate(start: DeepPartial<ShopSettings> = {}) {
    const act = vi.fn();
    show(shop(start, 1), { controls: shopControls, panels: ['picture'], act });
    return act;
  }

  it('a slider sets one load', () => {
    const act = operate();
    const [search] = screen
      .getAllByLabelText('search')
      .filter((each) => each.getAttribute('type') === 'range');
    if (!search) throw new Error('There is a slider for search.');
    expect(search.getAttribute('aria-valuetext')).toBe('5/s');
    fireEvent.change(search, { target: { value: '80' } });
    expect(act).toHaveBeenCalledWith({ set: { load: { search: 80 } } });
  });

  it('a stepper stops at its ends but keeps the focus', () => {
    const act = operate({ replicas: { search: 0 } });
    const fewer = screen.getByRole('button', { name: 'Fewer search replicas' });
    fireEvent.click(fewer);
    expect(act).not.toHaveBeenCalled();
    expect(fewer.getAttribute('aria-disabled')).toBe('true');
    expect(fewer).toHaveProperty('disabled', false);
    fireEvent.click(screen.getByRole('button', { name: 'More search replicas' }));
    expect(act).toHaveBeenCalledWith({ set: { replicas: { search: 1 } } });
  });

  it('a choice breaks a feature, a checkbox switches the fallback on, a button changes a line', () => {
    const act = operate();
    const faults = within(screen.getByRole('group', { name: 'Faults' }));
    fireEvent.change(faults.getByLabelText('payment'), { target: { value: 'leak' } });
    fireEvent.click(screen.getByLabelText('fallback'));
    fireEvent.change(screen.getByLabelText('timeout'), { target: { value: '200' } });
    fireEvent.click(screen.getByRole('button', { name: 'Change one line in orders' }));
    expect(act.mock.calls.flat()).toEqual([
      { set: { fault: { payment: 'leak' } } },
      { set: { fallback: true } },
      { set: { timeoutMs: 200 } },
      { act: 'change', on: 'orders' },
    ]);
  });

  it('rest while there is no model to move', () => {
    show(shop({}, 1), { controls: shopControls, panels: ['picture'] });
    for (const role of ['slider', 'button', 'combobox', 'checkbox']) {
      for (const control of screen.getAllByRole(role)) expect(control).toHaveProperty('disabled', true);
    }
  });
});

describe('the shop in words', () => {
  it.each(['ko', 'en'] as const)('says what the panels show, in %s', (locale) => {
    const { snapshot, settings } = shop({ run: 'both', fault: { search: 'slow' } });
    const paragraphs = shopInWords(snapshot, settings, shopPanels, locale);
    expect(paragraphs).toHaveLength(2);
    const [monolith] = paragraphs;
    const all = monolith?.lines.join('\n') ?? '';
    expect(all).not.toMatch(/undefined|NaN|\{\w+\}/);
    expect(all).toContain('monolith-1');
    expect(all).toContain(`${snapshot.monolith?.replicas[0]?.busyWorkers}`);
    expect(all).toContain(locale === 'ko' ? '검색 상태: 느림' : 'search is not healthy: slow');
  });
});

describe('the news of a shop', () => {
  it('are the important new lines of the log, with the shape where both run', () => {
    const start = { run: 'both', load: { payment: 200 }, fault: { payment: 'leak' } } as const;
    const news = shopNews(shop(start, 1).snapshot, shop(start, 9).snapshot, 'en');
    expect(news).toContain('Monolith: monolith-1 killed: out-of-memory.');
    expect(news.some((line) => line.startsWith('Microservices: payment-1 killed'))).toBe(true);
  });

  it('are none when time goes back', () => {
    const start = { run: 'monolith', load: { payment: 200 }, fault: { payment: 'leak' } } as const;
    expect(shopNews(shop(start, 9).snapshot, shop(start, 1).snapshot, 'en')).toEqual([]);
  });

  it('tell new lines from old ones by what they say', () => {
    const line = (atMs: number) => ({ atMs, kind: 'started', unit: 'search', detail: 'search-1' }) as const;
    expect(newLines([line(1), line(2)], [line(2), line(3)])).toEqual([line(3)]);
    expect(newLines([], [line(1)])).toEqual([line(1)]);
    expect(newLines([line(1)], [line(1)])).toEqual([]);
  });
});
