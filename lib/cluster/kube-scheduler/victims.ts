import type { Pod } from '../api/core';
import { pods } from '../api/resources';
import type { Component } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import type { EventsV1Recorder } from '../client-go/events-v1-recorder';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { Candidate } from './preemption';

/** Sends away the Pods a preemption has chosen (framework/preemption/executor.go PreemptPod). */
export class Victims {
  constructor(
    private readonly component: Component,
    private readonly recorder: EventsV1Recorder,
    private readonly schedulerName: string,
  ) {}

  evict(preemptor: Pod, { node, victims }: Candidate): void {
    for (const { pod } of victims) {
      if (pod.metadata.deletionTimestamp !== undefined) continue;
      this.component.spawn(this.evictOne(preemptor, pod, node.name));
    }
  }

  private *evictOne(preemptor: Pod, victim: Pod, nodeName: string): Task {
    const { client, simulation } = this.component;
    const { namespace, name } = victim.metadata;
    const condition = {
      type: 'DisruptionTarget',
      status: 'True' as const,
      reason: 'PreemptionByScheduler',
      message: `${this.schedulerName}: preempting to accommodate a higher priority pod`,
      lastProbeTime: null,
      lastTransitionTime: simulation.timestamp(),
    };
    try {
      yield* client.patch(
        pods,
        namespace,
        name,
        (stored) => ({
          ...stored,
          status: { ...stored.status, conditions: [...(stored.status.conditions ?? []), condition] },
        }),
        'status',
      );
      yield* client.delete(pods, namespace, name);
      const text = `Preempted by pod ${preemptor.metadata.uid} on node ${nodeName}`;
      this.recorder.eventf(victim, preemptor, 'Normal', 'Preempted', 'Preempting', text);
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
    }
  }
}
