'use client';
import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react';
import { stills } from '#stills';
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

interface Props {
  model: ModelId;
  scenario: ScenarioView;
  task?: TaskView;
  shareKey: string;
  locale: Locale;
}

/**
 * A figure whose first picture the server draws with the same model and the same components. A browser leaves that
 * picture as it stands; when the reader comes near, the code that makes it live is loaded and takes its place.
 */
export function LiveFigure({ model, task, ...props }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNear(place, props.shareKey);
  const [live, setLive] = useState<Live | 'failed' | null>(null);
  const [isAlive, setIsAlive] = useState(false);
  const onAlive = useCallback(() => setIsAlive(true), []);
  useEffect(() => {
    if (isNear) loaders[model]().then(setLive, () => setLive('failed'));
  }, [isNear, model]);

  const isHere = live !== null && live !== 'failed';
  return (
    <div ref={place}>
      {isHere &&
        (task ? (
          <live.Task {...props} task={task} onAlive={onAlive} />
        ) : (
          <live.Model {...props} onAlive={onAlive} />
        ))}
      {!isAlive && <Still model={model} task={task} scenario={props.scenario} locale={props.locale} />}
      {live === 'failed' && (
        <p role="alert" className="m-0 mt-2 text-sm text-bad">
          {modelWords(props.locale).loadFailed}
        </p>
      )}
    </div>
  );
}

interface StillFigureProps extends Omit<Props, 'shareKey' | 'task'> {
  task: TaskView | undefined;
}

/** React never looks into an element whose HTML is given, so the server's picture stays as it is, and costs nothing to wake. */
function Still({ model, task, ...props }: StillFigureProps) {
  const drawn = stills[model];
  // Reached by a link inside the app there is no server's picture; the room is kept for the living one.
  const room = 'empty:min-h-[40rem]';
  if (!drawn)
    // biome-ignore lint/security/noDangerouslySetInnerHtml: an empty text, which leaves the server's HTML alone
    return <div className={room} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />;
  return (
    <div className={room}>{task ? <drawn.Task {...props} task={task} /> : <drawn.Model {...props} />}</div>
  );
}
