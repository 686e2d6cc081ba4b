import type { TableConvertor } from '../table.types';

/** For kinds without columns of their own: the name and when it was made. */
export const plainTable: TableConvertor = {
  columns: [
    { name: 'Name', type: 'string', format: 'name', description: 'The name of the object.', priority: 0 },
    { name: 'Created At', type: 'date', description: 'When the object was made.', priority: 0 },
  ],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
};
