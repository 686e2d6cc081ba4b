import { remembering } from '@/lib/course/lab/remembering';
import { gradePrediction } from '@/lib/course/quiz/grade';
import type { PredictView } from '@/lib/course/quiz/quiz.types';
import { type Prediction, runPrediction } from '@/lib/course/quiz/run-prediction';
import type { Locale } from '@/lib/i18n/locale';
import { PredictForm } from './predict-form';
import { WithoutScript } from './without-script';

const run = remembering(runPrediction);

interface Props {
  question: PredictView;
  locale: Locale;
  lessonId: string;
}

/** A prediction in a lesson. For readers without JavaScript the model has run at build. Rendered on the server only. */
export function Predict({ question, locale, lessonId }: Props) {
  const { model, scenario, experiment, choices } = question;
  const prediction: Prediction = {
    model,
    scenario,
    experiment,
    choices: choices.map(({ id, holds }) => ({ id, holds })),
  };
  const { parts } = gradePrediction(question, null, run(prediction).holding);
  return (
    <section className="my-8 border-y border-ink py-5">
      <PredictForm view={question} locale={locale} lessonId={lessonId} />
      <WithoutScript type={question.type} parts={parts} locale={locale} />
    </section>
  );
}
