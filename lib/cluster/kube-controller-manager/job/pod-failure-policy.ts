import type { Job, PodFailurePolicyRule } from '../../api/batch';
import type { Pod } from '../../api/core';
import { keyOf } from '../../api/resource';

/** What a failed Pod means for its Job (pkg/controller/job/pod_failure_policy.go). */
export interface Verdict {
  /** Whether it counts against backoffLimit. */
  readonly isCounted: boolean;
  /** Why the Job fails at once. */
  readonly failJobMessage?: string;
}

/** The first rule that fits decides; without one a failure counts. */
export function matchPodFailurePolicy({ spec }: Job, pod: Pod): Verdict {
  for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
    const reason = rule.onExitCodes ? matchOnExitCodes(rule, pod) : matchOnPodConditions(rule, pod);
    if (reason === undefined) continue;
    if (rule.action !== 'FailJob') return { isCounted: rule.action !== 'Ignore' };
    return { isCounted: true, failJobMessage: `${reason} matching FailJob rule at index ${index}` };
  }
  return { isCounted: true };
}

function matchOnExitCodes({ onExitCodes }: PodFailurePolicyRule, pod: Pod): string | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status;
  for (const { name, state } of [...containerStatuses, ...initContainerStatuses]) {
    const exitCode = state.terminated?.exitCode ?? 0;
    if (exitCode === 0 || (onExitCodes?.containerName && onExitCodes.containerName !== name)) continue;
    if (onExitCodes?.values.includes(exitCode) === (onExitCodes?.operator === 'In'))
      return `Container ${name} for pod ${keyOf(pod)} failed with exit code ${exitCode}`;
  }
  return undefined;
}

function matchOnPodConditions({ onPodConditions }: PodFailurePolicyRule, pod: Pod): string | undefined {
  const found = pod.status.conditions?.find((condition) =>
    onPodConditions?.some(({ type, status }) => type === condition.type && status === condition.status),
  );
  return found && `Pod ${keyOf(pod)} has condition ${found.type}`;
}
