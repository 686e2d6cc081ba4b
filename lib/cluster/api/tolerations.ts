import type { Taint, Toleration } from './core';

/** k8s.io/component-helpers/scheduling/corev1: whether one of `tolerations` puts up with `taint`. */
export function tolerates(tolerations: readonly Toleration[] | undefined, taint: Taint): boolean {
  return (
    tolerations?.some(
      ({ key, operator = 'Equal', value = '', effect }) =>
        (!effect || effect === taint.effect) &&
        (!key || key === taint.key) &&
        (operator === 'Exists' || (operator === 'Equal' && value === (taint.value ?? ''))),
    ) ?? false
  );
}

/** The first taint the Pod would have to tolerate to be placed, and does not. */
export function findUntolerated(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
): Taint | undefined {
  return taints?.find((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint));
}
