import type {
  Container as ContainerSpec,
  ContainerState,
  ContainerStatus,
  Pod,
  VolumeMount,
  VolumeMountStatus,
} from '../api/core';
import type { Container } from './container';
import type { PodRuntimeState } from './pod-status';

/** Statuses of containers out of what the runtime has (kubelet_pods.go, convertToAPIContainerStatuses). */
export const isSidecar = (container: ContainerSpec) => container.restartPolicy === 'Always';

const nothing: ContainerState = {};

function terminatedState(container: Container): ContainerState {
  const { exitCode, reason, message, startedAt, finishedAt, config } = container;
  return {
    terminated: {
      exitCode,
      reason,
      ...(message && { message }),
      startedAt,
      finishedAt,
      containerID: `containerd://${config.id}`,
    },
  };
}

function stateOf(container: Container): ContainerState {
  if (container.state === 'running') return { running: { startedAt: container.startedAt } };
  if (container.state === 'exited') return terminatedState(container);
  return { waiting: { reason: 'ContainerCreating' } };
}

/** Whether a container that ended is to be started again (kubecontainer.ShouldContainerBeRestarted). */
export function shouldRestart(pod: Pod, spec: ContainerSpec, last: Container | undefined): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (last === undefined || isSidecar(spec)) return true;
  if (pod.spec.restartPolicy === 'Always') return true;
  return pod.spec.restartPolicy === 'OnFailure' && last.exitCode !== 0;
}

/** One container's status; `before` is the one it had. `defaultReason` is shown while there is nothing to tell: ContainerCreating or PodInitializing. */
export function convertToAPIContainerStatus(
  pod: Pod,
  spec: ContainerSpec,
  runtime: PodRuntimeState,
  defaultReason: string,
  before: ContainerStatus | undefined,
): ContainerStatus {
  const instances = runtime.sandbox?.containers.get(spec.name) ?? [];
  const last = instances.at(-1);
  let state: ContainerState = { waiting: { reason: defaultReason } };
  let lastState = nothing;
  if (last) {
    const earlier = instances.at(-2);
    state = stateOf(last);
    if (earlier) lastState = terminatedState(earlier);
  }
  const why = runtime.reasons?.get(spec.name);
  if (why && last?.state !== 'running' && shouldRestartFor(pod, spec, last)) {
    if (state.terminated) lastState = state;
    state = { waiting: why };
  }
  const isRunning = last?.state === 'running';
  const started = isRunning && runtime.probes.isStarted(spec, last);
  const status: { -readonly [Key in keyof ContainerStatus]: ContainerStatus[Key] } = {
    name: spec.name,
    state,
    lastState,
    ready: isRunning && started && runtime.probes.isReady(spec, last),
    restartCount: last?.config.attempt ?? 0,
    image: last ? last.config.imageName : spec.image,
    imageID: last?.config.imageId ?? '',
    started,
  };
  if (last) {
    status.containerID = `containerd://${last.config.id}`;
    status.resources = spec.resources;
    if (spec.resources.requests) status.allocatedResources = spec.resources.requests;
  }
  if (spec.volumeMounts) status.volumeMounts = before?.volumeMounts ?? mountStatuses(spec.volumeMounts);
  return status;
}

function mountStatuses(volumeMounts: readonly VolumeMount[]): readonly VolumeMountStatus[] {
  return volumeMounts.map(({ name, mountPath, readOnly }) => ({
    mountPath,
    name,
    ...(readOnly && { readOnly, recursiveReadOnly: 'Disabled' as const }),
  }));
}

/** As `shouldRestart`, for showing: a Pod being deleted keeps saying why its container waits. */
function shouldRestartFor(pod: Pod, spec: ContainerSpec, last: Container | undefined): boolean {
  return last === undefined || shouldRestart(pod, spec, last);
}
