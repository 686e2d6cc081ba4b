import type { ConfigMap, Namespace, Secret, ServiceAccount } from '../../api/core';
import type { Lease, PodDisruptionBudget, PriorityClass } from '../../api/other';
import type { TableConvertor } from '../table.types';
import { ageColumn, column, integerColumn, nameColumn, namedTable, since } from './columns';

/** The kinds that take a line each as printed (pkg/printers/internalversion/printers.go). */
const countOf = (...maps: readonly (Readonly<Record<string, unknown>> | undefined)[]) =>
  maps.reduce((count, map) => count + Object.keys(map ?? {}).length, 0);

export const namespaceTable = namedTable<Namespace>(
  [column('Status', 'Active, or Terminating while it is emptied.')],
  ({ status }) => [status.phase],
);

export const configMapTable = namedTable<ConfigMap>(
  [column('Data', 'How many keys it holds.')],
  ({ data, binaryData }) => [countOf(data, binaryData)],
);

export const secretTable = namedTable<Secret>(
  [column('Type', 'What the Secret is for.'), column('Data', 'How many keys it holds.')],
  ({ type, data }) => [type, countOf(data)],
);

export const serviceAccountTable = namedTable<ServiceAccount>(
  [column('Secrets', 'How many Secrets it names.')],
  ({ secrets }) => [secrets?.length ?? 0],
);

export const leaseTable = namedTable<Lease>([column('Holder', 'Who holds it.')], ({ spec }) => [
  spec.holderIdentity ?? '',
]);

export const podDisruptionBudgetTable = namedTable<PodDisruptionBudget>(
  [
    column('Min Available', 'Pods that must stay available.'),
    column('Max Unavailable', 'Pods that may be unavailable.'),
    integerColumn('Allowed Disruptions', 'Pods that may be evicted now.'),
  ],
  ({ spec, status }) => [
    String(spec.minAvailable ?? 'N/A'),
    String(spec.maxUnavailable ?? 'N/A'),
    status.disruptionsAllowed ?? 0,
  ],
);

export const priorityClassTable: TableConvertor<PriorityClass> = {
  columns: [
    nameColumn,
    integerColumn('Value', 'The higher, the more important.'),
    column('Global-Default', 'Whether Pods without a class have this one.', 0, 'boolean'),
    ageColumn,
    column('PreemptionPolicy', 'Whether its Pods may push out others.'),
  ],
  cells: ({ metadata, value, globalDefault, preemptionPolicy }, epochNowMs) => [
    metadata.name,
    value,
    globalDefault ?? false,
    since(metadata.creationTimestamp, epochNowMs),
    preemptionPolicy,
  ],
};
