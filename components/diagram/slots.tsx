const step = 9;
const width = 7;

/** Workers as squares: full while one holds a request, an empty place otherwise. One stroke each, so that many cost little. */
export function Slots({ used, total }: { used: number; total: number }) {
  const dash = { strokeDasharray: `${width} ${step - width}` };
  return (
    <svg width={total * step - 2} height="9" aria-hidden="true" className="block shrink-0">
      <line
        x1="0"
        x2={total * step - 2}
        y1="8"
        y2="8"
        {...dash}
        strokeWidth="2"
        className="stroke-rule-strong"
      />
      <line
        x1="0"
        x2={used * step - 2}
        y1="4.5"
        y2="4.5"
        {...dash}
        strokeWidth={used > 0 ? 9 : 0}
        className="stroke-ink"
      />
    </svg>
  );
}
