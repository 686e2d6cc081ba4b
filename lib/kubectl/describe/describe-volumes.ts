import type { Toleration, TopologySpreadConstraint, Volume, VolumeProjection } from '../../cluster/api/core';
import { parseQuantity } from '../../cluster/api/quantity';
import { formatLabelSelector } from '../resource/selector-text';
import { type DescribeWriter, printMultiline } from './describe-writer';

/** Volumes, tolerations and spread constraints of a Pod or a template. Left out: volumes of storage drivers. */
export function describeVolumes(
  w: DescribeWriter,
  volumes: readonly Volume[] = [],
  space: '' | '  ' = '',
): void {
  if (volumes.length === 0) w.field(`${space}Volumes`, '<none>');
  else w.line(0, `${space}Volumes:`);
  for (const volume of volumes) {
    w.line(1, `${space === '' ? '' : ' '}${volume.name}:`);
    const fields = volumeFields(volume);
    if (fields === undefined) w.line(1, '<unknown>');
    else for (const [name, value] of fields) w.field(name, value, 2);
  }
}

type Fields = readonly (readonly [name: string, value: unknown])[];

function volumeFields(volume: Volume): Fields | undefined {
  const { hostPath, emptyDir, secret, configMap, persistentVolumeClaim: claim, projected } = volume;
  if (hostPath)
    return [
      ['Type', 'HostPath (bare host directory volume)'],
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type ?? '<none>'],
    ];
  if (emptyDir)
    return [
      ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['Medium', emptyDir.medium ?? ''],
      ['SizeLimit', parseQuantity(emptyDir.sizeLimit) > 0 ? emptyDir.sizeLimit : '<unset>'],
    ];
  if (secret)
    return [
      ['Type', 'Secret (a volume populated by a Secret)'],
      ['SecretName', secret.secretName],
      ['Optional', secret.optional ?? false],
    ];
  if (configMap)
    return [
      ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['Name', configMap.name],
      ['Optional', configMap.optional ?? false],
    ];
  if (claim)
    return [
      ['Type', 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)'],
      ['ClaimName', claim.claimName],
      ['ReadOnly', claim.readOnly ?? false],
    ];
  if (projected)
    return [
      ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
      ...projected.sources.flatMap(projectionFields),
    ];
  return undefined;
}

function projectionFields({ secret, downwardAPI, configMap, serviceAccountToken }: VolumeProjection): Fields {
  if (secret)
    return [
      ['SecretName', secret.name],
      ['Optional', secret.optional ?? false],
    ];
  if (downwardAPI) return [['DownwardAPI', 'true']];
  if (configMap)
    return [
      ['ConfigMapName', configMap.name],
      ['Optional', configMap.optional ?? false],
    ];
  return serviceAccountToken ? [['TokenExpirationSeconds', serviceAccountToken.expirationSeconds]] : [];
}

export function printTolerations(
  w: DescribeWriter,
  title: string,
  tolerations: readonly Toleration[] = [],
): void {
  const sorted = [...tolerations].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  const lines = sorted.map(({ key = '', value = '', effect = '', operator, tolerationSeconds }) => {
    const what = `${key}${value === '' ? '' : `=${value}`}${effect ? `:${effect}` : ''}`;
    const exists = operator === 'Exists' && value === '' ? `${what === '' ? '' : ' '}op=Exists` : '';
    return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
  });
  printMultiline(w, title, lines);
}

export function describeSpread(
  w: DescribeWriter,
  constraints: readonly TopologySpreadConstraint[] = [],
  space = '',
): void {
  if (constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  w.write(0, `${space}Topology Spread Constraints:\t`);
  for (const [i, { topologyKey, whenUnsatisfiable, maxSkew, labelSelector }] of sorted.entries()) {
    const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded`;
    const forWhat = labelSelector ? ` for selector ${formatLabelSelector(labelSelector)}` : '';
    w.line(0, `${i === 0 ? '' : `${space}\t`}${text}${forWhat}`);
  }
}
