import { Pill } from '@/components/diagram/pill';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { Feature, FeatureSnapshot } from '@/lib/models/shop/shop.types';
import { inShort } from '../quantities';
import { tellFeature } from '../shop-state';

/** The door through which customers reach a feature, and how they fare there. */
export function FeatureDoor({
  feature,
  numbers,
  locale,
  isFlat = false,
}: {
  feature: Feature;
  numbers: FeatureSnapshot;
  locale: Locale;
  isFlat?: boolean;
}) {
  const told = tellFeature(numbers, locale);
  const rate = fill(shopWords(locale).perSecond, { count: inShort(numbers.offeredPerSecond) });
  return <Pill name={shopNames(locale).feature[feature]} {...told} rate={rate} isFlat={isFlat} />;
}
