import { Glyph, type GlyphKind } from './glyph';

/** A small tile: a feature in a process here, a Pod in the cluster. Its glyph is its state; `note` is the state in a word. */
export function Tile({
  name,
  glyph,
  note,
}: {
  name: string;
  glyph?: GlyphKind | undefined;
  note?: string | undefined;
}) {
  return (
    <div
      className={`flex min-w-0 flex-wrap items-center justify-center gap-x-1.5 rounded-box border px-1.5 py-0.5 text-center text-xs leading-4 ${glyph ? look[glyph] : plain}`}
    >
      <span className="font-semibold text-ink">{name}</span>
      {note && (
        <span className="inline-flex items-center gap-1 text-ink-2">
          {glyph && <Glyph kind={glyph} />}
          {note}
        </span>
      )}
    </div>
  );
}

/** A tile too small for words: one of many, known by its first letter. */
export function SmallTile({
  name,
  glyph,
  note,
}: {
  name: string;
  glyph?: GlyphKind | undefined;
  note?: string | undefined;
}) {
  return (
    <div
      className={`flex h-4.5 min-w-4.5 items-center justify-center gap-1 rounded-box border text-xs leading-4 ${glyph ? look[glyph] : plain}`}
    >
      <span aria-hidden="true">{name.charAt(0)}</span>
      {glyph && <Glyph kind={glyph} />}
      <span className="sr-only">
        {name} {note}
      </span>
    </div>
  );
}

const plain = 'border-rule-strong bg-paper';

const look: Record<GlyphKind, string> = {
  running: plain,
  done: plain,
  idle: plain,
  waiting: plain,
  starting: 'border-wait bg-wait-soft',
  restarting: 'border-wait bg-wait-soft',
  slow: 'border-wait bg-wait-soft',
  failed: 'border-bad bg-bad-soft',
};
