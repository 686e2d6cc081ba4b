import type { Container, Pod } from '../api/core';
import type { Component } from '../client-go/component';
import type { EventRecorder } from '../client-go/event-recorder';
import type { Machine } from '../host';
import type { RandomStream } from '../random';
import type { Admitted } from './admission';
import type { ConfigSource } from './config-source';
import type { ContainerRuntime } from './container-runtime';
import type { ImagePuller } from './image-puller';
import type { NodeReporter } from './node-reporter';
import type { PodWorker } from './pod-workers';
import type { Prober } from './prober';
import type { StatusWriter } from './status-writer';

/** What the parts of a kubelet share. */
export interface KubeletParts {
  readonly component: Component;
  readonly machine: Machine;
  readonly runtime: ContainerRuntime;
  readonly recorder: EventRecorder;
  readonly statuses: StatusWriter;
  readonly images: ImagePuller;
  readonly config: ConfigSource;
  readonly prober: Prober;
  readonly random: RandomStream;
  readonly node: NodeReporter;
  /** What the Pods that run here take of the node. */
  admitted(): Iterable<Admitted>;
  /** Whether the API server still has the Pod, as far as the kubelet has heard. */
  isKnown(pod: Pod): boolean;
  /** The containers of a Pod have all ended. */
  onPodEnded(worker: PodWorker): void;
  /** How long until a change of a container is noticed (the next relist of the PLEG). */
  msToRelist(): number;
}

/** `spec.containers{web}`, as events name a container. */
export function fieldPathOf(pod: Pod, container: Container): string {
  const list = pod.spec.initContainers?.includes(container) ? 'initContainers' : 'containers';
  return `spec.${list}{${container.name}}`;
}
