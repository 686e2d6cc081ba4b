import { gained } from '@/lib/course/progress/merge';
import { parseRecord } from '@/lib/course/progress/parse-record';
import { progress } from '@/lib/course/progress/store';
import type { Locale } from '@/lib/i18n/locale';
import { progressWords } from '@/lib/i18n/progress-words';
import { fill } from '@/lib/i18n/words';

/** Merges an exported file's text into the learner's progress; returns the sentence that says what came of it. */
export function importText(text: string, locale: Locale): string {
  const words = progressWords(locale);
  const parsed = parseRecord(text);
  if (parsed.outcome === 'newer') return words.importNewer;
  if (parsed.outcome !== 'ok')
    return fill(words.importCorrupted, { where: parsed.outcome === 'corrupted' ? parsed.where : '' });
  const before = progress.$state.get().record;
  progress.add(parsed.record);
  const news = gained(before, progress.$state.get().record);
  return news.lessons + news.attempts === 0 ? words.nothingNew : fill(words.imported, news);
}
