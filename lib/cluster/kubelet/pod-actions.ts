import type { Container as ContainerSpec, Pod } from '../api/core';
import type { Container } from './container';
import type { PodSandbox } from './container-runtime';
import { isSidecar, shouldRestart } from './container-status';

export interface PodActions {
  readonly killed: readonly Kill[];
  readonly started: readonly ContainerSpec[];
  /** Whether `started` are init containers. */
  readonly isInit: boolean;
}

interface Kill {
  readonly spec: ContainerSpec;
  readonly container: Container;
  readonly why: string;
  /** Grace of the probe that failed, if it has its own. */
  readonly graceSeconds: number | undefined;
}

interface Facts {
  isStarted(spec: ContainerSpec, container: Container): boolean;
  /** Which probe a running container failed for good. */
  failedProbe(container: Container): string | undefined;
}

/** What is to be stopped and started (kuberuntime_manager.go, computePodActions). Containers of another image are left out. */
export function computePodActions(pod: Pod, sandbox: PodSandbox, facts: Facts): PodActions {
  const killed: Kill[] = [];
  const last = (spec: ContainerSpec) => sandbox.containers.get(spec.name)?.at(-1);
  const started: ContainerSpec[] = [];
  let isInitDone = true;
  for (const spec of pod.spec.initContainers ?? []) {
    const container = last(spec);
    // What ran in an earlier sandbox does not count: initialisation begins anew.
    const isOver = container !== undefined && container.config.sandbox !== sandbox.attempt;
    if (container?.state === 'running') {
      const kill = killFor(spec, container, facts);
      if (kill) killed.push(kill);
      if (kill && isSidecar(spec)) started.push(spec);
      if (isSidecar(spec) && facts.isStarted(spec, container)) continue;
      isInitDone = false;
      break;
    }
    if (!isOver && container?.exitCode === 0 && !isSidecar(spec)) continue;
    if (shouldRestart(pod, spec, container) || isOver) started.push(spec);
    isInitDone = false;
    break;
  }
  if (!isInitDone) return { killed, started, isInit: true };
  for (const spec of pod.spec.containers) {
    const container = last(spec);
    if (container?.state === 'running') {
      const kill = killFor(spec, container, facts);
      if (!kill) continue;
      killed.push(kill);
      if (pod.spec.restartPolicy !== 'Never') started.push(spec);
    } else if (shouldRestart(pod, spec, container)) started.push(spec);
  }
  return { killed, started, isInit: false };
}

function killFor(spec: ContainerSpec, container: Container, facts: Facts): Kill | undefined {
  const failed = facts.failedProbe(container);
  if (failed === undefined) return undefined;
  const probe = failed === 'startup' ? spec.startupProbe : spec.livenessProbe;
  return {
    spec,
    container,
    why: `Container ${spec.name} failed ${failed} probe, will be restarted`,
    graceSeconds: probe?.terminationGracePeriodSeconds,
  };
}
