'use client';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { formatClock } from '@/components/playback/format-clock';
import { Player, type PlayerView, type Skip } from '@/components/playback/player';
import type { TimeHands } from '@/components/playback/time-controls';
import { usePlayback } from '@/components/playback/use-playback';
import { usePlaybackKeys } from '@/components/playback/use-playback-keys';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { figureObserver, type Seen, type WatchedGoal } from './figure-observer';
import type { ModelFace } from './model-face';
import { type LinkState, startFromLink } from './start-from-link';

export interface Figure<Settings, Snapshot, Trail> {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly player: Player<Settings, Snapshot, Seen<Trail>>;
  readonly view: PlayerView<Settings, Snapshot, Seen<Trail>>;
  readonly hands: TimeHands;
  /** The scenario's own settings: where "Reset" leads. */
  readonly ownSettings: Settings;
  readonly link: LinkState;
}

interface Options<Settings, Snapshot, Trail> {
  readonly face: ModelFace<Settings, Snapshot, Trail>;
  readonly scenario: ScenarioView;
  /** The name under which changed settings travel in a link. */
  readonly shareKey: string;
  readonly goals: readonly WatchedGoal[];
}

/** A model that lives on the page: its player, started from the scenario or from a shared link, and the hands for it. */
export function useFigure<Settings, Snapshot, Trail>({ face, scenario, shareKey, goals }: Options<Settings, Snapshot, Trail>): Figure<Settings, Snapshot, Trail> {
  const place = useRef<HTMLDivElement>(null);
  const [ownSettings] = useState(() => face.model.settle(face.model.defaults, scenario.settings).settings);
  const [{ settings, link }, setStart] = useState(() => startFromLink(face.model, ownSettings, shareKey, window.location.hash));
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

  const hands = useMemo<TimeHands>(() => {
    const skips: Readonly<Record<string, Skip<Snapshot>>> = {
      ten: { forMs: 10_000 },
      log: { forMs: 600_000, until: face.hasNewLine },
    };
    return {
      toggle: () => (player.view().isPlaying ? player.pause() : player.play()),
      step: () => player.step(),
      restart: () => {
        setStart({ settings: ownSettings, link: 'none' });
        player.restart(ownSettings);
      },
      setSpeed: (speed) => player.setSpeed(speed),
      skip: (id) => {
        const skip = skips[id];
        if (skip) player.skip(skip);
      },
    };
  }, [player, face, ownSettings]);
  usePlaybackKeys(place, hands);

  return { place, player, view, hands, ownSettings, link };
}

/** Speaks what happened: the model's news, the end of a skip, the word of a step. */
export function useFigureNews<Settings, Snapshot, Trail>(
  face: ModelFace<Settings, Snapshot, Trail>,
  { snapshot, nowMs, isReady, isSkipping, stepped }: PlayerView<Settings, Snapshot, Seen<Trail>>,
  announce: (lines: readonly string[]) => void,
  locale: Locale,
) {
  const last = useRef({ snapshot, isSkipping: false });
  useEffect(() => {
    const before = last.current;
    last.current = { snapshot, isSkipping: isReady && isSkipping };
    if (!isReady || before.snapshot === snapshot) return;
    const hasSkipped = before.isSkipping && !isSkipping;
    announce([
      ...(hasSkipped ? [`${formatClock(nowMs)}.`] : []),
      ...(stepped ? [`${formatClock(nowMs)}: ${face.eventInWords(stepped, locale)}.`] : []),
      ...face.news(before.snapshot, snapshot, locale),
    ]);
  }, [face, snapshot, nowMs, isReady, isSkipping, stepped, announce, locale]);
}
