import type { ReactNode } from 'react';

/*
 * One small drawing a chapter, in the course's grammar: a machine is a box with a power light, a process or Pod a small
 * tile, a service a pill, a control-plane component a card, a message a dot. 160 × 96, drawn by hand.
 */
const line = 'fill-none stroke-ink stroke-[1.500]';
const thin = 'fill-none stroke-ink-3 stroke-1';
const hot = 'fill-accent stroke-none';

function Tile({ x, y, filled = false }: { x: number; y: number; filled?: boolean }) {
  return <rect x={x} y={y} width={16} height={16} rx={2} className={filled ? hot : line} />;
}

function Machine({ x, y, w, h, on = true }: { x: number; y: number; w: number; h: number; on?: boolean }) {
  return (
    <>
      <rect
        x={x}
        y={y}
        width={w}
        height={h}
        rx={3}
        className={on ? line : `${thin} [stroke-dasharray:3_3]`}
      />
      <circle cx={x + w - 6} cy={y + 6} r={2} className={on ? hot : thin} />
    </>
  );
}

function Card({ x, y, w = 40, label }: { x: number; y: number; w?: number; label: string }) {
  return (
    <>
      <rect x={x} y={y} width={w} height={18} rx={2} className={line} />
      <text x={x + w / 2} y={y + 12.5} textAnchor="middle" className="fill-ink font-mono text-[9px]">
        {label}
      </text>
    </>
  );
}

const sketches: Readonly<Record<string, ReactNode>> = {
  architecture: (
    <>
      <rect x={8} y={24} width={48} height={48} rx={3} className={line} />
      {[14, 34].flatMap((x) =>
        [30, 50].map((y) => <Tile key={`${x}-${y}`} x={x} y={y} filled={x === 34 && y === 30} />),
      )}
      <path d="M64 48h16M76 44l4 4-4 4" className={line} />
      <path d="M108 24h28M108 72h28M100 32v32M144 32v32M108 64l28-32" className={thin} />
      {[
        [92, 16],
        [136, 16],
        [92, 64],
        [136, 64],
      ].map(([x = 0, y = 0]) => (
        <g key={`${x}-${y}`}>
          <rect
            x={x}
            y={y}
            width={16}
            height={16}
            rx={2}
            className={x === 136 && y === 16 ? hot : 'fill-paper stroke-ink stroke-[1.500]'}
          />
        </g>
      ))}
    </>
  ),
  containers: (
    <>
      <Machine x={12} y={10} w={136} h={76} />
      <rect x={12} y={68} width={136} height={18} className={line} />
      <text x={80} y={80.5} textAnchor="middle" className="fill-ink font-mono text-[9px]">
        kernel
      </text>
      {[24, 64, 104].map((x, index) => (
        <g key={x}>
          <rect x={x} y={22} width={32} height={38} rx={2} className={`${thin} [stroke-dasharray:3_2]`} />
          <Tile x={x + 8} y={36} filled={index === 1} />
        </g>
      ))}
    </>
  ),
  devops: (
    <>
      <path d="M80 48C64 20 20 20 20 48s44 28 60 0 60-28 60 0-44 28-60 0Z" className={line} />
      {[
        [30, 29],
        [58, 29],
        [102, 29],
        [130, 29],
        [102, 67],
        [58, 67],
      ].map(([cx = 0, cy = 0], index) => (
        <circle
          key={`${cx}-${cy}`}
          cx={cx}
          cy={cy}
          r={5}
          className={index === 3 ? hot : 'fill-paper stroke-ink stroke-[1.500]'}
        />
      ))}
    </>
  ),
  'why-kubernetes': (
    <>
      {[16, 38, 60].map((x) => (
        <Tile key={x} x={x} y={20} />
      ))}
      {[16, 38].map((x) => (
        <Tile key={x} x={x} y={60} filled />
      ))}
      <rect
        x={60}
        y={60}
        width={16}
        height={16}
        rx={2}
        className="fill-none stroke-accent stroke-[1.500] [stroke-dasharray:3_2]"
      />
      <path d="M92 28h28a12 12 0 0 1 12 12v16a12 12 0 0 1-12 12H92M97 63l-5 5 5 5" className={line} />
      <text x={16} y={52} className="fill-ink-2 font-mono text-[11px]">
        3 ≠ 2
      </text>
    </>
  ),
  'control-plane': (
    <>
      <path d="M80 57v14M60 48H48M100 48h12" className={thin} />
      <rect x={60} y={39} width={40} height={18} rx={2} className={hot} />
      <text x={80} y={51.5} textAnchor="middle" className="fill-on-accent font-mono text-[9px]">
        api
      </text>
      <Card x={60} y={71} label="etcd" />
      <Card x={6} y={39} w={42} label="sched" />
      <Card x={112} y={39} w={42} label="ctrl" />
      <path d="M80 12v27M76 34l4 5 4-5" className={line} />
      <circle cx={80} cy={20} r={3} className={hot} />
    </>
  ),
  'worker-nodes': (
    <>
      <Machine x={20} y={22} w={120} h={64} />
      <Card x={28} y={60} w={46} label="kubelet" />
      {[84, 104].map((x) => (
        <Tile key={x} x={x} y={60} filled={x === 84} />
      ))}
      <rect x={76} y={32} width={52} height={14} rx={7} className={line} />
      <path d="M92 46v14M112 46v14M102 8v24" className={thin} />
      <circle cx={102} cy={14} r={3} className={hot} />
    </>
  ),
  clusters: (
    <>
      {[10, 60, 110].map((x, column) => (
        <g key={x}>
          <rect x={x} y={8} width={42} height={80} rx={3} className={`${thin} [stroke-dasharray:2_3]`} />
          {[16, 52].map((y) => (
            <g key={y}>
              <Machine x={x + 6} y={y} w={30} h={28} on={column !== 2} />
              {column !== 2 && (
                <rect x={x + 10} y={y + 13} width={9} height={9} rx={1.5} className={y === 16 ? hot : line} />
              )}
            </g>
          ))}
        </g>
      ))}
    </>
  ),
  'first-deployment': (
    <>
      <rect x={8} y={14} width={92} height={68} rx={3} className={line} />
      <text x={16} y={34} className="fill-ink font-mono text-[8px]">
        $ kubectl create
      </text>
      <text x={16} y={48} className="fill-ink-3 font-mono text-[9px]">
        created
      </text>
      <rect x={16} y={58} width={6} height={10} className={hot} />
      <path d="M108 48h14M118 44l4 4-4 4" className={line} />
      <Tile x={130} y={28} filled />
      <rect x={126} y={54} width={26} height={12} rx={6} className={line} />
      <path d="M138 44v10" className={thin} />
    </>
  ),
};

/** The chapter's sign on the course map; decorative, the title says the same. */
export function ChapterSketch({ slug, className = '' }: { slug: string; className?: string }) {
  return (
    <svg viewBox="0 0 160 96" aria-hidden="true" className={className}>
      {sketches[slug] ?? null}
    </svg>
  );
}
