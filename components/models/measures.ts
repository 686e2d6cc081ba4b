import type { Locale } from '@/lib/i18n/locale';
import type { ModelId } from '@/lib/models/models';
import { shopMeasureInWords } from './shop/measure-in-words';

/** A measure's path and value, as a reader is told them. */
export type MeasureInWords = (
  measure: string,
  value: unknown,
  locale: Locale,
) => { readonly name: string; readonly value: string };

export const measureInWords: Record<ModelId, MeasureInWords> = { shop: shopMeasureInWords };
