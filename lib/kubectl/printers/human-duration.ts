import { parseTimestamp } from '../../cluster/api/time';

/** duration.HumanDuration (k8s.io/apimachinery/pkg/util/duration): about two figures, `5s`, `3m2s`, `2d4h`. */
export function humanDuration(ms: number): string {
  if (ms < -2000) return '<invalid>';
  if (ms < 0) return '0s';
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const years = Math.floor(days / 365);
  const two = (value: number, unit: string, rest: number, small: string) =>
    rest === 0 ? `${value}${unit}` : `${value}${unit}${rest}${small}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return two(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  return years < 8 ? two(years, 'y', days % 365, 'd') : `${years}y`;
}

/** How long ago `timestamp` was; `<unknown>` when it is missing. */
export function translateTimestampSince(timestamp: unknown, nowMs: number): string {
  const at = parseTimestamp(typeof timestamp === 'string' ? timestamp : undefined);
  return Number.isNaN(at) ? '<unknown>' : humanDuration(nowMs - at);
}
