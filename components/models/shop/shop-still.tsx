import type { ScenarioView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { firstPicture } from '../first-picture';
import { StillModel } from '../still-model';
import { shopFace } from './shop-face';

export function ShopStill(props: { scenario: ScenarioView; locale: Locale }) {
  return <StillModel face={shopFace} {...props} />;
}

/** What the reader meets, for whoever judges it. */
export const shopFirstSnapshot = (scenario: ScenarioView): unknown =>
  firstPicture(shopFace, scenario).snapshot;
