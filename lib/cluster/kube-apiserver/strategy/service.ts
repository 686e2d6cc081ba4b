import type { Service, ServicePort, ServiceSpec } from '../../api/core';
import { deepEqual } from '../deep-equal';
import { type FieldError, invalidValue } from '../field-error';
import type { Strategy } from '../strategy.types';
import { allocate, allocationErrors, needsNodePort } from './service-allocation';
import { isExternallyAccessible, validateService } from './service-validation';
import { changeItems, fill, withField } from './sharing';

/** Services (pkg/registry/core/service, pkg/apis/core/v1/defaults.go). Left out: IPv6. */
const withoutKeys = (spec: ServiceSpec, keys: readonly (keyof ServiceSpec)[]): ServiceSpec =>
  keys.some((key) => spec[key] !== undefined)
    ? (Object.fromEntries(
        Object.entries(spec).filter(([key]) => !keys.some((each) => each === key)),
      ) as unknown as ServiceSpec)
    : spec;

const defaultPort = (port: ServicePort): ServicePort => {
  const next = fill(port, { protocol: 'TCP' });
  return next.targetPort ? next : { ...next, targetPort: next.port };
};

function defaultSpec(given: ServiceSpec | undefined): ServiceSpec {
  let spec = fill(given ?? ({} as ServiceSpec), { sessionAffinity: 'None', type: 'ClusterIP' });
  spec = changeItems(spec, 'ports', defaultPort);
  if (spec.sessionAffinity === 'None') spec = withoutKeys(spec, ['sessionAffinityConfig']);
  if (spec.sessionAffinity === 'ClientIP')
    spec = fill(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } });
  if (isExternallyAccessible(spec)) spec = fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type !== 'ExternalName') spec = fill(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') spec = fill(spec, { allocateLoadBalancerNodePorts: true });
  return spec;
}

/** Which addresses it has; a headless Service without a selector is let have both families. */
function withFamilies(service: Service): Service {
  const { spec } = service;
  if (spec.type === 'ExternalName') return service;
  const isOpen = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  const families = isOpen
    ? { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }
    : { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
  return withField(service, 'spec', fill(spec, families));
}

const nodePortsOf = ({ ports = [] }: ServiceSpec) =>
  ports.flatMap(({ nodePort }) => (nodePort ? [nodePort] : []));

const withoutNodePorts = (spec: ServiceSpec) =>
  changeItems(spec, 'ports', ({ nodePort: _, ...port }) => port);

/** patchAllocatedValues: what was given out before stays when the new text does not say. */
function keepAllocated(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let spec = next;
  if (spec.type === 'ExternalName' || old.type === 'ExternalName') return spec;
  if (!spec.clusterIP && old.clusterIP && !spec.clusterIPs?.length)
    spec = { ...spec, clusterIP: old.clusterIP, ...(old.clusterIPs && { clusterIPs: old.clusterIPs }) };
  if (needsNodePort(spec) && needsNodePort(old))
    spec = changeItems(spec, 'ports', (port) => {
      if (port.nodePort) return port;
      const same = old.ports?.find((each) => each.port === port.port && each.protocol === port.protocol);
      const isTaken = spec.ports?.some(
        ({ nodePort }) => nodePort !== undefined && nodePort === same?.nodePort,
      );
      return same?.nodePort && !isTaken ? { ...port, nodePort: same.nodePort } : port;
    });
  const { ipFamilies, ipFamilyPolicy, healthCheckNodePort } = old;
  const isLocal = spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
  return fill(spec, {
    ...(ipFamilies && { ipFamilies }),
    ...(ipFamilyPolicy !== undefined && { ipFamilyPolicy }),
    ...(isLocal && healthCheckNodePort !== undefined && { healthCheckNodePort }),
  });
}

/** clusterIP and clusterIPs say the same; whoever changes one means both (normalizeClusterIPs). */
function normalizeClusterIPs(next: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  const isSame = deepEqual(next.clusterIPs ?? [], old?.clusterIPs ?? []);
  if (next.clusterIP === old?.clusterIP || !isSame) return next;
  if (!next.clusterIP) return withoutKeys(next, ['clusterIPs']);
  return { ...next, clusterIPs: [next.clusterIP] };
}

/** dropTypeDependentFields: what only the former type had goes with it, unless it was changed on purpose. */
function dropTypeDependent(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (next.type === old.type && next.externalTrafficPolicy === old.externalTrafficPolicy) return next;
  let spec = next;
  if (next.type === 'ExternalName' && old.type !== 'ExternalName' && next.clusterIP === old.clusterIP)
    spec = withoutKeys(spec, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']);
  if (needsNodePort(old) && !needsNodePort(next) && deepEqual(nodePortsOf(next), nodePortsOf(old)))
    spec = withoutNodePorts(spec);
  const drop = (field: keyof ServiceSpec, isNeeded: (spec: ServiceSpec) => boolean) => {
    if (isNeeded(old) && !isNeeded(next) && next[field] === old[field]) spec = withoutKeys(spec, [field]);
  };
  drop('externalTrafficPolicy', isExternallyAccessible);
  drop('allocateLoadBalancerNodePorts', ({ type }) => type === 'LoadBalancer');
  drop(
    'healthCheckNodePort',
    ({ type, externalTrafficPolicy }) => type === 'LoadBalancer' && externalTrafficPolicy === 'Local',
  );
  return spec;
}

function changedAddress(next: Service, old: Service): FieldError[] {
  if (next.spec.type === 'ExternalName' || old.spec.type === 'ExternalName') return [];
  const [before] = old.spec.clusterIPs ?? [];
  const { clusterIPs = [] } = next.spec;
  if (before === undefined || clusterIPs[0] === before) return [];
  if (clusterIPs.length === 0)
    return [invalidValue('spec.clusterIPs[0]', clusterIPs, 'primary clusterIP can not be unset')];
  return [invalidValue('spec.clusterIPs[0]', clusterIPs, 'may not change once set')];
}

export const serviceStrategy: Strategy<Service> = {
  hasStatus: true,
  hasGeneration: false,
  default: (service) => withField(service, 'spec', defaultSpec(service.spec)),
  prepareForCreate(service, context) {
    const spec = normalizeClusterIPs(service.spec, undefined);
    const prepared = withFamilies({ ...service, spec, status: { loadBalancer: {} } });
    return allocate(prepared, context);
  },
  validate(service, context) {
    const errors = validateService(service);
    // The allocators are asked only for what is valid otherwise.
    return errors.length > 0 ? errors : allocationErrors(service, context);
  },
  prepareForUpdate(next, old, context) {
    if (next.spec === old.spec) return next;
    let spec = keepAllocated(normalizeClusterIPs(next.spec, old.spec), old.spec);
    spec = dropTypeDependent(spec, old.spec);
    return allocate(withFamilies(withField(next, 'spec', spec)), context);
  },
  validateUpdate(next, old, context) {
    const errors = [...changedAddress(next, old), ...validateService(next)];
    return errors.length > 0 || next.spec === old.spec ? errors : allocationErrors(next, context);
  },
  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec.clusterIP ?? '',
    'spec.type': ({ spec }) => spec.type,
  },
};
