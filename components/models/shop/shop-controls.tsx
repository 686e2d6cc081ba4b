import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import type { Input } from '@/lib/models/model';
import type { ShopControl, ShopSettings } from '@/lib/models/shop/shop.types';
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

/** The controls a scenario names, in the scenario's order. */
export function ShopControls({ controls, ...props }: ShopControlsProps & { controls: readonly ShopControl[] }) {
  return controls.map((control) => {
    const Part = parts[control];
    return <Part key={control} {...props} />;
  });
}
