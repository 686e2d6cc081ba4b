import type { QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { QuestionForm } from './question-form';

interface Props {
  questions: readonly QuestionView[];
  locale: Locale;
  lessonId: string;
}

/** A numbered list of questions. Rendered on the server; each question wakes up by itself in the browser. */
export function Quiz({ questions, locale, lessonId }: Props) {
  return (
    <ol className="!my-8 flex list-none flex-col gap-12 border-t border-ink pt-6 !pl-0">
      {questions.map((view, index) => (
        <li key={view.id} className="!m-0">
          <QuestionForm view={view} locale={locale} lessonId={lessonId} number={index + 1} />
        </li>
      ))}
    </ol>
  );
}
