'use client';
import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import type { OperatedTaskProps } from '@/components/lab/operated-task';
import type { ScenarioView, TaskView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import type { ModelId } from '@/lib/models/models';
import type { OperatedModelProps } from './operated-model';
import { useNear } from './use-near';

interface Live {
  readonly Model: ComponentType<OperatedModelProps>;
  readonly Task: ComponentType<OperatedTaskProps>;
}

const loaders: Record<ModelId, () => Promise<Live>> = { shop: () => import('./shop/shop-live') };

/** Shows the still picture it is given, and brings it to life when the reader comes near. */
export function LiveFigure({
  model,
  scenario,
  task,
  shareKey,
  locale,
  children: still,
}: {
  model: ModelId;
  scenario: ScenarioView;
  task?: TaskView;
  shareKey: string;
  locale: Locale;
  children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNear(place, shareKey);
  const [live, setLive] = useState<Live | 'failed' | null>(null);
  useEffect(() => {
    if (isNear) loaders[model]().then(setLive, () => setLive('failed'));
  }, [isNear, model]);

  const props = { scenario, shareKey, locale, still };
  const isLive = live !== null && live !== 'failed';
  return (
    <div ref={place}>
      {isLive && (task ? <live.Task {...props} task={task} /> : <live.Model {...props} />)}
      {!isLive && still}
      {live === 'failed' && (
        <p role="alert" className="m-0 mt-2 text-sm text-bad">
          {modelWords(locale).loadFailed}
        </p>
      )}
    </div>
  );
}
