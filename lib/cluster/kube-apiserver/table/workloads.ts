import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../api/apps';
import { formatLabelSelector, formatLabels } from '../../api/format-labels';
import { controllerOf } from '../../api/selectors';
import type { TableConvertor } from '../table.types';
import {
  ageColumn,
  column,
  containerColumns,
  integerColumn,
  layoutContainerCells,
  nameColumn,
  namedTable,
  since,
  workloadColumns,
} from './columns';

/** The kinds of apps/v1 as printed (pkg/printers/internalversion/printers.go). */
const ready = column('Ready', 'Pods that are ready, of those wanted.');
const desired = integerColumn('Desired', 'Pods that are wanted.');
const current = integerColumn('Current', 'Pods that are there.');
const readyCount = integerColumn('Ready', 'Pods that are ready.');

export const deploymentTable: TableConvertor<Deployment> = {
  columns: [
    nameColumn,
    ready,
    column('Up-to-date', 'Pods of the newest template.'),
    column('Available', 'Pods that have been ready for long enough.'),
    ageColumn,
    ...workloadColumns,
  ],
  cells: ({ metadata, spec, status }, epochNowMs) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    since(metadata.creationTimestamp, epochNowMs),
    ...layoutContainerCells(spec.template.spec.containers),
    formatLabelSelector(spec.selector),
  ],
};

export const replicaSetTable: TableConvertor<ReplicaSet> = {
  columns: [nameColumn, desired, current, readyCount, ageColumn, ...workloadColumns],
  cells: ({ metadata, spec, status }, epochNowMs) => [
    metadata.name,
    spec.replicas,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    since(metadata.creationTimestamp, epochNowMs),
    ...layoutContainerCells(spec.template.spec.containers),
    formatLabelSelector(spec.selector),
  ],
};

export const statefulSetTable: TableConvertor<StatefulSet> = {
  columns: [nameColumn, ready, ageColumn, ...containerColumns],
  cells: ({ metadata, spec, status }, epochNowMs) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas}`,
    since(metadata.creationTimestamp, epochNowMs),
    ...layoutContainerCells(spec.template.spec.containers),
  ],
};

export const daemonSetTable: TableConvertor<DaemonSet> = {
  columns: [
    nameColumn,
    integerColumn('Desired', 'Nodes that should run one.'),
    integerColumn('Current', 'Nodes that run one and should.'),
    integerColumn('Ready', 'Nodes whose Pod is ready.'),
    integerColumn('Up-to-date', 'Nodes whose Pod has the newest template.'),
    integerColumn('Available', 'Nodes whose Pod has been ready for long enough.'),
    column('Node Selector', 'Labels of the nodes that should run one.'),
    ageColumn,
    ...workloadColumns,
  ],
  cells: ({ metadata, spec, status }, epochNowMs) => [
    metadata.name,
    status.desiredNumberScheduled ?? 0,
    status.currentNumberScheduled ?? 0,
    status.numberReady ?? 0,
    status.updatedNumberScheduled ?? 0,
    status.numberAvailable ?? 0,
    formatLabels(spec.template.spec.nodeSelector),
    since(metadata.creationTimestamp, epochNowMs),
    ...layoutContainerCells(spec.template.spec.containers),
    formatLabelSelector(spec.selector),
  ],
};

/** `statefulset.apps/web`, or `<none>` (formatResourceName). */
function controllerName(revision: ControllerRevision): string {
  const owner = controllerOf(revision);
  if (owner === undefined) return '<none>';
  const [group, version] = owner.apiVersion.split('/');
  const kind = owner.kind.toLowerCase();
  return `${version === undefined ? kind : `${kind}.${group}`}/${owner.name}`;
}

export const controllerRevisionTable = namedTable<ControllerRevision>(
  [
    column('Controller', 'Whose revision it is.'),
    column('Revision', 'Number of the revision; the highest is the newest.'),
  ],
  (revision) => [controllerName(revision), revision.revision],
);
