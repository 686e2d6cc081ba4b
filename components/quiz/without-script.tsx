import type { Part } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { Reasons } from './reasons';

/** For readers without JavaScript: the answer and every reason, folded away. Never rendered in the browser. */
export function WithoutScript({ parts, locale }: { parts: readonly Part[]; locale: Locale }) {
  return (
    <noscript>
      <details className="mt-3">
        <summary className="flex min-h-11 items-center font-semibold">
          {quizWords(locale).answerAndReasons}
        </summary>
        <Reasons parts={parts} locale={locale} />
      </details>
    </noscript>
  );
}
