import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { Input } from '@/lib/models/model';
import { type Fault, features, type ShopSettings, type Unit } from '@/lib/models/shop/shop.types';
import { inPercent, inTime } from './quantities';

/** What a recorded input does, for the reader who watches a solution: `search replicas → 3`. */
export function shopInputInWords(input: Input<ShopSettings>, locale: Locale): string {
  if (!('set' in input)) {
    const feature = features.find((each) => each === input.on);
    return feature
      ? fill(shopWords(locale).changeIn, { feature: shopNames(locale).feature[feature] })
      : input.act;
  }
  return Object.entries(input.set)
    .flatMap(([name, value]) => settingInWords(name, value, locale))
    .join(', ');
}

function settingInWords(name: string, value: unknown, locale: Locale): readonly string[] {
  const words = modelWords(locale);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([part, inner]) =>
      fill(words.setTo, { what: partInWords(name, part, locale), value: valueInWords(name, inner, locale) }),
    );
  }
  return [
    fill(words.setTo, { what: labels(locale)[name] ?? name, value: valueInWords(name, value, locale) }),
  ];
}

function labels(locale: Locale): Readonly<Record<string, string>> {
  const words = shopWords(locale);
  return {
    load: words.perSecondLoad,
    fault: words.fault,
    library: 'money',
    hopMs: words.hopTime,
    hopLossShare: words.hopLoss,
    timeoutMs: words.timeout,
    fallback: words.fallback,
    declineShare: words.decline,
    compensation: words.compensation,
  };
}

function partInWords(name: string, part: string, locale: Locale): string {
  const unit = (shopNames(locale).unit as Readonly<Record<string, string>>)[part as Unit] ?? part;
  if (name === 'replicas') return fill(shopWords(locale).unitReplicas, { unit });
  return `${unit} ${labels(locale)[name] ?? name}`;
}

function valueInWords(name: string, value: unknown, locale: Locale): string {
  if (typeof value === 'boolean') return value ? modelWords(locale).yes : modelWords(locale).no;
  if (name === 'fault') return shopNames(locale).fault[value as Fault] ?? String(value);
  if (typeof value !== 'number') return String(value);
  if (name.endsWith('Share')) return inPercent(value);
  if (name === 'timeoutMs' && value === 0) return shopWords(locale).noTimeout;
  return name.endsWith('Ms') ? inTime(value) : String(value);
}
