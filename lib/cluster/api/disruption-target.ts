import { findCondition } from './conditions';
import type { Pod } from './core';
import type { Condition, Timestamp } from './meta';

/** The Pod with the condition that says who ends it and why (KEP-3329); the same one when it says so already. */
export function withDisruptionTarget(pod: Pod, reason: string, message: string, now: Timestamp): Pod {
  return withCondition(pod, { type: 'DisruptionTarget', status: 'True', reason, message }, now);
}

/** The Pod with `condition` set (UpdatePodCondition): the transition time moves only when the status does. */
export function withCondition(pod: Pod, condition: Condition, now: Timestamp): Pod {
  const { conditions = [] } = pod.status;
  const old = findCondition(conditions, condition.type);
  if (
    old?.status === condition.status &&
    old.reason === condition.reason &&
    old.message === condition.message
  )
    return pod;
  const since = old?.status === condition.status ? old.lastTransitionTime : undefined;
  const { observedGeneration: _, ...kept } = old ?? {};
  const { generation } = pod.metadata;
  const next: Condition = {
    ...kept,
    ...condition,
    ...(generation !== undefined && { observedGeneration: generation }),
    lastTransitionTime: since ?? now,
  };
  const others = old ? conditions.map((each) => (each === old ? next : each)) : [...conditions, next];
  return { ...pod, status: { ...pod.status, conditions: others } };
}
