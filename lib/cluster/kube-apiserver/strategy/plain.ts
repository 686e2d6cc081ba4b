import type { KubeObject } from '../../api/meta';
import type { Strategy } from '../strategy.types';

/** For kinds without rules of their own: nothing is filled in, nothing refused. */
// biome-ignore lint/suspicious/noExplicitAny: it serves objects of every shape and looks at none
export const plainStrategy: Strategy<any> = {
  default: (object: KubeObject) => object,
  validate: () => [],
  hasStatus: true,
  hasGeneration: true,
};
