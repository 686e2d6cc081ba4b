import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { ShapeSnapshot } from '@/lib/models/shop/shop.types';
import { inTime } from '../quantities';
import { Panel } from './panel';
import { SpanList } from './span-list';
import { Waterfall } from './waterfall';

const counters = ['confirmed', 'failed', 'compensated', 'stuck'] as const;

/** Where the time of the last order went, and how orders have ended so far. `scaleMs` is shared by both shapes. */
export function OrderPanel({
  shape,
  scaleMs,
  locale,
}: {
  shape: ShapeSnapshot;
  scaleMs: number;
  locale: Locale;
}) {
  const words = shopWords(locale);
  const { lastOrder, orders } = shape;
  return (
    <Panel title={words.order}>
      <div className="min-h-36 text-xs">
        {lastOrder ? (
          <>
            <p className="m-0 mb-1 flex justify-between gap-2 tabular-nums">
              <span className={lastOrder.outcome === 'confirmed' ? 'text-ink' : 'font-semibold text-bad'}>
                {shopNames(locale).outcome[lastOrder.outcome]}
              </span>
              <span className="text-ink-2">
                {fill(words.orderTook, { total: inTime(lastOrder.totalMs), hops: lastOrder.hops })}
              </span>
            </p>
            <Waterfall trace={lastOrder} scaleMs={scaleMs} locale={locale} />
            <SpanList trace={lastOrder} locale={locale} />
          </>
        ) : (
          <p className="m-0 text-ink-3">{words.noOrder}</p>
        )}
      </div>
      <dl
        className="m-0 mt-2 grid grid-cols-4 gap-2 border-t border-rule pt-2 text-xs"
        title={words.counters}
      >
        {counters.map((counter) => (
          <div key={counter} className="min-w-0">
            <dt className="text-ink-3">{words[counter]}</dt>
            <dd
              className={`m-0 font-mono text-base tabular-nums ${counter === 'stuck' && orders.stuck > 0 ? 'font-semibold text-bad' : 'text-ink'}`}
            >
              {orders[counter]}
            </dd>
          </div>
        ))}
      </dl>
      <p className="m-0 mt-1 text-xs leading-4 text-ink-3">{words.stuckNote}</p>
    </Panel>
  );
}
