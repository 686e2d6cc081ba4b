import type { ComponentType, ReactNode } from 'react';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import type { ModelId } from '@/lib/models/models';
import { LiveFigure } from './live-figure';
import { ShopStill, shopFirstSnapshot } from './shop/shop-still';

interface Still {
  readonly Picture: ComponentType<{ scenario: ScenarioView; locale: Locale }>;
  readonly firstSnapshot: (scenario: ScenarioView) => unknown;
}

/** What the server draws of each model. */
export const stills: Record<ModelId, Still> = {
  shop: { Picture: ShopStill, firstSnapshot: shopFirstSnapshot },
};

/**
 * A living figure in a lesson. The server draws its first picture with the same model and the same components; the
 * code that makes it live is loaded when the reader comes near.
 */
export function ModelFigure({
  model,
  scenario,
  locale,
  children,
}: {
  model: ModelId;
  scenario: ScenarioView;
  locale: Locale;
  lessonId: string;
  children?: ReactNode;
}) {
  const { Picture } = stills[model];
  return (
    <figure className="breakout my-10 border-y border-ink pt-3 pb-3">
      <LiveFigure model={model} scenario={scenario} shareKey={scenario.id} locale={locale}>
        <Picture scenario={scenario} locale={locale} />
      </LiveFigure>
      {children && (
        <figcaption className="mt-2 max-w-[41rem] text-[0.9375rem] leading-relaxed text-ink-2">
          {children}
        </figcaption>
      )}
    </figure>
  );
}
