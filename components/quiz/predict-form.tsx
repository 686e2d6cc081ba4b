'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { attempted } from '@/lib/course/progress/change';
import { questionKey } from '@/lib/course/progress/record';
import { progress } from '@/lib/course/progress/store';
import { gradePrediction } from '@/lib/course/quiz/grade';
import type { PredictView } from '@/lib/course/quiz/quiz.types';
import { arrange } from '@/lib/course/quiz/shuffle';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { ChoiceField } from './choice-field';
import { type Outcome, PredictionResult } from './prediction-result';
import { readAnswer } from './read-answer';
import { Reasons } from './reasons';
import { RichText } from './rich-text';

interface Props {
  view: PredictView;
  lessonId: string;
  locale: Locale;
}

/** A prediction: committed first, or skipped; then the model runs and the page compares. */
export function PredictForm({ view, lessonId, locale }: Props) {
  const words = quizWords(locale);
  const fields = useRef<HTMLFieldSetElement>(null);
  const isAsked = useRef(false);
  const [notice, setNotice] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [showsOthers, setShowsOthers] = useState(false);
  const others = outcome?.grade.parts.filter((part) => !part.isTold) ?? [];
  const marks =
    outcome &&
    new Map(outcome.grade.parts.filter((part) => part.isTold).map((part) => [part.id, part.isRight]));

  function commit() {
    const [chosen] = fields.current ? readAnswer('predict', fields.current) : [];
    if (chosen === undefined) setNotice(words.nothingChosen);
    else void reveal(chosen);
  }

  async function reveal(chosen: string | null) {
    if (isAsked.current) return;
    isAsked.current = true;
    setNotice(words.running);
    const loaded = await Promise.all([
      import('@/lib/course/quiz/run-prediction'),
      import('@/components/models/measures'),
    ]).catch(() => null);
    if (!loaded) {
      isAsked.current = false;
      setNotice(words.notLoaded);
      return;
    }
    const [{ runPrediction }, { measureInWords }] = loaded;
    const { holding, measured } = runPrediction(view);
    const grade = gradePrediction(view, chosen, holding);
    const told = measured.map(({ measure, value }) => measureInWords[view.model](measure, value, locale));
    setOutcome({ chosen, grade, measured: told });
    setNotice('');
    if (chosen === null) return;
    const { isCorrect: correct, misconceptions } = grade;
    const question = questionKey(lessonId, view.id);
    progress.add(attempted({ question, at: Date.now(), answer: [chosen], correct, misconceptions }));
  }

  return (
    <div>
      <fieldset ref={fields} disabled={outcome !== null} className="min-w-0" onChange={() => setNotice('')}>
        <legend className="mb-3 font-semibold">
          <span className="mb-1 block text-sm font-normal text-ink-3">{words.prediction}</span>
          <RichText html={view.prompt} />
        </legend>
        <ChoiceField view={view} arranged={arrange(view, 1)} marks={marks} locale={locale} />
      </fieldset>
      <div className="mt-4 flex flex-wrap gap-2 noscript:hidden" data-print="no">
        <Button
          look="primary"
          aria-disabled={outcome !== null}
          className="aria-disabled:opacity-50"
          onClick={commit}
        >
          {words.commit}
        </Button>
        <Button
          look="quiet"
          aria-disabled={outcome !== null}
          className="aria-disabled:opacity-50"
          onClick={() => void reveal(null)}
        >
          {words.skip}
        </Button>
        {others.length > 0 && (
          <Button look="quiet" aria-expanded={showsOthers} onClick={() => setShowsOthers(!showsOthers)}>
            {showsOthers ? words.hideOthers : words.showOthers}
          </Button>
        )}
      </div>
      <div role="status" className="not-empty:mt-4">
        {notice || (outcome && <PredictionResult outcome={outcome} locale={locale} />)}
      </div>
      {showsOthers && (
        <div className="mt-4 border-l-2 border-rule pl-4">
          <Reasons type={view.type} parts={others} locale={locale} />
        </div>
      )}
    </div>
  );
}
