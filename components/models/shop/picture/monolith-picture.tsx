import { SmallTile, Tile } from '@/components/diagram/tile';
import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { features, type ShapeSnapshot, type ShopSettings } from '@/lib/models/shop/shop.types';
import { FeatureDoor } from './feature-door';
import { faultGlyph, tileNote } from './feature-note';
import { NoReplica } from './no-replica';
import { ProcessBox } from './process-box';

export interface PictureProps {
  readonly shape: ShapeSnapshot;
  readonly settings: ShopSettings;
  readonly showLibrary: boolean;
  readonly locale: Locale;
}

/** From here on boxes are drawn small. */
const many = 4;

/** Every copy holds all four features behind one wall; four doors lead into the same processes. */
export function MonolithPicture({ shape, settings, showLibrary, locale }: PictureProps) {
  const isDense = shape.replicas.length >= many;
  const OneTile = isDense ? SmallTile : Tile;
  return (
    <div>
      <div className="grid grid-cols-4 gap-1.5">
        {features.map((feature) => (
          <div key={feature} className="min-w-0">
            <FeatureDoor feature={feature} numbers={shape.features[feature]} locale={locale} />
            <svg width="100%" height="10" aria-hidden="true" className="block">
              <line x1="50%" x2="50%" y1="0" y2="10" strokeWidth="1.5" className="stroke-ink-3" />
            </svg>
          </div>
        ))}
      </div>
      <ul
        className={`m-0 grid list-none gap-1.5 border-t-[1.5px] border-ink-3 p-0 pt-1.5 ${isDense ? 'grid-cols-2' : 'grid-cols-1'}`}
      >
        {shape.replicas.map((replica) => (
          <li key={replica.id} className="m-0 min-w-0 before:hidden">
            <ProcessBox replica={replica} isDense={isDense} locale={locale}>
              <div className="mt-1 grid grid-cols-4 gap-1">
                {features.map((feature) => (
                  <OneTile
                    key={feature}
                    name={shopNames(locale).feature[feature]}
                    glyph={faultGlyph(settings.fault[feature])}
                    note={tileNote(feature, settings, showLibrary, locale)}
                  />
                ))}
              </div>
            </ProcessBox>
          </li>
        ))}
      </ul>
      {shape.replicas.length === 0 && <NoReplica locale={locale} />}
    </div>
  );
}
