import { Glyph } from '@/components/diagram/glyph';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { features, type Shape, type ShapeSnapshot } from '@/lib/models/shop/shop.types';
import { inPercent, inShort, inTime } from '../quantities';
import { tellFeature } from '../shop-state';
import type { ShopTrail } from '../shop-trail';
import { LatencyTrace } from './latency-trace';

/** How customers fare, feature by feature, over the last ten virtual seconds. */
export function FiguresTable({
  shape,
  numbers,
  trail,
  locale,
}: {
  shape: Shape;
  numbers: ShapeSnapshot;
  trail: ShopTrail;
  locale: Locale;
}) {
  const words = shopWords(locale);
  const names = shopNames(locale);
  return (
    <table className="table w-full table-fixed border-collapse text-xs leading-5 [&_td]:p-0 [&_td]:py-1 [&_th]:p-0 [&_th]:py-1 [&_tr>*+*]:pl-2 [&_td]:text-right [&_td]:align-middle [&_th]:align-bottom [&_tr>*+*]:text-right">
      <caption className="sr-only">
        {words.figures}: {names.shape[shape]}
      </caption>
      <thead>
        <tr className="text-ink-3 [&>th]:border-b [&>th]:border-rule-strong [&>th]:font-normal [&>th]:leading-4">
          <th scope="col" className="w-[24%] text-left @min-[23rem]/cell:w-[20%]">
            {words.feature}
          </th>
          <th scope="col">{words.served}</th>
          <th scope="col">{words.errors}</th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col" className="hidden w-[24%] @min-[23rem]/cell:table-cell">
            {words.trace}
          </th>
        </tr>
      </thead>
      <tbody className="tabular-nums text-ink">
        {features.map((feature) => {
          const row = numbers.features[feature];
          const told = tellFeature(row, locale);
          return (
            <tr key={feature} className="[&>*]:border-b [&>*]:border-rule">
              <th scope="row" className="whitespace-nowrap text-left font-semibold">
                <span className="inline-flex items-center gap-1">
                  <Glyph kind={told.glyph} />
                  {names.feature[feature]}
                </span>
              </th>
              <td>
                {inShort(row.servedPerSecond)}
                <span className="text-ink-3"> / {inShort(row.offeredPerSecond)}</span>
              </td>
              <td className={row.errorShare > 0 ? 'font-semibold text-bad' : 'text-ink-3'}>
                {inPercent(row.errorShare)}
              </td>
              <td>{row.p50Ms > 0 ? inTime(row.p50Ms) : '–'}</td>
              <td className={row.p95Ms >= 1000 ? 'font-semibold text-wait' : ''}>
                {row.p95Ms > 0 ? inTime(row.p95Ms) : '–'}
              </td>
              <td className="hidden @min-[23rem]/cell:table-cell">
                <LatencyTrace feature={feature} shape={shape} trail={trail} locale={locale} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** How to read the tables, said once for both. The traces are explained only where the cells have room for them. */
export function FiguresNote({ isAlone, locale }: { isAlone: boolean; locale: Locale }) {
  const words = shopWords(locale);
  return (
    <div className="@container/note col-span-full -mt-3">
      <p className="m-0 text-xs leading-4 text-ink-3">
        {words.figuresNote}{' '}
        <span className={`hidden ${isAlone ? '@min-[23rem]/note:inline' : '@min-[48rem]/note:inline'}`}>
          {words.traceNote}
        </span>
      </p>
    </div>
  );
}
