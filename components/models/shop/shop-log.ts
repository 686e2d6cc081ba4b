import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { fill } from '@/lib/i18n/words';
import {
  type Fault,
  features,
  type LogLine,
  type Shape,
  type ShopSnapshot,
  shapes,
} from '@/lib/models/shop/shop.types';

const faults: readonly Fault[] = ['none', 'leak', 'slow', 'down'];

export function logInWords({ kind, unit, detail }: LogLine, locale: Locale): string {
  const names = shopNames(locale);
  return fill(names.log[kind], { unit: names.unit[unit], detail: detailInWords(detail, locale) });
}

/** Details are a replica's id, a change of number, a feature, or a feature and its fault; only the last two are words. */
function detailInWords(detail: string, locale: Locale): string {
  const names = shopNames(locale);
  const [feature, fault] = detail.split(': ');
  const featureName = features.find((each) => each === feature);
  if (!featureName) return detail;
  const faultName = faults.find((each) => each === fault);
  return faultName ? `${names.feature[featureName]}: ${names.fault[faultName]}` : names.feature[featureName];
}

/** Lines of `after` that `before` did not have yet. The log is bounded, so lines are told apart by identity of content. */
export function newLines(before: readonly LogLine[], after: readonly LogLine[]): readonly LogLine[] {
  const last = before.at(-1);
  if (!last) return after;
  const same = after.findLastIndex(
    (line) =>
      line.atMs === last.atMs &&
      line.kind === last.kind &&
      line.unit === last.unit &&
      line.detail === last.detail,
  );
  return same === -1 ? after : after.slice(same + 1);
}

/** Important enough to be spoken. */
const spoken = new Set<LogLine['kind']>([
  'out-of-memory',
  'started',
  'build-done',
  'build-failed',
  'queue-full',
]);

/** What happened between two pictures, in words for the announcer. Time that runs backwards (a restart) is no news. */
export function shopNews(before: ShopSnapshot, after: ShopSnapshot, locale: Locale): readonly string[] {
  if (after.nowMs <= before.nowMs) return [];
  return shapes.flatMap((shape) => newsOfShape(shape, before, after, locale));
}

function newsOfShape(
  shape: Shape,
  before: ShopSnapshot,
  after: ShopSnapshot,
  locale: Locale,
): readonly string[] {
  const lines = newLines(before[shape]?.log ?? [], after[shape]?.log ?? []);
  const isBoth = after.monolith !== null && after.services !== null;
  const prefix = isBoth ? `${shopNames(locale).shape[shape]}: ` : '';
  return lines.filter(({ kind }) => spoken.has(kind)).map((line) => `${prefix}${logInWords(line, locale)}.`);
}

/** Whether a log has grown: the end of "skip to the next log line". */
export function hasNewLine(now: ShopSnapshot, before: ShopSnapshot): boolean {
  return shapes.some((shape) => newLines(before[shape]?.log ?? [], now[shape]?.log ?? []).length > 0);
}
