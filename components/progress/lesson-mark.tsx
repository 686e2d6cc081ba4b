'use client';

import { Glyph } from '@/components/diagram/glyph';
import type { Locale } from '@/lib/i18n/locale';
import { progressWords } from '@/lib/i18n/progress-words';
import { useProgress } from './use-progress';

/** Where the learner is in a lesson, as a sign and a word. The server, which knows nobody, says "not yet". */
export function LessonMark({ lessonId, locale }: { lessonId: string; locale: Locale }) {
  const lesson = useProgress().record.lessons[lessonId];
  const state = lesson === undefined ? 'notYet' : lesson.readAt === null ? 'begun' : 'read';
  return (
    <span className="inline-flex items-center gap-1.5">
      <Glyph kind={state === 'read' ? 'done' : state === 'begun' ? 'starting' : 'idle'} />
      {progressWords(locale)[state]}
    </span>
  );
}
