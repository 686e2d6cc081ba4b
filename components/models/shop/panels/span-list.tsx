import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { OrderTrace } from '@/lib/models/shop/shop.types';
import { inTime } from '../quantities';

/** The waterfall in words. */
export function SpanList({ trace, locale }: { trace: OrderTrace; locale: Locale }) {
  const words = shopWords(locale);
  const names = shopNames(locale);
  return (
    <details className="mt-1 text-xs">
      <summary className="inline-block py-1 text-ink-2 underline decoration-rule-strong underline-offset-4">
        {words.asList}
      </summary>
      <ol className="m-0 list-none p-0 leading-5 tabular-nums">
        {trace.spans.map((span, index) => (
          <li key={index} className="m-0">
            {fill(words.spanLine, {
              start: inTime(span.startMs),
              end: inTime(span.endMs),
              feature: names.feature[span.feature],
              kind: names.span[span.kind],
            })}
            {span.failed && <strong className="text-bad"> {words.spanFailed}</strong>}
          </li>
        ))}
      </ol>
    </details>
  );
}
