/**
 * Lengths of time as Kubernetes prints them (k8s.io/apimachinery/pkg/util/duration): two units while the larger one is
 * small, one when the second would not matter.
 */
const secondMs = 1000;

/** `a` of the large unit, and the rest in the small one unless it is zero. */
const pair = (large: number, largeUnit: string, rest: number, restUnit: string) =>
  rest === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${rest}${restUnit}`;

/** HumanDuration: `45s`, `3m20s`, `25m`, `5h10m`, `9h`, `3d4h`, `20d`, `3y40d`. Up to two seconds in the future is "0s". */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / secondMs);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return pair(days, 'd', hours % 24, 'h');
  const years = Math.trunc(days / 365);
  if (years < 2) return `${days}d`;
  return years < 8 ? pair(years, 'y', days % 365, 'd') : `${years}y`;
}
