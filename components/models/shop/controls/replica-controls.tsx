import { ControlGroup } from '@/components/models/controls/control-group';
import { Stepper } from '@/components/models/controls/stepper';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import { ranges } from '@/lib/models/shop/settings';
import { features, type ShopSettings, type Unit } from '@/lib/models/shop/shop.types';
import type { ShopControlsProps } from '../shop-controls';

const units: Record<ShopSettings['run'], readonly Unit[]> = {
  monolith: ['monolith'],
  services: features,
  both: ['monolith', ...features],
};

export function ReplicaControls({ settings, locale, act }: ShopControlsProps) {
  const words = shopWords(locale);
  const names = shopNames(locale);
  return (
    <ControlGroup title={words.replicaControls}>
      {units[settings.run].map((unit) => (
        <Stepper
          key={unit}
          label={fill(words.unitReplicas, { unit: names.unit[unit] })}
          shortLabel={names.unit[unit]}
          value={settings.replicas[unit]}
          {...ranges.replicas}
          locale={locale}
          onChange={act && ((value) => act({ set: { replicas: { [unit]: value } } }))}
        />
      ))}
    </ControlGroup>
  );
}
