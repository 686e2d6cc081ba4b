import type { Container, KeyToPath, Pod, Volume } from '../api/core';
import type { Task } from '../process';
import { type ConfigSource, decodeBase64 } from './config-source';
import type { PodSandbox } from './container-runtime';
import { type EnvironmentFacts, fieldValue } from './environment';
import type { Mount } from './file-system';

/** Volumes of a Pod as files (pkg/volume/{configmap,secret,projected,downwardapi,emptydir}). Drivers are left out. */
export type VolumeFiles = ReadonlyMap<string, Map<string, string>>;

/** Fills every volume that needs the API server; a failure's text is what FailedMount says. */
export function* mountVolumes(
  pod: Pod,
  source: ConfigSource,
  facts: EnvironmentFacts,
): Task<{ readonly files: Map<string, Map<string, string>>; readonly failures: readonly string[] }> {
  const files = new Map<string, Map<string, string>>();
  const failures: string[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const content = yield* contentOf(pod, volume, source, facts);
    if (typeof content === 'string')
      failures.push(`MountVolume.SetUp failed for volume "${volume.name}" : ${content}`);
    else if (content) files.set(volume.name, content);
  }
  return { files, failures };
}

/** Where each volume lies in a container. */
export function makeMounts(container: Container, files: VolumeFiles, sandbox: PodSandbox, pod: Pod): Mount[] {
  return (container.volumeMounts ?? []).map(({ name, mountPath, readOnly, subPath }) => {
    const volume = pod.spec.volumes?.find((each) => each.name === name);
    let found = files.get(name);
    if (found === undefined) {
      found = sandbox.volumes.get(name) ?? new Map<string, string>();
      sandbox.volumes.set(name, found);
    }
    const isReadOnly = readOnly === true || volume?.emptyDir === undefined;
    return { path: mountPath, files: subPath ? below(found, subPath) : found, isReadOnly };
  });
}

/** A file or directory inside a volume, as a mount of its own (a copy: subPath mounts do not follow changes). */
function below(files: Map<string, string>, subPath: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, text] of files) {
    if (path === subPath) found.set('', text);
    else if (path.startsWith(`${subPath}/`)) found.set(path.slice(subPath.length + 1), text);
  }
  return found;
}

function* contentOf(
  pod: Pod,
  volume: Volume,
  source: ConfigSource,
  facts: EnvironmentFacts,
): Task<Map<string, string> | string | undefined> {
  const { configMap, secret, projected, downwardAPI } = volume;
  const { namespace = '' } = pod.metadata;
  const into = new Map<string, string>();
  if (configMap) {
    const { name, items, optional } = configMap;
    return put(into, yield* source.configMap(namespace, name, optional), items, false, optional);
  }
  if (secret) {
    const { secretName, items, optional } = secret;
    return put(into, yield* source.secret(namespace, secretName, optional), items, true, optional);
  }
  if (downwardAPI) {
    for (const { path, fieldRef } of downwardAPI.items)
      if (fieldRef) into.set(path, fieldValue(pod, fieldRef.fieldPath, facts));
    return into;
  }
  if (projected?.sources.some(({ configMap: map }) => map?.name === 'kube-root-ca.crt'))
    return source.serviceAccount(namespace);
  if (projected) return yield* projectedContent(pod, projected.sources, into, source, facts);
  return undefined;
}

function* projectedContent(
  pod: Pod,
  sources: NonNullable<Volume['projected']>['sources'],
  into: Map<string, string>,
  source: ConfigSource,
  facts: EnvironmentFacts,
): Task<Map<string, string> | string> {
  const { namespace = '' } = pod.metadata;
  for (const { serviceAccountToken, configMap, secret, downwardAPI } of sources) {
    if (serviceAccountToken)
      into.set(serviceAccountToken.path, source.serviceAccount(namespace).get('token') ?? '');
    if (configMap) {
      const { name, items, optional } = configMap;
      const found = put(into, yield* source.configMap(namespace, name, optional), items, false, optional);
      if (typeof found === 'string') return found;
    }
    if (secret) {
      const { name, items, optional } = secret;
      const found = put(into, yield* source.secret(namespace, name, optional), items, true, optional);
      if (typeof found === 'string') return found;
    }
    for (const { path, fieldRef } of downwardAPI?.items ?? [])
      if (fieldRef) into.set(path, fieldValue(pod, fieldRef.fieldPath, facts));
  }
  return into;
}

/** All keys, or those that `items` name. */
function put(
  into: Map<string, string>,
  found: { readonly data?: Readonly<Record<string, string>> } | string | undefined,
  items: readonly KeyToPath[] | undefined,
  isEncoded: boolean,
  isOptional = false,
): Map<string, string> | string {
  if (typeof found === 'string') return found;
  const { data = {} } = found ?? {};
  const text = (value: string) => (isEncoded ? decodeBase64(value) : value);
  for (const { key, path } of items ?? Object.keys(data).map((key) => ({ key, path: key }))) {
    if (Object.hasOwn(data, key)) into.set(path, text(data[key] ?? ''));
    else if (!isOptional && found)
      return isEncoded
        ? `references non-existent secret key: ${key}`
        : `configmap references non-existent config key: ${key}`;
  }
  return into;
}
