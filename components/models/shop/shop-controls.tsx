import { memo, type ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import type { Input } from '@/lib/models/model';
import { type ShopControl, type ShopSettings, shopControls } from '@/lib/models/shop/shop.types';
import { ChangeControls } from './controls/change-controls';
import { FaultControls } from './controls/fault-controls';
import { LibraryControls } from './controls/library-controls';
import { LoadControls } from './controls/load-controls';
import { NetworkControls } from './controls/network-controls';
import { OrderControls } from './controls/order-controls';
import { ReplicaControls } from './controls/replica-controls';
import { ResilienceControls } from './controls/resilience-controls';

export interface ShopControlsProps {
  readonly settings: ShopSettings;
  readonly locale: Locale;
  /** The learner's hand; absent while the figure cannot be operated yet. */
  readonly act?: ((input: Input<ShopSettings>) => void) | undefined;
}

const parts: Record<ShopControl, (props: ShopControlsProps) => ReactNode> = {
  load: LoadControls,
  replicas: ReplicaControls,
  fault: FaultControls,
  network: NetworkControls,
  resilience: ResilienceControls,
  orders: OrderControls,
  library: LibraryControls,
  change: ChangeControls,
};

const isControl = (name: string): name is ShopControl => (shopControls as readonly string[]).includes(name);

/** The controls a scenario names, in the scenario's order. They change with the settings, not with time. */
export const ShopControls = memo(function ShopControls({
  controls,
  ...props
}: ShopControlsProps & { controls: readonly string[] }) {
  return controls.filter(isControl).map((control) => {
    const Part = parts[control];
    return <Part key={control} {...props} />;
  });
});
