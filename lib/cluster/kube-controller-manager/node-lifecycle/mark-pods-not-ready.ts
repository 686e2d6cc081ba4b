import { findCondition } from '../../api/conditions';
import type { Pod } from '../../api/core';
import { pods } from '../../api/resources';
import type { Component } from '../../client-go/component';
import { ConnectionError } from '../../client-go/connection';
import type { EventRecorder } from '../../client-go/event-recorder';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';

/**
 * Turns the Ready condition of the Pods of a silent node to False, as nobody else can (MarkPodsNotReady in
 * pkg/controller/util/node/controller_utils.go).
 * @returns whether all could be written
 */
export function* markPodsNotReady(
  { client, simulation }: Component,
  recorder: EventRecorder,
  podsOfNode: readonly Pod[],
): Task<boolean> {
  let isComplete = true;
  for (const pod of podsOfNode) {
    const ready = findCondition(pod.status.conditions, 'Ready');
    if (ready === undefined || ready.status === 'False') continue;
    const marked = { ...ready, status: 'False' as const, lastTransitionTime: simulation.timestamp() };
    const conditions = pod.status.conditions?.map((each) => (each === ready ? marked : each)) ?? [];
    try {
      yield* client.updateStatus(pods, { ...pod, status: { ...pod.status, conditions } });
      recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      if (!(error instanceof StatusError && error.reason === 'NotFound')) isComplete = false;
    }
  }
  return isComplete;
}
