import type { Model } from '@/lib/models/model';
import { decodeChanges } from './share-link';

/** Where the settings of a figure come from. */
export type LinkState = 'none' | 'used' | 'damaged';

/** The settings to start with: the scenario's own, or those of a link where the model finds nothing wrong with them. */
export function startFromLink<Settings>(
  model: Model<Settings, unknown>,
  own: Settings,
  key: string,
  hash: string,
): { readonly settings: Settings; readonly link: LinkState } {
  const changes = decodeChanges(key, hash);
  if (changes === null) return { settings: own, link: 'none' };
  if (changes === 'damaged') return { settings: own, link: 'damaged' };
  const { settings, misfits } = model.settle(own, changes);
  return misfits.length > 0 ? { settings: own, link: 'damaged' } : { settings, link: 'used' };
}
