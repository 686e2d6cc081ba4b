import { Glyph } from '@/components/diagram/glyph';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';

/** "✓ right" or "✗ wrong": a shape and a word; the colour only repeats them. */
export function Mark({ isRight, locale }: { isRight: boolean; locale: Locale }) {
  const words = quizWords(locale);
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1.5 text-sm font-semibold ${isRight ? 'text-good' : 'text-bad'}`}
    >
      <Glyph kind={isRight ? 'done' : 'failed'} />
      {isRight ? words.isRight : words.isWrong}
    </span>
  );
}
