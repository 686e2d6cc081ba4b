import type { Container, Pod, PodSpec, ServiceAccount, Volume, VolumeMount } from '../../api/core';
import { joinKey, type Resource } from '../../api/resource';
import { namespaces, pods, serviceAccounts } from '../../api/resources';
import { parseTimestamp } from '../../api/time';
import { freeze } from '../../freeze';
import { generateName } from '../object-names';
import { forbidden } from '../status-error';
import type { StrategyContext } from '../strategy.types';
import type { AdmissionPlugin } from './admission';

/**
 * Every Pod runs as a service account and has its token mounted (plugin/pkg/admission/serviceaccount).
 * Left out: mirror Pods, limits on secrets.
 */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  admit: ({ operation, resource, object }, context) =>
    operation === 'CREATE' && resource === (pods as Resource) ? admitPod(object as Pod, context) : object,
};

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const volumePrefix = 'kube-api-access-';

/** TokenVolumeSource: the token, the cluster's certificate, the namespace. */
const tokenSource: NonNullable<Volume['projected']> = freeze({
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ],
  defaultMode: 420,
});

function admitPod(pod: Pod, context: StrategyContext): Pod {
  const { namespace = '', name: podName } = pod.metadata;
  const name = pod.spec.serviceAccountName || 'default';
  const account: ServiceAccount | undefined = context.get(serviceAccounts, joinKey(namespace, name));
  if (account === undefined && !(name === 'default' && isNew(namespace, context)))
    throw forbidden(
      pods,
      podName,
      `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
    );
  let { spec } = pod;
  if (spec.serviceAccountName !== name || spec.serviceAccount !== name)
    spec = { ...spec, serviceAccountName: name, serviceAccount: name };
  if (spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true)
    spec = withToken(spec, context);
  const { imagePullSecrets = [] } = account ?? {};
  if (imagePullSecrets.length > 0 && (spec.imagePullSecrets ?? []).length === 0)
    spec = { ...spec, imagePullSecrets };
  return spec === pod.spec ? pod : { ...pod, spec };
}

/** The real server waits a second or two for the default account of a new namespace; here it is taken as read. */
const patienceMs = 2000;

function isNew(namespace: string, { get, simulation }: StrategyContext): boolean {
  const createdMs = parseTimestamp(get(namespaces, namespace)?.metadata.creationTimestamp);
  return simulation.epochNowMs - createdMs < patienceMs;
}

/** mountServiceAccountToken: every container that mounts nothing there mounts the token. */
function withToken(spec: PodSpec, context: StrategyContext): PodSpec {
  const needsMount = (container: Container) =>
    !container.volumeMounts?.some((mount) => mount.mountPath === mountPath);
  const { containers = [], initContainers = [], volumes = [] } = spec;
  if (!containers.some(needsMount) && !initContainers.some(needsMount)) return spec;
  const standing = volumes.find(
    ({ name, projected }) =>
      name.startsWith(volumePrefix) && projected?.sources?.some((source) => source.serviceAccountToken),
  );
  const name = standing?.name ?? generateName(volumePrefix, context.simulation.random('apiserver'));
  const mount: VolumeMount = { name, readOnly: true, mountPath };
  const mounted = (each: Container): Container =>
    needsMount(each) ? { ...each, volumeMounts: [...(each.volumeMounts ?? []), mount] } : each;
  return {
    ...spec,
    containers: containers.map(mounted),
    ...(initContainers.length > 0 && { initContainers: initContainers.map(mounted) }),
    ...(standing === undefined && { volumes: [...volumes, { name, projected: tokenSource }] }),
  };
}
