import { describe, expect, it } from 'vitest';
import { attempted, lessonRead, lessonStarted } from '../../lib/course/progress/change';
import { parseRecord } from '../../lib/course/progress/parse-record';
import { emptyRecord } from '../../lib/course/progress/record';
import type { ProgressStorage } from '../../lib/course/progress/storage';
import { createProgress, type ProgressStore } from '../../lib/course/progress/store';

/** One browser's storage, shared by its tabs: a write is heard by every other tab, as in a browser. */
class Browser {
  text: string | null = null;
  refuses: Error | null = null;
  isForbidden = false;
  writes = 0;
  private readonly listeners = new Map<object, () => void>();

  tab(): ProgressStorage {
    const self = {};
    return {
      read: () => {
        if (this.isForbidden) throw new DOMException('denied', 'SecurityError');
        return this.text;
      },
      write: (text) => {
        if (this.isForbidden) throw new DOMException('denied', 'SecurityError');
        if (this.refuses) throw this.refuses;
        this.writes++;
        this.text = text;
        this.tellOthers(self);
      },
      onChange: (listener) => {
        this.listeners.set(self, listener);
        return () => this.listeners.delete(self);
      },
    };
  }

  tellOthers(writer: object | null = null): void {
    for (const [tab, listener] of this.listeners) if (tab !== writer) listener();
  }

  stored() {
    const parsed = parseRecord(this.text);
    return parsed.outcome === 'ok' ? parsed.record : parsed.outcome;
  }
}

/** A page that shows progress: it listens, as components do. */
function openTab(browser: Browser): ProgressStore {
  const store = createProgress(browser.tab());
  store.$state.listen(() => {});
  return store;
}

const miss = (question: string, at: number) =>
  attempted({ question, at, answer: ['x'], correct: false, misconceptions: ['M1'] });
const questionsOf = (store: ProgressStore) =>
  store.$state.get().record.attempts.map((attempt) => attempt.question);
const storageOf = (store: ProgressStore) => store.$state.get().storage;
const full = new DOMException('full', 'QuotaExceededError');

describe('progress in a browser that stores', () => {
  it('is there again at the next visit', () => {
    const browser = new Browser();
    const first = openTab(browser);
    first.add(lessonStarted('a/b', 1));
    first.add(miss('a/b#q', 2));
    first.add(lessonRead('a/b', 3));
    const next = openTab(browser);
    expect(next.$state.get()).toEqual({
      storage: 'kept',
      record: {
        version: 1,
        lessons: { 'a/b': { startedAt: 1, readAt: 3 } },
        attempts: [{ question: 'a/b#q', at: 2, answer: ['x'], correct: false, misconceptions: ['M1'] }],
        tasks: {},
      },
    });
  });

  it('is not written when nothing is new', () => {
    const browser = new Browser();
    openTab(browser).add(lessonStarted('a/b', 1));
    const later = openTab(browser);
    later.add(lessonStarted('a/b', 9));
    expect(browser.writes).toBe(1);
    expect(later.$state.get().record.lessons['a/b']?.startedAt).toBe(1);
  });

  it('is kept even when nobody listens', () => {
    const browser = new Browser();
    createProgress(browser.tab()).add(miss('a/b#q', 1));
    expect(browser.stored()).toMatchObject({ attempts: [{ question: 'a/b#q' }] });
  });
});

