import type { ReactNode } from 'react';
import { Glyph, type GlyphKind } from './glyph';

/**
 * A box with a wall and a power light: a process here, a Node in the cluster. While it does not run, its wall is
 * broken and its inside is dark.
 */
export function Machine({
  name,
  light,
  state,
  badge,
  count,
  children,
}: {
  name: string;
  light: GlyphKind;
  /** The light in a word. */
  state: string;
  /** What the box holds, where it holds one thing only. */
  badge?: ReactNode;
  /** How often it has come back, in few signs. */
  count?: ReactNode;
  children: ReactNode;
}) {
  const wall = light === 'running' ? 'border-ink-2 bg-raised' : 'border-dashed border-ink-3 bg-sunken';
  return (
    <div className={`min-w-0 rounded-box border-[1.5px] px-2 py-1.5 ${wall}`}>
      <div className="flex min-w-0 flex-wrap items-center gap-x-1.5 leading-5">
        <Glyph kind={light} />
        {badge}
        <span className="font-mono text-xs text-ink">{name}</span>
        <span className="ml-auto inline-flex items-center gap-1.5 text-xs text-ink-3">
          {count}
          {state}
        </span>
      </div>
      {children}
    </div>
  );
}
