import type { Claim } from '../../models/claim';
import type { Problem } from '../course.types';
import { suggest } from '../nearest';
import type { Stage } from './check-inputs';
import type { Path, YamlFile } from './yaml-file';

/** Finds measures that no snapshot of the model has: a claim about one would never hold, and nobody would know why. */
export function checkClaim(yaml: YamlFile, path: Path, stage: Stage, claim: Claim): Problem[] {
  const snapshot = stage.model.start(stage.settings).snapshot();
  const bounds = (['above', 'below', 'equals'] as const).flatMap((name) => {
    const bound = claim[name];
    return typeof bound === 'object' ? [{ measure: bound.measure, path: [...path, name, 'measure'] }] : [];
  });
  return [{ measure: claim.measure, path: [...path, 'measure'] }, ...bounds].flatMap(
    ({ measure, path: at }) => {
      const astray = strayKey(snapshot, measure);
      return astray
        ? [
            yaml.problem(
              at,
              `measure \`${measure}\`: nothing is called \`${astray.key}\` there`,
              suggest(astray.key, astray.known, 'use a measure of the snapshot'),
            ),
          ]
        : [];
    },
  );
}

/** The first key of a dotted path that does not exist; null where all do, or where the start cannot tell (lists, null). */
function strayKey(snapshot: unknown, measure: string): { key: string; known: string[] } | null {
  let value = snapshot;
  for (const key of measure.split('.')) {
    if (value === null || Array.isArray(value)) return null;
    if (typeof value !== 'object') return { key, known: [] };
    const group = value as Record<string, unknown>;
    if (!Object.hasOwn(group, key)) return { key, known: Object.keys(group) };
    value = group[key];
  }
  return null;
}
