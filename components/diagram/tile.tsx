import { Glyph, type GlyphKind } from './glyph';

/** A small tile: a feature in a process here, a Pod in the cluster. Its glyph is its state; `note` is the state in a word. */
export function Tile({ name, glyph, note }: { name: string; glyph?: GlyphKind | undefined; note?: string | undefined }) {
  return (
    <div className={`min-w-0 rounded-box border px-1.5 py-1 text-center leading-4 ${glyph ? look[glyph] : 'border-rule-strong bg-paper'}`}>
      <div className="text-xs font-semibold text-ink">{name}</div>
      {note && (
        <div className="flex items-center justify-center gap-1 text-xs text-ink-2">
          {glyph && <Glyph kind={glyph} />}
          <span>{note}</span>
        </div>
      )}
    </div>
  );
}

const look: Record<GlyphKind, string> = {
  running: 'border-rule-strong bg-paper',
  done: 'border-rule-strong bg-paper',
  idle: 'border-rule-strong bg-paper',
  waiting: 'border-rule-strong bg-paper',
  starting: 'border-wait bg-wait-soft',
  restarting: 'border-wait bg-wait-soft',
  slow: 'border-wait bg-wait-soft',
  failed: 'border-bad bg-bad-soft',
};
