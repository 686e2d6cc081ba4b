import { Choice } from '@/components/models/controls/choice';
import { ControlGroup } from '@/components/models/controls/control-group';
import { Toggle } from '@/components/models/controls/toggle';
import { shopWords } from '@/lib/i18n/shop-words';
import { inTime } from '../quantities';
import type { ShopControlsProps } from '../shop-controls';

const offeredMs = [0, 50, 100, 200, 300, 500, 1000, 2000, 5000, 10_000];

export function ResilienceControls({ settings, locale, act }: ShopControlsProps) {
  const words = shopWords(locale);
  const times = [...new Set([...offeredMs, settings.timeoutMs])].sort((one, other) => one - other);
  return (
    <ControlGroup title={words.resilience}>
      <Choice
        label={words.timeout}
        value={String(settings.timeoutMs)}
        options={times.map((ms) => ({ value: String(ms), label: ms === 0 ? words.noTimeout : inTime(ms) }))}
        onChange={act && ((ms) => act({ set: { timeoutMs: Number(ms) } }))}
      />
      <Toggle
        label={words.fallback}
        note={words.fallbackNote}
        isOn={settings.fallback}
        onChange={act && ((fallback) => act({ set: { fallback } }))}
      />
    </ControlGroup>
  );
}
