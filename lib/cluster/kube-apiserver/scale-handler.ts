import type { Scale } from '../api/autoscaling';
import type { LabelSelector } from '../api/meta';
import { decodeBody } from './body';
import { checkWriteOptions, type Exchange, fieldValidationOf, ok } from './exchange';
import { invalidValue } from './field-error';
import { formatLabelSelector } from './label-selector';
import { shownObject } from './negotiation';
import { patched } from './patch-handler';
import { type Handler, namedAs } from './resource-handlers';
import type { Scalable } from './served-resources';
import { invalid, modifiedMeanwhile } from './status-error';
import { integerColumn, namedTable } from './table/columns';
import type { TableConvertor } from './table.types';

/** `…/scale` of the kinds with replicas: they all look like one autoscaling/v1 Scale (pkg/registry/apps/deployment/storage/storage.go). */
const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale', plural: 'scales' };

function scaleOf({ metadata, spec, status }: Scalable): Scale {
  const { name, namespace = '', uid, resourceVersion, creationTimestamp } = metadata;
  const { selector } = spec as { readonly selector?: LabelSelector };
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec.replicas === 0 ? {} : { replicas: spec.replicas },
    status: {
      replicas: status?.replicas ?? 0,
      ...(selector && { selector: formatLabelSelector(selector) }),
    },
  };
}

export const handleScale: Handler = (exchange, { resource }, { namespace, name }) => {
  const { server, info } = exchange;
  const stored = server.get(resource, namespace, name) as Scalable;
  if (info.verb === 'get') return shown(exchange, scaleOf(stored));
  const isPatch = info.verb === 'patch';
  const isDryRun = checkWriteOptions(info, isPatch ? 'PatchOptions' : 'UpdateOptions');
  const asked = isPatch
    ? patched(exchange, scaleOf(stored), scaleKind)
    : decodeBody(exchange, scaleKind, fieldValidationOf(info.query));
  const { spec, metadata } = namedAs(asked, namespace, name) as Partial<Scale> & Pick<Scale, 'metadata'>;
  const { resourceVersion = '' } = metadata;
  if (resourceVersion !== '' && resourceVersion !== stored.metadata.resourceVersion)
    throw modifiedMeanwhile(resource, name);
  const replicas = spec?.replicas ?? 0;
  if (replicas < 0)
    throw invalid(scaleKind, name, [
      invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  const next: Scalable = { ...stored, spec: { ...stored.spec, replicas } };
  return shown(exchange, scaleOf(server.update(resource, next, { isDryRun }) as Scalable));
};

const scaleTable = namedTable<Scale>(
  [
    integerColumn('Desired', 'How many Pods are wanted.'),
    integerColumn('Available', 'How many Pods there are.'),
  ],
  ({ spec, status }) => [spec.replicas ?? 0, status.replicas],
);

function shown(exchange: Exchange, scale: Scale) {
  const table = scaleTable as unknown as TableConvertor;
  return ok(shownObject(exchange, { resource: scaleKind, table }, scale));
}
