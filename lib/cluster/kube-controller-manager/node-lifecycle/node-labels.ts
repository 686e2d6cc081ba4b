import type { Node } from '../../api/core';
import type { Labels } from '../../api/meta';

/** Old names of labels that are kept equal to the new ones (labelReconcileInfo). */
const secondary = [
  ['kubernetes.io/os', 'beta.kubernetes.io/os'],
  ['kubernetes.io/arch', 'beta.kubernetes.io/arch'],
] as const;

/** The labels a node lacks; undefined when it lacks none (reconcileNodeLabels). */
export function missingLabels({ metadata: { labels = {} } }: Node): Labels | undefined {
  const missing = secondary.flatMap(([primary, old]) => {
    const value = labels[primary];
    return value === undefined || labels[old] === value ? [] : [[old, value] as const];
  });
  return missing.length > 0 ? Object.fromEntries(missing) : undefined;
}
