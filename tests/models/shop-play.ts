import { shopModel } from '@/lib/models/shop/shop';
import type { ShapeSnapshot, ShopSettings } from '@/lib/models/shop/shop.types';

/** Starts the shop with `changes` over the defaults; changes that do not fit fail the test. */
export function startShop(changes: unknown = {}) {
  const { settings, misfits } = shopModel.settle(shopModel.defaults, changes);
  if (misfits.length > 0) throw new Error(JSON.stringify(misfits));
  return shopModel.start(settings);
}

/** Both shapes after `seconds`. */
export function playShop(changes: unknown, seconds: number) {
  const run = startShop(changes);
  run.advance(seconds * 1000);
  return both(run.snapshot());
}

/** Narrows a snapshot in which both shapes run. */
export function both(snapshot: { monolith: ShapeSnapshot | null; services: ShapeSnapshot | null }) {
  const { monolith, services } = snapshot;
  if (monolith === null || services === null) throw new Error('Both shapes were to run.');
  return { monolith, services };
}

/** What a thousand served requests cost. */
export function costPerThousand({ totals }: ShapeSnapshot): number {
  return totals.costPerHour / (totals.servedPerSecond * 3.6);
}

export const loadOf = (each: number, more: Partial<ShopSettings['load']> = {}) => ({
  catalogue: each,
  search: each,
  orders: each,
  payment: each,
  ...more,
});
