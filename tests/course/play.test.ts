import { describe, expect, it } from 'vitest';
import { createTaskWatch, playTask, runExperiment, startScenario } from '@/lib/course/lab/play';
import type { Task } from '@/lib/course/schema/lab';
import type { Input, Model } from '@/lib/models/model';
import { shopModel } from '@/lib/models/shop/shop';

interface Bath {
  readonly litresPerSecond: number;
}

/** A model as small as can be: a bath that fills. Nothing that plays models may know more than their interface. */
const bathModel: Model<Bath, { readonly litres: number; readonly plug: string }> = {
  id: 'bath',
  defaults: { litresPerSecond: 0 },
  acts: { pull: ['plug'] },
  settle: (base, changes) => {
    const rate = (changes as Partial<Bath>).litresPerSecond ?? base.litresPerSecond;
    if (rate >= 0) return { settings: { litresPerSecond: rate }, misfits: [] };
    return {
      settings: base,
      misfits: [{ path: 'litresPerSecond', found: String(rate), fix: 'Give a number ≥ 0.' }],
    };
  },
  start: (settings) => new BathRun(settings),
};

class BathRun {
  nowMs = 0;
  private litres = 0;
  private plug = 'in';
  constructor(public settings: Bath) {}
  advance(ms: number) {
    this.nowMs += ms;
    this.litres += (this.settings.litresPerSecond * ms) / 1000;
  }
  step() {
    return null;
  }
  apply(input: Input<Bath>) {
    if ('set' in input) this.settings = { ...this.settings, ...input.set };
    else if (input.act === 'pull' && input.on === 'plug') {
      this.litres = 0;
      this.plug = 'out';
    } else throw new RangeError(`There is nothing to ${input.act}.`);
  }
  snapshot() {
    return { litres: this.litres, plug: this.plug };
  }
}

const scenario = { start: { litresPerSecond: 1 }, warmUpSeconds: 10 };
const text = { ko: '글', en: 'text' };

describe('the scenario a reader meets', () => {
  it('has its settings, and its warm-up behind it', () => {
    const run = startScenario(bathModel, scenario);
    expect(run.nowMs).toBe(10_000);
    expect(run.snapshot().litres).toBe(10);
  });

  it('is refused with every setting that does not fit', () => {
    expect(() => startScenario(bathModel, { start: { litresPerSecond: -1 }, warmUpSeconds: 0 })).toThrow(
      'litresPerSecond: found -1. Give a number ≥ 0.',
    );
    const wrong = { start: { hopMs: 'far', lod: {} }, warmUpSeconds: 0 };
    expect(() => startScenario(shopModel, wrong)).toThrow(/hopMs: .*\nlod: /);
  });
});

describe('a prediction', () => {
  const choices = [
    { id: 'empty', text, why: text, holds: [{ measure: 'litres', below: 1 }] },
    {
      id: 'half',
      text,
      why: text,
      holds: [
        { measure: 'litres', above: 20 },
        { measure: 'plug', equals: 'in' },
      ],
    },
    { id: 'unheard-of', text, why: text, holds: [{ measure: 'colour', below: 1 }] },
  ];
  const run = (experiment: object) =>
    runExperiment(bathModel, scenario, {
      choices,
      experiment: { scenario: 'x', set: {}, inputs: [], seconds: 20, ...experiment },
    });

  it('is graded by the model: warm-up, what is set, and the seconds after', () => {
    expect(run({ set: { litresPerSecond: 3 } })).toEqual({
      holding: ['half'],
      snapshot: { litres: 70, plug: 'in' },
    });
  });

  it('plays its inputs at their times, whatever order they are written in', () => {
    const inputs = [
      { atSeconds: 12.5, set: { litresPerSecond: 0 } },
      { atSeconds: 5, act: 'pull', on: 'plug' },
    ];
    expect(run({ inputs })).toEqual({ holding: [], snapshot: { litres: 7.5, plug: 'out' } });
  });

  it('plays an input at its very end', () => {
    expect(run({ inputs: [{ atSeconds: 20, act: 'pull', on: 'plug' }] }).holding).toEqual(['empty']);
  });

  it('with an act the model does not know is an error', () => {
    expect(() => run({ inputs: [{ atSeconds: 1, act: 'drink' }] })).toThrow('There is nothing to drink.');
  });

  it('about the shop is graded by the shop', () => {
    const { holding } = runExperiment(
      shopModel,
      { start: { fault: { search: 'slow' } }, warmUpSeconds: 60 },
      {
        experiment: { scenario: 'x', set: { timeoutMs: 300 }, inputs: [], seconds: 60 },
        choices: [
          {
            id: 'all-well',
            text,
            why: text,
            holds: [{ measure: 'services.features.catalogue.errorShare', below: 0.01 }],
          },
          {
            id: 'orders-live',
            text,
            why: text,
            holds: [
              { measure: 'services.features.orders.errorShare', below: 0.01 },
              { measure: 'services.features.catalogue.errorShare', above: 0.5 },
            ],
          },
        ],
      },
    );
    expect(holding).toEqual(['orders-live']);
  });
});

