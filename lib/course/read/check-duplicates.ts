import type { Problem } from '../course.types';
import type { Path, YamlFile } from './yaml-file';

interface PlacedId {
  readonly id: string;
  readonly yaml: YamlFile;
  /** Of the id itself. */
  readonly path: Path;
}

/** Takes the ids of a list down with their places; items without one are skipped. */
export function placedIds(yaml: YamlFile, list: readonly unknown[], path: Path): PlacedId[] {
  return list.flatMap((item, index) => {
    const id: unknown = item !== null && typeof item === 'object' && 'id' in item ? item.id : undefined;
    return typeof id === 'string' ? [{ id, yaml, path: [...path, index, 'id'] }] : [];
  });
}

/** Every id that an earlier one of the same list already has. `what` names the kind: `question`. */
export function checkDuplicates(what: string, ids: readonly PlacedId[]): Problem[] {
  const seen = new Map<string, PlacedId>();
  return ids.flatMap((placed) => {
    const first = seen.get(placed.id);
    if (!first) {
      seen.set(placed.id, placed);
      return [];
    }
    const { file, line } = first.yaml.problem(first.path, '', '');
    const where = file === placed.yaml.file ? `on line ${line}` : `in ${file}:${line}`;
    return [
      placed.yaml.problem(
        placed.path,
        `${what} id \`${placed.id}\` a second time (first ${where})`,
        'give one of the two another id',
      ),
    ];
  });
}
