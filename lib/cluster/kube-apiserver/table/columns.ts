import { humanDuration } from '../../api/duration';
import type { KubeObject } from '../../api/meta';
import { parseTimestamp } from '../../api/time';
import type { Column, TableConvertor } from '../table.types';

/** What the printers of all kinds share (pkg/printers/internalversion/printers.go). Left out: the conditions of rows. */
export const column = (
  name: string,
  description: string,
  priority = 0,
  type: Column['type'] = 'string',
): Column => ({ name, type, description, priority });

/** A column that `-o wide` alone shows. */
export const wideColumn = (name: string, description: string): Column => column(name, description, 1);
export const integerColumn = (name: string, description: string): Column =>
  column(name, description, 0, 'integer');

export const nameColumn: Column = { ...column('Name', 'Unique name of the object.'), format: 'name' };
export const ageColumn = column('Age', 'How long ago the object was created.');
export const containerColumns = [
  wideColumn('Containers', 'Names of the containers of the template.'),
  wideColumn('Images', 'Images of the containers of the template.'),
];
export const selectorColumn = wideColumn('Selector', 'Labels that choose the Pods.');
export const workloadColumns = [...containerColumns, selectorColumn];

/** translateTimestampSince: the age, or `<unknown>` when there is no time. */
export function since(time: string | null | undefined, epochNowMs: number): string {
  const atMs = parseTimestamp(time);
  return Number.isNaN(atMs) ? '<unknown>' : humanDuration(epochNowMs - atMs);
}

/** Names and images of containers, as two cells. */
export function layoutContainerCells(
  containers: readonly { readonly name: string; readonly image?: string }[],
): [names: string, images: string] {
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')];
}

/** At most `max` of `list`, and how many more there are. */
export function withMore(list: readonly string[], max: number, separator = ','): string {
  const shown = list.slice(0, max).join(separator);
  return list.length > max ? `${shown} + ${list.length - max} more...` : shown;
}

/** A table whose first column is the name and whose last is the age. */
export function namedTable<T extends KubeObject>(
  columns: readonly Column[],
  cells: (object: T) => readonly (string | number | boolean)[],
): TableConvertor<T> {
  return {
    columns: [nameColumn, ...columns, ageColumn],
    cells: (object, epochNowMs) => [
      object.metadata.name,
      ...cells(object),
      since(object.metadata.creationTimestamp, epochNowMs),
    ],
  };
}
