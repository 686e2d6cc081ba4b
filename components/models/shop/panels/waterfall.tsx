import { useId } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import type { OrderTrace, Span } from '@/lib/models/shop/shop.types';
import { inTime } from '../quantities';

const rowHeight = 22;
const barTop = 4;
const barHeight = 13;
const kinds = ['work', 'wait', 'hop', 'undo'] as const;

/** An order as bars over time, one row a feature. The four kinds differ in form: solid, hatched, a thin line, an outline. */
export function Waterfall({
  trace,
  scaleMs,
  locale,
}: {
  trace: OrderTrace;
  scaleMs: number;
  locale: Locale;
}) {
  const hatch = useId();
  const names = shopNames(locale);
  const rows = [...new Set(trace.spans.map(({ feature }) => feature))];
  const x = (ms: number) => `${((ms / scaleMs) * 100).toFixed(2)}%`;
  return (
    <div aria-hidden="true">
      <div className="grid grid-cols-[4.25rem_minmax(0,1fr)]">
        <ul className="m-0 list-none p-0 text-xs leading-[22px] text-ink-2">
          {rows.map((feature) => (
            <li key={feature} className="m-0 before:hidden">
              {names.feature[feature]}
            </li>
          ))}
        </ul>
        <svg
          aria-hidden="true"
          width="100%"
          height={rows.length * rowHeight}
          className="block overflow-visible"
        >
          <defs>
            <pattern
              id={hatch}
              width="4"
              height="4"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" x2="0" y1="0" y2="4" strokeWidth="1.6" className="stroke-ink-3" />
            </pattern>
          </defs>
          {rows.map((feature, row) => (
            <line
              key={feature}
              x1="0"
              x2="100%"
              y1={(row + 1) * rowHeight}
              y2={(row + 1) * rowHeight}
              className="stroke-rule"
            />
          ))}
          {trace.spans.map((span, index) => (
            <SpanBar
              key={index}
              span={span}
              top={rows.indexOf(span.feature) * rowHeight + barTop}
              x={x}
              hatch={hatch}
            />
          ))}
          <line
            x1={x(trace.totalMs)}
            x2={x(trace.totalMs)}
            y1="0"
            y2={rows.length * rowHeight}
            strokeDasharray="2 2"
            className="stroke-ink-3"
          />
        </svg>
      </div>
      <div className="ml-[4.25rem] flex justify-between text-xs leading-5 text-ink-3 tabular-nums">
        <span>0</span>
        <span>{inTime(scaleMs / 2)}</span>
        <span>{inTime(scaleMs)}</span>
      </div>
      <div className="flex flex-wrap gap-x-4 text-xs leading-5 text-ink-2">
        {kinds.map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" width="18" height="13">
              <SpanShape kind={kind} x="0" width="18" top={0} hatch={hatch} isFailed={false} />
            </svg>
            {names.span[kind]}
          </span>
        ))}
      </div>
    </div>
  );
}

function SpanBar({
  span,
  top,
  x,
  hatch,
}: {
  span: Span;
  top: number;
  x: (ms: number) => string;
  hatch: string;
}) {
  return (
    <g>
      <SpanShape
        kind={span.kind}
        x={x(span.startMs)}
        width={x(Math.max(span.endMs - span.startMs, 0))}
        top={top}
        hatch={hatch}
        isFailed={span.failed}
      />
      {span.failed && (
        <svg aria-hidden="true" x={x(span.endMs)} y={top} className="overflow-visible">
          <path d="M-4 2l8 9M4 2l-8 9" strokeWidth="2" className="stroke-bad" />
        </svg>
      )}
    </g>
  );
}

function SpanShape({
  kind,
  x,
  width,
  top,
  hatch,
  isFailed,
}: {
  kind: Span['kind'];
  x: string;
  width: string;
  top: number;
  hatch: string;
  isFailed: boolean;
}) {
  if (kind === 'hop')
    return (
      <rect x={x} y={top + 5} width={width} height="3" className={isFailed ? 'fill-bad' : 'fill-accent'} />
    );
  if (kind === 'work')
    return (
      <rect x={x} y={top} width={width} height={barHeight} className={isFailed ? 'fill-bad' : 'fill-ink'} />
    );
  const line = isFailed ? 'stroke-bad' : kind === 'undo' ? 'stroke-accent' : 'stroke-ink-3';
  return (
    <rect
      x={x}
      y={top + 0.5}
      width={width}
      height={barHeight - 1}
      fill={kind === 'wait' ? `url(#${hatch})` : undefined}
      className={`${line} ${kind === 'undo' ? 'fill-accent-soft' : ''}`}
    />
  );
}
