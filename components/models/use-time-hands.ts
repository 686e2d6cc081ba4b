'use client';
import { useMemo } from 'react';
import type { Player } from '@/components/playback/player';
import type { Skip } from '@/components/playback/player.types';
import type { TimeHands } from '@/components/playback/time-controls';
import type { ModelFace } from './model-face';

/** What the time controls do to a player. `reset` is what leads back to the lesson's own start. */
export function useTimeHands<Settings, Snapshot, Trail, Observed>(
  face: ModelFace<Settings, Snapshot, Trail>,
  player: Player<Settings, Snapshot, Observed>,
  reset: () => void,
): TimeHands {
  return useMemo(() => {
    const skips: Readonly<Record<string, Skip<Snapshot>>> = {
      ten: { forMs: 10_000 },
      log: { forMs: 600_000, until: face.hasNewLine },
    };
    return {
      toggle: () => (player.view().isPlaying ? player.pause() : player.play()),
      step: () => player.step(),
      restart: reset,
      setSpeed: (speed) => player.setSpeed(speed),
      skip: (id) => {
        const skip = skips[id];
        if (skip) player.skip(skip);
      },
    };
  }, [face, player, reset]);
}
