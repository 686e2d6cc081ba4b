import type { ScenarioView } from '@/lib/course/lab/view';
import type { ModelFace } from './model-face';

/** The model at the end of its warm-up, with the trail a living figure would have gathered on the way. */
export function firstPicture<Settings, Snapshot, Trail>(
  face: ModelFace<Settings, Snapshot, Trail>,
  scenario: ScenarioView,
) {
  const { settings } = face.model.settle(face.model.defaults, scenario.settings);
  const run = face.model.start(settings);
  let trail = face.emptyTrail;
  for (let second = 1; second <= scenario.warmUpSeconds; second++) {
    run.advance(second * 1000 - run.nowMs);
    trail = face.addToTrail(trail, run.snapshot());
  }
  run.advance(scenario.warmUpSeconds * 1000 - run.nowMs);
  return { settings, snapshot: run.snapshot(), trail };
}
