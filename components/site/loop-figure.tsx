import { homeWords } from '@/lib/i18n/home-words';
import type { Locale } from '@/lib/i18n/locale';

const stroke = 'fill-none stroke-ink stroke-[1.5]';

interface Layout {
  readonly viewBox: string;
  /** Where the loop's middle is, and how wide a machine is drawn. */
  readonly loop: { readonly x: number; readonly y: number };
  readonly arrow: string;
  readonly nodes: readonly number[];
  readonly nodeWidth: number;
  readonly className: string;
}

/** Two settings of the same picture, so that its letters stay legible on a phone. */
const wide: Layout = {
  viewBox: '0 0 520 292',
  loop: { x: 400, y: 78 },
  arrow: 'M212 78h118M323 73l8 5-8 5',
  nodes: [1, 184, 367],
  nodeWidth: 152,
  className: 'hidden sm:block',
};
const narrow: Layout = {
  viewBox: '0 0 330 292',
  loop: { x: 276, y: 78 },
  arrow: 'M195 78h24M213 73l8 5-8 5',
  nodes: [1, 115, 229],
  nodeWidth: 100,
  className: 'sm:hidden',
};

function Node({
  x,
  width,
  name,
  isStarting,
}: {
  x: number;
  width: number;
  name: string;
  isStarting: boolean;
}) {
  return (
    <g>
      <rect x={x} y={196} width={width} height={94} rx={4} className="fill-raised stroke-ink stroke-[1.5]" />
      <circle cx={x + width - 12} cy={210} r={3.5} className="fill-good" />
      <text x={x + 12} y={214} className="fill-ink-3 font-mono text-[12px]">
        {name}
      </text>
      <rect
        x={x + 12}
        y={229}
        width={48}
        height={48}
        rx={3}
        className={
          isStarting
            ? 'fill-accent-soft stroke-accent stroke-[1.5] [stroke-dasharray:4_3]'
            : 'fill-good-soft stroke-good stroke-[1.5]'
        }
      />
      {isStarting ? (
        <path d={`M${x + 36} 245v16M${x + 28} 253h16`} className="stroke-accent stroke-2" />
      ) : (
        <circle cx={x + 36} cy={253} r={6.5} className="fill-good" />
      )}
    </g>
  );
}

function Manifest() {
  return (
    <>
      <rect x={1} y={28} width={186} height={100} rx={4} className="fill-raised stroke-ink stroke-[1.5]" />
      <g className="fill-ink font-mono text-[13px]">
        <text x={15} y={53}>
          kind: Deployment
        </text>
        <text x={15} y={73}>
          spec:
        </text>
        <rect x={25} y={80} width={104} height={20} className="fill-accent-soft" />
        <text x={31} y={94} className="fill-accent font-semibold">
          replicas: 3
        </text>
        <text x={31} y={116} className="fill-ink-3">
          image: nginx
        </text>
      </g>
    </>
  );
}

function Loop({ x, y, label }: { x: number; y: number; label: string }) {
  return (
    <>
      <g transform={`translate(${x} ${y})`}>
        <path d="M-17 -46.800A50 50 0 1 1 -46.200 -19" className="fill-none stroke-accent stroke-2" />
        <path d="M-31 -53.500L-16 -47l-8.500 14" className="fill-none stroke-accent stroke-2" />
        <text y={-2} textAnchor="middle" className="fill-ink font-mono text-[17px] font-semibold">
          3 ≠ 2
        </text>
        <text y={18} textAnchor="middle" className="fill-accent font-mono text-[14px]">
          +1
        </text>
      </g>
      <text x={x} y={y + 72} textAnchor="middle" className="fill-ink-2 text-[14px]">
        {label}
      </text>
      <path d={`M${x + 24} ${y + 82}v28m-6-7l6 8 6-8`} className={stroke} />
      <circle cx={x + 24} cy={y + 94} r={4.5} className="fill-accent" />
    </>
  );
}

/** The idea of the course in one picture: a manifest, a loop, and what runs. */
export function LoopFigure({ locale }: { locale: Locale }) {
  const words = homeWords(locale);
  return (
    <figure>
      {[wide, narrow].map((layout) => (
        <svg
          key={layout.viewBox}
          viewBox={layout.viewBox}
          role="img"
          aria-label={words.label}
          className={`h-auto w-full ${layout.className}`}
        >
          <text x={1} y={16} className="fill-ink-2 text-[14px]">
            {words.desired}
          </text>
          <Manifest />
          <path d={layout.arrow} className={stroke} />
          <Loop {...layout.loop} label={words.loop} />
          <text x={1} y={184} className="fill-ink-2 text-[14px]">
            {words.actual}
          </text>
          {layout.nodes.map((x, index) => (
            <Node
              key={x}
              x={x}
              width={layout.nodeWidth}
              name={`node-${index + 1}`}
              isStarting={index === 2}
            />
          ))}
        </svg>
      ))}
      <figcaption className="mt-4 max-w-[34rem] text-[0.9375rem] text-ink-2">{words.caption}</figcaption>
    </figure>
  );
}
