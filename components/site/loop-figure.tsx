import type { Locale } from '@/lib/i18n/locale';

const texts = {
  ko: {
    desired: '원하는 상태',
    actual: '실제 상태',
    loop: '비교하고, 맞춥니다',
    caption: '셋을 적어 두었는데 둘만 살아 있습니다. 차이를 본 컨트롤러가 하나를 더 만듭니다. 과정 전체가 이 그림 하나로 모입니다.',
    label: '매니페스트에는 replicas: 3, 노드 두 대에는 파드가 둘. 컨트롤러가 세 번째 파드를 만드는 중입니다.',
  },
  en: {
    desired: 'desired',
    actual: 'actual',
    loop: 'compare, then act',
    caption: 'Three were asked for, two are alive. A controller sees the difference and makes one more. The whole course comes together in this picture.',
    label: 'A manifest says replicas: 3; two machines run two Pods. A controller is making the third.',
  },
} as const;

const stroke = 'fill-none stroke-ink stroke-[1.500]';

function Node({ x, name, pods }: { x: number; name: string; pods: readonly ('running' | 'starting')[] }) {
  return (
    <g>
      <rect x={x} y={196} width={150} height={92} rx={4} className="fill-raised stroke-ink stroke-[1.500]" />
      <circle cx={x + 138} cy={208} r={3} className="fill-good" />
      <text x={x + 12} y={213} className="fill-ink-3 font-mono text-[12px]">
        {name}
      </text>
      {pods.map((state, index) => (
        <g key={`${name}-${index}`}>
          <rect
            x={x + 14 + index * 62}
            y={228}
            width={50}
            height={46}
            rx={3}
            className={state === 'running' ? 'fill-good-soft stroke-good stroke-[1.500]' : 'fill-accent-soft stroke-accent stroke-[1.500] [stroke-dasharray:4_3]'}
          />
          {state === 'running' ? (
            <circle cx={x + 39 + index * 62} cy={251} r={6} className="fill-good" />
          ) : (
            <path d={`M${x + 39 + index * 62} 244v14M${x + 32 + index * 62} 251h14`} className="stroke-accent stroke-2" />
          )}
        </g>
      ))}
    </g>
  );
}

/** The idea of the course in one picture: a manifest, a loop, and what runs. */
export function LoopFigure({ locale }: { locale: Locale }) {
  const text = texts[locale];
  return (
    <figure>
      <svg viewBox="0 0 520 300" role="img" aria-label={text.label} className="h-auto w-full">
        <text x={8} y={16} className="fill-ink-2 text-[14px]">
          {text.desired}
        </text>
        <rect x={8} y={28} width={196} height={104} rx={4} className="fill-raised stroke-ink stroke-[1.500]" />
        <g className="fill-ink font-mono text-[13px]">
          <text x={22} y={54}>
            kind: Deployment
          </text>
          <text x={22} y={75}>
            spec:
          </text>
          <rect x={32} y={83} width={104} height={20} className="fill-accent-soft" />
          <text x={38} y={97} className="fill-accent font-semibold">
            replicas: 3
          </text>
          <text x={38} y={119} className="fill-ink-3">
            image: nginx
          </text>
        </g>
        <path d="M212 80h96" className={stroke} />
        <circle cx={388} cy={80} r={50} className="fill-none stroke-accent stroke-2 [stroke-dasharray:236_79]" transform="rotate(-58 388 80)" />
        <path d="M361 29l-14 7 11 11" className="fill-none stroke-accent stroke-2" />
        <path d="M302 75l8 5-8 5" className={stroke} />
        <text x={388} y={77} textAnchor="middle" className="fill-ink font-mono text-[17px] font-semibold">
          3 ≠ 2
        </text>
        <text x={388} y={97} textAnchor="middle" className="fill-accent font-mono text-[14px]">
          +1
        </text>
        <text x={388} y={152} textAnchor="middle" className="fill-ink-2 text-[14px]">
          {text.loop}
        </text>
        <path d="M424 160v28M418 181l6 8 6-8" className={stroke} />
        <circle cx={424} cy={172} r={4.500} className="fill-accent" />
        <text x={8} y={184} className="fill-ink-2 text-[14px]">
          {text.actual}
        </text>
        <Node x={8} name="node-1" pods={['running']} />
        <Node x={184} name="node-2" pods={['running']} />
        <Node x={360} name="node-3" pods={['starting']} />
      </svg>
      <figcaption className="mt-4 max-w-[34rem] text-[0.9375rem] text-ink-2">{text.caption}</figcaption>
    </figure>
  );
}
