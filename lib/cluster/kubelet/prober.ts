import type { Container as ContainerSpec, Pod, Probe, ProbeHandler } from '../api/core';
import type { Component } from '../client-go/component';
import type { EventRecorder } from '../client-go/event-recorder';
import type { Container } from './container';
import type { PodSandbox } from './container-runtime';
import { fieldPathOf } from './kubelet-parts';

type ProbeType = 'Startup' | 'Liveness' | 'Readiness';

/** What a probe or hook found: a text says what went wrong. `afterMs`: how long it took. */
export interface HandlerOutcome {
  readonly failure: string | undefined;
  readonly afterMs: number;
}

/** One probe of one container instance (pkg/kubelet/prober/worker.go). */
interface Worker {
  readonly type: ProbeType;
  readonly probe: Probe;
  readonly pod: Pod;
  readonly spec: ContainerSpec;
  readonly container: Container;
  result: boolean;
  last: boolean | undefined;
  run: number;
  cancel: (() => void) | undefined;
}

/**
 * Probes containers at their periods and tells when the verdict changes (pkg/kubelet/prober). A container without probes
 * costs nothing. Left out: host ports and hosts other than the Pod's own.
 */
export class Prober {
  private readonly workers = new Map<Container, readonly Worker[]>();

  /** @param onVerdict called with the Pod's uid when a container became started, ready, unready or is to be killed */
  constructor(
    private readonly component: Component,
    private readonly recorder: EventRecorder,
    private readonly onVerdict: (podUid: string) => void,
  ) {}

  clear(): void {
    this.workers.clear();
  }

  isStarted(spec: ContainerSpec, container: Container): boolean {
    return spec.startupProbe === undefined || this.result(container, 'Startup');
  }

  isReady(spec: ContainerSpec, container: Container): boolean {
    return spec.readinessProbe === undefined || this.result(container, 'Readiness');
  }

  /** The probe by which a running container is to be killed, in lower case. */
  failedProbe(container: Container): string | undefined {
    const failed = this.workers.get(container)?.find(({ type, last, run, probe }) => {
      return type !== 'Readiness' && last === false && run >= probe.failureThreshold;
    });
    return failed?.type.toLowerCase();
  }

  /** Sees to it that every running container of a Pod is probed, and that no other is. */
  addPod(pod: Pod, sandbox: PodSandbox): void {
    for (const spec of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
      const { startupProbe, livenessProbe, readinessProbe } = spec;
      if (!startupProbe && !livenessProbe && !readinessProbe) continue;
      const container = sandbox.containers.get(spec.name)?.at(-1);
      if (container?.state !== 'running') continue;
      const workers = this.workers.get(container) ?? this.begin(pod, spec, container);
      // Whoever is not ready is asked at once when its status is looked at (UpdatePodStatus).
      for (const worker of workers)
        if (worker.type === 'Readiness' && !worker.result && worker.last === undefined)
          this.probeIfDue(worker);
    }
  }

  /** The container is to end: it is not asked any more. */
  remove(container: Container): void {
    for (const worker of this.workers.get(container) ?? []) worker.cancel?.();
    this.workers.delete(container);
  }

  private result(container: Container, type: ProbeType): boolean {
    return this.workers.get(container)?.find((worker) => worker.type === type)?.result ?? false;
  }

  private begin(pod: Pod, spec: ContainerSpec, container: Container): readonly Worker[] {
    const probes: readonly (readonly [ProbeType, Probe | undefined])[] = [
      ['Startup', spec.startupProbe],
      ['Liveness', spec.livenessProbe],
      ['Readiness', spec.readinessProbe],
    ];
    const workers = probes.flatMap(([type, probe]): Worker[] =>
      probe
        ? [
            {
              type,
              probe,
              pod,
              spec,
              container,
              result: type === 'Liveness',
              last: undefined,
              run: 0,
              cancel: undefined,
            },
          ]
        : [],
    );
    this.workers.set(container, workers);
    for (const worker of workers) this.planTick(worker);
    return workers;
  }

  /** Ticks come at whole periods; the first that counts is the one after the initial delay. */
  private planTick(worker: Worker): void {
    const { probe, container } = worker;
    const { nowMs } = this.component.simulation;
    const dueMs = container.startedAtMs + (probe.initialDelaySeconds ?? 0) * 1000;
    const periodMs = probe.periodSeconds * 1000;
    const missed = Math.max(0, Math.ceil((dueMs - nowMs) / periodMs) - 1);
    worker.cancel = this.component.after((missed + 1) * periodMs, () => {
      this.planTick(worker);
      this.probeIfDue(worker);
    });
  }

