import { findCondition } from '../../api/conditions';
import type { Node } from '../../api/core';
import type { Condition } from '../../api/meta';
import { parseTimestamp } from '../../api/time';
import type { Simulation } from '../../simulation';

/** v1.35: how long a node may be silent (--node-monitor-grace-period), and before it said anything at all (--node-startup-grace-period), in ms. */
export const nodeMonitorGracePeriodMs = 50_000;
export const nodeStartupGracePeriodMs = 60_000;

/** The conditions that become Unknown with Ready; NetworkUnavailable is not the kubelet's. */
const conditionTypes = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** What the monitor remembers of a node (nodeHealthData). */
export interface NodeHealth {
  readonly uid: string;
  readonly zone: string;
  /** The tick that noticed the last sign of life, in virtual ms. */
  probeMs: number;
  /** Whether it ever had a Ready condition: until then it has the longer grace. */
  hasReported: boolean;
  /** Its state as it counts in its zone; undefined: it does not count yet. */
  isReady: boolean | undefined;
  /** Its Pods could not be marked. */
  needsRetry: boolean;
  /** The tick that looks whether it was silent for too long. */
  deadlineTickMs: number;
  /** Something happened to it that the next tick has to look at. */
  isDue: boolean;
}

export function deadlineOf({ probeMs, hasReported }: NodeHealth): number {
  return probeMs + (hasReported ? nodeMonitorGracePeriodMs : nodeStartupGracePeriodMs);
}

export const readyOf = ({ status }: Node): Condition | undefined => findCondition(status.conditions, 'Ready');

/** What the monitor takes for the Ready condition of a node that never had one. */
export function observedReadiness(node: Node): Condition['status'] {
  return readyOf(node)?.status ?? 'Unknown';
}

/** The health of a node seen for the first time. One that never reported is counted from its creation. */
export function newHealth(node: Node, zone: string, { nowMs, epochMs }: Simulation): NodeHealth {
  const { uid, creationTimestamp } = node.metadata;
  const hasReported = readyOf(node) !== undefined;
  return {
    uid,
    zone,
    probeMs: hasReported ? nowMs : parseTimestamp(creationTimestamp) - epochMs,
    hasReported,
    isReady: undefined,
    needsRetry: false,
    deadlineTickMs: 0,
    isDue: false,
  };
}

/** The node with all it said about itself in doubt; the same one when that is so already. */
export function withUnknownConditions(node: Node, now: string): Node {
  const { conditions = [] } = node.status;
  const unknown = (type: string): Condition => {
    const current = findCondition(conditions, type);
    if (current === undefined)
      return {
        type,
        status: 'Unknown',
        lastHeartbeatTime: node.metadata.creationTimestamp,
        lastTransitionTime: now,
        reason: 'NodeStatusNeverUpdated',
        message: 'Kubelet never posted node status.',
      };
    if (current.status === 'Unknown') return current;
    return {
      ...current,
      status: 'Unknown',
      lastTransitionTime: now,
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    };
  };
  if (readyOf(node)?.status === 'Unknown') return node;
  const kept = conditions.map((each) => (conditionTypes.includes(each.type) ? unknown(each.type) : each));
  const missing = conditionTypes.filter((type) => !findCondition(conditions, type)).map(unknown);
  return { ...node, status: { ...node.status, conditions: [...kept, ...missing] } };
}
