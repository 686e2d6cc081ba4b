// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Quiz } from '../../components/quiz/quiz';
import { progress } from '../../lib/course/progress/store';
import { viewOf } from '../course/quiz-questions';

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const status = () => screen.getAllByRole('status')[0]?.textContent;
const attempts = () => progress.$state.get().record.attempts;

beforeEach(() => {
  progress.startOver();
  render(<Quiz questions={[viewOf('order')]} locale="en" lessonId="a/b" />);
});
afterEach(cleanup);

describe('an order question', () => {
  const items = () => screen.getAllByRole('listitem').filter((item) => item.dataset.item);
  const orderNow = () => items().map((item) => item.dataset.item);

  it('is solved with the buttons alone; the focus stays, and each move is announced', () => {
    for (const [place, name] of ['Build', 'Test', 'Deploy'].entries()) {
      const id = name.toLowerCase();
      const button = screen.getByRole('button', { name: `${name} Move up` });
      button.focus();
      while (orderNow().indexOf(id) > place) {
        const before = orderNow().indexOf(id);
        fireEvent.click(button);
        expect(screen.getByText(`${name}: place ${before} of 3`)).toBeTruthy();
        expect(document.activeElement).toBe(button);
      }
    }
    press('Check');
    expect(status()).toContain('Correct.');
    expect(attempts()[0]?.answer).toEqual(['build', 'test', 'deploy']);
  });

  it('does not move an item past the end, and leaves it the focus', () => {
    const before = orderNow();
    const first = items()[0];
    const up = first && within(first).getByRole('button', { name: /Move up/ });
    if (!up) throw new Error('a first item was wanted');
    up.focus();
    fireEvent.click(up);
    expect(orderNow()).toEqual(before);
    expect(up.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(up);
  });

  it('is not shown solved, and says why for each item in the wrong place', () => {
    press('Check');
    expect(status()).toContain('Not quite.');
    expect(within(screen.getByRole('group')).getAllByText('wrong').length).toBeGreaterThanOrEqual(2);
    expect(attempts()[0]).toMatchObject({ correct: false, misconceptions: ['M5'] });
  });

  it('follows a finger that drags a handle', () => {
    const list = items()[0]?.parentElement;
    const handle = list?.querySelector('[data-handle]');
    if (!list || !handle) throw new Error('a list with handles was wanted');
    list.setPointerCapture = () => {};
    for (const item of items()) {
      item.getBoundingClientRect = () => {
        const top = items().indexOf(item) * 50;
        return { ...new DOMRect(0, top, 300, 50), top, bottom: top + 50 } as DOMRect;
      };
    }
    const [one, two, three] = orderNow();
    fireEvent.pointerDown(handle, { pointerId: 1, clientY: 10 });
    fireEvent.pointerMove(list, { pointerId: 1, clientY: 60 });
    expect(orderNow()).toEqual([one, two, three]);
    fireEvent.pointerMove(list, { pointerId: 1, clientY: 80 });
    fireEvent.pointerMove(list, { pointerId: 1, clientY: 130 });
    fireEvent.pointerUp(list, { pointerId: 1 });
    expect(orderNow()).toEqual([two, three, one]);
    fireEvent.pointerMove(list, { pointerId: 1, clientY: 0 });
    expect(orderNow()).toEqual([two, three, one]);
  });
});
