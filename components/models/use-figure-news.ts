'use client';
import { useCallback, useEffect, useRef } from 'react';
import { formatClock } from '@/components/playback/format-clock';
import type { PlayerView } from '@/components/playback/player.types';
import { useAnnouncer } from '@/components/playback/use-announcer';
import type { Locale } from '@/lib/i18n/locale';
import { playbackWords } from '@/lib/i18n/playback-words';
import { fill } from '@/lib/i18n/words';
import type { Seen } from './figure-observer';
import type { ModelFace } from './model-face';

/** Speaks what happens in a figure: the model's news, the end of a skip, the word of a step; and lets others speak too. */
export function useFigureNews<Settings, Snapshot, Trail>(
  face: ModelFace<Settings, Snapshot, Trail>,
  { snapshot, nowMs, isReady, isSkipping, stepped }: PlayerView<Settings, Snapshot, Seen<Trail>>,
  locale: Locale,
) {
  const andMore = useCallback((count: number) => fill(playbackWords(locale).andMore, { count }), [locale]);
  const { message, announce } = useAnnouncer(andMore);
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
  return { message, announce };
}
