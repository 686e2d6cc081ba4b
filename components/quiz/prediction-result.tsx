import { Glyph } from '@/components/diagram/glyph';
import type { Grade } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { RichText } from './rich-text';

export interface Outcome {
  /** Null when the learner asked for the result without predicting. */
  readonly chosen: string | null;
  readonly grade: Grade;
  /** What the claims speak of, in words. */
  readonly measured: readonly { readonly name: string; readonly value: string }[];
}

/** What the model did, beside what the learner expected. */
export function PredictionResult({
  outcome: { chosen, grade, measured },
  locale,
}: {
  outcome: Outcome;
  locale: Locale;
}) {
  const words = quizWords(locale);
  const verdict =
    chosen === null ? words.whatHappened : grade.isCorrect ? words.asPredicted : words.notAsPredicted;
  // What happened comes first, whatever the order of the choices.
  const told = grade.parts
    .filter((part) => part.isTold)
    .sort((one, two) => Number(two.isRight) - Number(one.isRight));
  return (
    <div className="border-l-2 border-accent pl-4">
      <p className="!m-0 flex items-center gap-2 font-semibold">
        {chosen !== null && <Glyph kind={grade.isCorrect ? 'done' : 'failed'} />}
        {verdict}
      </p>
      <dl className="mt-3 space-y-3">
        {told.map((part) => (
          <div key={part.id}>
            <dt>
              <span className="text-ink-3">{part.isRight ? words.happened : words.yourPrediction}: </span>
              <RichText html={part.html} className="font-semibold" />
            </dt>
            <dd>
              <RichText html={part.why} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="!mt-4 !mb-1 text-sm text-ink-3">{words.measured}</p>
      <dl className="text-sm">
        {measured.map(({ name, value }) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-4 border-t border-rule py-1">
            <dt className="text-ink-2">{name}</dt>
            <dd className="ml-auto font-mono">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
