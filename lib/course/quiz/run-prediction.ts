import { readMeasure } from '../../models/claim';
import type { Model } from '../../models/model';
import { models } from '../../models/models';
import { choicesThatHold, runExperiment } from '../lab/play';
import type { PredictView } from './quiz.types';

/** What a prediction's run depends on: everything but its words. */
export type Prediction = Pick<PredictView, 'model' | 'scenario' | 'experiment'> & {
  readonly choices: readonly Pick<PredictView['choices'][number], 'id' | 'holds'>[];
};

export interface PredictionRun {
  /** Ids of the choices whose claims hold; a sound prediction has exactly one. */
  readonly holding: readonly string[];
  /** What the claims speak of, as the model had it at the end. */
  readonly measured: readonly { readonly measure: string; readonly value: unknown }[];
}

/**
 * Runs a prediction's experiment in its model, synchronously. The page loads this file, and the models with it, only
 * when a learner asks for the result. Throws RangeError when a setting or an input does not fit the model.
 */
export function runPrediction({ model: id, scenario, experiment, choices }: Prediction): PredictionRun {
  const model: Model<unknown, unknown> = models[id].model;
  // The choices of the page are in one language, so their claims are weighed here.
  const { snapshot } = runExperiment(model, scenario, { experiment, choices: [] });
  const bounds = choices
    .flatMap(({ holds }) => holds)
    .flatMap((claim) => [claim.above, claim.below, claim.equals, claim]);
  const measures = bounds.flatMap((bound) => (typeof bound === 'object' ? [bound.measure] : []));
  return {
    holding: choicesThatHold(choices, snapshot),
    measured: [...new Set(measures)]
      .sort()
      .map((measure) => ({ measure, value: readMeasure(snapshot, measure) })),
  };
}
