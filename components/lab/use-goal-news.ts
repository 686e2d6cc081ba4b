'use client';
import { useEffect, useRef } from 'react';
import type { GoalProgress } from '@/lib/course/lab/task-watch';
import type { TaskView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';

/** Speaks each goal when it is met, and the end of the task. */
export function useGoalNews(
  task: TaskView,
  goals: readonly GoalProgress[],
  isOwnWork: boolean,
  announce: (lines: readonly string[], isUrgent?: boolean) => void,
  locale: Locale,
) {
  const metBefore = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const met = new Set(goals.filter((goal) => goal.met).map(({ id }) => id));
    const before = metBefore.current;
    // A start without goals judged yet: what holds from the first is no news.
    metBefore.current = goals.length === 0 ? null : met;
    if (before === null) return;
    const words = modelWords(locale);
    const fresh = task.goals.filter(({ id }) => met.has(id) && !before.has(id));
    const isDone = fresh.length > 0 && met.size === task.goals.length;
    announce(
      [
        ...(isDone ? [isOwnWork ? words.allMet : words.metBySolution] : []),
        ...fresh.map(({ text }) => `${fill(words.goalMet, { goal: text })}.`),
      ],
      true,
    );
  }, [goals, task, isOwnWork, announce, locale]);
}
