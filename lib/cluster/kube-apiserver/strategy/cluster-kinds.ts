import type { ControllerRevision } from '../../api/apps';
import type { Event, Namespace, Node, ServiceAccount } from '../../api/core';
import type { Lease, PriorityClass } from '../../api/other';
import { deepEqual } from '../deep-equal';
import { forbiddenField, invalidValue, required } from '../field-error';
import { isDNS1123Label } from './names';
import { nonNegative } from './object-meta';
import { oneOf } from './one-of';
import { plainStrategy } from './plain';
import { validateQuantity } from './resource-validation';
import { validateTaints } from './scheduling-validation';
import { fill } from './sharing';

/** The kinds with few rules: Namespace, Node, ServiceAccount, Event, Lease, PriorityClass, ControllerRevision. */
const nameLabel = 'kubernetes.io/metadata.name';

export const namespaceStrategy = plainStrategy<Namespace>({
  checkName: isDNS1123Label,
  hasStatus: true,
  default(namespace) {
    const { metadata, spec = {}, status } = namespace;
    const isNamed = metadata.name === '' || metadata.labels?.[nameLabel] === metadata.name;
    if (isNamed && namespace.spec && status) return namespace;
    return {
      ...namespace,
      metadata: isNamed
        ? metadata
        : { ...metadata, labels: { ...metadata.labels, [nameLabel]: metadata.name } },
      spec,
      status: fill(status ?? { phase: 'Active' }, { phase: 'Active' }),
    };
  },
  prepareForCreate: (namespace) => ({
    ...namespace,
    spec: {
      ...namespace.spec,
      finalizers: [...new Set([...(namespace.spec.finalizers ?? []), 'kubernetes'])],
    },
    status: { phase: 'Active' },
  }),
  prepareForUpdate: (next, old) => ({ ...next, spec: old.spec, status: old.status }),
  selectableFields: { 'status.phase': ({ status }) => status.phase },
});

/** The part of a node's spec that may not change once set. */
function fixedPart({ spec }: Node, old: Node): unknown {
  const { unschedulable: _, taints: __, podCIDR, podCIDRs, ...rest } = spec;
  return old.spec.podCIDR === undefined ? rest : { ...rest, podCIDR, podCIDRs };
}

export const nodeStrategy = plainStrategy<Node>({
  hasStatus: true,
  default(node) {
    const { spec = {}, status = {} } = node;
    const { capacity, allocatable } = status;
    if (node.spec && node.status && (allocatable || !capacity)) return node;
    return {
      ...node,
      spec,
      status: capacity && !allocatable ? { ...status, allocatable: capacity } : status,
    };
  },
  validateRest(errors, { spec, status }) {
    validateTaints(errors, 'metadata.taints', spec.taints);
    for (const [name, quantity] of Object.entries(status?.capacity ?? {}))
      validateQuantity(errors, `status.capacity[${name}]`, name, quantity);
  },
  validateChange(errors, next, old) {
    if (next.spec === old.spec) return;
    const isProviderSet = old.spec.providerID && old.spec.providerID !== next.spec.providerID;
    if (isProviderSet)
      errors.push(
        forbiddenField('spec.providerID', 'node updates may not change providerID except from "" to valid'),
      );
    const { providerID: _, ...before } = fixedPart(old, old) as Node['spec'];
    const { providerID: __, ...now } = fixedPart(next, old) as Node['spec'];
    if (!deepEqual(now, before))
      errors.push(forbiddenField('spec', 'node updates may only change labels, taints, or capacity'));
  },
  selectableFields: { 'spec.unschedulable': ({ spec }) => String(spec.unschedulable ?? false) },
});

export const serviceAccountStrategy = plainStrategy<ServiceAccount>();

const reference = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const;

export const eventStrategy = plainStrategy<Event>({
  default: (event) =>
    fill(event, {
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: null,
      reportingComponent: '',
      reportingInstance: '',
    }),
  validateRest(errors, { involvedObject, metadata }) {
    // Objects outside of namespaces have their events in "default".
    const { namespace = 'default' } = involvedObject;
    if (namespace !== metadata.namespace)
      errors.push(
        invalidValue('involvedObject.namespace', involvedObject.namespace, 'does not match event.namespace'),
      );
  },
  selectableFields: {
    ...Object.fromEntries(
      reference.map((field) => [
        `involvedObject.${field}`,
        ({ involvedObject }: Event) => involvedObject[field] ?? '',
      ]),
    ),
    reason: ({ reason }) => reason,
    reportingComponent: ({ reportingComponent }) => reportingComponent,
    source: ({ source, reportingComponent }) => source.component || reportingComponent,
    type: ({ type }) => type,
  },
});

export const leaseStrategy = plainStrategy<Lease>({
  default: (lease) => fill(lease, { spec: {} }),
  validateRest(errors, { spec }) {
    const { leaseDurationSeconds: seconds } = spec;
    if (seconds !== undefined && seconds <= 0)
      errors.push(invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0'));
    nonNegative(errors, 'spec', spec, ['leaseTransitions']);
  },
});

const systemClasses: Readonly<Record<string, number>> = {
  'system-node-critical': 2000001000,
  'system-cluster-critical': 2000000000,
};
const highestUserValue = 1000000000;

export const priorityClassStrategy = plainStrategy<PriorityClass>({
  hasGeneration: true,
  default: (priorityClass) => fill(priorityClass, { value: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  validateRest(errors, { metadata: { name }, value, preemptionPolicy, globalDefault }) {
    if (name.startsWith('system-')) {
      const known = Object.hasOwn(systemClasses, name) ? systemClasses[name] : undefined;
      const why =
        known === undefined
          ? `${name} is not a known system priority class`
          : value !== known
            ? `value of ${name} PriorityClass must be ${known}`
            : globalDefault
              ? `globalDefault of ${name} PriorityClass must be false`
              : undefined;
      if (why !== undefined)
        errors.push(
          forbiddenField(
            'metadata.name',
            `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`,
          ),
        );
    } else if (value > highestUserValue)
      errors.push(
        forbiddenField('value', `maximum allowed value of a user defined priority is ${highestUserValue}`),
      );
    oneOf(errors, 'preemptionPolicy', preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  },
  validateChange(errors, next, old) {
    if (next.value !== old.value) errors.push(forbiddenField('value', 'may not be changed in an update.'));
    if (next.preemptionPolicy !== old.preemptionPolicy)
      errors.push(invalidValue('preemptionPolicy', next.preemptionPolicy, 'field is immutable'));
  },
});

export const controllerRevisionStrategy = plainStrategy<ControllerRevision>({
  validateRest(errors, revision) {
    if (revision.data === undefined || revision.data === null)
      errors.push(required('data', 'data is mandatory'));
    if (revision.revision < 0)
      errors.push(invalidValue('revision', revision.revision, 'must be greater than or equal to 0'));
  },
  validateChange(errors, next, old) {
    if (next.data !== old.data && !deepEqual(next.data, old.data))
      errors.push(invalidValue('data', next.data, 'field is immutable'));
  },
});
