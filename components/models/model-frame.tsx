import type { ReactNode } from 'react';
import type { TimeView } from '@/components/playback/clock-face';
import { TimeControls, type TimeHands } from '@/components/playback/time-controls';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import type { Paragraph } from './model-face';

/**
 * What stands around any model: title, time, the figure, and the figure in words. The still picture of the server and
 * the living one share this frame, so nothing moves on the page when life arrives.
 */
export function ModelFrame({
  title,
  locale,
  time,
  hands,
  notice,
  inWords,
  footer,
  children,
}: {
  title: string;
  locale: Locale;
  time: TimeView;
  hands?: TimeHands | undefined;
  notice: ReactNode;
  inWords: readonly Paragraph[];
  footer: ReactNode;
  children: ReactNode;
}) {
  const words = modelWords(locale);
  const skips = [
    { id: 'ten', label: words.plusTenSeconds },
    { id: 'log', label: words.nextLogLine },
  ];
  return (
    <div className="@container/figure min-w-0 text-sm leading-5">
      <p className="m-0 mb-2 text-base font-semibold text-ink">{title}</p>
      <TimeControls locale={locale} time={time} skips={skips} hands={hands} />
      <p className="m-0 min-h-7 py-1 text-xs leading-5 text-ink-2 print:hidden">{notice}</p>
      {children}
      <div className="mt-4 border-t border-rule pt-2">
        <div className="flex flex-wrap items-start gap-x-6 gap-y-1">
          <details className="min-w-0 flex-1 basis-56">
            <summary className="inline-block py-1 text-xs text-ink-2 underline decoration-rule-strong underline-offset-4 pointer-coarse:py-3">{words.describe}</summary>
            <InWords paragraphs={inWords} />
          </details>
          <div className="flex flex-wrap gap-x-2 print:hidden">{footer}</div>
        </div>
      </div>
    </div>
  );
}

function InWords({ paragraphs }: { paragraphs: readonly Paragraph[] }) {
  return paragraphs.map(({ title, lines }) => (
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
  ));
}
