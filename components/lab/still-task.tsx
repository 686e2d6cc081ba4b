import { type Drawn, StillModel, type StillProps } from '@/components/models/still-model';
import { createTaskWatch } from '@/lib/course/lab/task-watch';
import type { TaskView } from '@/lib/course/lab/view';
import { TaskGoals } from './task-goals';
import { TaskHints } from './task-hints';
import { TaskSolutions } from './task-solutions';

/** A task as the reader meets it: its goals judged at the start, the first picture, the first hint, the way to a solution. */
export function StillTask<Settings, Snapshot, Trail>({
  face,
  first,
  task,
  scenario,
  locale,
}: StillProps & Drawn<Settings, Snapshot, Trail> & { task: TaskView }) {
  // Judged here as well, so that the page says the same before and after the model has come to life.
  const progress = createTaskWatch(task.goals).observe(0, first.snapshot);
  return (
    <>
      <TaskGoals
        goals={task.goals}
        progress={progress}
        isMet={false}
        isOwnWork
        doneBefore={false}
        locale={locale}
      />
      <StillModel face={face} first={first} scenario={scenario} locale={locale} />
      <TaskHints hints={task.hints} locale={locale} />
      <TaskSolutions count={task.solutions.length} locale={locale} />
    </>
  );
}
