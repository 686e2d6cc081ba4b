'use client';
import { useLayoutEffect } from 'react';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import type { ModelFace } from './model-face';
import { OperatedFrame } from './operated-frame';
import { useFigure } from './use-figure';

export interface OperatedModelProps {
  readonly scenario: ScenarioView;
  readonly shareKey: string;
  readonly locale: Locale;
  /** Called once the model has caught up with the scenario's warm-up and is about to be seen. */
  readonly onAlive: () => void;
}

const noGoals = [] as const;

/** A figure the reader operates. */
export function OperatedModel<Settings, Snapshot, Trail>({
  face,
  onAlive,
  ...props
}: OperatedModelProps & { face: ModelFace<Settings, Snapshot, Trail> }) {
  const figure = useFigure({
    face,
    scenario: props.scenario,
    shareKey: props.shareKey,
    goals: noGoals,
    locale: props.locale,
  });
  const isAlive = figure.view.hasBeenReady;
  // Before the paint, so that the still picture and the living one are never seen together.
  useLayoutEffect(() => {
    if (isAlive) onAlive();
  }, [isAlive, onAlive]);
  return (
    <div ref={figure.place} tabIndex={-1} className="outline-none">
      {isAlive && <OperatedFrame face={face} figure={figure} {...props} />}
    </div>
  );
}
