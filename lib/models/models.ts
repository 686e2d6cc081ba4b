import type { Model } from './model';
import { shopModel } from './shop/shop';
import { shopControls, shopPanels } from './shop/shop.types';

interface RegisteredModel {
  // Each model has settings and snapshots of its own; whoever takes one from the registry narrows by its id.
  readonly model: Model<unknown, unknown>;
  readonly controls: readonly string[];
  readonly panels: readonly string[];
}

/** Every concept model a lab may name, with the controls and panels its figure can show. */
export const models = {
  shop: { model: shopModel, controls: shopControls, panels: shopPanels },
} as const satisfies Readonly<Record<string, RegisteredModel>>;

export type ModelId = keyof typeof models;
