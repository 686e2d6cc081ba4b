import type { Service, ServicePort, ServiceSpec } from '../../api/core';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error';
import {
  check,
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
  isValidIP,
  isValidPortNum,
} from './names';
import { validateLabels, validateObjectMeta } from './object-meta';
import { oneOf } from './one-of';
import { validatePortNumOrName } from './probe-validation';

/** ValidateService (pkg/apis/core/validation/validation.go). Left out: source ranges, load balancer classes, dual stack. */
const isHeadless = ({ clusterIP }: ServiceSpec) => clusterIP === 'None';

function validatePort(
  errors: FieldError[],
  path: string,
  port: ServicePort,
  needsName: boolean,
  names: Set<string>,
): void {
  const { name = '', protocol, targetPort, appProtocol } = port;
  if (needsName && name === '') errors.push(required(`${path}.name`));
  else if (name !== '') {
    check(errors, `${path}.name`, name, isDNS1123Label);
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  }
  check(errors, `${path}.port`, port.port ?? 0, isValidPortNum);
  oneOf(errors, `${path}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']);
  validatePortNumOrName(errors, `${path}.targetPort`, targetPort);
  if (appProtocol !== undefined) check(errors, `${path}.appProtocol`, appProtocol, isQualifiedName);
}

function validatePorts(errors: FieldError[], spec: ServiceSpec): void {
  const { ports = [], type } = spec;
  const names = new Set<string>();
  ports.forEach((port, index) => {
    validatePort(errors, `spec.ports[${index}]`, port, ports.length > 1, names);
  });
  if (type === 'ClusterIP')
    ports.forEach(({ nodePort }, index) => {
      if (nodePort)
        errors.push(
          forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"),
        );
    });
}

function validateUniquePorts(errors: FieldError[], { ports = [] }: ServiceSpec): void {
  const nodePorts = new Set<string>();
  const numbers = new Set<string>();
  ports.forEach(({ nodePort, protocol }, index) => {
    if (!nodePort) return;
    if (nodePorts.has(`${protocol}/${nodePort}`))
      errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
    nodePorts.add(`${protocol}/${nodePort}`);
  });
  ports.forEach(({ port, protocol }, index) => {
    if (numbers.has(`${protocol}/${port}`))
      errors.push(
        duplicate(`spec.ports[${index}]`, {
          Name: '',
          Protocol: protocol,
          AppProtocol: null,
          Port: port,
          TargetPort: 0,
          NodePort: 0,
        }),
      );
    numbers.add(`${protocol}/${port}`);
  });
}

function validateType(errors: FieldError[], spec: ServiceSpec): void {
  const { type, ports = [], clusterIPs = [], externalName = '', ipFamilies = [], ipFamilyPolicy } = spec;
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') errors.push(required('spec.ports'));
  if ((type === 'NodePort' || type === 'LoadBalancer') && isHeadless(spec))
    errors.push(invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  if (type !== 'ExternalName') return;
  const given = {
    clusterIPs: clusterIPs.length > 0,
    ipFamilies: ipFamilies.length > 0,
    ipFamilyPolicy: ipFamilyPolicy !== undefined,
  };
  for (const [field, isGiven] of Object.entries(given))
    if (isGiven) errors.push(forbiddenField(`spec.${field}`, 'may not be set for ExternalName services'));
  const name = externalName.replace(/\.$/, '');
  if (name === '') errors.push(required('spec.externalName'));
  else check(errors, 'spec.externalName', name, isDNS1123Subdomain);
}

const maxAffinitySeconds = 86400;

function validateAffinity(errors: FieldError[], spec: ServiceSpec): void {
  const { sessionAffinity, sessionAffinityConfig: config } = spec;
  oneOf(errors, 'spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None']);
  const { clientIP } = (config ?? {}) as { readonly clientIP?: { readonly timeoutSeconds?: number } };
  const seconds = clientIP?.timeoutSeconds ?? 1;
  if (sessionAffinity === 'ClientIP' && (seconds <= 0 || seconds > maxAffinitySeconds))
    errors.push(
      invalidValue(
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
        seconds,
        `must be greater than 0 and less than ${maxAffinitySeconds}`,
      ),
    );
  if (sessionAffinity === 'None' && config !== undefined)
    errors.push(
      forbiddenField('spec.sessionAffinityConfig', 'must not be set when session affinity is None'),
    );
}

export const isExternallyAccessible = ({ type, externalIPs = [] }: ServiceSpec): boolean =>
  type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);

function validatePolicies(errors: FieldError[], spec: ServiceSpec): void {
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal, type } = spec;
  const policies = ['Cluster', 'Local'];
  if (isExternallyAccessible(spec)) oneOf(errors, 'spec.externalTrafficPolicy', external, policies);
  else if (external !== undefined)
    errors.push(
      invalidValue(
        'spec.externalTrafficPolicy',
        external,
        'may only be set for externally-accessible services',
      ),
    );
  if (spec.healthCheckNodePort !== undefined && !(type === 'LoadBalancer' && external === 'Local'))
    errors.push(
      invalidValue(
        'spec.healthCheckNodePort',
        spec.healthCheckNodePort,
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ),
    );
  if (internal !== undefined || type !== 'ExternalName')
    oneOf(errors, 'spec.internalTrafficPolicy', internal, policies);
  if (spec.trafficDistribution !== undefined)
    oneOf(errors, 'spec.trafficDistribution', spec.trafficDistribution, [
      'PreferClose',
      'PreferSameNode',
      'PreferSameZone',
    ]);
}

function validateClusterIPs(errors: FieldError[], spec: ServiceSpec): void {
  const { clusterIP, clusterIPs = [], ipFamilyPolicy } = spec;
  if (clusterIP !== undefined && clusterIPs.length > 0 && clusterIPs[0] !== clusterIP)
    errors.push(invalidValue('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`'));
  const [first] = clusterIPs;
  if (first !== undefined && first !== 'None') check(errors, 'spec.clusterIPs[0]', first, isValidIP);
  if (ipFamilyPolicy !== undefined)
    oneOf(errors, 'spec.ipFamilyPolicy', ipFamilyPolicy, [
      'PreferDualStack',
      'RequireDualStack',
      'SingleStack',
    ]);
}

export function validateService(service: Service): FieldError[] {
  const errors: FieldError[] = [];
  const { metadata, spec } = service;
  validateObjectMeta(errors, metadata, isDNS1035Label);
  validateType(errors, spec);
  validatePorts(errors, spec);
  validateLabels(errors, 'spec.selector', spec.selector);
  validateAffinity(errors, spec);
  validateClusterIPs(errors, spec);
  spec.externalIPs?.forEach((address, index) => {
    check(errors, `spec.externalIPs[${index}]`, address, isValidIP);
  });
  const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
  if (!types.includes(spec.type)) errors.push(notSupported('spec.type', spec.type, types));
  validateUniquePorts(errors, spec);
  if (spec.allocateLoadBalancerNodePorts !== undefined && spec.type !== 'LoadBalancer')
    errors.push(
      forbiddenField('spec.allocateLoadBalancerNodePorts', "may only be used when `type` is 'LoadBalancer'"),
    );
  validatePolicies(errors, spec);
  return errors;
}
