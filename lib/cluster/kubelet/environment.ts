import type { ConfigMap, Container, EnvVarSource, Pod, Secret } from '../api/core';
import { milliValue, parseQuantity } from '../api/quantity';
import { configMaps, secrets } from '../api/resources';
import type { Task } from '../process';
import { type ConfigSource, decodeBase64 } from './config-source';
import { ContainerStartError } from './start-error';

/** A container's environment (pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables). Left out: variables of Services. */
export interface EnvironmentFacts {
  readonly podIP: string;
  readonly hostIP: string;
  readonly nodeName: string;
  /** What counts as the limit where a container has none. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

const configError = (message: string) => new ContainerStartError('CreateContainerConfigError', message);

/** The variables every container has, and those of its image. */
function ordinaryEnvironment(pod: Pod, image: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', hostnameOf(pod)],
    ...kubernetesService,
    ...Object.entries(image),
  ]);
}

/**
 * The variables, as what makes them when somebody looks: of most containers nobody ever does. Throws ContainerStartError
 * (CreateContainerConfigError).
 */
export function* makeEnvironmentVariables(
  pod: Pod,
  container: Container,
  image: Readonly<Record<string, string>> | undefined,
  source: ConfigSource,
  facts: EnvironmentFacts,
): Task<() => ReadonlyMap<string, string>> {
  if (!container.env && !container.envFrom) return () => ordinaryEnvironment(pod, image);
  const { namespace = '' } = pod.metadata;
  const env = ordinaryEnvironment(pod, image);
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const found = configMapRef
      ? yield* source.configMap(namespace, configMapRef.name, configMapRef.optional)
      : secretRef
        ? yield* source.secret(namespace, secretRef.name, secretRef.optional)
        : undefined;
    if (typeof found === 'string') throw configError(found);
    for (const [key, value] of Object.entries(found?.data ?? {}))
      env.set(prefix + key, secretRef ? decodeBase64(value) : value);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const resolved = valueFrom
      ? yield* fromSource(pod, container, valueFrom, source, facts)
      : expand(value ?? '', () => env);
    if (resolved !== undefined) env.set(name, resolved);
  }
  return () => env;
}

/** What points every container at the API server. */
const kubernetesService: readonly (readonly [string, string])[] = [
  ['KUBERNETES_SERVICE_HOST', '10.96.0.1'],
  ['KUBERNETES_SERVICE_PORT', '443'],
  ['KUBERNETES_SERVICE_PORT_HTTPS', '443'],
  ['KUBERNETES_PORT', 'tcp://10.96.0.1:443'],
  ['KUBERNETES_PORT_443_TCP', 'tcp://10.96.0.1:443'],
  ['KUBERNETES_PORT_443_TCP_PROTO', 'tcp'],
  ['KUBERNETES_PORT_443_TCP_PORT', '443'],
  ['KUBERNETES_PORT_443_TCP_ADDR', '10.96.0.1'],
];

export function hostnameOf({ metadata, spec }: Pod): string {
  return (spec.hostname ?? metadata.name).slice(0, 63);
}

/** `$(NAME)` becomes its value, `$$` a dollar; unknown names stay as they are (third_party/forked/golang/expansion). */
export function expand(text: string, variables: () => ReadonlyMap<string, string>): string {
  if (!text.includes('$')) return text;
  const env = variables();
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (env.get(name) ?? whole),
  );
}

function* fromSource(
  pod: Pod,
  container: Container,
  valueFrom: EnvVarSource,
  source: ConfigSource,
  facts: EnvironmentFacts,
): Task<string | undefined> {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  const { namespace = '' } = pod.metadata;
  if (fieldRef) return fieldValue(pod, fieldRef.fieldPath, facts);
  if (resourceFieldRef) {
    const of = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
      ({ name }) => name === resourceFieldRef.containerName,
    );
    return resourceValue(of ?? container, resourceFieldRef.resource, resourceFieldRef.divisor, facts);
  }
  const ref = configMapKeyRef ?? secretKeyRef;
  if (ref === undefined) return undefined;
  const found: ConfigMap | Secret | string | undefined = configMapKeyRef
    ? yield* source.configMap(namespace, ref.name, ref.optional)
    : yield* source.secret(namespace, ref.name, ref.optional);
  if (typeof found === 'string') throw configError(found);
  const { data = {} } = found ?? {};
  if (Object.hasOwn(data, ref.key)) {
    const text = data[ref.key] ?? '';
    return secretKeyRef ? decodeBase64(text) : text;
  }
  if (ref.optional) return undefined;
  const kind = configMapKeyRef ? configMaps.kind : secrets.kind;
  throw configError(`couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`);
}

/** Downward API (pkg/fieldpath, podFieldSelectorRuntimeValue). */
export function fieldValue(pod: Pod, fieldPath: string, facts: EnvironmentFacts): string {
  const { metadata, spec } = pod;
  const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath) ?? [];
  if (map) {
    const values = (map === 'labels' ? metadata.labels : metadata.annotations) ?? {};
    return Object.hasOwn(values, key) ? (values[key] ?? '') : '';
  }
  const lines = (values: Readonly<Record<string, string>> = {}) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join('\n');
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'metadata.labels': lines(metadata.labels),
    'metadata.annotations': lines(metadata.annotations),
    'spec.nodeName': facts.nodeName,
    'spec.serviceAccountName': spec.serviceAccountName,
    'status.hostIP': facts.hostIP,
    'status.hostIPs': facts.hostIP,
    'status.podIP': facts.podIP,
    'status.podIPs': facts.podIP,
  };
  return (Object.hasOwn(fields, fieldPath) ? fields[fieldPath] : '') ?? '';
}

/** pkg/api/v1/resource/helpers.go, ExtractContainerResourceValue: rounded up to whole divisors. */
function resourceValue(
  { resources }: Container,
  resource: string,
  divisor: string | undefined,
  facts: EnvironmentFacts,
): string {
  const [kind, name = ''] = resource.split('.');
  const whole = kind === 'limits' ? resources.limits?.[name] : resources.requests?.[name];
  const isCpu = name === 'cpu';
  const fallback = kind !== 'limits' ? 0 : isCpu ? facts.cpuMilli : facts.memoryBytes;
  const amount = whole === undefined ? fallback : isCpu ? milliValue(whole) : parseQuantity(whole);
  const isUnset = divisor === undefined || divisor === '0';
  const unit = isCpu ? (isUnset ? 1000 : milliValue(divisor)) : isUnset ? 1 : parseQuantity(divisor);
  return String(Math.ceil(amount / unit));
}
