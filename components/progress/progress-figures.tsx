import type { ProgressRecord } from '@/lib/course/progress/record';
import type { Locale } from '@/lib/i18n/locale';
import { progressWords } from '@/lib/i18n/progress-words';

/** The record in five numbers. */
export function ProgressFigures({ record, locale }: { record: ProgressRecord; locale: Locale }) {
  const words = progressWords(locale);
  const lessons = Object.values(record.lessons);
  // Attempts stand oldest first, so the last one of each question wins.
  const latest = new Map(record.attempts.map((attempt) => [attempt.question, attempt.correct]));
  const figures = [
    [words.lessonsBegun, lessons.length],
    [words.lessonsRead, lessons.filter(({ readAt }) => readAt !== null).length],
    [words.questionsAnswered, latest.size],
    [words.questionsRight, [...latest.values()].filter(Boolean).length],
    [words.tasksDone, Object.keys(record.tasks).length],
  ] as const;
  return (
    <dl className="divide-y divide-rule border-y border-rule">
      {figures.map(([label, figure]) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-2.5">
          <dt className="text-ink-2">{label}</dt>
          <dd className="font-mono text-lg tabular-nums">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
