import { ControlGroup } from '@/components/models/controls/control-group';
import { Slider } from '@/components/models/controls/slider';
import { Toggle } from '@/components/models/controls/toggle';
import { shopWords } from '@/lib/i18n/shop-words';
import { ranges } from '@/lib/models/shop/settings';
import { inPercent } from '../quantities';
import type { ShopControlsProps } from '../shop-controls';

export function OrderControls({ settings, locale, act }: ShopControlsProps) {
  const words = shopWords(locale);
  return (
    <ControlGroup title={words.orders}>
      <Slider
        label={words.decline}
        value={settings.declineShare}
        inWords={inPercent(settings.declineShare)}
        {...ranges.declineShare}
        step={0.05}
        onChange={act && ((declineShare) => act({ set: { declineShare } }))}
      />
      {settings.run !== 'monolith' && (
        <Toggle
          label={words.compensation}
          note={words.compensationNote}
          isOn={settings.compensation}
          onChange={act && ((compensation) => act({ set: { compensation } }))}
        />
      )}
    </ControlGroup>
  );
}
