import type { Locale } from '@/lib/i18n/locale';

/** Numbers as a reader meets them: few digits, a unit, always the same width for the same size. */

/** Milliseconds: `84 ms`, `1.2 s`, `75 s`. */
export function inTime(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** A build's duration: `45 s`, `4 min 35 s`. */
export function inMinutes(seconds: number, locale: Locale): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  const [minuteUnit, secondUnit] = locale === 'ko' ? ['분', '초'] : [' min', ' s'];
  return minutes === 0 ? `${rest}${secondUnit}` : `${minutes}${minuteUnit} ${rest}${secondUnit}`;
}

/** A share of 0–1: `0%`, `4.2%`, `38%`. */
export function inPercent(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0%';
  return percent < 9.95 ? `${percent.toFixed(1)}%` : `${Math.round(percent)}%`;
}

/** A measured rate: `0`, `4.0`, `38`; below ten always with one digit, so that it does not jump in width. */
export function inShort(value: number): string {
  if (value === 0) return '0';
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value));
}

export function inGib(mib: number): string {
  return `${(mib / 1024).toFixed(1)} GiB`;
}

/** The next number up that makes a good end of an axis: its half is round as well. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return Math.round(step * power);
}
