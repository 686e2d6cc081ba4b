import { SmallTile, Tile } from '@/components/diagram/tile';
import { type Call, WireGutter } from '@/components/diagram/wire';
import { shopNames } from '@/lib/i18n/shop-words';
import { type Feature, features, type ShapeSnapshot, type ShopSettings } from '@/lib/models/shop/shop.types';
import { FeatureDoor } from './feature-door';
import { faultGlyph, tileNote } from './feature-note';
import type { PictureProps } from './monolith-picture';
import { NoReplica } from './no-replica';
import { ProcessBox } from './process-box';

/** From here on boxes of a lane are drawn small, two beside each other. */
const many = 2;

/** Every service has its own door and its own processes; calls between them leave the wall and go over a wire. */
export function ServicesPicture({ shape, settings, showLibrary, locale }: PictureProps) {
  const calls = wires(shape, settings);
  return features.map((feature, lane) => {
    const replicas = shape.replicas.filter(({ unit }) => unit === feature);
    const isDense = replicas.length >= many;
    const note = tileNote(feature, settings, showLibrary, locale);
    // A tile that says more than its name needs a line of its own.
    const tile = {
      name: shopNames(locale).feature[feature],
      glyph: faultGlyph(settings.fault[feature]),
      note,
    };
    return (
      <div key={feature} className="grid grid-cols-[1.5rem_minmax(0,1fr)] items-center @sm/shape:grid-cols-[1.5rem_5.25rem_minmax(0,1fr)]">
        <div className="relative self-stretch @max-sm/shape:row-span-2">
          <WireGutter lane={lane} calls={calls} />
        </div>
        <div className="pt-1 @sm/shape:pb-1">
          <FeatureDoor feature={feature} numbers={shape.features[feature]} locale={locale} isFlat />
        </div>
        <div className="min-w-0 pt-1 pb-2 @sm/shape:pb-1 @sm/shape:pl-2">
          <ul className={`m-0 grid list-none gap-1.5 p-0 ${isDense ? 'grid-cols-2' : 'grid-cols-1'}`}>
            {replicas.map((replica) => (
              <li key={replica.id} className="m-0 min-w-0 before:hidden">
                <ProcessBox
                  replica={replica}
                  isDense={isDense}
                  locale={locale}
                  badge={isDense ? <SmallTile {...tile} /> : note ? undefined : <Tile {...tile} />}
                >
                  {note && !isDense && (
                    <div className="mt-1">
                      <Tile {...tile} />
                    </div>
                  )}
                </ProcessBox>
              </li>
            ))}
          </ul>
          {replicas.length === 0 && <NoReplica locale={locale} />}
        </div>
      </div>
    );
  });
}

/** Who calls whom: an order reserves in the catalogue and charges in payment; a catalogue page asks search. */
const callers: readonly { readonly from: Feature; readonly to: Feature; readonly track: number }[] = [
  { from: 'orders', to: 'catalogue', track: 3 },
  { from: 'catalogue', to: 'search', track: 11 },
  { from: 'orders', to: 'payment', track: 11 },
];

function wires(shape: ShapeSnapshot, settings: ShopSettings): readonly Call[] {
  return callers.map(({ from, to, track }) => {
    const isUp = shape.replicas.some(({ unit, state }) => unit === to && state === 'running') && settings.fault[to] !== 'down';
    const state = !isUp ? 'broken' : settings.hopLossShare > 0 ? 'lossy' : 'whole';
    return { from: features.indexOf(from), to: features.indexOf(to), track, state };
  });
}
