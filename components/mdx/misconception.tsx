import type { ReactNode } from 'react';
import type { Misconception } from '@/lib/course/schema/course';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

/** A wrong belief, what just refuted it, and the accurate statement. */
export function MisconceptionBox({
  misconception,
  locale,
  children,
}: {
  misconception: Misconception;
  locale: Locale;
  children: ReactNode;
}) {
  const words = siteWords(locale);
  return (
    <div
      role="note"
      aria-label={words.misconception}
      className="my-9 border border-rule-strong bg-raised text-base leading-relaxed"
    >
      <div className="border-b border-rule px-5 py-4">
        <p className="!mb-1 text-sm text-ink-3">{words.belief}</p>
        <p className="text-lg leading-snug">
          <span className="text-ink-2 line-through decoration-bad decoration-2">
            {misconception.belief[locale]}
          </span>
        </p>
      </div>
      <div className="px-5 py-4">
        {children}
        <p className="mt-3 border-t border-rule pt-3">
          <strong className="mr-2">{words.truth}</strong>
          {misconception.truth[locale]}
        </p>
      </div>
    </div>
  );
}
