'use client';
import { useCallback, useMemo, useState } from 'react';
import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { playbackWords } from '@/lib/i18n/playback-words';
import { fill } from '@/lib/i18n/words';
import type { Input } from '@/lib/models/model';
import type { ModelFace } from './model-face';
import { ModelFooter } from './model-footer';
import { ModelFrame } from './model-frame';
import { changesBetween, encodeChanges } from './share-link';
import type { Figure } from './use-figure';
import { WordsBox } from './words-box';

/** The frame around a living model: what its player shows, what the reader's hand does, and what is spoken. */
export function OperatedFrame<Settings, Snapshot, Trail>({
  face,
  figure,
  scenario,
  shareKey,
  locale,
  notice,
}: {
  face: ModelFace<Settings, Snapshot, Trail>;
  figure: Figure<Settings, Snapshot, Trail>;
  scenario: ScenarioView;
  shareKey: string;
  locale: Locale;
  /** Something more urgent than the frame's own notices. */
  notice?: string | undefined;
}) {
  const { player, view, hands, ownSettings, link, message, announce } = figure;
  const words = modelWords(locale);
  // The words are only put together while somebody reads them.
  const [isTold, setIsTold] = useState(false);
  const paragraphs = isTold ? face.inWords(view.snapshot, view.settings, scenario.panels, locale) : [];
  const [copied, setCopied] = useState<string | null>(null);
  const playback = playbackWords(locale);

  const changes = useMemo(() => changesBetween(ownSettings, view.settings), [ownSettings, view.settings]);
  const isChanged = Object.keys(changes).length > 0;
  const act = useCallback(
    (input: Input<Settings>) => {
      setCopied(null);
      player.apply(input);
    },
    [player],
  );
  const copy = async () => {
    const { origin, pathname } = window.location;
    const hash = encodeChanges(shareKey, changes);
    window.history.replaceState(window.history.state, '', hash);
    const isCopied = await navigator.clipboard.writeText(`${origin}${pathname}${hash}`).then(
      () => true,
      () => false,
    );
    setCopied(isCopied ? words.copied : words.copyFailed);
    announce([isCopied ? words.copied : words.copyFailed]);
  };
  const fromLink = { none: undefined, used: words.fromLink, damaged: words.damagedLink }[link];
  const happened =
    view.slowedTo !== null
      ? fill(playback.slowedTo, { speed: view.slowedTo.toPrecision(2) })
      : view.stepped === null
        ? undefined
        : fill(playback.stepped, { what: face.eventInWords(view.stepped, locale) });
  const hint =
    isChanged && !view.isPlaying ? (
      words.pausedHint
    ) : (
      <span className="hidden @2xl/figure:inline pointer-coarse:hidden">{playback.keys}</span>
    );

  return (
    <>
      <ModelFrame
        title={scenario.title}
        locale={locale}
        time={view}
        hands={hands}
        notice={notice ?? copied ?? happened ?? fromLink ?? hint}
        inWords={<WordsBox locale={locale} paragraphs={paragraphs} onToggle={setIsTold} />}
        footer={
          <ModelFooter locale={locale} isChanged={isChanged} onRerun={() => player.restart()} onCopy={copy} />
        }
      >
        <face.Figure
          snapshot={view.snapshot}
          settings={view.settings}
          trail={view.observed.trail}
          controls={scenario.controls}
          panels={scenario.panels}
          locale={locale}
          act={act}
        />
      </ModelFrame>
      <div role="status" className="sr-only">
        {message}
      </div>
    </>
  );
}
