import type { Condition } from './meta';

/** Reading and writing `status.conditions` (k8s.io/apimachinery/pkg/api/meta/conditions.go and each kind's own). */
export function findCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isConditionTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === 'True';
}
