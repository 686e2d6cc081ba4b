import type { ReactNode } from 'react';
import { Glyph, type GlyphKind } from './glyph';

/**
 * A pill is a door: the name under which something is reached, whoever stands behind it. Later a Service. It lies in
 * one line where there is room (`isFlat`) and stands in three where there is not.
 */
export function Pill({
  name,
  glyph,
  word,
  rate,
  isFlat = false,
}: {
  name: string;
  glyph: GlyphKind;
  word: string;
  rate: ReactNode;
  isFlat?: boolean;
}) {
  const flat = isFlat
    ? '@max-sm/shape:flex @max-sm/shape:w-fit @max-sm/shape:gap-x-2 @max-sm/shape:px-3'
    : '';
  return (
    <div
      className={`min-w-0 items-center rounded-[1.1rem] border border-rule-strong bg-paper px-1 py-0.5 text-center text-xs leading-4 ${flat}`}
    >
      <div className="font-semibold text-ink">{name}</div>
      <div className="flex items-center justify-center gap-1 text-ink-2 tabular-nums">
        <Glyph kind={glyph} />
        {rate}
      </div>
      <div className={glyph === 'failed' ? 'font-semibold text-bad' : 'text-ink-2'}>{word}</div>
    </div>
  );
}
