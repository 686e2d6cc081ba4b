import type { Feature, FeatureSnapshot, Shape, ShopSnapshot } from '@/lib/models/shop/shop.types';

/** What the traces of the figure remember: the features' numbers once a virtual second, over the last minute. */
export interface ShopTrail {
  readonly points: readonly TrailPoint[];
}

export type TrailPoint = Readonly<Record<Shape, Readonly<Record<Feature, FeatureSnapshot>> | null>>;

export const trailEveryMs = 1000;
export const trailLength = 60;
export const emptyTrail: ShopTrail = { points: [] };

export function addToTrail(trail: ShopTrail, { monolith, services }: ShopSnapshot): ShopTrail {
  const point = { monolith: monolith?.features ?? null, services: services?.features ?? null };
  return { points: [...trail.points, point].slice(-trailLength) };
}
