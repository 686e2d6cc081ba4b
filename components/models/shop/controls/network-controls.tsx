import { ControlGroup } from '@/components/models/controls/control-group';
import { Slider } from '@/components/models/controls/slider';
import { shopWords } from '@/lib/i18n/shop-words';
import { ranges } from '@/lib/models/shop/settings';
import { inPercent, inTime } from '../quantities';
import type { ShopControlsProps } from '../shop-controls';

export function NetworkControls({ settings, locale, act }: ShopControlsProps) {
  const words = shopWords(locale);
  return (
    <ControlGroup title={words.network}>
      <Slider
        label={words.hopTime}
        value={settings.hopMs}
        inWords={inTime(settings.hopMs)}
        {...ranges.hopMs}
        step={5}
        onChange={act && ((hopMs) => act({ set: { hopMs } }))}
      />
      <Slider
        label={words.hopLoss}
        value={settings.hopLossShare}
        inWords={inPercent(settings.hopLossShare)}
        {...ranges.hopLossShare}
        step={0.01}
        onChange={act && ((hopLossShare) => act({ set: { hopLossShare } }))}
      />
    </ControlGroup>
  );
}
