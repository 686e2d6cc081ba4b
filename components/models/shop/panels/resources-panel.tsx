import { Meter } from '@/components/diagram/meter';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { type ShapeSnapshot, type ShopSnapshot, shapes } from '@/lib/models/shop/shop.types';
import { inGib } from '../quantities';
import { Panel } from './panel';

interface Measure {
  readonly name: string;
  readonly reserved: (totals: ShapeSnapshot['totals']) => number;
  /** Where only a part of what is reserved is used. */
  readonly used?: (totals: ShapeSnapshot['totals']) => number;
  readonly print: (value: number) => string;
  /** The scale reaches at least this far, so that small numbers look small. */
  readonly atLeast: number;
}

/** Each row has one scale for both shapes: lengths may be compared across. */
export function ResourcesPanel({ snapshot, locale }: { snapshot: ShopSnapshot; locale: Locale }) {
  const words = shopWords(locale);
  const running = shapes.flatMap((shape) => {
    const numbers = snapshot[shape];
    return numbers ? [{ shape, totals: numbers.totals }] : [];
  });
  return (
    <Panel title={words.resources} note={words.resourcesNote}>
      <table className="table w-full table-fixed border-collapse text-xs leading-5 [&_td]:p-0 [&_td]:py-1 [&_td]:pl-4 [&_th]:p-0 [&_th]:py-1 [&_thead_th]:pl-4">
        <thead>
          <tr className="text-ink-3 [&>*]:border-b [&>*]:border-rule-strong">
            <td className="w-[28%]" />
            {running.map(({ shape }) => (
              <th key={shape} scope="col" className="text-left font-normal">
                {shopNames(locale).shape[shape]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures(locale).map(({ name, reserved, used, print, atLeast }) => {
            const scale = Math.max(atLeast, ...running.map(({ totals }) => reserved(totals)));
            return (
              <tr key={name} className="[&>*]:border-b [&>*]:border-rule">
                <th scope="row" className="text-left align-middle font-normal text-ink-2">
                  {name}
                </th>
                {running.map(({ shape, totals }) => (
                  <td key={shape} className="align-middle">
                    <span className="tabular-nums text-ink">
                      {used && <span className="text-ink-2">{print(used(totals))} / </span>}
                      {print(reserved(totals))}
                    </span>
                    <Meter
                      share={(used ?? reserved)(totals) / scale}
                      frame={reserved(totals) / scale}
                      height={6}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

function measures(locale: Locale): readonly Measure[] {
  const words = shopWords(locale);
  return [
    { name: words.replicas, reserved: ({ replicas }) => replicas, print: String, atLeast: 4 },
    {
      name: words.cores,
      reserved: ({ coresReserved }) => coresReserved,
      used: ({ coresUsed }) => coresUsed,
      print: (value) => value.toFixed(1),
      atLeast: 4,
    },
    {
      name: words.memoryGib,
      reserved: ({ memoryReservedMib }) => memoryReservedMib,
      used: ({ memoryUsedMib }) => memoryUsedMib,
      print: inGib,
      atLeast: 2048,
    },
    {
      name: words.cost,
      reserved: ({ costPerHour }) => costPerHour,
      print: (value) => value.toFixed(1),
      atLeast: 10,
    },
    {
      name: words.hops,
      reserved: ({ hopsPerRequest }) => hopsPerRequest,
      print: (value) => value.toFixed(1),
      atLeast: 1,
    },
  ];
}
