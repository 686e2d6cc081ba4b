import { memo } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { Feature, Shape } from '@/lib/models/shop/shop.types';
import { inTime } from '../quantities';
import { type ShopTrail, trailLength } from '../shop-trail';

/** One fixed log scale for every trace of every figure, so that heights can be compared: 10 ms at the foot, 30 s at the top. */
const footMs = 10;
const topMs = 30_000;
const height = 22;

function heightOf(ms: number): number {
  const share = Math.log(Math.max(ms, footMs) / footMs) / Math.log(topMs / footMs);
  return Number((height - 1 - Math.min(share, 1) * (height - 2)).toFixed(1));
}

/** The p95 of a feature over the last virtual minute, newest at the right; a triangle at the foot marks a second with errors. */
export const LatencyTrace = memo(function LatencyTrace({
  feature,
  shape,
  trail,
  locale,
}: {
  feature: Feature;
  shape: Shape;
  trail: ShopTrail;
  locale: Locale;
}) {
  const shift = trailLength - trail.points.length;
  const points = trail.points.flatMap((point, index) => {
    const numbers = point[shape]?.[feature];
    return numbers ? [{ x: index + shift, ms: numbers.p95Ms, hasErrors: numbers.errorShare > 0 }] : [];
  });
  return (
    <svg
      viewBox={`0 0 ${trailLength} ${height + 4}`}
      preserveAspectRatio="none"
      width="100%"
      height={height + 4}
      role="img"
      aria-label={inWords(points, feature, locale)}
      className="block overflow-visible"
    >
      <line
        x1="0"
        x2={trailLength}
        y1={heightOf(1000)}
        y2={heightOf(1000)}
        vectorEffect="non-scaling-stroke"
        strokeDasharray="2 3"
        className="stroke-rule-strong"
      />
      <line
        x1="0"
        x2={trailLength}
        y1={height}
        y2={height}
        vectorEffect="non-scaling-stroke"
        className="stroke-rule"
      />
      <path
        d={lineThrough(points)}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-accent"
      />
      <path
        d={points
          .flatMap(({ x, hasErrors }) => (hasErrors ? [`M${x - 0.6} ${height + 4}h1.2l-.6-4z`] : []))
          .join('')}
        className="fill-bad"
      />
    </svg>
  );
});

interface Point {
  readonly x: number;
  readonly ms: number;
}

/** The line breaks where nothing finished: there is no latency to show. */
function lineThrough(points: readonly Point[]): string {
  return points
    .map(({ x, ms }, index) => (ms === 0 ? '' : `${points[index - 1]?.ms ? 'L' : 'M'}${x} ${heightOf(ms)}`))
    .join('');
}

function inWords(points: readonly Point[], feature: Feature, locale: Locale): string {
  const words = shopWords(locale);
  const name = shopNames(locale).feature[feature];
  const measured = points.map(({ ms }) => ms).filter((ms) => ms > 0);
  const now = measured.at(-1);
  if (now === undefined) return fill(words.traceNone, { feature: name });
  return fill(words.traceAlt, {
    feature: name,
    low: inTime(Math.min(...measured)),
    high: inTime(Math.max(...measured)),
    now: inTime(now),
  });
}
