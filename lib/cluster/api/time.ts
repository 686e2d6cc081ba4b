/**
 * Kubernetes timestamps without the platform's own dates: text in, milliseconds since 1970 out, and back
 * (days are counted as in H. Hinnant, "chrono-compatible low-level date algorithms").
 */
const dayMs = 86_400_000;

const pad = (value: number, width: number) => String(value).padStart(width, '0');

function civil(daysSinceEpoch: number): string {
  const shifted = daysSinceEpoch + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

let lastDay = Number.NaN;
let lastDate = '';

function clockText(epochMs: number): string {
  const day = Math.floor(epochMs / dayMs);
  if (day !== lastDay) {
    lastDate = civil(day);
    lastDay = day;
  }
  const seconds = Math.floor((epochMs - day * dayMs) / 1000);
  return `${lastDate}T${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
}

/** metav1.Time: whole seconds, rounded down. `epochMs`: milliseconds since 1970 UTC. */
export function timestamp(epochMs: number): string {
  return `${clockText(epochMs)}Z`;
}

/** metav1.MicroTime: six decimals. */
export function microTimestamp(epochMs: number): string {
  return `${clockText(epochMs)}.${pad(Math.floor((((epochMs % 1000) + 1000) % 1000) * 1000), 6)}Z`;
}

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Milliseconds since 1970, or NaN when `text` is not an RFC 3339 time. */
export function parseTimestamp(text: string | null | undefined): number {
  const found = shape.exec(text ?? '');
  if (found === null) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = found;
  const offsetMs = sign
    ? (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000
    : 0;
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  return (
    days * dayMs +
    Number(hour) * 3_600_000 +
    Number(minute) * 60_000 +
    Number(second) * 1000 +
    Number(fraction.padEnd(3, '0').slice(0, 3)) -
    offsetMs
  );
}
