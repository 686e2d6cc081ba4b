// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Try } from '@/components/lab/try';
import { ModelFigure } from '@/components/models/model-figure';
import { encodeChanges } from '@/components/models/share-link';
import type { ScenarioView, TaskView } from '@/lib/course/lab/view';
import { progress } from '@/lib/course/progress/store';
import { shopModel } from '@/lib/models/shop/shop';

const scenario: ScenarioView = {
  id: 'busy-search',
  title: 'An hour into the sale',
  settings: shopModel.settle(shopModel.defaults, { run: 'monolith', load: { search: 60 } }).settings,
  warmUpSeconds: 12,
  controls: ['replicas'],
  panels: ['picture', 'figures', 'log'],
};

const task: TaskView = {
  id: 'architecture/monolith#three-copies',
  text: 'Run <strong>three</strong> copies.',
  goals: [
    {
      id: 'copies',
      text: 'Three replicas',
      claim: { measure: 'monolith.totals.replicas', above: 2 },
      forSeconds: 2,
      unmet: 'there are {actual}',
    },
  ],
  hints: ['Look at the picture.', 'Find the replicas.', 'Press <code>+</code> twice.'],
  solutions: [{ id: 'plus', inputs: [{ atSeconds: 1, set: { replicas: { monolith: 3 } } }], seconds: 8 }],
};

/** Frames and time are ours; the screen is wherever the test says. */
let comeNear: () => void;
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance', 'setTimeout', 'clearTimeout'],
  });
  const watchers: (() => void)[] = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly tell: (entries: readonly { isIntersecting: boolean }[]) => void) {}
      observe() {
        watchers.push(() => this.tell([{ isIntersecting: true }]));
      }
      disconnect() {}
    },
  );
  comeNear = () => {
    for (const tell of watchers) tell();
  };
  window.location.hash = '';
  progress.startOver();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })));
/** Everything a screen reader is told. */
const spoken = () =>
  screen
    .getAllByRole('status')
    .map((each) => each.textContent)
    .join(' ');
const clock = () => screen.getByRole('timer').textContent;
const replicas = () => screen.getAllByText(/^monolith-\d+$/).length;

async function live(element: React.ReactNode) {
  const shown = render(element);
  await act(async () => comeNear());
  await act(() => vi.dynamicImportSettled());
  await pass(500);
  return shown;
}
const model = (locale: 'ko' | 'en' = 'en') => (
  <ModelFigure model="shop" scenario={scenario} locale={locale}>
    Press play.
  </ModelFigure>
);
const lab = <Try model="shop" scenario={scenario} task={task} locale="en" />;

