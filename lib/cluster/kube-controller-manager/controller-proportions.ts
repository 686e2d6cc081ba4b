import type { IntOrString } from '../api/meta';

/** `25%` of `total`, or a plain number (k8s.io/apimachinery/pkg/util/intstr, GetScaledValueFromIntOrPercent). */
export function scaledValue(value: IntOrString | undefined, total: number, roundsUp: boolean): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const percent = Number(value.replace(/%$/, ''));
  return roundsUp ? Math.ceil((percent * total) / 100) : Math.floor((percent * total) / 100);
}
