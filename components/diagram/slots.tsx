/** Workers as squares: filled while one holds a request. */
export function Slots({ used, total }: { used: number; total: number }) {
  return (
    <svg width={total * 9 - 2} height="8" aria-hidden="true" className="block shrink-0">
      {Array.from({ length: total }, (_, index) => (
        <rect
          key={index}
          x={index * 9 + 0.5}
          y="0.5"
          width="6"
          height="7"
          className={index < used ? 'fill-ink stroke-ink' : 'fill-none stroke-rule-strong'}
        />
      ))}
    </svg>
  );
}
