'use client';
import { useStore } from '@nanostores/react';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { ModelFace } from '@/components/models/model-face';
import { OperatedFrame } from '@/components/models/operated-frame';
import type { OperatedModelProps } from '@/components/models/operated-model';
import { useFigure } from '@/components/models/use-figure';
import { formatClock } from '@/components/playback/format-clock';
import { type Speed, speeds } from '@/components/playback/player.types';
import type { TaskView } from '@/lib/course/lab/view';
import { taskDone } from '@/lib/course/progress/change';
import { progress } from '@/lib/course/progress/store';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';
import { scriptOf } from './script-of';
import { TaskGoals } from './task-goals';
import { TaskHints } from './task-hints';
import { TaskSolutions } from './task-solutions';
import { useGoalNews } from './use-goal-news';

export interface OperatedTaskProps extends OperatedModelProps {
  readonly task: TaskView;
}

/** A task's goals, judged while its figure is operated, and its solutions, played in the same figure. */
export function OperatedTask<Settings, Snapshot, Trail>({
  face,
  task,
  onAlive,
  ...props
}: OperatedTaskProps & { face: ModelFace<Settings, Snapshot, Trail> }) {
  const { locale, scenario } = props;
  const words = modelWords(locale);
  const figure = useFigure({ face, scenario, shareKey: props.shareKey, goals: task.goals, locale });
  const { player, view, ownSettings } = figure;
  const [shown, setShown] = useState<number | null>(null);
  const doneAt = useStore(progress.$state).record.tasks[task.id]?.doneAt;
  const isMet = view.isReady && view.observed.goals.length > 0 && view.observed.goals.every(({ met }) => met);
  const isOwnWork = shown === null;
  useGoalNews(task, view.observed.goals, isOwnWork, figure.announce, locale);

  useEffect(() => {
    if (isMet && isOwnWork && doneAt === undefined) progress.add(taskDone(task.id, Date.now()));
  }, [isMet, isOwnWork, doneAt, task.id]);
  // A new start is the learner's own again; the solution itself starts by a restart, so `perform` sets it after.
  useEffect(() => {
    if (!view.isReady && view.scriptDone === null) setShown(null);
  }, [view.isReady, view.scriptDone]);

  const isAlive = view.hasBeenReady;
  useLayoutEffect(() => {
    if (isAlive) onAlive();
  }, [isAlive, onAlive]);

  const solution = shown === null ? undefined : task.solutions[shown];
  const script = solution && scriptOf<Settings>(solution);
  const lastInput = script?.inputs[(view.scriptDone ?? 0) - 1];
  const notice =
    view.scriptDone === null
      ? undefined
      : [
          words.solutionPlays,
          lastInput &&
            fill(words.solutionStep, {
              at: formatClock(scenario.warmUpSeconds * 1000 + lastInput.atMs),
              what: face.inputInWords(lastInput.input, locale),
            }),
        ]
          .filter(Boolean)
          .join(' ');

  return (
    <div ref={figure.place} tabIndex={-1} className="outline-none">
      {isAlive && (
        <>
          <TaskGoals
            goals={task.goals}
            progress={view.observed.goals}
            isMet={isMet}
            isOwnWork={isOwnWork}
            doneBefore={doneAt !== undefined}
            locale={locale}
          />
          <OperatedFrame face={face} figure={figure} {...props} notice={notice} />
          <TaskHints hints={task.hints} locale={locale} />
          <TaskSolutions
            count={task.solutions.length}
            locale={locale}
            onShow={(number) => {
              const chosen = task.solutions[number];
              if (!chosen) return;
              setShown(number);
              player.setSpeed(paceOf(chosen.seconds));
              player.perform(ownSettings, scriptOf<Settings>(chosen));
            }}
          />
        </>
      )}
    </div>
  );
}

/** The slowest speed at which a solution does not outstay its welcome. */
function paceOf(seconds: number): Speed {
  return speeds.find((speed) => speed >= 1 && seconds / speed <= 20) ?? 100;
}
