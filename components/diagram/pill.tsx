import type { ReactNode } from 'react';
import { Glyph, type GlyphKind } from './glyph';

/** A pill is a door: the name under which something is reached, whoever stands behind it. Later a Service. */
export function Pill({ name, glyph, children }: { name: string; glyph: GlyphKind; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-[1.1rem] border border-rule-strong bg-paper px-2 py-1 text-center text-xs leading-4">
      <div className="flex items-center justify-center gap-1">
        <Glyph kind={glyph} />
        <span className="min-w-0 font-semibold text-ink">{name}</span>
      </div>
      <div className="text-ink-2 tabular-nums">{children}</div>
    </div>
  );
}
