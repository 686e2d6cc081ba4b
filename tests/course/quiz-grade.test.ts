import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade, gradePrediction, isComplete, rightAnswer } from '../../lib/course/quiz/grade';
import type { Answer, Grade, PredictView } from '../../lib/course/quiz/quiz.types';
import { arrange } from '../../lib/course/quiz/shuffle';
import { allViews, viewOf } from './quiz-questions';

const told = (result: Grade) => result.parts.filter((part) => part.isTold).map((part) => part.id);
const right = (result: Grade) => result.parts.filter((part) => part.isRight).map((part) => part.id);

describe('every question', () => {
  it('grades its own right answer as correct, with no misconception', () => {
    for (const view of allViews()) {
      expect(grade(view, rightAnswer(view))).toMatchObject({ isCorrect: true, misconceptions: [] });
      expect(isComplete(view, rightAnswer(view))).toBe(true);
    }
  });

  it('is incomplete without an answer', () => {
    for (const view of allViews()) expect(isComplete(view, [])).toBe(false);
  });

  it('has a reason for each of its parts', () => {
    for (const view of allViews()) {
      for (const part of grade(view, rightAnswer(view)).parts) expect(part.why).not.toBe('');
    }
  });
});

describe('a single question', () => {
  const view = viewOf('single');

  it('tells the chosen choice only, and its misconception', () => {
    const result = grade(view, ['search']);
    expect(result.isCorrect).toBe(false);
    expect(told(result)).toEqual(['search']);
    expect(right(result)).toEqual(['all']);
    expect(result.misconceptions).toEqual(['M3']);
  });
});

describe('a multiple question', () => {
  const view = viewOf('multiple');
  const ids = ['transactions', 'testing', 'scaling'];

  it('is correct for exactly the right set, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids), (answer) => {
        const isRightSet = answer.length === 2 && !answer.includes('scaling');
        expect(grade(view, answer).isCorrect).toBe(isRightSet);
      }),
    );
  });

  it('counts what was left out without naming it', () => {
    const result = grade(view, ['transactions']);
    expect(result).toMatchObject({ isCorrect: false, leftOut: 1, misconceptions: [] });
    expect(told(result)).toEqual(['transactions']);
  });

  it('notes the misconception of a wrong choice beside right ones', () => {
    expect(grade(view, ids)).toMatchObject({ isCorrect: false, leftOut: 0, misconceptions: ['M2'] });
  });
});

describe('an order question', () => {
  const view = viewOf('order');
  const ids = ['build', 'test', 'deploy'];

  it('is correct in one order only, and tells what stands in the wrong place', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 3 }), (answer) => {
        const result = grade(view, answer);
        const misplaced = ids.filter((id, place) => answer[place] !== id);
        expect(told(result)).toEqual(misplaced);
        expect(result.isCorrect).toBe(misplaced.length === 0);
        expect(result.misconceptions).toEqual(misplaced.length === 0 ? [] : ['M5']);
      }),
    );
  });

  it('names the places in its reasons', () => {
    expect(grade(view, ['test', 'build', 'deploy']).parts[0]?.html).toBe('1. Build');
  });
});

describe('a match question', () => {
  const view = viewOf('match');

  it('takes either of two lefts for the right they share', () => {
    expect(grade(view, ['cart:cart', 'order:cart', 'card:card']).isCorrect).toBe(true);
  });

  it('tells the wrong pairs, and why a right that fits nowhere fits nowhere', () => {
    const result = grade(view, ['cart:search-team', 'order:cart', 'card:card']);
    expect(told(result)).toEqual(['cart', 'search-team']);
    expect(result.misconceptions).toEqual(['M4']);
  });

  it('is incomplete until every left has a right', () => {
    expect(isComplete(view, ['cart:cart', 'order:cart'])).toBe(false);
  });

  it('is correct for one pairing only', () => {
    const anyRight = fc.constantFrom('cart', 'card', 'search-team');
    fc.assert(
      fc.property(anyRight, anyRight, anyRight, (cart, order, card) => {
        const answer: Answer = [`cart:${cart}`, `order:${order}`, `card:${card}`];
        expect(grade(view, answer).isCorrect).toBe(cart === 'cart' && order === 'cart' && card === 'card');
      }),
    );
  });
});

