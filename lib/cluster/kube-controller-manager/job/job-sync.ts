import type { Job, JobStatus } from '../../api/batch';
import { findCondition } from '../../api/conditions';
import type { Pod } from '../../api/core';
import type { Condition } from '../../api/meta';
import type { Controller } from '../../client-go/controller';
import type { Task } from '../../process';
import type { ControllerExpectations } from '../controller-expectations';
import type { BackoffRecord } from './backoff';

/** What the steps of one sync of one Job share (pkg/controller/job/job_controller.go, syncJobCtx). */
export interface JobSync {
  readonly controller: Controller;
  readonly key: string;
  readonly expectations: ControllerExpectations;
  /** As stored; a write puts in the newer one. */
  job: Job;
  /** What the sync has worked out so far. */
  status: JobStatus;
  readonly pods: readonly Pod[];
  readonly activePods: readonly Pod[];
  active: number;
  ready: number;
  terminating: number;
  /** Pods whose finalizer was removed, as the informer will soon show. */
  readonly expectedRemoved: Set<string>;
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  succeeded: number;
  failed: number;
  readonly previousIndexes: ReadonlySet<number>;
  readonly succeededIndexes: ReadonlySet<number>;
  readonly backoff: BackoffRecord | undefined;
  finished: Condition | undefined;
  isStatusChanged: boolean;
  requeueAfter(ms: number): void;
  /** Writes the status; the back-off counts from then on. */
  flush(): Task;
}

export type JobConditionType = 'Complete' | 'Failed' | 'Suspended' | 'FailureTarget' | 'SuccessCriteriaMet';

export function newJobCondition(
  type: JobConditionType,
  reason: string,
  message: string,
  now: string,
  status: Condition['status'] = 'True',
): Condition {
  return {
    type,
    status,
    lastProbeTime: now,
    lastTransitionTime: now,
    ...(reason && { reason }),
    ...(message && { message }),
  };
}

/** Puts `condition` in, unless it says nothing new. A condition that was never there does not become false. */
export function ensureCondition(
  conditions: readonly Condition[],
  condition: Condition,
): readonly Condition[] {
  const current = findCondition(conditions, condition.type);
  if (current === undefined) return condition.status === 'False' ? conditions : [...conditions, condition];
  const { status, reason, message } = condition;
  if (current.status === status && current.reason === reason && current.message === message)
    return conditions;
  return conditions.map((each) => (each === current ? condition : each));
}

export function isJobFinished({ status }: Job): boolean {
  return (status.conditions ?? []).some(
    (each) => (each.type === 'Complete' || each.type === 'Failed') && each.status === 'True',
  );
}
