import type { BuildSnapshot, BuildStage } from '@/lib/models/shop/shop.types';

const height = 18;
const looks: Record<BuildStage['state'], string> = {
  waiting: 'fill-none stroke-rule-strong',
  running: 'fill-accent-soft stroke-accent',
  done: 'fill-ink-2 stroke-paper',
  failed: 'fill-bad stroke-bad',
};

/** The stages end to end, each as long as it takes, with a mark at now. */
export function BuildStrip({ build, scaleSeconds }: { build: BuildSnapshot; scaleSeconds: number }) {
  const x = (seconds: number) => `${((seconds / scaleSeconds) * 100).toFixed(2)}%`;
  let startSeconds = 0;
  return (
    <svg width="100%" height={height + 6} aria-hidden="true" className="block overflow-visible">
      {build.stages.map((stage, index) => {
        const at = startSeconds;
        startSeconds += stage.seconds;
        return (
          <g key={index}>
            <rect x={x(at)} y="3" width={x(stage.seconds)} height={height} className={looks[stage.state]} />
            {stage.state === 'failed' && (
              <svg aria-hidden="true" x={x(at + stage.seconds / 2)} y="3" className="overflow-visible">
                <path d="M-4 5l8 8M4 5l-8 8" strokeWidth="2" className="stroke-paper" />
              </svg>
            )}
          </g>
        );
      })}
      {build.state === 'running' && (
        <line
          x1={x(build.elapsedSeconds)}
          x2={x(build.elapsedSeconds)}
          y1="0"
          y2={height + 6}
          strokeWidth="2"
          className="stroke-accent"
        />
      )}
    </svg>
  );
}
