import { ControlGroup } from '@/components/models/controls/control-group';
import { Slider } from '@/components/models/controls/slider';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { ranges } from '@/lib/models/shop/settings';
import { features } from '@/lib/models/shop/shop.types';
import type { ShopControlsProps } from '../shop-controls';

export function LoadControls({ settings, locale, act }: ShopControlsProps) {
  return (
    <ControlGroup title={shopWords(locale).load}>
      {features.map((feature) => (
        <Slider
          key={feature}
          label={shopNames(locale).feature[feature]}
          value={settings.load[feature]}
          inWords={`${settings.load[feature]}/s`}
          {...ranges.load}
          step={1}
          onChange={act && ((value) => act({ set: { load: { [feature]: value } } }))}
        />
      ))}
    </ControlGroup>
  );
}