const goal = (id: string, claim: Task['goals'][number]['claim'], forSeconds = 0) => ({
  id,
  text,
  claim,
  forSeconds,
  unmet: text,
});

describe('a task', () => {
  const full = goal('full', { measure: 'litres', above: 29 }, 5);
  const dry = goal('dry', { measure: 'plug', equals: 'in' });
  const play = (inputs: Task['solutions'][number]['inputs'], seconds = 60, goals = [full, dry]) =>
    playTask(bathModel, { start: {}, warmUpSeconds: 3 }, { goals }, { inputs, seconds });

  it("is met when every goal has held as long as it asks, counted from the reader's first sight", () => {
    expect(play([{ atSeconds: 2, set: { litresPerSecond: 10 } }])).toEqual({
      met: true,
      metAtMs: 10_000,
      unmetGoals: [],
    });
  });

  it('untouched it fails, and says what each unmet goal found', () => {
    expect(play([])).toEqual({ met: false, metAtMs: null, unmetGoals: [{ goal: full, actual: 0 }] });
  });

  it('is not met by a goal that held too shortly', () => {
    const briefly = [
      { atSeconds: 0, set: { litresPerSecond: 10 } },
      { atSeconds: 7, act: 'pull', on: 'plug' },
      { atSeconds: 7, set: { litresPerSecond: 0 } },
    ];
    expect(play(briefly).unmetGoals.map(({ goal, actual }) => [goal.id, actual])).toEqual([
      ['full', 0],
      ['dry', 'out'],
    ]);
  });

  it('is not met by goals that held one after the other', () => {
    const never = goal('never', { measure: 'litres', below: 20 });
    const result = play([{ atSeconds: 0, set: { litresPerSecond: 10 } }], 60, [full, never]);
    expect(result.unmetGoals.map(({ goal }) => goal.id)).toEqual(['never']);
  });

  it('ends with its time, met or not', () => {
    expect(play([{ atSeconds: 2, set: { litresPerSecond: 10 } }], 9).met).toBe(false);
  });

  it('may write set and act in one input', () => {
    const both = [{ atSeconds: 1, set: { litresPerSecond: 10 }, act: 'pull', on: 'plug' }];
    expect(play(both).unmetGoals).toEqual([{ goal: dry, actual: 'out' }]);
  });
});

describe('watching a task live', () => {
  const watch = () =>
    createTaskWatch([
      goal('warm', { measure: 'degrees', above: 30 }, 2),
      goal('on', { measure: 'on', equals: true }),
    ]);

  it('tells of every goal whether it holds, for how long, and what it found', () => {
    const live = watch();
    expect(live.observe(0, { degrees: 31, on: false })).toEqual([
      { id: 'warm', holds: true, heldMs: 0, met: false, actual: 31 },
      { id: 'on', holds: false, heldMs: 0, met: false, actual: false },
    ]);
    expect(live.observe(2_000, { degrees: 40 })).toEqual([
      { id: 'warm', holds: true, heldMs: 2_000, met: true, actual: 40 },
      { id: 'on', holds: false, heldMs: 0, met: false, actual: undefined },
    ]);
  });

  it('begins anew when a goal breaks, and when time goes back', () => {
    const live = watch();
    const warm = (nowMs: number, degrees: number) => live.observe(nowMs, { degrees })[0];
    warm(0, 31);
    warm(1_900, 30);
    expect(warm(2_000, 31)).toMatchObject({ heldMs: 0, met: false });
    expect(warm(4_000, 31)).toMatchObject({ heldMs: 2_000, met: true });
    expect(warm(500, 31)).toMatchObject({ heldMs: 0, met: false });
  });
});
