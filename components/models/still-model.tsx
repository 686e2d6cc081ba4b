import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import type { FirstPicture } from './first-picture';
import type { ModelFace } from './model-face';
import { ModelFooter } from './model-footer';
import { ModelFrame } from './model-frame';
import { WordsBox } from './words-box';

export interface StillProps {
  readonly scenario: ScenarioView;
  readonly locale: Locale;
}

export interface Drawn<Settings, Snapshot, Trail> {
  readonly face: ModelFace<Settings, Snapshot, Trail>;
  readonly first: FirstPicture<Settings, Snapshot, Trail>;
}

/** The first picture of a scenario, computed by the model itself: what a reader without JavaScript, and a printer, see. */
export function StillModel<Settings, Snapshot, Trail>({
  face,
  first: { settings, snapshot, trail },
  scenario,
  locale,
}: StillProps & Drawn<Settings, Snapshot, Trail>) {
  return (
    <ModelFrame
      title={scenario.title}
      locale={locale}
      time={{
        nowMs: scenario.warmUpSeconds * 1000,
        isReady: false,
        isPlaying: false,
        isSkipping: false,
        speed: 1,
      }}
      notice={<noscript>{modelWords(locale).needsScript}</noscript>}
      inWords={
        <WordsBox locale={locale} paragraphs={face.inWords(snapshot, settings, scenario.panels, locale)} />
      }
      footer={<ModelFooter locale={locale} isChanged={false} />}
    >
      <face.Figure
        snapshot={snapshot}
        settings={settings}
        trail={trail}
        controls={scenario.controls}
        panels={scenario.panels}
        locale={locale}
      />
    </ModelFrame>
  );
}