describe('a model in a lesson', () => {
  it('stands in the server’s HTML: picture, numbers, and a word that it needs JavaScript; without inline styles', () => {
    const html = renderToString(model());
    expect(html).toContain('monolith-1');
    expect(html).toContain('<table');
    expect(html).toContain('<noscript>Operating this figure needs JavaScript');
    expect(html).toContain('0:12.0');
    expect(html).not.toContain('style=');
  });

  it('looks the same before and after it has come to life', async () => {
    const still = renderToString(model()).replace(/<noscript>.*?<\/noscript>/, '');
    const words = (html: string) => {
      const place = document.createElement('div');
      place.innerHTML = html;
      // The words of the closed box are put together when it is opened; the line of notices has a place of its own.
      for (const each of place.querySelectorAll('details div, [role=status], p.min-h-7')) each.remove();
      return place.textContent;
    };
    const { container } = await live(model());
    expect(words(container.innerHTML)).toBe(words(still));
  });

  it('is not loaded before the reader comes near', async () => {
    render(model());
    await pass(2000);
    expect(screen.getByRole('button', { name: 'Play' })).toHaveProperty('disabled', true);
    await act(async () => comeNear());
    await act(() => vi.dynamicImportSettled());
    await pass(500);
    expect(screen.getByRole('button', { name: 'Play' })).toHaveProperty('disabled', false);
  });

  it('waits paused, plays, obeys the hand, and leads back to the lesson’s start', async () => {
    await live(model());
    expect(clock()).toBe('0:12.0');
    await press('More monolith replicas');
    expect(replicas()).toBe(2);
    expect(screen.getByText('Time stands still. Press play to see what your change does.')).toBeTruthy();
    await press('Play');
    await pass(3000);
    expect(clock()).toMatch(/^0:1[45]\./);
    await press('Reset');
    await pass(500);
    expect(clock()).toBe('0:12.0');
    expect(replicas()).toBe(1);
  });

  it('runs again with the learner’s own settings', async () => {
    await live(model());
    await press('More monolith replicas');
    await press('+10 s');
    await pass(500);
    expect(clock()).toBe('0:22.0');
    await press('Run again with these settings');
    await pass(500);
    expect(clock()).toBe('0:12.0');
    expect(replicas()).toBe(2);
  });

  it('speaks what is important', async () => {
    await live(model());
    await press('to next log line');
    await pass(3000);
    expect(spoken()).toContain('monolith-1: queue full, requests are refused.');
  });

  it('says in words what the picture shows, when asked', async () => {
    await live(model());
    const box = screen.getByText('Describe in words').closest('details');
    if (!box) throw new Error('The words stand in a box that opens.');
    box.open = true;
    await act(async () => void fireEvent(box, new Event('toggle')));
    expect(box.textContent).toContain('monolith-1: running.');
  });

  it('puts changed settings into a link', async () => {
    const written: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void written.push(text) } });
    await live(model());
    await press('More monolith replicas');
    await press('Copy link to these settings');
    await pass(200);
    const hash = encodeChanges('busy-search', { replicas: { monolith: 2 } });
    expect(written[0]?.endsWith(hash)).toBe(true);
    expect(window.location.hash).toBe(hash);
    expect(screen.getAllByText('Link copied.').length).toBeGreaterThan(0);
  });

  it('starts with the settings of a link, near or not', async () => {
    window.location.hash = encodeChanges('busy-search', { replicas: { monolith: 4 } });
    Element.prototype.scrollIntoView = vi.fn();
    render(model('ko'));
    await act(() => vi.dynamicImportSettled());
    await pass(500);
    expect(replicas()).toBe(4);
    expect(screen.getByText('링크에 담긴 설정으로 시작했습니다.')).toBeTruthy();
  });

  it('says so when a link is damaged, and starts as in the lesson', async () => {
    window.location.hash = '#busy-search=rubbish';
    await live(model());
    expect(screen.getByText(/settings in this link are damaged/)).toBeTruthy();
    expect(replicas()).toBe(1);
  });
});

describe('a task', () => {
  const goal = () => within(screen.getByText(/^Three replicas/).closest('li') ?? document.body);

  it('says why a goal is not met, how long it has been held, and that it is met; and remembers it', async () => {
    await live(lab);
    expect(goal().getByText('– not yet: there are 1')).toBeTruthy();
    await press('More monolith replicas');
    await press('More monolith replicas');
    await press('Play');
    await pass(1300);
    expect(goal().getByText('– held for 0 of 2 s')).toBeTruthy();
    expect(progress.$state.get().record.tasks[task.id]).toBeUndefined();
    await pass(2500);
    expect(goal().getByText('– met')).toBeTruthy();
    expect(screen.getAllByText(/Task done/).length).toBeGreaterThan(0);
    expect(progress.$state.get().record.tasks[task.id]?.doneAt).toBeGreaterThan(0);
    expect(spoken()).toContain('Goal met: Three replicas.');
  });

  it('gives its hints one inside the other', () => {
    render(lab);
    const first = screen.getByText('Hint 1').closest('details');
    expect(first?.open).toBe(false);
    expect(first?.contains(screen.getByText('Hint 2'))).toBe(true);
    expect(screen.getByText('Hint 2').closest('details')?.contains(screen.getByText('Hint 3'))).toBe(true);
  });

  it('plays a solution in the model at a visible pace, and does not count it as the learner’s', async () => {
    await live(lab);
    await press('Show me a solution');
    await pass(700);
    expect(screen.getByText(/The solution is playing/)).toBeTruthy();
    expect(replicas()).toBe(1);
    await pass(1500);
    expect(screen.getByText(/at 0:13\.0: monolith replicas → 3/)).toBeTruthy();
    expect(replicas()).toBe(3);
    await pass(9000);
    expect(clock()).toBe('0:20.0');
    expect(screen.getByText('The solution has met the goals. Reset, and do it yourself.')).toBeTruthy();
    expect(progress.$state.get().record.tasks[task.id]).toBeUndefined();
    await press('Reset');
    await pass(500);
    expect(goal().getByText('– not yet: there are 1')).toBeTruthy();
  });
});
