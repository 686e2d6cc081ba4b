import { memo, useId } from 'react';
import { Button } from '@/components/ui/button';
import type { Locale } from '@/lib/i18n/locale';
import { playbackWords } from '@/lib/i18n/playback-words';
import { ClockFace, type TimeView } from './clock-face';
import { PauseIcon, PlayIcon, ResetIcon, SkipIcon, StepIcon } from './icons';
import { type Speed, speeds } from './player.types';

export interface TimeHands {
  toggle(): void;
  step(): void;
  restart(): void;
  setSpeed(speed: Speed): void;
  skip(id: string): void;
}

/** The clock and what moves it. Without hands (on the server, and until the model has arrived) it is drawn but disabled. */
export function TimeControls({
  locale,
  time,
  skips,
  hands,
}: {
  locale: Locale;
  time: TimeView;
  skips: readonly { readonly id: string; readonly label: string }[];
  hands?: TimeHands | undefined;
}) {
  const words = playbackWords(locale);
  const isOff = !hands || !time.isReady;
  return (
    <fieldset
      aria-label={words.timeControls}
      className="flex min-w-0 flex-wrap items-center gap-x-5 gap-y-2 border-y border-rule py-2 print:hidden"
    >
      <div className="flex gap-1.5">
        <Button
          look="primary"
          size="small"
          disabled={isOff}
          onClick={hands?.toggle}
          className={`min-w-24 ${tall}`}
        >
          {time.isPlaying ? <PauseIcon /> : <PlayIcon />}
          {time.isPlaying ? words.pause : words.play}
        </Button>
        <Button size="small" disabled={isOff} onClick={hands?.step} className={tall}>
          <StepIcon />
          {words.step}
        </Button>
        <Button look="quiet" size="small" disabled={isOff} onClick={hands?.restart} className={tall}>
          <ResetIcon />
          {words.restart}
        </Button>
      </div>
      <SpeedChoice label={words.speed} speed={time.speed} isOff={isOff} onChoose={hands?.setSpeed} />
      <div className="order-3 flex gap-1.5">
        {skips.map(({ id, label }) => (
          <Button
            key={id}
            look="quiet"
            size="small"
            disabled={isOff}
            onClick={hands && (() => hands.skip(id))}
            className={tall}
          >
            <SkipIcon />
            {label}
          </Button>
        ))}
      </div>
      <ClockFace locale={locale} time={time} />
    </fieldset>
  );
}

const tall = 'min-h-9 pointer-coarse:min-h-11 whitespace-nowrap';

const SpeedChoice = memo(function SpeedChoice({
  label,
  speed,
  isOff,
  onChoose,
}: {
  label: string;
  speed: Speed;
  isOff: boolean;
  onChoose: ((speed: Speed) => void) | undefined;
}) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 items-center gap-2 text-sm" disabled={isOff}>
      <legend className="sr-only">{label}</legend>
      <span aria-hidden="true" className="hidden text-ink-3 @xl/figure:inline">
        {label}
      </span>
      <span className="inline-flex divide-x divide-rule-strong overflow-clip rounded-box border border-rule-strong">
        {speeds.map((each) => (
          <label
            key={each}
            className={`relative inline-flex min-w-11 cursor-pointer items-center justify-center px-2 font-semibold tabular-nums text-ink-2 hover:text-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default ${tall}`}
          >
            <input
              type="radio"
              name={name}
              value={each}
              checked={speed === each}
              onChange={onChoose ? () => onChoose(each) : undefined}
              readOnly={!onChoose}
              className="absolute inset-0 cursor-inherit appearance-none opacity-0"
            />
            ×{each}
          </label>
        ))}
      </span>
    </fieldset>
  );
});
