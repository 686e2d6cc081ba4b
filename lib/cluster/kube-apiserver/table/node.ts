import { findCondition } from '../../api/conditions';
import type { Node } from '../../api/core';
import type { TableConvertor } from '../table.types';
import { ageColumn, column, nameColumn, since, wideColumn } from './columns';

/** Nodes as printed (printNode in pkg/printers/internalversion/printers.go). */
const rolePrefix = 'node-role.kubernetes.io/';

function statusOf({ spec, status }: Node): string {
  const ready = findCondition(status.conditions, 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec.unschedulable ? `${word},SchedulingDisabled` : word;
}

/** The roles its labels name, sorted (findNodeRoles). */
function rolesOf({ metadata }: Node): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) roles.add(key.slice(rolePrefix.length));
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value);
  }
  return [...roles].sort().join(',') || '<none>';
}

export const nodeTable: TableConvertor<Node> = {
  columns: [
    nameColumn,
    column('Status', 'Whether the node is ready, and whether Pods may be scheduled on it.'),
    column('Roles', 'Roles named by its labels.'),
    ageColumn,
    column('Version', 'Version of its kubelet.'),
    wideColumn('Internal-IP', 'Address inside the cluster.'),
    wideColumn('External-IP', 'Address outside the cluster.'),
    wideColumn('OS-Image', 'Operating system.'),
    wideColumn('Kernel-Version', 'Version of the kernel.'),
    wideColumn('Container-Runtime', 'Container runtime and its version.'),
  ],
  cells: (node, epochNowMs) => {
    const { nodeInfo, addresses = [] } = node.status;
    const address = (wanted: string) => addresses.find(({ type }) => type === wanted)?.address ?? '<none>';
    return [
      node.metadata.name,
      statusOf(node),
      rolesOf(node),
      since(node.metadata.creationTimestamp, epochNowMs),
      nodeInfo?.kubeletVersion ?? '',
      address('InternalIP'),
      address('ExternalIP'),
      nodeInfo?.osImage || '<unknown>',
      nodeInfo?.kernelVersion || '<unknown>',
      nodeInfo?.containerRuntimeVersion || '<unknown>',
    ];
  },
};
