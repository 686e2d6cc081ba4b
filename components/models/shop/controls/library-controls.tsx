import { Choice } from '@/components/models/controls/choice';
import { ControlGroup } from '@/components/models/controls/control-group';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import { features } from '@/lib/models/shop/shop.types';
import type { ShopControlsProps } from '../shop-controls';

export function LibraryControls({ settings, locale, act }: ShopControlsProps) {
  const words = shopWords(locale);
  const options = (['1', '2'] as const).map((version) => ({
    value: version,
    label: fill(words.library, { version }),
  }));
  return (
    <ControlGroup title={words.libraryChoice}>
      {features.map((feature) => (
        <Choice
          key={feature}
          label={shopNames(locale).feature[feature]}
          value={settings.library[feature] === 1 ? '1' : '2'}
          options={options}
          onChange={act && ((version) => act({ set: { library: { [feature]: version === '1' ? 1 : 2 } } }))}
        />
      ))}
    </ControlGroup>
  );
}
