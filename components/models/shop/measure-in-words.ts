import type { Locale } from '@/lib/i18n/locale';
import { shopMeasureWords } from '@/lib/i18n/shop-measure-words';
import { shopNames } from '@/lib/i18n/shop-names';
import type { MeasureInWords } from '../measures';
import { inGib, inMinutes, inPercent, inShort, inTime } from './quantities';

/** `monolith.features.search.p95Ms`, 962 → "Monolith · Search · p95", "962 ms". A path it does not know is shown as it is. */
export const shopMeasureInWords: MeasureInWords = (measure, value, locale) => {
  const words: Readonly<Record<string, string>> = shopMeasureWords(locale);
  const names = shopNames(locale);
  const steps = measure.split('.');
  const quantity = steps.at(-1) ?? '';
  const name = words[quantity];
  if (name === undefined) return { name: measure, value: String(value) };
  const places = steps.slice(0, -1).map((step) => ({ ...names.shape, ...names.feature })[step]);
  return {
    name: [...places.filter((place) => place !== undefined), name].join(' · '),
    value:
      typeof value === 'number'
        ? inItsUnit(quantity, value, locale)
        : (words[`${quantity}.${value}`] ?? String(value)),
  };
};

function inItsUnit(quantity: string, value: number, locale: Locale): string {
  if (quantity.endsWith('Share')) return inPercent(value);
  if (quantity.endsWith('Ms')) return inTime(value);
  if (quantity.endsWith('Mib')) return inGib(value);
  if (quantity.endsWith('Seconds')) return inMinutes(value, locale);
  return Number.isInteger(value) ? String(value) : inShort(value);
}
