import { findCondition } from '../api/conditions';
import type { Pod, Service } from '../api/core';
import type { Timestamp } from '../api/meta';
import { keyOf } from '../api/resource';

/** The annotation that says which change of a Pod or Service an endpoints object reacts to. */
export const lastChangeTriggerTime = 'endpoints.kubernetes.io/last-change-trigger-time';

interface ServiceState {
  serviceTriggerTime: Timestamp;
  readonly podTriggerTimes: Map<string, Timestamp>;
  /** States of Pods that were looked at already. */
  readonly seen: WeakSet<Pod>;
}

/** The earliest change that the next write of a Service's endpoints answers (k8s.io/endpointslice/util/trigger_time_tracker.go). */
export class TriggerTimeTracker {
  private readonly states = new Map<string, ServiceState>();

  /** undefined when nothing that counts has changed since the last call. */
  computeEndpointLastChangeTriggerTime(service: Service, pods: readonly Pod[]): Timestamp | undefined {
    const key = keyOf(service);
    const { creationTimestamp } = service.metadata;
    const known = this.states.get(key);
    const state = known ?? {
      serviceTriggerTime: creationTimestamp,
      podTriggerTimes: new Map<string, Timestamp>(),
      seen: new WeakSet<Pod>(),
    };
    this.states.set(key, state);
    let earliest: Timestamp | undefined;
    if (creationTimestamp > state.serviceTriggerTime) {
      earliest = creationTimestamp;
      state.serviceTriggerTime = creationTimestamp;
    }
    for (const pod of pods) {
      if (state.seen.has(pod)) continue;
      state.seen.add(pod);
      const time = findCondition(pod.status.conditions, 'Ready')?.lastTransitionTime;
      if (time === undefined || time <= (state.podTriggerTimes.get(pod.metadata.name) ?? '')) continue;
      state.podTriggerTimes.set(pod.metadata.name, time);
      if (earliest === undefined || time < earliest) earliest = time;
    }
    this.dropGone(state, pods);
    return known ? earliest : creationTimestamp;
  }

  private dropGone({ podTriggerTimes }: ServiceState, pods: readonly Pod[]): void {
    if (podTriggerTimes.size <= 2 * pods.length + 10) return;
    const names = new Set(pods.map(({ metadata }) => metadata.name));
    for (const name of podTriggerTimes.keys()) if (!names.has(name)) podTriggerTimes.delete(name);
  }

  deleteService(key: string): void {
    this.states.delete(key);
  }

  clear(): void {
    this.states.clear();
  }
}
