import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';

/** Hints one at a time: each stands inside the one before, so that none is read by accident, and no script is needed. */
export function TaskHints({
  hints,
  locale,
  from = 0,
}: {
  hints: readonly string[];
  locale: Locale;
  from?: number;
}) {
  const hint = hints[from];
  if (hint === undefined) return null;
  return (
    <details className="text-[0.9375rem] leading-7">
      <summary className="inline-block py-1 text-sm text-ink-2 underline decoration-rule-strong underline-offset-4 hover:text-ink pointer-coarse:py-2.5">
        {fill(modelWords(locale).hintNumber, { number: from + 1 })}
      </summary>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made from `code` and **bold** of our own lab.yaml at build time */}
      <p className="m-0 mb-1" dangerouslySetInnerHTML={{ __html: hint }} />
      <TaskHints hints={hints} locale={locale} from={from + 1} />
    </details>
  );
}
