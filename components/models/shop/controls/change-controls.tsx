import { ControlGroup } from '@/components/models/controls/control-group';
import { Button } from '@/components/ui/button';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import { features } from '@/lib/models/shop/shop.types';
import type { ShopControlsProps } from '../shop-controls';

export function ChangeControls({ locale, act }: ShopControlsProps) {
  const words = shopWords(locale);
  return (
    <ControlGroup title={words.change}>
      <div className="grid grid-cols-2 gap-1.5">
        {features.map((feature) => {
          const name = shopNames(locale).feature[feature];
          return (
            <Button
              key={feature}
              size="small"
              aria-label={fill(words.changeIn, { feature: name })}
              disabled={!act}
              onClick={act && (() => act({ act: 'change', on: feature }))}
              className="font-normal pointer-coarse:min-h-11"
            >
              {name}
            </Button>
          );
        })}
      </div>
    </ControlGroup>
  );
}
