import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  Probe,
  ResourceRequirements,
} from '../../cluster/api/core';
import { milliValue, parseQuantity } from '../../cluster/api/quantity';
import { type DescribeWriter, formatTime, orNone } from './describe-writer';

/** Containers of a Pod or a Pod template (kubectl/pkg/describe/describe.go, describeContainers). */
export function describeContainers(
  w: DescribeWriter,
  label: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  pod: Pod | undefined,
  space: '' | '  ',
): void {
  w.line(0, `${space}${label}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    w.line(1, `${space === '' ? '' : ' '}${container.name}:`);
    if (status) w.field('Container ID', status.containerID ?? '', 2);
    w.field('Image', container.image, 2);
    if (status) w.field('Image ID', status.imageID, 2);
    describePorts(w, container);
    describeCommand(w, container);
    if (status) describeState(w, status);
    describeResources(w, container.resources, 2);
    describeProbes(w, container);
    describeEnvironment(w, container, pod);
    describeMounts(w, container);
  }
}

function describePorts(w: DescribeWriter, { ports = [] }: Container): void {
  const own = ports.map(
    ({ containerPort, protocol, name }) => `${containerPort}/${protocol}${name ? ` (${name})` : ''}`,
  );
  const host = ports.map(
    ({ hostPort = 0, protocol, name }) => `${hostPort}/${protocol}${name ? ` (${name})` : ''}`,
  );
  w.field(own.length > 1 ? 'Ports' : 'Port', orNone(own.join(', ')), 2);
  w.field(host.length > 1 ? 'Host Ports' : 'Host Port', orNone(host.join(', ')), 2);
}

function describeCommand(w: DescribeWriter, { command = [], args = [] }: Container): void {
  for (const [title, words] of [
    ['Command', command],
    ['Args', args],
  ] as const) {
    if (words.length > 0) w.line(2, `${title}:`);
    for (const line of words.flatMap((word) => word.split('\n'))) w.line(3, line);
  }
}

function describeState(w: DescribeWriter, { state, lastState, ready, restartCount }: ContainerStatus): void {
  describeStatus(w, 'State', state);
  if (lastState.terminated) describeStatus(w, 'Last State', lastState);
  w.field('Ready', ready ? 'True' : 'False', 2);
  w.field('Restart Count', restartCount, 2);
}

function describeStatus(
  w: DescribeWriter,
  name: string,
  { running, waiting, terminated }: ContainerState,
): void {
  if (running) {
    w.field(name, 'Running', 2);
    w.field('Started', formatTime(running.startedAt), 3);
  } else if (terminated) {
    const { reason, message, exitCode, signal = 0, startedAt, finishedAt } = terminated;
    w.field(name, 'Terminated', 2);
    if (reason) w.field('Reason', reason, 3);
    if (message) w.field('Message', message, 3);
    w.field('Exit Code', exitCode, 3);
    if (signal > 0) w.field('Signal', signal, 3);
    w.field('Started', formatTime(startedAt), 3);
    w.field('Finished', formatTime(finishedAt), 3);
  } else {
    w.field(name, 'Waiting', 2);
    if (waiting?.reason) w.field('Reason', waiting.reason, 3);
  }
}

function describeResources(
  w: DescribeWriter,
  { limits = {}, requests = {} }: ResourceRequirements,
  level: number,
): void {
  for (const [title, list] of [
    ['Limits', limits],
    ['Requests', requests],
  ] as const) {
    const names = Object.keys(list).sort();
    if (names.length > 0) w.line(level, `${title}:`);
    for (const name of names) w.field(name, list[name], level + 1);
  }
}

function describeProbes(w: DescribeWriter, { livenessProbe, readinessProbe, startupProbe }: Container): void {
  if (livenessProbe) w.field('Liveness', probeText(livenessProbe), 2);
  if (readinessProbe) w.field('Readiness', probeText(readinessProbe), 2);
  if (startupProbe) w.field('Startup', probeText(startupProbe), 2);
}

function probeText(probe: Probe): string {
  const { exec, httpGet, tcpSocket, grpc, initialDelaySeconds = 0 } = probe;
  const attributes = `delay=${initialDelaySeconds}s timeout=${probe.timeoutSeconds}s period=${probe.periodSeconds}s #success=${probe.successThreshold} #failure=${probe.failureThreshold}`;
  if (exec) return `exec [${exec.command.join(' ')}] ${attributes}`;
  if (httpGet) {
    const { scheme, host = '', port, path } = httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? '' : '/'}${path} ${attributes}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${attributes}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}

function describeEnvironment(w: DescribeWriter, container: Container, pod: Pod | undefined): void {
  const { env = [], envFrom = [] } = container;
  if (envFrom.length > 0) w.line(2, 'Environment Variables from:');
  for (const { prefix = '', configMapRef, secretRef } of envFrom) {
    const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
    const from = configMapRef ? 'ConfigMap' : secretRef ? 'Secret' : '';
    const how = prefix === '' ? from : `${from} with prefix '${prefix}'`;
    w.line(3, `${name}\t${how}\tOptional: ${optional}`);
  }
  w.line(2, `Environment:${env.length === 0 ? '\t<none>' : ''}`);
  for (const each of env)
    for (const [i, line] of variableText(each, container, pod).split('\n').entries())
      w.line(3, i === 0 ? `${each.name}:\t${line}` : `\t${line}`);
}

function variableText({ value = '', valueFrom }: EnvVar, container: Container, pod: Pod | undefined): string {
  if (valueFrom === undefined) return value;
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef)
    return `${pod ? fieldValue(pod, fieldRef.fieldPath) : ''} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`;
  if (resourceFieldRef) {
    const { resource, divisor = '1' } = resourceFieldRef;
    const found = resourceValue(container, resource, divisor);
    const text = found === '0' && /^limits\.(cpu|memory)$/.test(resource) ? 'node allocatable' : found;
    return `${text} (${resource})`;
  }
  if (secretKeyRef)
    return `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}`;
  if (configMapKeyRef)
    return `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>\tOptional: ${configMapKeyRef.optional ?? false}`;
  return '';
}

/** fieldpath.ExtractFieldPathAsString: only what stands in metadata. */
function fieldValue({ metadata }: Pod, path: string): string {
  const [, list, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (list) return metadata[list as 'labels' | 'annotations']?.[key] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid;
    default:
      return '';
  }
}

function resourceValue({ resources }: Container, name: string, divisor: string): string {
  const [list = '', resource = ''] = name.split('.');
  const amount = (list === 'limits' ? resources.limits : resources.requests)?.[resource];
  const isCpu = resource === 'cpu';
  const by = divisor === '0' ? '1' : divisor;
  return String(
    isCpu
      ? Math.ceil(milliValue(amount) / milliValue(by))
      : Math.ceil(parseQuantity(amount) / parseQuantity(by)),
  );
}

function describeMounts(w: DescribeWriter, { volumeMounts = [] }: Container): void {
  w.line(2, `Mounts:${volumeMounts.length === 0 ? '\t<none>' : ''}`);
  const sorted = [...volumeMounts].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  for (const { mountPath, name, readOnly, subPath } of sorted) {
    const flags = [readOnly ? 'ro' : 'rw', ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    w.line(3, `${mountPath} from ${name} (${flags.join(',')})`);
  }
}
