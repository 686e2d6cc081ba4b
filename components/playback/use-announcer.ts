'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

const gapMs = 2000;
const mostLines = 3;

/**
 * Gathers what a screen reader should hear. Lines that come close together are spoken as one message, at most one
 * each two real seconds, so that a busy minute does not bury the reader. `andMore(n)` words what was left out; an urgent
 * line goes before the others and is never left out for them.
 */
export function useAnnouncer(andMore: (count: number) => string) {
  const [message, setMessage] = useState('');
  const waiting = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback(() => {
    timer.current = null;
    const lines = [...new Set(waiting.current)];
    waiting.current = [];
    if (lines.length === 0) return;
    const left = lines.length - mostLines;
    setMessage([...lines.slice(0, mostLines), ...(left > 0 ? [andMore(left)] : [])].join(' '));
    timer.current = setTimeout(flush, gapMs);
  }, [andMore]);

  const announce = useCallback(
    (lines: readonly string[], isUrgent = false) => {
      if (lines.length === 0) return;
      if (isUrgent) waiting.current.unshift(...lines);
      else waiting.current.push(...lines);
      // A short wait lets lines of one moment meet.
      timer.current ??= setTimeout(flush, 150);
    },
    [flush],
  );

  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );

  return { message, announce };
}
