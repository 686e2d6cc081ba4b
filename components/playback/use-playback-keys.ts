'use client';
import { type RefObject, useEffect } from 'react';

/** Controls that use the space bar themselves; a slider does not. */
const usesSpace = 'button, summary, a, select, textarea, input:not([type=range])';
const usesText = 'textarea, select, input:not([type=range]):not([type=checkbox]):not([type=radio])';

/** Keys while the focus is within the figure: space plays and pauses, the full stop steps. */
export function usePlaybackKeys(
  figure: RefObject<HTMLElement | null>,
  keys: { toggle(): void; step(): void },
) {
  const { toggle, step } = keys;
  useEffect(() => {
    const element = figure.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === ' ' && !target.closest(usesSpace)) toggle();
      else if (event.key === '.' && !target.closest(usesText)) step();
      else return;
      event.preventDefault();
    };
    element.addEventListener('keydown', onKey);
    return () => element.removeEventListener('keydown', onKey);
  }, [figure, toggle, step]);
}
