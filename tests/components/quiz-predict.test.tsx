// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Predict } from '../../components/quiz/predict';
import { progress } from '../../lib/course/progress/store';
import type { PredictView } from '../../lib/course/quiz/quiz.types';
import type { Locale } from '../../lib/i18n/locale';

/** A tank that fills by `rate` litres each second: small enough to know the answer by heart. */
vi.mock('../../lib/models/models', () => {
  const start = (settings: { rate: number }) => {
    let now = 0;
    let rate = settings.rate;
    let litres = 0;
    return {
      get nowMs() {
        return now;
      },
      settings,
      advance(ms: number) {
        now += ms;
        litres += (rate * ms) / 1000;
      },
      step: () => null,
      apply(input: { set?: { rate?: number } }) {
        rate = input.set?.rate ?? rate;
      },
      snapshot: () => ({ litres }),
    };
  };
  const settle = (base: object, changes: object) => ({ settings: { ...base, ...changes }, misfits: [] });
  return {
    models: {
      shop: {
        model: { id: 'shop', defaults: { rate: 0 }, acts: {}, settle, start },
        controls: [],
        panels: [],
      },
    },
  };
});

const text: Record<Locale, Record<'prompt' | 'fuller' | 'same' | 'whyFuller' | 'whySame', string>> = {
  en: {
    prompt: 'What will the tank do?',
    fuller: 'Fill',
    same: 'Stay',
    whyFuller: 'The tap is open.',
    whySame: 'Nothing flows out.',
  },
  ko: {
    prompt: '물통은 어떻게 됩니까?',
    fuller: '찹니다',
    same: '그대로입니다',
    whyFuller: '꼭지가 열려 있습니다.',
    whySame: '나가는 물이 없습니다.',
  },
};

const view = (locale: Locale = 'en'): PredictView => ({
  id: 'tank',
  type: 'predict',
  prompt: text[locale].prompt,
  choices: [
    {
      id: 'fuller',
      html: text[locale].fuller,
      why: text[locale].whyFuller,
      misconception: null,
      holds: [{ measure: 'litres', above: 10 }],
    },
    {
      id: 'same',
      html: text[locale].same,
      why: text[locale].whySame,
      misconception: 'M1',
      holds: [{ measure: 'litres', below: 1 }],
    },
    {
      id: 'little',
      html: 'A little',
      why: 'Too slow for that.',
      misconception: null,
      holds: [{ measure: 'litres', above: 1, below: 10 }],
    },
  ],
  model: 'shop',
  scenario: { start: { rate: 1 }, warmUpSeconds: 0 },
  experiment: { scenario: 's', set: { rate: 2 }, inputs: [], seconds: 6 },
});

const show = (locale: Locale = 'en') =>
  render(<Predict question={view(locale)} locale={locale} lessonId="a/b" />);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const status = () => screen.getByRole('status').textContent;

beforeEach(() => progress.startOver());
afterEach(cleanup);

describe('a prediction', () => {
  it('is committed, then the model runs and agrees', async () => {
    show();
    fireEvent.click(screen.getByLabelText('Fill'));
    press('Commit to this prediction');
    expect(await screen.findByText('As you predicted.')).toBeTruthy();
    expect(status()).toContain('This happened: FillThe tap is open.');
    expect(status()).toContain('litres12');
    expect(status()).not.toContain('Nothing flows out.');
    expect(progress.$state.get().record.attempts).toMatchObject([
      { question: 'a/b#tank', answer: ['fuller'], correct: true },
    ]);
  });

  it('is compared with what happened when the model disagrees, and the others are explained on demand', async () => {
    show();
    fireEvent.click(screen.getByLabelText('Stay'));
    press('Commit to this prediction');
    expect(await screen.findByText('Not as you predicted.')).toBeTruthy();
    expect(status()).toContain('This happened: FillThe tap is open.Your prediction: StayNothing flows out.');
    expect(document.body.textContent).not.toContain('Too slow for that.');
    press('Explain the others');
    expect(document.body.textContent).toContain('Too slow for that.');
    expect(progress.$state.get().record.attempts).toMatchObject([{ correct: false, misconceptions: ['M1'] }]);
  });

  it('can be skipped, and then counts nothing', async () => {
    show('ko');
    press('예측하지 않고 결과 보기');
    expect(await screen.findByText('모형을 돌린 결과입니다.')).toBeTruthy();
    expect(status()).toContain('이렇게 되었습니다: 찹니다꼭지가 열려 있습니다.');
    expect(progress.$state.get().record.attempts).toEqual([]);
  });

  it('asks for a choice before it is committed', () => {
    show('ko');
    press('이대로 예측하기');
    expect(status()).toBe('먼저 답을 고르세요.');
  });

  it('runs once, however often it is asked', async () => {
    show();
    fireEvent.click(screen.getByLabelText('Fill'));
    for (let times = 0; times < 3; times++) press('Commit to this prediction');
    await screen.findByText('As you predicted.');
    press('Commit to this prediction');
    expect(progress.$state.get().record.attempts).toHaveLength(1);
  });

  it('tells readers without JavaScript what the model did, and shows nobody else', () => {
    const html = renderToStaticMarkup(<Predict question={view()} locale="en" lessonId="a/b" />);
    const [visible, hidden] = html.split('<noscript>');
    expect(visible).not.toContain('The tap is open.');
    expect(hidden).toMatch(/<details.*Answer and reasons.*right.*The tap is open\./s);
  });
});
