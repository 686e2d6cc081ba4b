import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerStatus } from '../../api/autoscaling';
import type { Condition } from '../../api/meta';

/** The status as it grows; conditions keep their times while they do not change. */
export class StatusDraft {
  status: HorizontalPodAutoscalerStatus;

  constructor(
    autoscaler: HorizontalPodAutoscaler,
    private readonly now: string,
  ) {
    this.status = { ...autoscaler.status, desiredReplicas: autoscaler.status?.desiredReplicas ?? 0 };
  }

  set(type: string, status: Condition['status'], reason: string, message: string): void {
    const conditions = this.status.conditions ?? [];
    const before = conditions.find((each) => each.type === type);
    const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? this.now) : this.now;
    const next: Condition = { type, status, lastTransitionTime, reason, message };
    this.status = {
      ...this.status,
      conditions: before ? conditions.map((each) => (each === before ? next : each)) : [...conditions, next],
    };
  }
}
