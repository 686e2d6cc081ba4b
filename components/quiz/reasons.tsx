import type { Part } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { Mark } from './mark';
import { RichText } from './rich-text';

/** Each part of an answer with its mark and its reason. */
export function Reasons({ parts, locale }: { parts: readonly Part[]; locale: Locale }) {
  return (
    <dl className="space-y-3">
      {parts.map(({ id, html, why, isRight }) => (
        <div key={id}>
          <dt className="flex items-baseline gap-3">
            <Mark isRight={isRight} locale={locale} />
            <RichText html={html} className="min-w-0 text-ink-2" />
          </dt>
          <dd>
            <RichText html={why} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
