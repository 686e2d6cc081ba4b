'use client';

import { useId, useState } from 'react';
import { useProgress } from '@/components/progress/use-progress';
import { latestAttempt, questionKey } from '@/lib/course/progress/record';
import type { QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { QuestionForm } from './question-form';

interface Props {
  questions: readonly QuestionView[];
  locale: Locale;
  lessonId: string;
}

/**
 * The questions of this lesson whose latest attempt was missed, in a new order; nothing when there is none. One that
 * is answered here stays until the page is left, so that its feedback can be read.
 */
export function Returning({ questions, locale, lessonId }: Props) {
  const { record } = useProgress();
  const [answered, setAnswered] = useState<readonly string[]>([]);
  const words = quizWords(locale);
  const headingId = useId();
  const keyOf = (view: QuestionView) => questionKey(lessonId, view.id);
  const back = questions.filter(
    (view) => answered.includes(view.id) || latestAttempt(record, keyOf(view))?.correct === false,
  );
  if (back.length === 0) return null;
  return (
    <section aria-labelledby={headingId} data-print="no">
      <h2 id={headingId}>{words.returning}</h2>
      <p>{words.returningWhy}</p>
      <ol className="!m-0 flex list-none flex-col gap-12 !p-0">
        {back.map((view, index) => (
          <li key={view.id} className="!m-0">
            <QuestionForm
              view={view}
              locale={locale}
              lessonId={lessonId}
              number={index + 1}
              firstAttempt={1 + record.attempts.filter((attempt) => attempt.question === keyOf(view)).length}
              onGraded={(id) => setAnswered((before) => [...before, id])}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
