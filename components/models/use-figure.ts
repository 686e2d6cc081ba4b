'use client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Player } from '@/components/playback/player';
import type { PlayerView } from '@/components/playback/player.types';
import type { TimeHands } from '@/components/playback/time-controls';
import { usePlayback } from '@/components/playback/use-playback';
import { usePlaybackKeys } from '@/components/playback/use-playback-keys';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { figureObserver, type Seen, type WatchedGoal } from './figure-observer';
import type { ModelFace } from './model-face';
import { type LinkState, startFromLink } from './start-from-link';
import { useFigureNews } from './use-figure-news';
import { useTimeHands } from './use-time-hands';

export interface Figure<Settings, Snapshot, Trail> {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly player: Player<Settings, Snapshot, Seen<Trail>>;
  readonly view: PlayerView<Settings, Snapshot, Seen<Trail>>;
  readonly hands: TimeHands;
  /** The scenario's own settings: where "Reset" leads. */
  readonly ownSettings: Settings;
  readonly link: LinkState;
  /** What is being spoken, and the way to have something spoken. */
  readonly message: string;
  readonly announce: (lines: readonly string[], isUrgent?: boolean) => void;
}

interface Options<Settings, Snapshot, Trail> {
  readonly face: ModelFace<Settings, Snapshot, Trail>;
  readonly scenario: ScenarioView;
  /** The name under which changed settings travel in a link. */
  readonly shareKey: string;
  readonly goals: readonly WatchedGoal[];
  readonly locale: Locale;
}

/** A model that lives on the page: its player, started from the scenario or from a shared link, and the hands for it. */
export function useFigure<Settings, Snapshot, Trail>({
  face,
  scenario,
  shareKey,
  goals,
  locale,
}: Options<Settings, Snapshot, Trail>): Figure<Settings, Snapshot, Trail> {
  const place = useRef<HTMLDivElement>(null);
  const [ownSettings] = useState(() => face.model.settle(face.model.defaults, scenario.settings).settings);
  const [{ settings, link }, setStart] = useState(() =>
    startFromLink(face.model, ownSettings, shareKey, window.location.hash),
  );
  const [player] = useState(
    () =>
      new Player({
        model: face.model,
        settings,
        warmUpMs: scenario.warmUpSeconds * 1000,
        observer: figureObserver(face, goals),
        realNow: () => performance.now(),
      }),
  );
  const view = usePlayback(player, place);

  useEffect(() => {
    const follow = () => {
      const start = startFromLink(face.model, ownSettings, shareKey, window.location.hash);
      if (start.link === 'none') return;
      setStart(start);
      player.restart(start.settings);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [face, ownSettings, player, shareKey]);

  const reset = useCallback(() => {
    setStart({ settings: ownSettings, link: 'none' });
    player.restart(ownSettings);
  }, [ownSettings, player]);
  const hands = useTimeHands(face, player, reset);
  usePlaybackKeys(place, hands);
  const news = useFigureNews(face, view, locale);

  return { place, player, view, hands, ownSettings, link, ...news };
}
