/** One call between two lanes of a column, drawn in the gutter beside them. Lanes count from 0 at the top. */
export interface Call {
  readonly from: number;
  readonly to: number;
  /** Distance from the left edge, px. */
  readonly track: number;
  readonly state: 'whole' | 'lossy' | 'broken';
}

const looks: Record<Call['state'], string> = {
  whole: 'stroke-ink-3',
  lossy: 'stroke-wait [stroke-dasharray:3_3]',
  broken: 'stroke-bad [stroke-dasharray:1_4]',
};

/**
 * The part of all wires that runs past one lane. Each lane draws its own part in percent of its height, so that lanes
 * may grow without a wire being stretched. A call leaves with a dot and arrives with an arrow.
 */
export function WireGutter({ lane, calls }: { lane: number; calls: readonly Call[] }) {
  return (
    <svg
      aria-hidden="true"
      className="absolute inset-0 h-full w-full overflow-visible"
      fill="none"
      strokeWidth="1.5"
    >
      {calls.map((call) => {
        const top = Math.min(call.from, call.to);
        const bottom = Math.max(call.from, call.to);
        if (lane < top || lane > bottom) return null;
        const isEnd = lane === call.from || lane === call.to;
        const y = lane === call.from ? '58%' : '42%';
        return (
          <g key={`${call.from}-${call.to}`} className={looks[call.state]}>
            <line
              x1={call.track}
              x2={call.track}
              y1={lane === top ? y : '0'}
              y2={lane === bottom ? y : '100%'}
            />
            {isEnd && <line x1={call.track} x2="100%" y1={y} y2={y} />}
            {lane === call.from && <circle cx="100%" cy={y} r="2.5" className="fill-ink-3 stroke-none" />}
            {lane === call.to && (
              <svg x="100%" y={y} className="overflow-visible" aria-hidden="true">
                {call.state === 'broken' ? (
                  <path d="M-10-4l8 8M-2-4l-8 8" className="stroke-bad [stroke-dasharray:none]" />
                ) : (
                  <path d="M-6-3.5L0 0l-6 3.5" className="[stroke-dasharray:none]" />
                )}
              </svg>
            )}
          </g>
        );
      })}
    </svg>
  );
}
