'use client';
import type { ReactNode } from 'react';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import type { ModelFace } from './model-face';
import { OperatedFrame } from './operated-frame';
import { useFigure } from './use-figure';

export interface OperatedModelProps {
  readonly scenario: ScenarioView;
  readonly shareKey: string;
  readonly locale: Locale;
  /** Stands in until the model has caught up with the scenario's warm-up. */
  readonly still: ReactNode;
}

const noGoals = [] as const;

/** A figure the reader operates. */
export function OperatedModel<Settings, Snapshot, Trail>({
  face,
  still,
  ...props
}: OperatedModelProps & { face: ModelFace<Settings, Snapshot, Trail> }) {
  const figure = useFigure({
    face,
    scenario: props.scenario,
    shareKey: props.shareKey,
    goals: noGoals,
    locale: props.locale,
  });
  return (
    <div ref={figure.place} tabIndex={-1} className="outline-none">
      {figure.view.hasBeenReady ? <OperatedFrame face={face} figure={figure} {...props} /> : still}
    </div>
  );
}
