import type { ComponentType } from 'react';
import type { TaskView } from '@/lib/course/lab/view';
import type { ModelId } from '@/lib/models/models';
import { ShopStill, ShopStillTask } from './shop/shop-still';
import type { StillProps } from './still-model';

export interface Stills {
  readonly Model: ComponentType<StillProps>;
  readonly Task: ComponentType<StillProps & { task: TaskView }>;
}

/**
 * What the server draws of each model. A browser gets `stills.browser.ts` in its place (package.json, "imports"): the
 * picture is in the page already, and its code, its data and its wake-up are spared.
 */
export const stills: Record<ModelId, Stills | null> = { shop: { Model: ShopStill, Task: ShopStillTask } };
