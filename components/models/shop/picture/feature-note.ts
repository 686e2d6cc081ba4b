import type { GlyphKind } from '@/components/diagram/glyph';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { Fault, Feature, ShopSettings } from '@/lib/models/shop/shop.types';

const glyphs: Record<Fault, GlyphKind | undefined> = {
  none: undefined,
  leak: 'failed',
  slow: 'slow',
  down: 'failed',
};

export function faultGlyph(fault: Fault): GlyphKind | undefined {
  return glyphs[fault];
}

/** What a tile says below its name: its fault if it has one, else the library version where that matters. */
export function tileNote(
  feature: Feature,
  settings: ShopSettings,
  showLibrary: boolean,
  locale: Locale,
): string | undefined {
  const fault = settings.fault[feature];
  if (fault !== 'none') return shopNames(locale).fault[fault];
  return showLibrary ? fill(shopWords(locale).library, { version: settings.library[feature] }) : undefined;
}
