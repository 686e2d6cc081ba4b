import type { Call } from '@/components/diagram/wire';
import { type Feature, features, type ShapeSnapshot, type ShopSettings } from '@/lib/models/shop/shop.types';
import type { PictureProps } from './monolith-picture';
import { ServiceLane } from './service-lane';

/** Every service has its own door and its own processes; calls between them leave the wall and go over a wire. */
export function ServicesPicture(props: PictureProps) {
  const calls = wires(props.shape, props.settings);
  return features.map((feature) => <ServiceLane key={feature} {...props} feature={feature} calls={calls} />);
}

/** Who calls whom: an order reserves in the catalogue and charges in payment; a catalogue page asks search. */
const callers: readonly { readonly from: Feature; readonly to: Feature; readonly track: number }[] = [
  { from: 'orders', to: 'catalogue', track: 3 },
  { from: 'catalogue', to: 'search', track: 11 },
  { from: 'orders', to: 'payment', track: 11 },
];

function wires(shape: ShapeSnapshot, settings: ShopSettings): readonly Call[] {
  return callers.map(({ from, to, track }) => {
    const isRunning = shape.replicas.some(({ unit, state }) => unit === to && state === 'running');
    const isUp = isRunning && settings.fault[to] !== 'down';
    const state = !isUp ? 'broken' : settings.hopLossShare > 0 ? 'lossy' : 'whole';
    return { from: features.indexOf(from), to: features.indexOf(to), track, state };
  });
}
