import type { Endpoints, Service } from '../../cluster/api/core';
import type { EndpointSlice } from '../../cluster/api/other';
import type { Invocation } from '../kubectl.types';
import { formatLabels } from '../printers/table-printer';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';
import {
  type DescribeWriter,
  orNone,
  printAnnotationsMultiline,
  printLabelsMultiline,
} from './describe-writer';

/** Services and what is behind them (kubectl/pkg/describe/describe.go). */
export function describeService(w: DescribeWriter, service: Service, invocation: Invocation): void {
  const { metadata, spec, status } = service;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('Selector', formatLabels(spec.selector ?? {}));
  w.field('Type', spec.type);
  if (spec.ipFamilyPolicy) w.field('IP Family Policy', spec.ipFamilyPolicy);
  w.field('IP Families', orNone((spec.ipFamilies ?? []).join(',')));
  w.field('IP', spec.clusterIP ?? '');
  w.field('IPs', orNone((spec.clusterIPs ?? []).join(',')));
  if (spec.externalIPs?.length) w.field('External IPs', spec.externalIPs.join(','));
  if (spec.loadBalancerIP) w.field('Desired LoadBalancer IP', spec.loadBalancerIP);
  if (spec.externalName) w.field('External Name', spec.externalName);
  const ingress = (status.loadBalancer?.ingress ?? []).map(
    ({ ip, hostname, ipMode }) => `${ip || hostname || ''}${ipMode ? ` (${ipMode})` : ''}`,
  );
  if (ingress.length > 0) w.field('LoadBalancer Ingress', ingress.join(', '));
  describeServicePorts(w, service, invocation);
  w.field('Session Affinity', spec.sessionAffinity);
  if (spec.externalTrafficPolicy) w.field('External Traffic Policy', spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy) w.field('Internal Traffic Policy', spec.internalTrafficPolicy);
  if (spec.trafficDistribution) w.field('Traffic Distribution', spec.trafficDistribution);
}

function describeServicePorts(w: DescribeWriter, { metadata, spec }: Service, invocation: Invocation): void {
  const mapping = mappingFor(invocation.client, 'endpointslices.discovery.k8s.io');
  const selector = `kubernetes.io/service-name=${metadata.name}`;
  const namespace = metadata.namespace ?? '';
  const slices = listItems(invocation, { mapping, namespace }, { selector }) as unknown as EndpointSlice[];
  for (const { name = '', port, protocol, targetPort, nodePort } of spec.ports ?? []) {
    const shown = name || '<unset>';
    w.field('Port', `${shown}\t${port}/${protocol}`);
    w.field('TargetPort', `${targetPort}/${protocol}`);
    if (nodePort) w.field('NodePort', `${shown}\t${nodePort}/${protocol}`);
    w.field('Endpoints', formatEndpointSlices(slices, name));
  }
}

const most = 3;

/** The first three ready endpoints of the port, and how many more there are. */
function formatEndpointSlices(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const list: string[] = [];
  let isMore = false;
  let count = 0;
  for (const { endpoints, ports } of slices)
    for (const port of ports?.length ? ports.filter(({ name = '' }) => name === portName) : [undefined])
      for (const { addresses, conditions } of endpoints ?? []) {
        // Upstream looks before it knows whether this one is ready.
        if (list.length === most) isMore = true;
        if (conditions.ready === false) continue;
        if (!isMore) list.push(port ? `${addresses[0]}:${port.port}` : (addresses[0] ?? ''));
        count++;
      }
  return isMore ? `${list.join(',')} + ${count - most} more...` : list.join(',');
}

export function describeEndpoints(w: DescribeWriter, { metadata, subsets = [] }: Endpoints): void {
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.line(0, 'Subsets:');
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    w.field('Addresses', orNone(addresses.map(({ ip }) => ip).join(',')), 1);
    w.field('NotReadyAddresses', orNone(notReadyAddresses.map(({ ip }) => ip).join(',')), 1);
    if (ports.length > 0) {
      w.line(1, 'Ports:');
      w.line(2, 'Name\tPort\tProtocol');
      w.line(2, '----\t----\t--------');
    }
    for (const { name, port, protocol } of ports) w.line(2, `${name || '<unset>'}\t${port}\t${protocol}`);
    w.line(0, '');
  }
}

export function describeEndpointSlice(w: DescribeWriter, slice: EndpointSlice): void {
  const { metadata, addressType, ports, endpoints } = slice;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('AddressType', addressType);
  if (!ports?.length) w.line(0, 'Ports: <unset>');
  else {
    w.line(0, 'Ports:');
    w.line(1, 'Name\tPort\tProtocol');
    w.line(1, '----\t----\t--------');
    for (const { name, port, protocol } of ports)
      w.line(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}`);
  }
  w.line(0, endpoints?.length ? 'Endpoints:' : 'Endpoints: <none>');
  for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of endpoints ?? []) {
    w.line(1, `- Addresses:\t${orNone(addresses.join(', '))}`);
    w.line(2, 'Conditions:');
    w.field('Ready', conditions.ready ?? '<unset>', 3);
    w.field('Hostname', hostname ?? '<unset>', 2);
    if (targetRef) w.field('TargetRef', `${targetRef.kind}/${targetRef.name}`, 2);
    w.field('NodeName', nodeName ?? '<unset>', 2);
    w.field('Zone', zone ?? '<unset>', 2);
  }
}
