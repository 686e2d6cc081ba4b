import { Pill } from '@/components/diagram/pill';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames, shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { Feature, FeatureSnapshot } from '@/lib/models/shop/shop.types';
import { inShort } from '../quantities';
import { tellFeature } from '../shop-state';

/** The door through which customers reach a feature, and how they fare there. */
export function FeatureDoor({ feature, numbers, locale }: { feature: Feature; numbers: FeatureSnapshot; locale: Locale }) {
  const told = tellFeature(numbers, locale);
  return (
    <Pill name={shopNames(locale).feature[feature]} glyph={told.glyph}>
      {fill(shopWords(locale).perSecond, { count: inShort(numbers.offeredPerSecond) })}
      <span className={`block ${told.glyph === 'failed' ? 'font-semibold text-bad' : ''}`}>{told.word}</span>
    </Pill>
  );
}
