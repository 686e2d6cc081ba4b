'use client';
import { useEffect, useRef } from 'react';
import type { GoalProgress } from '@/lib/course/lab/task-watch';
import type { TaskView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';

/** Speaks each goal when it is met. */
export function useGoalNews(
  task: TaskView,
  goals: readonly GoalProgress[],
  announce: (lines: readonly string[]) => void,
  locale: Locale,
) {
  const metBefore = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const met = new Set(goals.filter((goal) => goal.met).map(({ id }) => id));
    const before = metBefore.current;
    metBefore.current = met;
    // What holds from the start is no news.
    if (before === null || goals.length === 0) return;
    const words = modelWords(locale);
    const fresh = task.goals.filter(({ id }) => met.has(id) && !before.has(id));
    announce(fresh.map(({ text }) => `${fill(words.goalMet, { goal: text })}.`));
  }, [goals, task, announce, locale]);
}
