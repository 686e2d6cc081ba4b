import type { Condition } from './meta';

const none: readonly Condition[] = [];

/** Reading and writing `status.conditions` (k8s.io/apimachinery/pkg/api/meta/conditions.go and each kind's own). */
export function findCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  for (const condition of conditions ?? none) if (condition.type === type) return condition;
  return undefined;
}

export function isConditionTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === 'True';
}
