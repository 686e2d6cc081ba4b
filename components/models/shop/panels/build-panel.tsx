import { Glyph, type GlyphKind } from '@/components/diagram/glyph';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { BuildSnapshot, BuildStage } from '@/lib/models/shop/shop.types';
import { inMinutes } from '../quantities';
import { buildHeadline } from './build-headline';
import { BuildStrip } from './build-strip';
import { Panel } from './panel';

const glyphs: Record<BuildStage['state'], GlyphKind> = {
  waiting: 'waiting',
  running: 'starting',
  done: 'done',
  failed: 'failed',
};

/** A changed line on its way: stages to scale, and what came of it. `scaleSeconds` is shared by both shapes. */
export function BuildPanel({
  build,
  scaleSeconds,
  locale,
}: {
  build: BuildSnapshot | null;
  scaleSeconds: number;
  locale: Locale;
}) {
  const words = shopWords(locale);
  const names = shopNames(locale);
  return (
    <Panel title={words.build}>
      <div className="min-h-28 text-xs leading-5">
        {build ? (
          <>
            <p
              className={`m-0 mb-1 tabular-nums ${build.state === 'failed' ? 'font-semibold text-bad' : 'text-ink'}`}
            >
              {buildHeadline(build, locale)}
            </p>
            <BuildStrip build={build} scaleSeconds={scaleSeconds} />
            <ol className="m-0 mt-1.5 flex list-none flex-wrap gap-x-4 p-0 text-ink-2">
              {grouped(build.stages).map((stage) => (
                <li key={stage.name} className="m-0 inline-flex items-center gap-1 whitespace-nowrap">
                  <Glyph kind={glyphs[stage.state]} />
                  <span className="text-ink">
                    {names.stage[stage.name]}
                    {stage.count > 1 && ` ×${stage.count}`}
                  </span>
                  <span className="tabular-nums">{inMinutes(stage.seconds, locale)}</span>
                  <span className="sr-only">{names.stageState[stage.state]}</span>
                </li>
              ))}
            </ol>
            {build.conflict && (
              <div className="mt-1.5 border-l-2 border-bad bg-bad-soft px-2 py-1">
                <code className="block bg-transparent p-0 text-xs text-bad">{build.conflict}</code>
                <span className="text-ink">{words.conflict}</span>
              </div>
            )}
            <p className="m-0 mt-1 text-ink-2">
              {fill(words.buildCounts, { rebuilt: build.rebuilt, restarted: build.restarted })}
            </p>
          </>
        ) : (
          <p className="m-0 text-ink-3">{words.noBuild}</p>
        )}
      </div>
    </Panel>
  );
}

interface StageGroup {
  readonly name: BuildStage['name'];
  readonly state: BuildStage['state'];
  readonly seconds: number;
  readonly count: number;
}

/** Stages of one name stand together: `compile ×4`. A group is as far as its least finished stage. */
export function grouped(stages: readonly BuildStage[]): readonly StageGroup[] {
  return [...new Set(stages.map(({ name }) => name))].map((name) => {
    const of = stages.filter((stage) => stage.name === name);
    const has = (state: BuildStage['state']) => of.some((stage) => stage.state === state);
    const isDone = of.every((stage) => stage.state === 'done');
    const state = has('failed')
      ? 'failed'
      : isDone
        ? 'done'
        : has('running') || has('done')
          ? 'running'
          : 'waiting';
    return { name, state, seconds: of.reduce((sum, { seconds }) => sum + seconds, 0), count: of.length };
  });
}
