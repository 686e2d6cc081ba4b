// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Quiz } from '../../components/quiz/quiz';
import { Returning } from '../../components/quiz/returning';
import { attempted } from '../../lib/course/progress/change';
import { progress } from '../../lib/course/progress/store';
import type { Locale } from '../../lib/i18n/locale';
import { viewOf } from '../course/quiz-questions';

const lesson = (locale: Locale = 'en') => {
  const questions = [viewOf('single', locale), viewOf('number', locale)];
  return (
    <>
      <Quiz questions={questions} locale={locale} lessonId="a/b" />
      <Returning questions={questions} locale={locale} lessonId="a/b" />
    </>
  );
};
const back = () => screen.queryByRole('region', { name: 'Once more' });
const answer = (place: HTMLElement, choice: string) => {
  fireEvent.click(within(place).getByLabelText(choice));
  const check = within(place).getAllByRole('button', { name: 'Check' })[0];
  if (check) fireEvent.click(check);
};
const attempt = (question: string, at: number, correct: boolean) =>
  act(() => progress.add(attempted({ question, at, answer: ['x'], correct, misconceptions: [] })));

beforeEach(() => progress.startOver());
afterEach(cleanup);

describe('what was missed', () => {
  it('comes back near the end, unanswered, and only that', () => {
    const { container } = render(lesson());
    expect(back()).toBeNull();
    answer(container, 'Only search');
    const region = back();
    if (!region) throw new Error('the missed question was wanted back');
    expect(within(region).getAllByRole('group')).toHaveLength(1);
    expect(within(region).getByText(/Only search is slow/)).toBeTruthy();
    expect(within(region).getByRole('status').textContent).toBe('');
  });

  it('keeps its feedback in sight after it is answered right', () => {
    const { container } = render(lesson());
    answer(container, 'Only search');
    const region = back();
    if (!region) throw new Error('the missed question was wanted back');
    answer(region, 'Everything');
    expect(back()?.textContent).toContain('Correct.');
  });

  it('is gone when it was put right where it first stood', () => {
    const { container } = render(lesson());
    const first = container.querySelector('ol');
    if (!first) throw new Error('a list of questions was wanted');
    answer(first, 'Only search');
    expect(back()).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    answer(first, 'Everything');
    expect(back()).toBeNull();
  });

  it('comes back from an earlier visit, by its latest attempt, and never from another lesson', () => {
    attempt('a/b#how-many', 1, true);
    attempt('a/b#how-many', 2, false);
    attempt('a/b#why-copies', 1, false);
    attempt('a/b#why-copies', 2, true);
    attempt('other/lesson#why-copies', 3, false);
    render(lesson());
    const region = back();
    expect(region && within(region).getAllByRole('group')).toHaveLength(1);
    expect(region?.textContent).toContain('How many replicas?');
  });

  it('is said in Korean too', () => {
    attempt('a/b#how-many', 1, false);
    render(lesson('ko'));
    expect(screen.getByRole('region', { name: '다시 풀어 볼 문제' }).textContent).toContain(
      '복제본은 몇 개입니까?',
    );
  });

  it('is not on the page that the server makes', () => {
    attempt('a/b#how-many', 1, false);
    expect(
      renderToStaticMarkup(<Returning questions={[viewOf('number')]} locale="en" lessonId="a/b" />),
    ).toBe('');
  });
});
