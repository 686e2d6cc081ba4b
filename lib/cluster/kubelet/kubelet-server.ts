import type { Pod } from '../api/core';
import type {
  ContainerUsage,
  ExecResult,
  KubeletEndpoint,
  LogLine,
} from '../kube-apiserver/kubelet-endpoint.types';
import { badRequest, StatusError } from '../kube-apiserver/status-error';
import type { Container } from './container';
import type { ContainerRuntime } from './container-runtime';

/** The kubelet's own server (pkg/kubelet/server): logs and exec. Left out: attach, port-forward, metrics in text. */
export class KubeletServer implements KubeletEndpoint {
  /** @param find the Pod as the kubelet knows it, with the status it would report */
  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly find: (namespace: string, pod: string) => Pod | undefined,
  ) {}

  logs(namespace: string, pod: string, container: string, isPrevious: boolean): readonly LogLine[] {
    return this.instanceForLogs(namespace, pod, container, isPrevious).logs();
  }

  follow(
    namespace: string,
    pod: string,
    container: string,
    onLine: (line: LogLine) => void,
    onEnd: () => void,
  ): () => void {
    const instance = this.instanceForLogs(namespace, pod, container, false);
    if (instance.state !== 'running') {
      onEnd();
      return () => {};
    }
    const stopLines = instance.follow(onLine);
    const stopEnd = instance.exited.wait(onEnd);
    return () => {
      stopLines();
      stopEnd();
    };
  }

  exec(
    namespace: string,
    pod: string,
    container: string,
    command: readonly string[],
    stdin: string,
  ): ExecResult {
    const instance = this.instances(namespace, pod, container).at(-1);
    if (instance?.state !== 'running')
      throw internal(`unable to upgrade connection: container not found ("${container}")`);
    const { stdout, stderr, exitCode } = instance.image.runner.exec(instance, command, stdin);
    if (exitCode === 127 && stderr.startsWith('exec: '))
      throw internal(
        `error executing command in container: failed to exec in container: failed to start exec "${instance.config.id}": OCI runtime exec failed: exec failed: unable to start container process: ${stderr}`,
      );
    return { stdout, stderr, exitCode };
  }

  usage(podUid: string): readonly ContainerUsage[] {
    const found: ContainerUsage[] = [];
    for (const [name, instances] of this.runtime.sandboxes.get(podUid)?.containers ?? []) {
      const last = instances.at(-1);
      if (last?.state === 'running') found.push({ name, ...last.usage() });
    }
    return found;
  }

  private instances(namespace: string, name: string, container: string): readonly Container[] {
    const uid = this.find(namespace, name)?.metadata.uid ?? '';
    return this.runtime.sandboxes.get(uid)?.containers.get(container) ?? [];
  }

  /** kubelet_pods.go, validateContainerLogStatus */
  private instanceForLogs(
    namespace: string,
    name: string,
    container: string,
    isPrevious: boolean,
  ): Container {
    const pod = this.find(namespace, name);
    const { initContainerStatuses = [], containerStatuses = [] } = pod?.status ?? {};
    const status = [...initContainerStatuses, ...containerStatuses].find((each) => each.name === container);
    const instances = this.instances(namespace, name, container);
    const id = isPrevious ? status?.lastState.terminated?.containerID : undefined;
    const found = isPrevious
      ? instances.find(({ config }) => id === `containerd://${config.id}`)
      : instances.at(-1);
    if (found) return found;
    if (isPrevious)
      throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
    const { reason } = status?.state.waiting ?? {};
    const why =
      reason === 'ErrImagePull'
        ? "image can't be pulled"
        : reason === 'ImagePullBackOff'
          ? 'trying and failing to pull image'
          : reason;
    throw badRequest(
      why
        ? `container "${container}" in pod "${name}" is waiting to start: ${why}`
        : `container "${container}" in pod "${name}" is waiting to start - no logs yet`,
    );
  }
}

const internal = (message: string) =>
  new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  });
