/**
 * The signs of the drawing grammar. Shapes differ, so that a state is told without colour; a word always stands by.
 * A process, and later a Pod, shows its state by one of these.
 */
export type GlyphKind =
  | 'running'
  | 'starting'
  | 'restarting'
  | 'failed'
  | 'slow'
  | 'idle'
  | 'waiting'
  | 'done';

const colours: Record<GlyphKind, string> = {
  running: 'text-good',
  done: 'text-good',
  starting: 'text-wait',
  restarting: 'text-wait',
  slow: 'text-wait',
  failed: 'text-bad',
  idle: 'text-ink-3',
  waiting: 'text-ink-3',
};

/** On a grid of 12: `line` is stroked, `fill` is filled. */
const shapes: Record<GlyphKind, { readonly line?: string; readonly fill?: string }> = {
  running: { fill: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9' },
  done: { line: 'M1.5 6.5l3 3 6-7' },
  starting: { line: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9', fill: 'M6 6V1.5A4.5 4.5 0 0 1 10.5 6z' },
  restarting: { line: 'M10.3 4.6A4.5 4.5 0 1 0 10.5 6.5M10.5 1.5v3.3H7.2' },
  slow: { line: 'M2 1.5h8M2 10.5h8M3 1.5c0 3 6 6 6 9M9 1.5c0 3-6 6-6 9' },
  failed: { line: 'M2 2l8 8M10 2l-8 8' },
  idle: { line: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9' },
  waiting: { line: 'M2 6h8' },
};

/** `isPlain`: in the colour of the text around it. */
export function Glyph({ kind, isPlain = false }: { kind: GlyphKind; isPlain?: boolean }) {
  const { line, fill } = shapes[kind];
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      className={`shrink-0 ${isPlain ? '' : colours[kind]}`}
    >
      {fill && <path d={fill} fill="currentColor" />}
      {line && <path d={line} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="square" />}
    </svg>
  );
}
