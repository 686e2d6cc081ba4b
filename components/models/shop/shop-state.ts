import type { GlyphKind } from '@/components/diagram/glyph';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { FeatureSnapshot, ReplicaSnapshot } from '@/lib/models/shop/shop.types';
import { inPercent } from './quantities';

/** A sign and the word that always stands beside it. */
export interface Told {
  readonly glyph: GlyphKind;
  readonly word: string;
}

/** A feature is failing from one lost request in a hundred on, slow from a p95 of one second on. */
const failingShare = 0.01;
const slowMs = 1000;

export function tellFeature({ offeredPerSecond, errorShare, p95Ms }: FeatureSnapshot, locale: Locale): Told {
  const words = shopWords(locale);
  if (errorShare >= failingShare)
    return { glyph: 'failed', word: fill(words.fails, { share: inPercent(errorShare) }) };
  if (p95Ms >= slowMs) return { glyph: 'slow', word: words.slow };
  return offeredPerSecond === 0
    ? { glyph: 'idle', word: words.idle }
    : { glyph: 'running', word: words.fine };
}

export function tellReplica(
  { state, reason }: ReplicaSnapshot,
  locale: Locale,
): Told & { readonly note?: string } {
  const names = shopNames(locale);
  const word = names.state[state];
  if (reason === 'out-of-memory') return { glyph: 'failed', word, note: names.reason[reason] };
  return { glyph: state, word };
}
