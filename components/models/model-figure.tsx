import type { ReactNode } from 'react';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import type { ModelId } from '@/lib/models/models';
import { LiveFigure } from './live-figure';

interface Props {
  model: ModelId;
  scenario: ScenarioView;
  locale: Locale;
  children?: ReactNode;
}

/** A living figure in a lesson, and its caption. */
export function ModelFigure({ model, scenario, locale, children }: Props) {
  return (
    <figure className="breakout my-10 border-y border-ink pt-3 pb-3">
      <LiveFigure model={model} scenario={scenario} shareKey={scenario.id} locale={locale} />
      {children && (
        <figcaption className="mt-2 max-w-[41rem] text-[0.9375rem] leading-relaxed text-ink-2">
          {children}
        </figcaption>
      )}
    </figure>
  );
}
