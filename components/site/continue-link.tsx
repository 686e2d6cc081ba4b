'use client';

import { useProgress } from '@/components/progress/use-progress';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

interface Stop {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

/** To the first lesson that has not been read to its end; to the first of all where nothing is known. */
export function ContinueLink({ lessons, locale }: { lessons: readonly Stop[]; locale: Locale }) {
  const { record } = useProgress();
  const words = siteWords(locale);
  const begun = lessons.some((lesson) => record.lessons[lesson.id]);
  const target = lessons.find((lesson) => !record.lessons[lesson.id]?.readAt) ?? lessons[0];
  if (!target) return null;
  return (
    <a
      href={`/${locale}/${target.id}/`}
      className="inline-flex min-h-12 items-center gap-3 rounded-box bg-accent px-5 py-2 font-semibold text-on-accent hover:brightness-110"
    >
      <span>{begun ? words.goOn : words.startHere}</span>
      <span aria-hidden="true">→</span>
      <span className="font-normal">
        {target.number} {target.title}
      </span>
    </a>
  );
}
