import type { Endpoints } from '../../api/core';
import type { EndpointSlice } from '../../api/other';
import { column, namedTable, withMore } from './columns';

/** Endpoints and EndpointSlices as printed (pkg/printers/internalversion/printers.go): the first three addresses. */
function formatEndpoints({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>';
  const list = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) =>
          addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`),
        ),
  );
  return withMore(list, 3);
}

export const endpointsTable = namedTable<Endpoints>(
  [column('Endpoints', 'Addresses that are ready, with their ports.')],
  (endpoints) => [formatEndpoints(endpoints)],
);

export const endpointSliceTable = namedTable<EndpointSlice>(
  [
    column('AddressType', 'Kind of the addresses.'),
    column('Ports', 'Ports of every endpoint.'),
    column('Endpoints', 'Addresses, ready or not.'),
  ],
  ({ addressType, ports, endpoints }) => [
    addressType,
    withMore(
      (ports ?? []).map(({ port, name }) => String(port ?? name ?? '*')),
      3,
    ) || '<unset>',
    withMore(
      (endpoints ?? []).flatMap(({ addresses }) => addresses),
      3,
    ) || '<unset>',
  ],
);
