import type { Locale } from '@/lib/i18n/locale';
import { playbackWords } from '@/lib/i18n/playback-words';
import { fill } from '@/lib/i18n/words';
import { formatClock } from './format-clock';
import type { Speed } from './player';

/** What the time controls show of a player. */
export interface TimeView {
  readonly nowMs: number;
  readonly isReady: boolean;
  readonly isPlaying: boolean;
  readonly isSkipping: boolean;
  readonly speed: Speed;
  readonly slowedTo: number | null;
  readonly stepped: string | null;
}

/** Virtual time in tabular figures, and in a word whether it moves. */
export function ClockFace({ locale, time }: { locale: Locale; time: TimeView }) {
  const words = playbackWords(locale);
  return (
    <div className="ml-auto flex items-baseline gap-2 leading-none">
      <span className="text-right text-xs text-ink-3">{stateInWords(locale, time)}</span>
      <span
        role="timer"
        aria-label={words.clock}
        className={`min-w-[4.5ch] text-right font-mono text-xl tabular-nums ${time.isPlaying ? 'text-accent' : 'text-ink'}`}
      >
        {formatClock(time.nowMs)}
      </span>
    </div>
  );
}

function stateInWords(locale: Locale, time: TimeView): string {
  const words = playbackWords(locale);
  if (time.slowedTo !== null) return fill(words.slowedTo, { speed: time.slowedTo.toPrecision(2) });
  if (time.stepped !== null) return fill(words.stepped, { what: time.stepped });
  if (time.isSkipping) return words.skipping;
  return time.isPlaying ? words.playing : words.paused;
}
