import type { Service } from '../../api/core';
import { formatLabels } from '../../api/format-labels';
import type { TableConvertor } from '../table.types';
import { ageColumn, column, nameColumn, since, wideColumn } from './columns';

/** Services as printed (printService in pkg/printers/internalversion/printers.go). */
function externalIP({ spec, status }: Service): string {
  const { externalIPs = [], type } = spec;
  if (type === 'ExternalName') return spec.externalName ?? '';
  if (type !== 'LoadBalancer') return externalIPs.join(',') || '<none>';
  const balancers = (status.loadBalancer.ingress ?? []).flatMap(({ ip, hostname }) => ip || hostname || []);
  return [...[...new Set(balancers)].sort(), ...externalIPs].join(',') || '<pending>';
}

function portsOf({ spec }: Service): string {
  const pieces = (spec.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return pieces.join(',') || '<none>';
}

export const serviceTable: TableConvertor<Service> = {
  columns: [
    nameColumn,
    column('Type', 'How the Service is offered.'),
    column('Cluster-IP', 'Address inside the cluster.'),
    column('External-IP', 'Address or name outside the cluster.'),
    column('Port(s)', 'Ports, with the port on every node behind a colon.'),
    ageColumn,
    wideColumn('Selector', 'Labels of the Pods that answer.'),
  ],
  cells: (service, epochNowMs) => [
    service.metadata.name,
    service.spec.type,
    service.spec.clusterIPs?.[0] ?? '<none>',
    externalIP(service),
    portsOf(service),
    since(service.metadata.creationTimestamp, epochNowMs),
    formatLabels(service.spec.selector),
  ],
};
