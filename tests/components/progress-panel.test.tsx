// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LessonMark } from '../../components/progress/lesson-mark';
import { MarkRead } from '../../components/progress/mark-read';
import { ProgressPanel } from '../../components/progress/progress-panel';
import { attempted, lessonRead, lessonStarted } from '../../lib/course/progress/change';
import { exportText } from '../../lib/course/progress/export';
import { merge } from '../../lib/course/progress/merge';
import { parseRecord } from '../../lib/course/progress/parse-record';
import { progress } from '../../lib/course/progress/store';

const key = 'reconcile.progress';
const miss = attempted({ question: 'a/b#q', at: 1, answer: ['x'], correct: false, misconceptions: [] });
const stored = () => parseRecord(localStorage.getItem(key));
/** Another tab writes. */
const writeElsewhere = (text: string) =>
  act(() => {
    localStorage.setItem(key, text);
    window.dispatchEvent(new StorageEvent('storage', { key }));
  });
const choose = (text: string) => {
  const input = screen.getByLabelText('Import from a file');
  Object.defineProperty(input, 'files', { value: [new File([text], 'p.json')], configurable: true });
  fireEvent.change(input);
};
const message = () => screen.getByRole('status').textContent;

beforeEach(() => {
  localStorage.clear();
  progress.startOver();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the progress page', () => {
  it('counts what was done', () => {
    progress.add(merge(lessonRead('a/b', 2), miss));
    render(<ProgressPanel locale="en" />);
    expect(screen.getByText('Lessons read to the end').nextSibling?.textContent).toBe('1');
    expect(screen.getByText('Questions answered').nextSibling?.textContent).toBe('1');
    expect(screen.getByText('Right at the latest attempt').nextSibling?.textContent).toBe('0');
  });

  it('exports a file that can be imported', async () => {
    progress.add(miss);
    const files: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      files.push(file as Blob);
      return 'blob:x';
    });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    render(<ProgressPanel locale="en" />);
    fireEvent.click(screen.getByRole('button', { name: 'Export to a file' }));
    expect(names[0]).toMatch(/^reconcile-progress-\d{4}-\d\d-\d\d\.json$/);
    expect(parseRecord((await files[0]?.text()) ?? null)).toEqual({
      outcome: 'ok',
      record: progress.$state.get().record,
    });
  });

  it('merges an imported file and says what was new', async () => {
    progress.add(lessonStarted('a/b', 5));
    render(<ProgressPanel locale="en" />);
    choose(exportText(merge(miss, lessonRead('c/d', 3))));
    await waitFor(() => expect(message()).toBe('Imported. New lesson records: 1. New attempts: 1.'));
    expect(stored()).toMatchObject({
      record: { lessons: { 'a/b': { startedAt: 5 }, 'c/d': { readAt: 3 } } },
    });
    choose(exportText(miss));
    await waitFor(() => expect(message()).toBe('Imported. Everything in the file was already here.'));
  });

  it.each([
    ['{"version":1}', /damaged \(at lessons\)/],
    ['not JSON', /damaged \(at JSON\)/],
    ['{"version":7}', /newer version/],
  ])('refuses %s and changes nothing', async (text, sentence) => {
    progress.add(miss);
    const before = localStorage.getItem(key);
    render(<ProgressPanel locale="en" />);
    choose(text);
    await waitFor(() => expect(message()).toMatch(sentence));
    expect(localStorage.getItem(key)).toBe(before);
  });

  it('starts over only after a yes', () => {
    progress.add(miss);
    render(<ProgressPanel locale="ko" />);
    fireEvent.click(screen.getByRole('button', { name: '처음부터 다시' }));
    const dialog = screen.getByRole('dialog', { name: '진도를 모두 지울까요?' });
    expect(progress.$state.get().record.attempts).toHaveLength(1);
    fireEvent.click(within(dialog).getByRole('button', { name: '모두 지우기' }));
    expect(progress.$state.get().record.attempts).toEqual([]);
    expect(stored()).toMatchObject({ outcome: 'ok', record: { attempts: [] } });
    expect(message()).toBe('진도를 모두 지웠습니다.');
  });

  it('says plainly that a stored record is unreadable, leaves it alone, and offers the ways out', () => {
    render(<ProgressPanel locale="en" />);
    writeElsewhere('{broken');
    expect(screen.getByText(/damaged and cannot be read/)).toBeTruthy();
    act(() => progress.add(miss));
    expect(localStorage.getItem(key)).toBe('{broken');
    expect(screen.getByRole('button', { name: 'Save the unreadable record to a file' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Drop that record and save anew' }));
    expect(stored()).toMatchObject({ outcome: 'ok', record: { attempts: [{ question: 'a/b#q' }] } });
    expect(screen.getByText(/stays in this browser only/)).toBeTruthy();
  });

  it('says that a stored record is from a newer version', () => {
    render(<ProgressPanel locale="ko" />);
    writeElsewhere('{"version":2}');
    expect(screen.getByText(/더 새로운 판에서 만들어져/)).toBeTruthy();
  });

  it('says that storage is forbidden, and goes on', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    render(<ProgressPanel locale="en" />);
    act(() => progress.add(miss));
    expect(screen.getByText(/does not let the site store anything/)).toBeTruthy();
    expect(screen.getByText('Questions answered').nextSibling?.textContent).toBe('1');
  });
});

describe('a lesson on the course map', () => {
  it('is not yet, then begun, then read, also when another tab reads it', () => {
    render(<LessonMark lessonId="a/b" locale="en" />);
    expect(screen.getByText('not yet')).toBeTruthy();
    act(() => progress.add(lessonStarted('a/b', 1)));
    expect(screen.getByText('begun')).toBeTruthy();
    writeElsewhere(exportText(lessonRead('a/b', 2)));
    expect(screen.getByText('read')).toBeTruthy();
  });

  it('is "not yet" on the page that the server makes', () => {
    progress.add(lessonRead('a/b', 1));
    expect(renderToStaticMarkup(<LessonMark lessonId="a/b" locale="ko" />)).toContain('아직');
  });
});

it('a lesson is begun when it is opened, and read when its end comes into view', () => {
  let see: (isIntersecting: boolean) => void = () => {};
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
        see = (isIntersecting) => callback([{ isIntersecting }]);
      }
      observe() {}
      disconnect() {}
    },
  );
  render(<MarkRead lessonId="a/b" />);
  const lesson = () => progress.$state.get().record.lessons['a/b'];
  expect(lesson()).toMatchObject({ readAt: null });
  see(false);
  expect(lesson()?.readAt).toBeNull();
  see(true);
  expect(lesson()?.readAt).toBeGreaterThan(0);
  vi.unstubAllGlobals();
});