describe('two tabs', () => {
  it('see each other’s attempts at once', () => {
    const browser = new Browser();
    const [left, right] = [openTab(browser), openTab(browser)];
    left.add(miss('a/b#one', 1));
    right.add(miss('a/b#two', 2));
    expect(questionsOf(left)).toEqual(['a/b#one', 'a/b#two']);
    expect(questionsOf(right)).toEqual(['a/b#one', 'a/b#two']);
  });

  it('lose nothing when one does not hear the other', () => {
    const browser = new Browser();
    const [left, right] = [createProgress(browser.tab()), createProgress(browser.tab())];
    left.add(miss('a/b#one', 1));
    right.add(miss('a/b#two', 2));
    left.add(miss('a/b#three', 3));
    expect(browser.stored()).toMatchObject({
      attempts: [{ question: 'a/b#one' }, { question: 'a/b#two' }, { question: 'a/b#three' }],
    });
  });

  it('lose nothing when both write from the same reading', () => {
    const browser = new Browser();
    const [left, right] = [openTab(browser), openTab(browser)];
    left.add(miss('a/b#one', 1));
    // What the other tab wrote had not seen the first attempt.
    browser.text = JSON.stringify({ ...emptyRecord, ...miss('a/b#two', 2) });
    browser.tellOthers();
    expect(browser.stored()).toMatchObject({ attempts: [{ question: 'a/b#one' }, { question: 'a/b#two' }] });
    expect(questionsOf(right)).toEqual(['a/b#one', 'a/b#two']);
  });

  it('both forget when one starts over, and nothing comes back', () => {
    const browser = new Browser();
    const [left, right] = [openTab(browser), openTab(browser)];
    right.add(miss('a/b#old', 1));
    left.startOver();
    expect(questionsOf(right)).toEqual([]);
    right.add(miss('a/b#new', 2));
    expect(browser.stored()).toMatchObject({ attempts: [{ question: 'a/b#new' }] });
    expect(questionsOf(left)).toEqual(['a/b#new']);
  });
});

describe('storage that is forbidden', () => {
  it('leaves progress in memory and says so', () => {
    const browser = new Browser();
    browser.isForbidden = true;
    const store = openTab(browser);
    store.add(miss('a/b#q', 1));
    expect(storageOf(store)).toBe('memory-only: forbidden');
    expect(questionsOf(store)).toEqual(['a/b#q']);
    expect(store.storedText()).toBeNull();
    store.startOver();
    expect(questionsOf(store)).toEqual([]);
  });
});

describe('storage that is full', () => {
  it('keeps what was stored, holds the rest in memory, and stores it once there is room', () => {
    const browser = new Browser();
    const store = openTab(browser);
    store.add(miss('a/b#one', 1));
    browser.refuses = full;
    store.add(miss('a/b#two', 2));
    expect(storageOf(store)).toBe('memory-only: full');
    expect(questionsOf(store)).toEqual(['a/b#one', 'a/b#two']);
    expect(browser.stored()).toMatchObject({ attempts: [{ question: 'a/b#one' }] });
    browser.refuses = null;
    store.add(miss('a/b#three', 3));
    expect(storageOf(store)).toBe('kept');
    expect(browser.stored()).toMatchObject({ attempts: [{}, {}, { question: 'a/b#three' }] });
  });

  it('does not forget this visit when another tab finds nothing stored', () => {
    const browser = new Browser();
    browser.refuses = full;
    const store = openTab(browser);
    store.add(miss('a/b#q', 1));
    browser.tellOthers();
    expect(questionsOf(store)).toEqual(['a/b#q']);
  });
});

describe.each([
  ['corrupted', '{"version":1,"lessons":', 'unreadable'],
  ['from a newer version', '{"version":2,"courses":{}}', 'newer'],
])('a stored record that is %s', (_, text, state) => {
  it('is never overwritten by going on', () => {
    const browser = new Browser();
    browser.text = text;
    const store = openTab(browser);
    store.add(lessonStarted('a/b', 1));
    store.add(miss('a/b#q', 2));
    browser.tellOthers();
    expect(browser.text).toBe(text);
    expect(storageOf(store)).toBe(state);
    expect(questionsOf(store)).toEqual(['a/b#q']);
  });

  it('can be saved as it is, and then be replaced by this visit’s progress', () => {
    const browser = new Browser();
    browser.text = text;
    const store = openTab(browser);
    store.add(miss('a/b#q', 1));
    expect(store.storedText()).toBe(text);
    store.replaceUnreadable();
    expect(storageOf(store)).toBe('kept');
    expect(browser.stored()).toMatchObject({ attempts: [{ question: 'a/b#q' }] });
  });

  it('does not take away what this tab did when another tab meets it', () => {
    const browser = new Browser();
    const store = openTab(browser);
    store.add(miss('a/b#q', 1));
    browser.text = text;
    browser.tellOthers();
    expect(storageOf(store)).toBe(state);
    expect(questionsOf(store)).toEqual(['a/b#q']);
    expect(browser.text).toBe(text);
  });
});
