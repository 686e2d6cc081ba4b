import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import type { Paragraph } from './model-face';

/** The figure in words, closed until it is asked for. */
export function WordsBox({
  locale,
  paragraphs,
  onToggle,
}: {
  locale: Locale;
  paragraphs: readonly Paragraph[];
  onToggle?: ((isOpen: boolean) => void) | undefined;
}) {
  return (
    <details
      className="min-w-0 flex-1 basis-56"
      onToggle={onToggle && ((event) => onToggle(event.currentTarget.open))}
    >
      <summary className="inline-block py-1 text-xs text-ink-2 underline decoration-rule-strong underline-offset-4 hover:text-ink pointer-coarse:py-3">
        {modelWords(locale).describe}
      </summary>
      {paragraphs.map(({ title, lines }) => (
        <div key={title} className="mt-1 max-w-[41rem] text-sm leading-6">
          <p className="m-0 font-semibold">{title}</p>
          <ul className="m-0 list-none p-0 text-ink-2">
            {lines.map((line, index) => (
              <li key={index} className="m-0 before:hidden">
                {line}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
