import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { models } from '@/lib/models/models';
import { shopModel } from '@/lib/models/shop/shop';
import { startShop } from './shop-play';

const settle = (changes: unknown) => shopModel.settle(shopModel.defaults, changes);

describe('settling settings that nobody vouches for', () => {
  it('takes what fits and leaves the rest as it was', () => {
    const { settings, misfits } = settle({ load: { search: 150 }, timeoutMs: 300, library: { orders: 2 } });
    expect(misfits).toEqual([]);
    expect(settings).toEqual({
      ...shopModel.defaults,
      load: { ...shopModel.defaults.load, search: 150 },
      library: { ...shopModel.defaults.library, orders: 2 },
      timeoutMs: 300,
    });
  });

  it.each([
    [{ traffic: 3 }, 'traffic', 'an unknown name "traffic"', /seed, run, load/],
    [
      { load: { serach: 3 } },
      'load.serach',
      'an unknown name "serach"',
      /catalogue, search, orders, payment/,
    ],
    [{ load: { search: 401 } }, 'load.search', '401', /from 0 to 400/],
    [{ load: { search: -1 } }, 'load.search', '-1', /from 0 to 400/],
    [{ load: { search: Number.NaN } }, 'load.search', 'NaN', /from 0 to 400/],
    [{ load: { search: '3' } }, 'load.search', 'the text "3"', /a number from 0 to 400/],
    [{ load: 5 }, 'load', '5', /named values/],
    [{ replicas: { monolith: 1.5 } }, 'replicas.monolith', '1.5', /a whole number from 0 to 12/],
    [{ replicas: { gateway: 2 } }, 'replicas.gateway', 'an unknown name "gateway"', /monolith, catalogue/],
    [{ fault: { search: 'broken' } }, 'fault.search', 'the text "broken"', /none, leak, slow, down/],
    [{ hopMs: 501 }, 'hopMs', '501', /from 0 to 500/],
    [{ timeoutMs: 10_001 }, 'timeoutMs', '10001', /from 0 to 10000/],
    [{ fallback: 'yes' }, 'fallback', 'the text "yes"', /true or false/],
    [{ library: { orders: 3 } }, 'library.orders', '3', /1, 2/],
    [{ run: null }, 'run', 'nothing (null)', /monolith, services, both/],
    [[1], '', 'a list', /named values/],
    ['all', '', 'the text "all"', /named values/],
  ])('reports %j', (changes, path, found, fix) => {
    const { settings, misfits } = settle(changes);
    expect(misfits).toEqual([{ path, found, fix: expect.stringMatching(fix) }]);
    expect(settings).toEqual(shopModel.defaults);
  });

  it('keeps good values beside bad ones and reports every bad one', () => {
    const { settings, misfits } = settle({ hopMs: 20, timeoutMs: 'long', load: { search: 7, orders: 1e9 } });
    expect(misfits.map(({ path }) => path)).toEqual(['timeoutMs', 'load.orders']);
    expect(settings).toMatchObject({ hopMs: 20, timeoutMs: 0, load: { search: 7, orders: 5 } });
  });

  it('is not led astray by names every object has', () => {
    const hostile: unknown = JSON.parse(
      '{ "__proto__": { "hopMs": 9 }, "constructor": 1, "load": { "toString": 2 } }',
    );
    const { settings, misfits } = settle(hostile);
    expect(misfits.map(({ path }) => path)).toEqual(['__proto__', 'constructor', 'load.toString']);
    expect(settings).toEqual(shopModel.defaults);
  });

  it('never throws, and what it returns can be started', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.dictionary(fc.constantFrom(...Object.keys(shopModel.defaults)), fc.anything()),
        ),
        (changes) => {
          const { settings } = settle(changes);
          expect(settle(settings)).toEqual({ settings, misfits: [] });
        },
      ),
    );
  });
});

describe('inputs that do not fit a running shop', () => {
  it.each([
    [{ act: 'explode' }, /must be "change", found "explode"/],
    [{ act: 'change' }, /one of catalogue, search, orders, payment, found "nothing"/],
    [{ act: 'change', on: 'monolith' }, /found "monolith"/],
  ])('%j is refused in plain words', (input, message) => {
    expect(() => startShop().apply(input)).toThrow(RangeError);
    expect(() => startShop().apply(input)).toThrow(message);
  });

  it('a value out of range is refused as a whole', () => {
    const run = startShop();
    expect(() => run.apply({ set: { hopMs: 20, timeoutMs: -1 } })).toThrow(/timeoutMs: found -1/);
    expect(run.settings.hopMs).toBe(5);
  });

  it('seed and shape belong to the start', () => {
    const run = startShop({ run: 'monolith' });
    expect(() => run.apply({ set: { run: 'both' } })).toThrow(/run: is fixed once the shop runs/);
    expect(() => run.apply({ set: { seed: 2 } })).toThrow(RangeError);
    expect(() => run.apply({ set: { seed: 1, run: 'monolith' } })).not.toThrow();
  });
});

describe('the registry of models', () => {
  it('knows the shop by its own id, with its controls and panels', () => {
    for (const [id, { model, controls, panels }] of Object.entries(models)) {
      expect(model.id).toBe(id);
      expect(controls.length * panels.length).toBeGreaterThan(0);
    }
    expect(models.shop.model.acts).toEqual({ change: ['catalogue', 'search', 'orders', 'payment'] });
  });
});
