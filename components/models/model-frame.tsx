import type { ReactNode } from 'react';
import type { TimeView } from '@/components/playback/clock-face';
import { TimeControls, type TimeHands } from '@/components/playback/time-controls';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';

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
  inWords: ReactNode;
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
          {inWords}
          <div className="flex flex-wrap gap-x-2 print:hidden">{footer}</div>
        </div>
      </div>
    </div>
  );
}
