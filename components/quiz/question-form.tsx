'use client';

import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '@/components/ui/button';
import { attempted } from '@/lib/course/progress/change';
import { questionKey } from '@/lib/course/progress/record';
import { progress } from '@/lib/course/progress/store';
import { grade as gradeAnswer, isComplete, rightAnswer } from '@/lib/course/quiz/grade';
import type { Grade, QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { Feedback } from './feedback';
import { QuestionFields } from './question-fields';
import { readAnswer } from './read-answer';
import { Reasons } from './reasons';
import { RichText } from './rich-text';
import { WithoutScript } from './without-script';

interface Props {
  view: QuestionView;
  lessonId: string;
  locale: Locale;
  /** Its number in the list it stands in. */
  number: number;
  /** Seeds the first order of the choices; the server's HTML has that of attempt 1. */
  firstAttempt?: number;
  onGraded?: (questionId: string) => void;
}

/** A question: answer, check, read why, try again in a new order. Each check is kept as an attempt. */
export function QuestionForm({ view, lessonId, locale, number, firstAttempt = 1, onGraded }: Props) {
  const words = quizWords(locale);
  const fields = useRef<HTMLFieldSetElement>(null);
  // The state may be one render late when early clicks are replayed in a row; one attempt is graded once.
  const graded = useRef(false);
  const [attempt, setAttempt] = useState(firstAttempt);
  const [grade, setGrade] = useState<Grade | null>(null);
  const [notice, setNotice] = useState('');
  const [showsOthers, setShowsOthers] = useState(false);
  const others = grade?.parts.filter((part) => !part.isTold) ?? [];

  function check() {
    if (!fields.current || graded.current) return;
    const answer = readAnswer(view.type, fields.current);
    if (!isComplete(view, answer)) {
      setNotice(
        view.type === 'number'
          ? words.notANumber
          : view.type === 'match'
            ? words.pairsMissing
            : words.nothingChosen,
      );
      return;
    }
    graded.current = true;
    const result = gradeAnswer(view, answer);
    setGrade(result);
    setNotice('');
    const { isCorrect: correct, misconceptions } = result;
    progress.add(
      attempted({
        question: questionKey(lessonId, view.id),
        at: Date.now(),
        answer,
        correct,
        misconceptions,
      }),
    );
    onGraded?.(view.id);
  }

  function tryAgain() {
    graded.current = false;
    flushSync(() => {
      setAttempt(attempt + 1);
      setGrade(null);
      setShowsOthers(false);
    });
    fields.current?.focus();
  }

  return (
    <div>
      <fieldset
        ref={fields}
        tabIndex={-1}
        disabled={grade !== null}
        className="min-w-0"
        onChange={() => setNotice('')}
      >
        <legend className="mb-3 flex gap-3 font-semibold">
          <span aria-hidden="true" className="font-mono font-normal text-ink-3">
            {number}
          </span>
          <RichText html={view.prompt} />
        </legend>
        <QuestionFields
          key={attempt}
          view={view}
          attempt={attempt}
          grade={grade}
          locale={locale}
          onEnter={check}
        />
      </fieldset>
      <div className="mt-4 flex flex-wrap gap-2 noscript:hidden" data-print="no">
        <Button
          look="primary"
          aria-disabled={grade !== null}
          className="aria-disabled:opacity-50"
          onClick={check}
        >
          {words.check}
        </Button>
        {grade && <Button onClick={tryAgain}>{words.tryAgain}</Button>}
        {others.length > 0 && (
          <Button look="quiet" aria-expanded={showsOthers} onClick={() => setShowsOthers(!showsOthers)}>
            {showsOthers ? words.hideOthers : words.showOthers}
          </Button>
        )}
      </div>
      <div role="status" className="not-empty:mt-4">
        {notice || (grade && <Feedback type={view.type} grade={grade} locale={locale} />)}
      </div>
      {showsOthers && (
        <div className="mt-4 border-l-2 border-rule pl-4">
          <Reasons type={view.type} parts={others} locale={locale} />
        </div>
      )}
      <WithoutScript type={view.type} parts={gradeAnswer(view, rightAnswer(view)).parts} locale={locale} />
    </div>
  );
}