  /** doProbe, up to the question itself */
  private probeIfDue(worker: Worker): void {
    const { container, spec, probe, type } = worker;
    const { nowMs } = this.component.simulation;
    if (container.state !== 'running') {
      this.remove(container);
      return;
    }
    if (nowMs < container.startedAtMs + (probe.initialDelaySeconds ?? 0) * 1000) return;
    if (this.isStarted(spec, container) === (type === 'Startup')) return;
    // A failed liveness or startup probe is on hold until there is a new container.
    if (type !== 'Readiness' && worker.last === false && worker.run >= probe.failureThreshold) return;
    const timeoutMs = probe.timeoutSeconds * 1000;
    const { failure, afterMs } = runHandler(probe, spec, container, timeoutMs);
    if (afterMs === 0) this.conclude(worker, failure);
    else this.component.after(Math.min(afterMs, timeoutMs), () => this.conclude(worker, failure));
  }

  /** doProbe, what follows from the answer */
  private conclude(worker: Worker, failure: string | undefined): void {
    const { type, probe, container, pod, spec } = worker;
    if (container.state !== 'running' || !this.workers.has(container)) return;
    const isGood = failure === undefined;
    if (failure !== undefined)
      this.recorder.event(
        pod,
        'Warning',
        'Unhealthy',
        `${type} probe failed: ${failure}`,
        fieldPathOf(pod, spec),
      );
    worker.run = worker.last === isGood ? worker.run + 1 : 1;
    worker.last = isGood;
    if (worker.run < (isGood ? probe.successThreshold : probe.failureThreshold)) return;
    const isNews = worker.result !== isGood || (!isGood && type !== 'Readiness');
    worker.result = isGood;
    if (isNews) this.onVerdict(pod.metadata.uid);
  }
}

/** Asks a container as a probe or hook says (pkg/kubelet/prober/prober.go, runProbe; pkg/kubelet/lifecycle/handlers.go). */
export function runHandler(
  handler: ProbeHandler,
  spec: ContainerSpec,
  container: Container,
  timeoutMs: number,
): HandlerOutcome {
  const { httpGet, tcpSocket, exec, grpc } = handler;
  const timeout = `${timeoutMs / 1000}s`;
  if (exec) {
    const { stdout, stderr, exitCode, tookMs } = container.image.runner.exec(container, exec.command, '');
    if (tookMs >= timeoutMs)
      return {
        failure: `command timed out: "${exec.command.join(' ')}" timed out after ${timeout}`,
        afterMs: timeoutMs,
      };
    return { failure: exitCode === 0 ? undefined : stdout + stderr, afterMs: tookMs };
  }
  if (httpGet) {
    const port = portOf(httpGet.port, spec);
    const host = httpGet.host || container.podIP;
    const address = `${host}:${port}`;
    const path = httpGet.path.startsWith('/') ? httpGet.path : `/${httpGet.path}`;
    const url = `${httpGet.scheme.toLowerCase()}://${address}${path}`;
    const headers: Record<string, string> = { 'User-Agent': 'kube-probe/1.35', Accept: '*/*' };
    for (const { name, value } of httpGet.httpHeaders ?? []) headers[name] = value;
    if (!container.isListening(port))
      return { failure: `Get "${url}": dial tcp ${address}: connect: connection refused`, afterMs: 0 };
    const answer = container.handle(port, { method: 'GET', path, headers });
    if (answer === undefined) return { failure: `Get "${url}": EOF`, afterMs: 0 };
    const { status, afterMs } = answer;
    if (afterMs >= timeoutMs)
      return {
        failure: `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
        afterMs,
      };
    const isGood = status >= 200 && status < 400;
    return { failure: isGood ? undefined : `HTTP probe failed with statuscode: ${status}`, afterMs };
  }
  const port = tcpSocket ? portOf(tcpSocket.port, spec) : (grpc?.port ?? 0);
  const address = `${tcpSocket?.host || container.podIP}:${port}`;
  if (container.isListening(port)) return { failure: undefined, afterMs: 0 };
  if (tcpSocket) return { failure: `dial tcp ${address}: connect: connection refused`, afterMs: 0 };
  return {
    failure: `timeout: failed to connect service "${address}" within ${timeout}: context deadline exceeded`,
    afterMs: timeoutMs,
  };
}

function portOf(port: number | string, { ports = [] }: ContainerSpec): number {
  if (typeof port === 'number') return port;
  return ports.find(({ name }) => name === port)?.containerPort ?? Number(port);
}
