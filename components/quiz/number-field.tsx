import { useId } from 'react';
import type { NumberView } from '@/lib/course/quiz/quiz.types';
import { quizWords } from '@/lib/i18n/quiz-words';
import type { FieldProps } from './field';

/** One number with its unit. `onEnter` grades, because there is no form that Enter could send away. */
export function NumberField({ view, locale, onEnter }: FieldProps<NumberView> & { onEnter: () => void }) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label htmlFor={id} className="text-ink-2">
        {quizWords(locale).yourNumber}
      </label>
      <input
        id={id}
        type="number"
        step="any"
        inputMode="decimal"
        autoComplete="off"
        className="min-h-11 w-32 rounded-box border border-rule-strong bg-raised px-3 text-right font-mono tabular-nums disabled:opacity-70"
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
      />
      <span>{view.unit}</span>
    </div>
  );
}
