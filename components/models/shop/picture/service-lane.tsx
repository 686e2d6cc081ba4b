import { Tile } from '@/components/diagram/tile';
import { type Call, WireGutter } from '@/components/diagram/wire';
import { shopNames } from '@/lib/i18n/shop-names';
import { type Feature, features } from '@/lib/models/shop/shop.types';
import { FeatureDoor } from './feature-door';
import { faultGlyph, tileNote } from './feature-note';
import type { PictureProps } from './monolith-picture';
import { NoReplica } from './no-replica';
import { ProcessBox } from './process-box';

/** From here on boxes of a lane are drawn small, two beside each other. */
const many = 2;

/** One service: its part of the wires, its door, and the processes behind the door. */
export function ServiceLane({
  feature,
  calls,
  shape,
  settings,
  showLibrary,
  locale,
}: PictureProps & { feature: Feature; calls: readonly Call[] }) {
  const replicas = shape.replicas.filter(({ unit }) => unit === feature);
  const isDense = replicas.length >= many;
  const note = tileNote(feature, settings, showLibrary, locale);
  const tile = (
    <Tile name={shopNames(locale).feature[feature]} glyph={faultGlyph(settings.fault[feature])} note={note} />
  );
  return (
    <div className="grid grid-cols-[1.5rem_minmax(0,1fr)] items-center @sm/shape:grid-cols-[1.5rem_5.25rem_minmax(0,1fr)]">
      <div className="relative self-stretch @max-sm/shape:row-span-2">
        <WireGutter lane={features.indexOf(feature)} calls={calls} />
      </div>
      <div className="grid gap-1 pt-1 @sm/shape:pb-1">
        <FeatureDoor feature={feature} numbers={shape.features[feature]} locale={locale} isFlat />
        {isDense && note && tile}
      </div>
      <div className="min-w-0 pt-1 pb-2 @sm/shape:pb-1 @sm/shape:pl-2">
        <ul className={`m-0 grid list-none gap-1.5 p-0 ${isDense ? 'grid-cols-2' : 'grid-cols-1'}`}>
          {replicas.map((replica) => (
            <li key={replica.id} className="m-0 min-w-0 before:hidden">
              {/* A tile that says more than its name needs a line of its own. */}
              <ProcessBox
                replica={replica}
                isDense={isDense}
                locale={locale}
                badge={isDense || note ? undefined : tile}
              >
                {note && !isDense && <div className="mt-1">{tile}</div>}
              </ProcessBox>
            </li>
          ))}
        </ul>
        {replicas.length === 0 && <NoReplica locale={locale} />}
      </div>
    </div>
  );
}
