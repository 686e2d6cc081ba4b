// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Quiz } from '../../components/quiz/quiz';
import { progress } from '../../lib/course/progress/store';
import type { Locale } from '../../lib/i18n/locale';
import { viewOf } from '../course/quiz-questions';

type Kind = Parameters<typeof viewOf>[0];

const show = (kind: Kind, locale: Locale = 'en') =>
  render(<Quiz questions={[viewOf(kind, locale)]} locale={locale} lessonId="a/b" />);
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const choose = (name: string) => fireEvent.click(screen.getByLabelText(name));
const status = () => screen.getAllByRole('status')[0]?.textContent;
const attempts = () => progress.$state.get().record.attempts;
const page = () => document.body.textContent;

beforeEach(() => progress.startOver());
afterEach(cleanup);

describe.each([
  [
    'en',
    {
      check: 'Check',
      all: 'Everything',
      search: 'Only search',
      correct: 'Correct.',
      incorrect: 'Not quite.',
      others: 'Explain the others',
      why: 'A replica holds everything.',
      whyNot: 'One process cannot be split.',
      first: 'Choose an answer first.',
    },
  ],
  [
    'ko',
    {
      check: '확인',
      all: '모두',
      search: '검색만',
      correct: '맞습니다.',
      incorrect: '정답이 아닙니다.',
      others: '나머지 설명 보기',
      why: '복제본은 전부를 담습니다.',
      whyNot: '한 프로세스라 나눌 수 없습니다.',
      first: '먼저 답을 고르세요.',
    },
  ],
] as const)('a single question in %s', (locale, words) => {
  it('says that the right choice is right, and why', () => {
    show('single', locale);
    choose(words.all);
    press(words.check);
    expect(status()).toBe(words.correct + words.why);
  });

  it('says why the wrong choice is wrong, and keeps the other reasons until they are asked for', () => {
    show('single', locale);
    choose(words.search);
    press(words.check);
    expect(status()).toBe(words.incorrect + words.whyNot);
    expect(page()).not.toContain(words.why);
    press(words.others);
    expect(page()).toContain(words.why);
  });

  it('asks for a choice when there is none, and counts no attempt', () => {
    show('single', locale);
    press(words.check);
    expect(status()).toBe(words.first);
    expect(attempts()).toEqual([]);
    choose(words.all);
    expect(status()).toBe('');
  });
});

describe('a question', () => {
  it('is a group of native controls named by its prompt', () => {
    show('single');
    const group = screen.getByRole('group', { name: /^Only search is slow/ });
    expect(within(group).getAllByRole('radio')).toHaveLength(3);
  });

  it('is graded once, however often Check is pressed, and the button keeps the focus', () => {
    show('single');
    choose('Only search');
    screen.getByRole('button', { name: 'Check' }).focus();
    for (let times = 0; times < 3; times++) press('Check');
    expect(attempts()).toMatchObject([
      { question: 'a/b#why-copies', answer: ['search'], correct: false, misconceptions: ['M3'] },
    ]);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Check' }));
  });

  it('can be tried again from the start, and each try is an attempt', () => {
    show('single');
    choose('Only search');
    press('Check');
    expect(screen.getByRole('group')).toHaveProperty('disabled', true);
    press('Try again');
    expect(status()).toBe('');
    expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked)).toBe(false);
    expect(document.activeElement).toBe(screen.getByRole('group'));
    choose('Everything');
    press('Check');
    expect(status()).toContain('Correct.');
    expect(attempts().map((attempt) => attempt.correct)).toEqual([false, true]);
  });

  it('stands in a new order at some later try', () => {
    show('single');
    const orders = new Set<string>();
    for (let tries = 0; tries < 6; tries++) {
      orders.add(
        screen
          .getAllByRole('radio')
          .map((radio) => (radio as HTMLInputElement).value)
          .join(),
      );
      choose('Only search');
      press('Check');
      press('Try again');
    }
    expect(orders.size).toBeGreaterThan(2);
  });

  it('marks the choice by a word, not by colour alone', () => {
    show('single');
    choose('Only search');
    press('Check');
    expect(within(screen.getByRole('group')).getByText('wrong')).toBeTruthy();
    expect(within(screen.getByRole('group')).queryByText('right')).toBeNull();
  });
});

describe('a multiple question', () => {
  it('counts what was left out, and tells only what was chosen', () => {
    show('multiple');
    choose('Transactions');
    choose('Scaling');
    press('Check');
    expect(status()).toContain('Not quite.');
    expect(status()).toContain('They span databases.');
    expect(status()).toContain('That gets easier.');
    expect(status()).toContain('Left out: 1');
    expect(page()).not.toContain('Several must run together.');
  });

  it('is correct with exactly the right ones', () => {
    show('multiple');
    choose('Testing');
    choose('Transactions');
    press('Check');
    expect(status()).toContain('Correct.');
  });
});

describe('a match question', () => {
  const match = (left: string, right: string) => {
    const select = screen.getByRole('combobox', { name: left });
    const option = within(select).getByRole('option', { name: right }) as HTMLOptionElement;
    fireEvent.change(select, { target: { value: option.value } });
  };

  it('wants every line matched first', () => {
    show('match');
    match('Cart', 'Orders team');
    press('Check');
    expect(status()).toBe('Choose a match for every line first.');
  });

  it('is correct with the right pairs, and says why on demand', () => {
    show('match');
    match('Cart', 'Orders team');
    match('Order', 'Orders team');
    match('Card', 'Payments team');
    press('Check');
    expect(status()).toContain('Correct.');
    expect(page()).not.toContain('Money moves.');
    press('Explain the others');
    expect(page()).toContain('Money moves.');
  });

  it('tells the wrong pair and marks its line', () => {
    show('match');
    match('Cart', 'Search team');
    match('Order', 'Orders team');
    match('Card', 'Payments team');
    press('Check');
    expect(status()).toContain('It is part of ordering.');
    expect(status()).toContain('Nothing here is theirs.');
    expect(status()).not.toContain('Money moves.');
    expect(attempts()[0]?.answer).toEqual(['cart:search-team', 'order:cart', 'card:card']);
  });
});

describe('a number question', () => {
  const type = (value: string) =>
    fireEvent.change(screen.getByLabelText('Your number'), { target: { value } });

  it('has a reason of its own for a near miss', () => {
    show('number');
    type('3');
    press('Check');
    expect(status()).toBe('Not quite.Ten times too many.');
  });

  it('gives the direction of any other miss, and the answer on demand', () => {
    show('number');
    type('40');
    press('Check');
    expect(status()).toBe('Not quite.The number is lower.');
    press('Explain the others');
    expect(page()).toContain('0.3 replicas');
  });

  it('takes Enter for Check', () => {
    show('number');
    type('0.32');
    fireEvent.keyDown(screen.getByLabelText('Your number'), { key: 'Enter' });
    expect(status()).toBe('Correct.Divide the load.');
  });

  it('asks for a number', () => {
    show('number');
    press('Check');
    expect(status()).toBe('Type a number first.');
  });
});

it('numbers several questions', () => {
  const views = [viewOf('single'), viewOf('order')];
  render(<Quiz questions={views} locale="en" lessonId="a/b" />);
  expect(
    screen.getAllByRole('group').map((group) => group.querySelector('legend')?.textContent?.[0]),
  ).toEqual(['1', '2']);
});
