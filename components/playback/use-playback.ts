'use client';
import { type RefObject, useEffect, useSyncExternalStore } from 'react';
import type { Player } from './player';
import type { PlayerView } from './player.types';

/**
 * Gives a player its frames (the only requestAnimationFrame of the project) and the reader's circumstances: it pauses
 * when the figure is off the screen or the tab is hidden, and shows fewer pictures where less motion is asked for.
 */
export function usePlayback<Settings, Snapshot, Observed>(
  player: Player<Settings, Snapshot, Observed>,
  figure: RefObject<HTMLElement | null>,
): PlayerView<Settings, Snapshot, Observed> {
  const view = useSyncExternalStore(player.subscribe, player.view, player.view);
  const wantsFrames = view.isPlaying || view.isSkipping;

  useEffect(() => {
    if (!wantsFrames) return;
    let handle = requestAnimationFrame(function draw(realMs) {
      player.frame(realMs);
      handle = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(handle);
  }, [player, wantsFrames]);

  useEffect(() => {
    const pauseIfHidden = () => document.hidden && player.pause();
    document.addEventListener('visibilitychange', pauseIfHidden);
    return () => document.removeEventListener('visibilitychange', pauseIfHidden);
  }, [player]);

  useEffect(() => {
    const element = figure.current;
    if (!element || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver((entries) => {
      // Several changes may come at once; only the last still holds.
      if (entries.at(-1)?.isIntersecting === false) player.pause();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [player, figure]);

  useEffect(() => {
    const asked = window.matchMedia('(prefers-reduced-motion: reduce)');
    const follow = () => player.setCalm(asked.matches);
    follow();
    asked.addEventListener('change', follow);
    return () => asked.removeEventListener('change', follow);
  }, [player]);

  return view;
}
