import { findCondition } from '../api/conditions';
import type { Pod, Service } from '../api/core';
import type { Timestamp } from '../api/meta';
import { keyOf } from '../api/resource';

/** The annotation that says which change of a Pod or Service an endpoints object reacts to. */
export const lastChangeTriggerTime = 'endpoints.kubernetes.io/last-change-trigger-time';

interface ServiceState {
  readonly serviceTriggerTime: Timestamp;
  readonly podTriggerTimes: Map<string, Timestamp>;
}

/** The earliest change that the next write of a Service's endpoints answers (k8s.io/endpointslice/util/trigger_time_tracker.go). */
export class TriggerTimeTracker {
  private readonly states = new Map<string, ServiceState>();

  /** undefined when nothing that counts has changed since the last call. */
  computeEndpointLastChangeTriggerTime(service: Service, pods: readonly Pod[]): Timestamp | undefined {
    const key = keyOf(service);
    const state = this.states.get(key);
    const { creationTimestamp } = service.metadata;
    const podTriggerTimes = new Map<string, Timestamp>();
    let earliest: Timestamp | undefined =
      state && creationTimestamp > state.serviceTriggerTime ? creationTimestamp : undefined;
    for (const pod of pods) {
      const time = findCondition(pod.status.conditions, 'Ready')?.lastTransitionTime;
      if (time === undefined) continue;
      podTriggerTimes.set(pod.metadata.name, time);
      const isNew = time > (state?.podTriggerTimes.get(pod.metadata.name) ?? '');
      if (isNew && (earliest === undefined || time < earliest)) earliest = time;
    }
    this.states.set(key, { serviceTriggerTime: creationTimestamp, podTriggerTimes });
    return state ? earliest : creationTimestamp;
  }

  deleteService(key: string): void {
    this.states.delete(key);
  }

  clear(): void {
    this.states.clear();
  }
}
