import { useId } from 'react';
import type { MatchView } from '@/lib/course/quiz/quiz.types';
import { quizWords } from '@/lib/i18n/quiz-words';
import { type FieldProps, groundOf, inOrder } from './field';
import { Mark } from './mark';
import { RichText } from './rich-text';

/** Each left with the platform's own list of rights. */
export function MatchField({ view, arranged, marks, locale }: FieldProps<MatchView>) {
  const prefix = useId();
  const words = quizWords(locale);
  const rights = inOrder(view.rights, arranged);
  return (
    <div className="divide-y divide-rule border-y border-rule">
      {view.lefts.map(({ id, html }) => {
        const isRight = marks?.get(id);
        return (
          <div
            key={id}
            className={`grid items-center gap-x-5 gap-y-1.5 px-3 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] ${groundOf(isRight)}`}
          >
            <label htmlFor={`${prefix}${id}`} className="flex items-baseline justify-between gap-3">
              <RichText html={html} />
              {isRight !== undefined && <Mark isRight={isRight} locale={locale} />}
            </label>
            <select
              id={`${prefix}${id}`}
              data-left={id}
              className="min-h-11 w-full rounded-box border border-rule-strong bg-raised px-2 disabled:opacity-70"
            >
              <option value="">{words.pick}</option>
              {rights.map((right) => (
                <option key={right.id} value={right.id}>
                  {right.text}
                </option>
              ))}
            </select>
          </div>
        );
      })}
    </div>
  );
}
