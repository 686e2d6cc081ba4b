import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';

/** A small whole number between two buttons. At an end the button stays focusable and says that it does nothing. */
export function Stepper({
  label,
  shortLabel,
  value,
  min,
  max,
  locale,
  onChange,
}: {
  /** Names the thing for the buttons: `search replicas`. */
  label: string;
  shortLabel: string;
  value: number;
  min: number;
  max: number;
  locale: Locale;
  onChange?: ((value: number) => void) | undefined;
}) {
  const words = modelWords(locale);
  const button = (text: string, name: string, next: number) => {
    const isEnd = next < min || next > max;
    return (
      <button
        type="button"
        aria-label={fill(name, { what: label })}
        aria-disabled={isEnd}
        disabled={!onChange}
        onClick={onChange && (() => !isEnd && onChange(next))}
        className="min-h-8 min-w-9 font-mono text-base text-ink hover:bg-sunken disabled:opacity-50 aria-disabled:text-ink-3 aria-disabled:opacity-50 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        {text}
      </button>
    );
  };
  return (
    <fieldset className="flex items-center justify-between gap-3 text-sm leading-5">
      <legend className="sr-only">{label}</legend>
      <span aria-hidden="true" className="text-ink">
        {shortLabel}
      </span>
      <span className="inline-flex items-stretch divide-x divide-rule-strong overflow-clip rounded-box border border-rule-strong bg-raised">
        {button('–', words.less, value - 1)}
        <output className="grid min-w-9 place-items-center font-mono tabular-nums">{value}</output>
        {button('+', words.more, value + 1)}
      </span>
    </fieldset>
  );
}
