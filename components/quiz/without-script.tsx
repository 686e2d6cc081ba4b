import type { Part, PredictView, QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { Reasons } from './reasons';

interface Props {
  type: (QuestionView | PredictView)['type'];
  parts: readonly Part[];
  locale: Locale;
}

/**
 * For readers without JavaScript: the answer and every reason, folded away. Where scripts run, neither the browser
 * nor React looks into a noscript element.
 */
export function WithoutScript({ type, parts, locale }: Props) {
  return (
    <noscript>
      <details className="mt-3">
        <summary className="fold flex min-h-11 items-center font-semibold">
          {quizWords(locale).answerAndReasons}
        </summary>
        <Reasons type={type} parts={parts} locale={locale} />
      </details>
    </noscript>
  );
}
