import { Choice } from '@/components/models/controls/choice';
import { ControlGroup } from '@/components/models/controls/control-group';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { type Fault, features } from '@/lib/models/shop/shop.types';
import type { ShopControlsProps } from '../shop-controls';

const faults: readonly Fault[] = ['none', 'leak', 'slow', 'down'];

export function FaultControls({ settings, locale, act }: ShopControlsProps) {
  const names = shopNames(locale);
  const options = faults.map((fault) => ({ value: fault, label: names.fault[fault] }));
  return (
    <ControlGroup title={shopWords(locale).fault}>
      {features.map((feature) => (
        <Choice
          key={feature}
          label={names.feature[feature]}
          value={settings.fault[feature]}
          options={options}
          onChange={act && ((fault) => act({ set: { fault: { [feature]: fault } } }))}
        />
      ))}
    </ControlGroup>
  );
}
