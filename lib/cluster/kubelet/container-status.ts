import type { Container as ContainerSpec, ContainerState, ContainerStatus, Pod } from '../api/core';
import { timestamp } from '../api/time';
import type { Container } from './container';
import type { PodRuntimeState } from './pod-status';

/** Statuses of containers out of what the runtime has (kubelet_pods.go, convertToAPIContainerStatuses). */
export const isSidecar = (container: ContainerSpec) => container.restartPolicy === 'Always';

const nothing: ContainerState = {};

function terminatedState(container: Container, epochMs: number): ContainerState {
  // A container that never started shows the beginning of time, as upstream's zero time is converted.
  const at = (ms: number) => timestamp(epochMs + ms);
  return {
    terminated: {
      exitCode: container.exitCode,
      reason: container.reason,
      ...(container.message && { message: container.message }),
      startedAt: container.reason === 'StartError' ? '1970-01-01T00:00:00Z' : at(container.startedAtMs),
      finishedAt: at(container.finishedAtMs),
      containerID: `containerd://${container.config.id}`,
    },
  };
}

function stateOf(container: Container, epochMs: number): ContainerState {
  if (container.state === 'running')
    return { running: { startedAt: timestamp(epochMs + container.startedAtMs) } };
  if (container.state === 'exited') return terminatedState(container, epochMs);
  return { waiting: { reason: 'ContainerCreating' } };
}

/** Whether a container that ended is to be started again (kubecontainer.ShouldContainerBeRestarted). */
export function shouldRestart(pod: Pod, spec: ContainerSpec, last: Container | undefined): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (last === undefined || isSidecar(spec)) return true;
  if (pod.spec.restartPolicy === 'Always') return true;
  return pod.spec.restartPolicy === 'OnFailure' && last.exitCode !== 0;
}

/** One container's status. `defaultReason` is shown while there is nothing to tell: ContainerCreating or PodInitializing. */
export function convertToAPIContainerStatus(
  pod: Pod,
  spec: ContainerSpec,
  runtime: PodRuntimeState,
  defaultReason: string,
): ContainerStatus {
  const instances = runtime.sandbox?.containers.get(spec.name) ?? [];
  const last = instances.at(-1);
  const { epochMs } = runtime;
  let state: ContainerState = { waiting: { reason: defaultReason } };
  let lastState = nothing;
  if (last) {
    const before = instances.at(-2);
    state = stateOf(last, epochMs);
    if (before) lastState = terminatedState(before, epochMs);
  }
  const why = runtime.reasons?.get(spec.name);
  if (why && last?.state !== 'running' && shouldRestartFor(pod, spec, last)) {
    if (state.terminated) lastState = state;
    state = { waiting: why };
  }
  const isRunning = last?.state === 'running';
  const started = isRunning && runtime.probes.isStarted(spec, last);
  return {
    name: spec.name,
    state,
    lastState,
    ready: isRunning && started && runtime.probes.isReady(spec, last),
    restartCount: last?.config.attempt ?? 0,
    image: last ? last.config.imageName : spec.image,
    imageID: last?.config.imageId ?? '',
    ...(last && { containerID: `containerd://${last.config.id}` }),
    started,
    ...(last && spec.resources.requests && { allocatedResources: spec.resources.requests }),
    ...(last && { resources: spec.resources }),
    ...(spec.volumeMounts && { volumeMounts: mountStatuses(spec) }),
  };
}

const mountStatusOf = new WeakMap<object, readonly Record<string, unknown>[]>();

/** The same for every Pod of a template, so it is kept once. */
function mountStatuses(spec: ContainerSpec): readonly Record<string, unknown>[] {
  const { volumeMounts = [] } = spec;
  let statuses = mountStatusOf.get(volumeMounts);
  if (statuses === undefined) {
    statuses = volumeMounts.map(({ name, mountPath, readOnly }) => ({
      mountPath,
      name,
      ...(readOnly && { readOnly, recursiveReadOnly: 'Disabled' }),
    }));
    mountStatusOf.set(volumeMounts, statuses);
  }
  return statuses;
}

/** As `shouldRestart`, for showing: a Pod being deleted keeps saying why its container waits. */
function shouldRestartFor(pod: Pod, spec: ContainerSpec, last: Container | undefined): boolean {
  return last === undefined || shouldRestart(pod, spec, last);
}