describe('a number question', () => {
  const view = viewOf('number');

  it('is correct within the tolerance, its edge included, and nowhere else', () => {
    expect(grade(view, [String(0.1 + 0.2)]).isCorrect).toBe(true);
    expect(grade(view, ['0.35']).isCorrect).toBe(true);
    expect(grade(view, ['0.25']).isCorrect).toBe(true);
    expect(grade(view, ['0.351']).isCorrect).toBe(false);
  });

  it('has a reason of its own for a near miss', () => {
    const result = grade(view, ['3.4']);
    expect(result).toMatchObject({ isCorrect: false, direction: null, misconceptions: ['M2'] });
    expect(result.parts.filter((part) => part.isTold).map((part) => part.why)).toEqual([
      'Ten times too many.',
    ]);
  });

  it('says only the direction of any other miss', () => {
    fc.assert(
      fc.property(fc.double({ min: 4, max: 1e6, noNaN: true }), (value) => {
        const result = grade(view, [String(value)]);
        expect(result).toMatchObject({ isCorrect: false, direction: 'lower', misconceptions: [] });
        expect(told(result)).toEqual([]);
      }),
    );
    expect(grade(view, ['-1']).direction).toBe('higher');
  });

  it('asks for a number', () => {
    for (const typed of ['', ' ', 'three', 'Infinity']) expect(isComplete(view, [typed])).toBe(false);
    for (const typed of ['0', '-1.5', '1e3']) expect(isComplete(view, [typed])).toBe(true);
  });
});

describe('a prediction', () => {
  const choice = (id: string, misconception: string | null) => ({
    id,
    html: id,
    why: `why ${id}`,
    misconception,
    holds: [],
  });
  const view: PredictView = {
    id: 'p',
    type: 'predict',
    prompt: '',
    choices: [choice('up', null), choice('down', 'M1'), choice('same', null)],
    model: 'shop',
    scenario: { start: {}, warmUpSeconds: 0 },
    experiment: { scenario: 's', set: {}, inputs: [], seconds: 1 },
  };

  it('is as predicted when the chosen claims held', () => {
    const result = gradePrediction(view, 'up', ['up']);
    expect(result).toMatchObject({ isCorrect: true, misconceptions: [] });
    expect(told(result)).toEqual(['up']);
  });

  it('tells what was chosen and what happened when they differ', () => {
    const result = gradePrediction(view, 'down', ['up']);
    expect(result).toMatchObject({ isCorrect: false, misconceptions: ['M1'] });
    expect(told(result)).toEqual(['up', 'down']);
  });

  it('tells only what happened when nothing was predicted', () => {
    const result = gradePrediction(view, null, ['up']);
    expect(result.misconceptions).toEqual([]);
    expect(told(result)).toEqual(['up']);
  });
});

describe('what the page shows first', () => {
  it('is never an order question already solved, at any attempt', () => {
    const view = viewOf('order');
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1 }), (id, attempt) => {
        const shown = arrange({ ...view, id }, attempt);
        expect([...shown].sort()).toEqual([...rightAnswer(view)].sort());
        expect(grade(view, shown).isCorrect).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same everywhere for one attempt, in both languages', () => {
    for (const [index, view] of allViews('ko').entries()) {
      const english = allViews('en')[index];
      expect(english && arrange(english, 1)).toEqual(arrange(view, 1));
    }
  });

  it('loses and invents nothing, and comes in every order over many attempts', () => {
    const view = viewOf('single');
    const orders = new Set(Array.from({ length: 60 }, (_, attempt) => arrange(view, attempt).join(' ')));
    expect(orders.size).toBe(6);
    for (const order of orders) expect(order.split(' ').sort()).toEqual(['all', 'nothing', 'search']);
  });
});
