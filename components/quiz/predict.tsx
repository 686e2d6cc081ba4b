import { gradePrediction } from '@/lib/course/quiz/grade';
import type { PredictView } from '@/lib/course/quiz/quiz.types';
import { runPrediction } from '@/lib/course/quiz/run-prediction';
import type { Locale } from '@/lib/i18n/locale';
import { PredictForm } from './predict-form';
import { WithoutScript } from './without-script';

interface Props {
  question: PredictView;
  locale: Locale;
  lessonId: string;
}

/** A prediction in a lesson. For readers without JavaScript the model has run at build. Rendered on the server only. */
export function Predict({ question, locale, lessonId }: Props) {
  const { parts } = gradePrediction(question, null, runPrediction(question).holding);
  return (
    <section className="my-8 border-y border-ink py-5">
      <PredictForm view={question} locale={locale} lessonId={lessonId} />
      <WithoutScript type={question.type} parts={parts} locale={locale} />
    </section>
  );
}
