/**
 * A level: how much of a frame is filled. `share` and `frame` are 0–1 of the full width, so that several meters can
 * stand on one scale; a tick closes the frame, because a level is read against its limit.
 */
export function Meter({
  share,
  frame = 1,
  isHigh = false,
  height = 8,
}: {
  share: number;
  frame?: number;
  /** Close to the limit: hatched as well as coloured. */
  isHigh?: boolean;
  height?: number;
}) {
  const fill = percent(share);
  return (
    <svg width="100%" height={height} aria-hidden="true" className="block overflow-visible">
      <rect width={percent(frame)} height={height} className="fill-sunken" />
      <rect width={fill} height={height} className={isHigh ? 'fill-bad' : 'fill-ink-2'} />
      <line x1="0" x2={percent(frame)} y1={height - 0.5} y2={height - 0.5} className="stroke-rule-strong" />
      <line
        x1={percent(frame)}
        x2={percent(frame)}
        y1={isHigh ? -3 : -1}
        y2={height}
        strokeWidth="1.5"
        className={isHigh ? 'stroke-bad' : 'stroke-ink-2'}
      />
    </svg>
  );
}

function percent(share: number): string {
  return `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(1)}%`;
}
