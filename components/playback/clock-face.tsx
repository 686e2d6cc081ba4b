import type { Locale } from '@/lib/i18n/locale';
import { playbackWords } from '@/lib/i18n/playback-words';
import { formatClock } from './format-clock';
import type { Speed } from './player.types';

/** What the time controls show of a player. */
export interface TimeView {
  readonly nowMs: number;
  readonly isReady: boolean;
  readonly isPlaying: boolean;
  readonly isSkipping: boolean;
  readonly speed: Speed;
}

/** Virtual time in tabular figures, and in a word whether it moves. */
export function ClockFace({ locale, time }: { locale: Locale; time: TimeView }) {
  const words = playbackWords(locale);
  return (
    <div className="order-2 ml-auto grid justify-items-end leading-none @4xl/figure:order-last">
      <span
        role="timer"
        aria-label={words.clock}
        className={`text-right font-mono text-xl leading-6 tabular-nums ${time.isPlaying ? 'text-accent' : 'text-ink'}`}
      >
        {formatClock(time.nowMs)}
      </span>
      <span className="text-xs leading-4 text-ink-3">{stateInWords(locale, time)}</span>
    </div>
  );
}

function stateInWords(locale: Locale, time: TimeView): string {
  const words = playbackWords(locale);
  if (time.isSkipping) return words.skipping;
  return time.isPlaying ? words.playing : words.paused;
}
