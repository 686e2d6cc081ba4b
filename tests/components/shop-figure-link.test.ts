import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, decodeChanges, encodeChanges } from '@/components/models/share-link';
import { startFromLink } from '@/components/models/start-from-link';
import { shopModel } from '@/lib/models/shop/shop';

const own = shopModel.settle(shopModel.defaults, { run: 'monolith', load: { search: 60 } }).settings;

describe('a link to settings', () => {
  it('carries only what was changed, and leads back to the same settings', () => {
    const changed = shopModel.settle(own, {
      replicas: { monolith: 5 },
      declineShare: 0.25,
      fault: { payment: 'leak' },
    }).settings;
    const changes = changesBetween(own, changed);
    expect(changes).toEqual({ replicas: { monolith: 5 }, declineShare: 0.25, fault: { payment: 'leak' } });
    const hash = encodeChanges('busy-search', changes);
    expect(hash).toMatch(/^#busy-search=[\w-]+$/);
    expect(startFromLink(shopModel, own, 'busy-search', hash)).toEqual({ settings: changed, link: 'used' });
  });

  it('is not meant for another figure, nor is a plain heading link', () => {
    const hash = encodeChanges('busy-search', { seed: 2 });
    expect(startFromLink(shopModel, own, 'busy', hash).link).toBe('none');
    expect(startFromLink(shopModel, own, 'busy-search', '#busy-search').link).toBe('none');
    expect(startFromLink(shopModel, own, 'busy-search', '').link).toBe('none');
  });

  it.each([
    ['cut short', '#busy-search=eyJy'],
    ['not base64', '#busy-search=%%%'],
    ['empty', '#busy-search='],
    ['not an object', encodeChanges('busy-search', [1] as never)],
    ['a value out of range', encodeChanges('busy-search', { replicas: { monolith: 1e9 } })],
    ['an unknown setting', encodeChanges('busy-search', { __proto: { polluted: true } })],
    ['far too long', `#busy-search=${'A'.repeat(5000)}`],
  ])('that is %s starts the figure as in the lesson, and says so', (_, hash) => {
    expect(startFromLink(shopModel, own, 'busy-search', hash)).toEqual({ settings: own, link: 'damaged' });
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (tail) => {
        const { settings } = startFromLink(shopModel, own, 'busy-search', `#busy-search=${tail}`);
        expect(shopModel.settle(settings, {}).misfits).toEqual([]);
      }),
    );
  });

  it('carries words of any language', () => {
    expect(decodeChanges('k', encodeChanges('k', { note: '결제 – “느림”' }))).toEqual({
      note: '결제 – “느림”',
    });
  });
});
