import type { Observer } from '@/components/playback/player.types';
import { createTaskWatch, type Goal, type GoalProgress } from '@/lib/course/lab/task-watch';
import type { ModelFace } from './model-face';

/** What a living figure remembers besides the present picture. */
export interface Seen<Trail> {
  readonly trail: Trail;
  /** Empty where there is no task. Judged from the moment the reader meets the figure. */
  readonly goals: readonly GoalProgress[];
}

export type WatchedGoal = Pick<Goal, 'id' | 'claim' | 'forSeconds'>;

/** Looks once a virtual second, as the tests of a task do (lib/course/lab/play.ts). */
const everyMs = 1000;

export function figureObserver<Settings, Snapshot, Trail>(
  face: ModelFace<Settings, Snapshot, Trail>,
  goals: readonly WatchedGoal[],
): Observer<Snapshot, Seen<Trail>> {
  const nothing: Seen<Trail> = { trail: face.emptyTrail, goals: [] };
  let watch = createTaskWatch(goals);
  let isLive = false;
  let seen = nothing;
  return {
    everyMs,
    begin(phase, nowMs, snapshot) {
      isLive = phase === 'live';
      watch = createTaskWatch(goals);
      seen = isLive ? { ...seen, goals: watch.observe(nowMs, snapshot) } : nothing;
      return seen;
    },
    observe(nowMs, snapshot) {
      seen = {
        trail: face.addToTrail(seen.trail, snapshot),
        goals: isLive ? watch.observe(nowMs, snapshot) : seen.goals,
      };
      return seen;
    },
  };
}
