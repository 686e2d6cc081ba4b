import MiniSearch from 'minisearch';
import type { Locale } from '../../i18n/locale';
import type { Course } from '../course.types';
import { type CompiledLessons, documentsOf, type SearchDocument } from './documents';
import { indexOptions } from './index-options';
import { packIndex } from './pack-index';

/** Characters of a section that a hit can show. A Korean sentence says the same in half as many. */
const snippetLength: Record<Locale, number> = { ko: 64, en: 128 };

/** The beginning of a text, cut between words. */
function snippetOf(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`;
}

/**
 * The search index of one language as JSON, for `/{locale}/search.json`; `readIndex` reads it. At build time only.
 * Lessons that did not compile are left out.
 */
export function buildIndex(course: Course, lessons: CompiledLessons, locale: Locale): string {
  return buildIndexOf(documentsOf(course, lessons, locale), locale);
}

/** The same from documents: for measurements and tests. */
export function buildIndexOf(documents: readonly SearchDocument[], locale: Locale): string {
  const index = new MiniSearch(indexOptions);
  index.addAll(
    documents.map(({ heading, alias, text }, id) => ({ id, heading: `${heading} ${alias}`, text })),
  );
  const stored = documents.map(({ url, place, heading, text }) => ({
    url,
    place,
    heading,
    snippet: snippetOf(text, snippetLength[locale]),
  }));
  return JSON.stringify(packIndex(index.toJSON(), stored));
}
