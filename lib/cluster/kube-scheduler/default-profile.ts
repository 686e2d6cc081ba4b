import type { Plugin } from './framework.types';
import { interPodAffinity } from './plugins/inter-pod-affinity';
import { nodeAffinity, nodeName, nodeUnschedulable, taintToleration } from './plugins/node-placement';
import {
  imageLocality,
  nodePorts,
  nodeResourcesBalancedAllocation,
  nodeResourcesFit,
} from './plugins/node-resources';
import { podTopologySpread } from './plugins/pod-topology-spread';
import { volumeBinding } from './plugins/volume-binding';

/** The plugins of the default profile in the order they are asked (pkg/scheduler/apis/config/v1/default_plugins.go). Left out: limits and zones of volumes, scheduling gates, dynamic resources. */
export const defaultProfile: readonly Plugin[] = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  volumeBinding,
  podTopologySpread,
  interPodAffinity,
  nodeResourcesBalancedAllocation,
  imageLocality,
];
