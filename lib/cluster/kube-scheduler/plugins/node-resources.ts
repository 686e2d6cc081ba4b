import type { PodInfo } from '../../api/pod-info';
import type { Plugin } from '../framework.types';
import type { NodeInfo } from '../node-info';
import { maxNodeScore } from './normalize';

/**
 * NodeResourcesFit (LeastAllocated) and NodeResourcesBalancedAllocation, NodePorts, ImageLocality
 * (pkg/scheduler/framework/plugins/{noderesources,nodeports,imagelocality}). Requests are compared, never use.
 */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  weight: 1,
  events: ['node', 'podRemoved'],
  filter: (info) => (node) => {
    if (
      node.podCount < node.maxPods &&
      (info.cpuMilli === 0 || info.cpuMilli <= node.cpuMilli - node.usedCpuMilli) &&
      (info.memory === 0 || info.memory <= node.memory - node.usedMemory) &&
      info.scalars === undefined
    )
      return undefined;
    return explainFit(info, node);
  },
  scorer: (info) => ({ score: (node) => leastAllocated(info, node) }),
};

/** fitsRequest: everything that is missing, and whether taking Pods away could ever help. */
function explainFit(info: PodInfo, node: NodeInfo) {
  const reasons: string[] = [];
  let isResolvable = true;
  const check = (name: string, asked: number, capacity: number, used: number) => {
    if (asked === 0 || asked <= capacity - used) return;
    reasons.push(`Insufficient ${name}`);
    if (asked > capacity) isResolvable = false;
  };
  if (node.podCount >= node.maxPods) reasons.push('Too many pods');
  check('cpu', info.cpuMilli, node.cpuMilli, node.usedCpuMilli);
  check('memory', info.memory, node.memory, node.usedMemory);
  for (const [name, amount] of info.scalars ?? [])
    check(name, amount, node.scalars?.get(name) ?? 0, node.usedScalars?.get(name) ?? 0);
  return reasons.length === 0 ? undefined : { reasons, isResolvable };
}

/** The mean over CPU and memory of the share that stays free; unset requests count as 100m and 200 MB. */
function leastAllocated(info: PodInfo, node: NodeInfo): number {
  let sum = 0;
  let resources = 0;
  if (node.cpuMilli > 0) {
    sum += freeShare(node.usedNonZeroCpuMilli + info.nonZeroCpuMilli, node.cpuMilli);
    resources++;
  }
  if (node.memory > 0) {
    sum += freeShare(node.usedNonZeroMemory + info.nonZeroMemory, node.memory);
    resources++;
  }
  return resources === 0 ? 0 : Math.floor(sum / resources);
}

function freeShare(used: number, capacity: number): number {
  return used > capacity ? 0 : Math.floor(((capacity - used) * maxNodeScore) / capacity);
}

export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  scorer: (info) => {
    // Pods that request nothing are not spread by balance (kubernetes/kubernetes#129138).
    if (info.cpuMilli === 0 && info.memory === 0) return undefined;
    return {
      score: (node) => {
        if (node.cpuMilli === 0 || node.memory === 0) return maxNodeScore;
        const cpu = Math.min(1, (node.usedCpuMilli + info.cpuMilli) / node.cpuMilli);
        const memory = Math.min(1, (node.usedMemory + info.memory) / node.memory);
        return Math.floor((1 - Math.abs((cpu - memory) / 2)) * maxNodeScore);
      },
    };
  },
};

const portsTaken = {
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  isResolvable: true,
};

export const nodePorts: Plugin = {
  name: 'NodePorts',
  events: ['node', 'podRemoved'],
  filter: ({ hostPorts }) => {
    if (hostPorts.length === 0) return undefined;
    return (node) => (hostPorts.some((port) => isTaken(port, node)) ? portsTaken : undefined);
  },
};

/** 0.0.0.0 claims the port on every address. */
function isTaken(port: string, node: NodeInfo): boolean {
  const [address, protocol, number] = port.split(' ');
  for (const [taken, count] of node.hostPorts) {
    if (count === 0) continue;
    const [takenAddress, takenProtocol, takenNumber] = taken.split(' ');
    if (takenProtocol !== protocol || takenNumber !== number) continue;
    if (address === takenAddress || address === '0.0.0.0' || takenAddress === '0.0.0.0') return true;
  }
  return false;
}

const minImageBytes = 23 * 1024 * 1024;
const maxImageBytes = 1000 * 1024 * 1024;

export const imageLocality: Plugin = {
  name: 'ImageLocality',
  weight: 1,
  scorer: ({ pod }, { cache }) => {
    const names = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ image }) =>
      normalizedImage(image),
    );
    const spread = names.map((name) => cache.imageSpread(name) / cache.nodes.size);
    if (spread.every((share) => share === 0)) return { score: () => 0 };
    const max = maxImageBytes * names.length;
    return {
      score: (node) => {
        const sum = names.reduce(
          (total, name, index) => total + Math.floor((node.images.get(name) ?? 0) * (spread[index] ?? 0)),
          0,
        );
        const bounded = Math.min(Math.max(sum, minImageBytes), max);
        return Math.floor((maxNodeScore * (bounded - minImageBytes)) / (max - minImageBytes));
      },
    };
  },
};

/** A name without a tag means :latest. */
function normalizedImage(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}
