const step = 4;

/** Waiting requests as a line of dots before a door; the places still free are faint. A full line ends in a bar. */
export function Dots({ count, places }: { count: number; places: number }) {
  const isFull = count >= places;
  const end = places * step;
  // A dash of no length with round ends is a dot: two strokes draw them all.
  const dots = { strokeDasharray: `0 ${step}`, strokeLinecap: 'round', y1: 4, y2: 4 } as const;
  return (
    <svg width={end + 2} height="8" aria-hidden="true" className="block shrink-0">
      <line x1="2" x2={end - 1} {...dots} strokeWidth="1.2" className="stroke-rule-strong" />
      {count > 0 && (
        <line
          x1="2"
          x2={count * step - 1}
          {...dots}
          strokeWidth="3.2"
          className={isFull ? 'stroke-bad' : 'stroke-ink'}
        />
      )}
      {isFull && <rect x={end} y="0" width="2" height="8" className="fill-bad" />}
    </svg>
  );
}
