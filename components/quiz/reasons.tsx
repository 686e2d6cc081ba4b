import type { Part, PredictView, QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { Mark } from './mark';
import { RichText } from './rich-text';

interface Props {
  type: (QuestionView | PredictView)['type'];
  parts: readonly Part[];
  locale: Locale;
}

/** Each part of an answer with its reason, and its mark where the part itself is right or wrong. */
export function Reasons({ type, parts, locale }: Props) {
  // An order's or a match's part is stated as it should be, so a "wrong" beside it would be read as about the statement.
  const hasMarks = type !== 'order' && type !== 'match';
  if (parts.length === 0) return null;
  return (
    <dl className="flex flex-col gap-3">
      {parts.map(({ id, html, why, isRight }) => (
        <div key={id}>
          <dt className="flex items-baseline gap-3">
            {hasMarks && <Mark isRight={isRight} locale={locale} />}
            <RichText html={html} className={`min-w-0 ${hasMarks ? 'text-ink-2' : 'font-semibold'}`} />
          </dt>
          <dd>
            <RichText html={why} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
