import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { BuildSnapshot } from '@/lib/models/shop/shop.types';
import { inMinutes } from '../quantities';

/** How far a changed line has come, in one sentence without its full stop. */
export function buildHeadline(build: BuildSnapshot, locale: Locale): string {
  const words = shopWords(locale);
  const template = { running: words.buildRunning, done: words.buildDone, failed: words.buildFailed }[
    build.state
  ];
  return fill(template, {
    feature: shopNames(locale).feature[build.changed],
    seconds: inMinutes(build.elapsedSeconds, locale),
    total: inMinutes(build.totalSeconds, locale),
  });
}
