/** Waiting requests as a line of dots before a door; the places still free are faint. A full line ends in a bar. */
export function Dots({ count, places }: { count: number; places: number }) {
  const isFull = count >= places;
  return (
    <svg width={places * 4 + 2} height="8" aria-hidden="true" className="block shrink-0">
      {Array.from({ length: places }, (_, index) => (
        <circle
          key={index}
          cx={index * 4 + 2}
          cy="4"
          r={index < count ? 1.7 : 0.6}
          className={index < count ? (isFull ? 'fill-bad' : 'fill-ink') : 'fill-rule-strong'}
        />
      ))}
      {isFull && <rect x={places * 4} y="0" width="2" height="8" className="fill-bad" />}
    </svg>
  );
}
