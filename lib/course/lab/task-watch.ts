import { weigh } from '../../models/claim';
import type { Task } from '../schema/lab';

export type Goal = Task['goals'][number];

export interface GoalProgress {
  readonly id: string;
  /** Its claim holds now. */
  readonly holds: boolean;
  /** Virtual ms for which it has held without a break. */
  readonly heldMs: number;
  /** It holds and has held for as long as the goal asks. */
  readonly met: boolean;
  /** The measure now; undefined when the snapshot has no such measure. */
  readonly actual: unknown;
}

export interface TaskWatch {
  /** Weighs every goal at `nowMs`. Time that goes back (a reset) starts the watch anew. */
  observe(nowMs: number, snapshot: unknown): readonly GoalProgress[];
}

/** Watches a task's goals while a model runs, live on the page or in a test. Goals are met while they hold, not once and for all. */
export function createTaskWatch(goals: readonly Pick<Goal, 'id' | 'claim' | 'forSeconds'>[]): TaskWatch {
  const heldSince = new Map<string, number>();
  let lastMs = 0;
  return {
    observe(nowMs, snapshot) {
      if (nowMs < lastMs) heldSince.clear();
      lastMs = nowMs;
      return goals.map(({ id, claim, forSeconds }) => {
        const { holds, actual } = weigh(snapshot, claim);
        if (!holds) heldSince.delete(id);
        else if (!heldSince.has(id)) heldSince.set(id, nowMs);
        const heldMs = nowMs - (heldSince.get(id) ?? nowMs);
        return { id, holds, heldMs, met: holds && heldMs >= forSeconds * 1000, actual };
      });
    },
  };
}
