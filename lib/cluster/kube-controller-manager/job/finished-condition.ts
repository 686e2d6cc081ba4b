import { findCondition, isConditionTrue } from '../../api/conditions';
import type { Condition } from '../../api/meta';
import { parseTimestamp } from '../../api/time';
import { isPodFailed } from './job-pods';
import { type JobSync, newJobCondition } from './job-sync';
import { matchPodFailurePolicy } from './pod-failure-policy';

/** Whether a Job has to end before its work is done, or has been decided to end (pkg/controller/job/job_controller.go). */
export function findFinishedCondition(sync: JobSync): Condition | undefined {
  const { job, pods, controller } = sync;
  const { conditions } = sync.status;
  const now = controller.simulation.timestamp();
  if (isConditionTrue(conditions, 'SuccessCriteriaMet'))
    return findCondition(conditions, 'SuccessCriteriaMet');
  const target = findCondition(conditions, 'FailureTarget');
  if (target?.status === 'True')
    return newJobCondition('Failed', target.reason ?? '', target.message ?? '', now);
  for (const pod of job.spec.podFailurePolicy ? pods : []) {
    const message = isPodFailed(pod, job) ? matchPodFailurePolicy(job, pod).failJobMessage : undefined;
    if (message) return newJobCondition('FailureTarget', 'PodFailurePolicy', message, now);
  }
  if (sync.failed > job.spec.backoffLimit || pastBackoffLimitOnFailure(sync))
    return newJobCondition(
      'FailureTarget',
      'BackoffLimitExceeded',
      'Job has reached the specified backoff limit',
      now,
    );
  if (pastActiveDeadline(sync))
    return newJobCondition(
      'FailureTarget',
      'DeadlineExceeded',
      'Job was active longer than specified deadline',
      now,
    );
  return undefined;
}

/** Containers that the kubelet restarts count, too. */
function pastBackoffLimitOnFailure({ job, pods }: JobSync): boolean {
  const { template, backoffLimit } = job.spec;
  if (template.spec.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
    for (const { restartCount } of [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ])
      restarts += restartCount;
  }
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

/** Comes back when the deadline will be over. */
function pastActiveDeadline({ job, status, controller, requeueAfter }: JobSync): boolean {
  const { activeDeadlineSeconds, suspend } = job.spec;
  if (activeDeadlineSeconds === undefined || status.startTime === undefined || suspend) return false;
  const leftMs =
    parseTimestamp(status.startTime) + activeDeadlineSeconds * 1000 - controller.simulation.epochNowMs;
  if (leftMs > 0) requeueAfter(leftMs);
  return leftMs <= 0;
}
