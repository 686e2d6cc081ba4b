import type {
  Container,
  DownwardAPIFile,
  EnvVar,
  LifecycleHandler,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ResourceRequirements,
  Volume,
  VolumeProjection,
} from '../../api/core';
import { changeField, changeItems, fill, withField } from './sharing';

/**
 * What a Pod gets when its manifest does not say (pkg/apis/core/v1/defaults.go). Left out: defaults of Pod-level resources.
 */
const podSpecDefaults = {
  containers: [],
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
} as const;

const httpGetDefaults = { path: '/', scheme: 'HTTP' } as const;
const probeDefaults = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const fileMode = { defaultMode: 0o644 };

/** The tag of an image, `latest` when it has neither tag nor digest. */
export function imageTag(image: string): string {
  const [name = '', digest] = image.split('@');
  const colon = name.lastIndexOf(':');
  if (colon > name.lastIndexOf('/')) return name.slice(colon + 1);
  return digest === undefined ? 'latest' : '';
}

const withHttpGet = (handler: LifecycleHandler): LifecycleHandler =>
  changeField(handler, 'httpGet', (action) => fill(action, httpGetDefaults));

const defaultProbe = (probe: Probe): Probe =>
  changeField(fill(probe, probeDefaults), 'httpGet', (action) => fill(action, httpGetDefaults));

const defaultEnvVar = (variable: EnvVar): EnvVar =>
  changeField(variable, 'valueFrom', (source) => {
    const withRef = changeField(source, 'fieldRef', (ref) => fill(ref, { apiVersion: 'v1' }));
    return changeField(withRef, 'resourceFieldRef', (ref) => fill(ref, { divisor: '0' }));
  });

const emptyResources = {};

function defaultContainer(container: Container): Container {
  let next = container;
  if (container.imagePullPolicy === undefined || container.resources === undefined) {
    const imagePullPolicy = imageTag(container.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent';
    next = fill(container, { imagePullPolicy, resources: emptyResources });
  }
  next = fill(next, { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' });
  next = changeItems(next, 'ports', (port) => fill(port, { protocol: 'TCP' }));
  next = changeItems(next, 'env', defaultEnvVar);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const)
    next = changeField(next, probe, defaultProbe);
  return changeField(next, 'lifecycle', (lifecycle) =>
    changeField(changeField(lifecycle, 'postStart', withHttpGet), 'preStop', withHttpGet),
  );
}

const sources = ['emptyDir', 'configMap', 'secret', 'hostPath', 'projected', 'downwardAPI'] as const;

const defaultFile = (file: DownwardAPIFile): DownwardAPIFile =>
  changeField(file, 'fieldRef', (ref) => fill(ref, { apiVersion: 'v1' }));

const defaultProjection = (source: VolumeProjection): VolumeProjection => {
  const next = changeField(source, 'serviceAccountToken', (token) =>
    fill(token, { expirationSeconds: 3600 }),
  );
  return changeField(next, 'downwardAPI', (api) => changeItems(api, 'items', defaultFile));
};

function defaultVolume(volume: Volume): Volume {
  const isOther = Object.keys(volume).some((key) => key !== 'name' && !sources.includes(key as 'emptyDir'));
  let next =
    sources.some((source) => volume[source] !== undefined) || isOther ? volume : { ...volume, emptyDir: {} };
  next = changeField(next, 'configMap', (source) => fill(source, fileMode));
  next = changeField(next, 'secret', (source) => fill(source, fileMode));
  next = changeField(next, 'hostPath', (source) => fill(source, { type: '' }));
  next = changeField(next, 'projected', (source) =>
    changeItems(fill(source, fileMode), 'sources', defaultProjection),
  );
  return changeField(next, 'downwardAPI', (source) =>
    changeItems(fill(source, fileMode), 'items', defaultFile),
  );
}

/** Specs that came out of here: they need no second look, and nobody changes them. */
const defaulted = new WeakSet<PodSpec>();

function defaultPodSpec(spec: PodSpec): PodSpec {
  if (defaulted.has(spec)) return spec;
  let next = fill(spec, podSpecDefaults);
  // The old name of the field is kept in step (pkg/apis/core/v1/conversion.go).
  const account = next.serviceAccountName || next.serviceAccount;
  if (account) next = withField(withField(next, 'serviceAccountName', account), 'serviceAccount', account);
  next = changeItems(next, 'containers', defaultContainer);
  next = changeItems(next, 'initContainers', defaultContainer);
  next = changeItems(next, 'volumes', defaultVolume);
  defaulted.add(next);
  return next;
}

const noSpec = {} as unknown as PodSpec;

export function defaultPodTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec {
  if (template === undefined) return { metadata: {}, spec: defaultPodSpec(noSpec) };
  const named = fill(template, { metadata: {}, spec: noSpec });
  return changeField(named, 'spec', defaultPodSpec);
}

function requestsFromLimits(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests } = resources;
  if (limits === undefined || Object.keys(limits).every((name) => requests?.[name] !== undefined))
    return resources;
  return { ...resources, requests: { ...limits, ...requests } };
}

const podSpecs = new WeakSet<PodSpec>();

/** SetDefaults_Pod: what only a Pod gets, not a template. */
export function defaultPod(pod: Pod): Pod {
  if (pod.spec === undefined) return { ...pod, spec: defaultPodSpec(noSpec) };
  if (podSpecs.has(pod.spec)) return pod;
  let spec = fill(defaultPodSpec(pod.spec), { enableServiceLinks: true });
  const { hostNetwork } = spec;
  const change = (container: Container): Container => {
    const next = changeField(container, 'resources', requestsFromLimits);
    if (hostNetwork !== true) return next;
    return changeItems(next, 'ports', (port) => fill(port, { hostPort: port.containerPort }));
  };
  spec = changeItems(changeItems(spec, 'containers', change), 'initContainers', change);
  podSpecs.add(spec);
  return withField(pod, 'spec', spec);
}
