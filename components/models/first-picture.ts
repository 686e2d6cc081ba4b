import { remembering } from '@/lib/course/lab/remembering';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { ModelFace } from './model-face';

export interface FirstPicture<Settings, Snapshot, Trail> {
  readonly settings: Settings;
  readonly snapshot: Snapshot;
  readonly trail: Trail;
}

/** Makes the function that runs a model to the end of a scenario's warm-up, with the trail a living figure would have gathered on the way. */
export function firstPictures<Settings, Snapshot, Trail>(face: ModelFace<Settings, Snapshot, Trail>) {
  const picture = remembering((start: Pick<ScenarioView, 'settings' | 'warmUpSeconds'>) => {
    const { settings } = face.model.settle(face.model.defaults, start.settings);
    const run = face.model.start(settings);
    let trail = face.emptyTrail;
    for (let second = 1; second <= start.warmUpSeconds; second++) {
      run.advance(second * 1000 - run.nowMs);
      trail = face.addToTrail(trail, run.snapshot());
    }
    run.advance(start.warmUpSeconds * 1000 - run.nowMs);
    return { settings, snapshot: run.snapshot(), trail };
  });
  return ({ settings, warmUpSeconds }: ScenarioView): FirstPicture<Settings, Snapshot, Trail> =>
    picture({ settings, warmUpSeconds });
}
