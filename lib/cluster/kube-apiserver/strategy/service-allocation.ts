import type { Service, ServicePort, ServiceSpec } from '../../api/core';
import { services } from '../../api/resources';
import type { RandomStream } from '../../random';
import { type FieldError, invalidValue } from '../field-error';
import type { StrategyContext } from '../strategy.types';
import { isIPv4 } from './names';

/**
 * Cluster IPs out of 10.96.0.0/12 and node ports out of 30000-32767 (pkg/registry/core/service/{storage/alloc.go,
 * ipallocator,portallocator}). The lower part of each range is left to those who ask for a certain one. Left out: IPv6.
 */
const firstAddress = ((10 << 24) | (96 << 16)) >>> 0;
const addressCount = 1 << 20;
const staticAddresses = 256;
const firstPort = 30000;
const lastPort = 32767;
const staticPorts = 86;

const asText = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
const asNumber = (text: string) => text.split('.').reduce((value, part) => value * 256 + Number(part), 0);

/** What the other Services have. */
interface Taken {
  readonly addresses: ReadonlySet<string>;
  /** `TCP/30080` */
  readonly ports: ReadonlySet<string>;
}

function takenByOthers(service: Service, context: StrategyContext): Taken {
  const addresses = new Set<string>();
  const ports = new Set<string>();
  const { name, namespace } = service.metadata;
  for (const { metadata, spec } of context.list(services)) {
    if (metadata.name === name && metadata.namespace === namespace) continue;
    if (spec.clusterIP) addresses.add(spec.clusterIP);
    for (const { nodePort, protocol } of spec.ports ?? []) if (nodePort) ports.add(`${protocol}/${nodePort}`);
  }
  return { addresses, ports };
}

/** A free one of `count` numbers, at random, preferring those at or above `preferred`. */
function draw(
  random: RandomStream,
  count: number,
  preferred: number,
  isFree: (offset: number) => boolean,
): number | undefined {
  for (const [from, to] of [
    [preferred, count],
    [0, preferred],
  ] as const) {
    const size = to - from;
    const start = Math.floor(random.uniform() * size);
    for (let step = 0; step < size; step++) {
      const offset = from + ((start + step) % size);
      if (isFree(offset)) return offset;
    }
  }
  return undefined;
}

export const needsNodePort = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);

function withClusterIP(spec: ServiceSpec, taken: Taken, random: RandomStream): ServiceSpec {
  if (spec.clusterIP) return spec.clusterIPs ? spec : { ...spec, clusterIPs: [spec.clusterIP] };
  // The first address of the network and the last one are nobody's.
  const offset = draw(random, addressCount - 1, staticAddresses, (each) => {
    return each > 0 && !taken.addresses.has(asText(firstAddress + each));
  });
  if (offset === undefined) return spec;
  const clusterIP = asText(firstAddress + offset);
  return { ...spec, clusterIP, clusterIPs: [clusterIP] };
}

function withNodePorts(spec: ServiceSpec, taken: Taken, random: RandomStream): ServiceSpec {
  const { ports = [] } = spec;
  if (!needsNodePort(spec) || ports.every(({ nodePort }) => nodePort)) return spec;
  const own = new Set(
    ports.flatMap(({ nodePort, protocol }) => (nodePort ? [`${protocol}/${nodePort}`] : [])),
  );
  const isFree = (port: number, protocol: string) =>
    !taken.ports.has(`${protocol}/${port}`) && !own.has(`${protocol}/${port}`);
  // TCP and UDP of one port share the node port.
  const byPort = new Map(ports.flatMap(({ port, nodePort }) => (nodePort ? [[port, nodePort]] : [])));
  const withPort = (port: ServicePort): ServicePort => {
    if (port.nodePort) return port;
    const shared = byPort.get(port.port);
    if (shared !== undefined && isFree(shared, port.protocol)) {
      own.add(`${port.protocol}/${shared}`);
      return { ...port, nodePort: shared };
    }
    const offset = draw(random, lastPort - firstPort + 1, staticPorts, (each) => {
      return ['TCP', 'UDP', 'SCTP'].every((protocol) => isFree(firstPort + each, protocol));
    });
    if (offset === undefined) return port;
    const nodePort = firstPort + offset;
    byPort.set(port.port, nodePort);
    own.add(`${port.protocol}/${nodePort}`);
    return { ...port, nodePort };
  };
  return { ...spec, ports: ports.map(withPort) };
}

/** The Service with the addresses and ports it needs and did not ask for. */
export function allocate(service: Service, context: StrategyContext): Service {
  const { type } = service.spec;
  if (type === 'ExternalName') return service;
  const taken = takenByOthers(service, context);
  const addresses = context.simulation.random('service-ip');
  const ports = context.simulation.random('node-port');
  let spec = withNodePorts(withClusterIP(service.spec, taken, addresses), taken, ports);
  const isLocal = type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
  if (isLocal && spec.healthCheckNodePort === undefined) {
    const port: ServicePort = { port: 0, targetPort: 0, protocol: 'TCP' };
    const [chosen] =
      withNodePorts({ ...spec, ports: [...(spec.ports ?? []), port] }, taken, ports).ports?.slice(-1) ?? [];
    if (chosen?.nodePort !== undefined) spec = { ...spec, healthCheckNodePort: chosen.nodePort };
  }
  return spec === service.spec ? service : { ...service, spec };
}

/** What a Service asks for and cannot have. */
export function allocationErrors(service: Service, context: StrategyContext): FieldError[] {
  const { clusterIP = '', clusterIPs, ports = [], type } = service.spec;
  const errors: FieldError[] = [];
  if (type === 'ExternalName') return errors;
  const taken = takenByOthers(service, context);
  if (isIPv4(clusterIP)) {
    const offset = asNumber(clusterIP) - firstAddress;
    const why =
      offset < 0 || offset >= addressCount
        ? 'the provided network does not match the current range'
        : taken.addresses.has(clusterIP)
          ? 'provided IP is already allocated'
          : undefined;
    if (why !== undefined)
      errors.push(invalidValue('spec.clusterIPs', clusterIPs, `failed to allocate IP ${clusterIP}: ${why}`));
  }
  ports.forEach(({ nodePort, protocol }, index) => {
    if (!nodePort) return;
    const field = `spec.ports[${index}].nodePort`;
    if (nodePort < firstPort || nodePort > lastPort)
      errors.push(
        invalidValue(
          field,
          nodePort,
          `provided port is not in the valid range. The range of valid ports is ${firstPort}-${lastPort}`,
        ),
      );
    else if (taken.ports.has(`${protocol}/${nodePort}`))
      errors.push(invalidValue(field, nodePort, 'provided port is already allocated'));
  });
  return errors.slice(0, 1);
}
