import type { Node } from '../api/core';
import type { PodInfo } from '../api/pod-info';
import { milliValue, parseQuantity } from '../api/quantity';

const hostnameLabel = 'kubernetes.io/hostname';
const zoneLabel = 'topology.kubernetes.io/zone';

/** A node with the sums of what stands on it (pkg/scheduler/framework/types.go NodeInfo). Plain numbers, for speed. */
export class NodeInfo {
  readonly name: string;
  cpuMilli = 0;
  memory = 0;
  maxPods = 0;
  scalars: Map<string, number> | undefined;
  usedCpuMilli = 0;
  usedMemory = 0;
  usedNonZeroCpuMilli = 0;
  usedNonZeroMemory = 0;
  usedScalars: Map<string, number> | undefined;
  readonly pods = new Map<string, PodInfo>();
  /** How many they are; a field of its own, because every Pod asks hundreds of nodes for it. */
  podCount = 0;
  readonly podsWithAffinity = new Set<PodInfo>();
  readonly podsWithRequiredAntiAffinity = new Set<PodInfo>();
  readonly hostPorts = new Map<string, number>();
  images: ReadonlyMap<string, number> = new Map();

  private hostname: string | undefined;
  private zone: string | undefined;

  /** @param slot the node's place in the arrays of the Pod counts */
  constructor(
    public node: Node,
    readonly slot: number,
  ) {
    this.name = node.metadata.name;
    this.setNode(node);
  }

  setNode(node: Node): void {
    this.node = node;
    this.hostname = node.metadata.labels?.[hostnameLabel];
    this.zone = node.metadata.labels?.[zoneLabel];
    const { allocatable, images } = node.status;
    this.cpuMilli = milliValue(allocatable?.cpu);
    this.memory = parseQuantity(allocatable?.memory);
    this.maxPods = parseQuantity(allocatable?.pods);
    this.scalars = undefined;
    for (const name in allocatable) {
      if (name === 'cpu' || name === 'memory' || name === 'pods') continue;
      this.scalars ??= new Map();
      this.scalars.set(name, parseQuantity(allocatable[name]));
    }
    const sizes = new Map<string, number>();
    for (const image of images ?? []) for (const name of image.names) sizes.set(name, image.sizeBytes);
    this.images = sizes;
  }

  /** A label of the node; the two that spreading asks for are at hand. */
  label(key: string): string | undefined {
    if (key === hostnameLabel) return this.hostname;
    return key === zoneLabel ? this.zone : this.node.metadata.labels?.[key];
  }

  addPod(info: PodInfo): void {
    this.pods.set(info.uid, info);
    this.count(info, 1);
    if (info.requiredAntiAffinity.length > 0) this.podsWithRequiredAntiAffinity.add(info);
    if (hasAffinity(info)) this.podsWithAffinity.add(info);
  }

  removePod(info: PodInfo): void {
    if (!this.pods.delete(info.uid)) return;
    this.count(info, -1);
    this.podsWithRequiredAntiAffinity.delete(info);
    this.podsWithAffinity.delete(info);
  }

  private count(info: PodInfo, sign: 1 | -1): void {
    this.podCount += sign;
    this.usedCpuMilli += sign * info.cpuMilli;
    this.usedMemory += sign * info.memory;
    this.usedNonZeroCpuMilli += sign * info.nonZeroCpuMilli;
    this.usedNonZeroMemory += sign * info.nonZeroMemory;
    for (const [name, amount] of info.scalars ?? []) {
      this.usedScalars ??= new Map();
      this.usedScalars.set(name, (this.usedScalars.get(name) ?? 0) + sign * amount);
    }
    for (const port of info.hostPorts) this.hostPorts.set(port, (this.hostPorts.get(port) ?? 0) + sign);
  }
}

function hasAffinity(info: PodInfo): boolean {
  return (
    info.requiredAffinity.length > 0 ||
    info.requiredAntiAffinity.length > 0 ||
    info.preferredAffinity.length > 0 ||
    info.preferredAntiAffinity.length > 0
  );
}
