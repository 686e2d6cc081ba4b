import type { Event, ObjectReference } from '../api/core';
import type { KubeObject } from '../api/meta';
import { events } from '../api/resources';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { Component } from './component';
import { ConnectionError } from './connection';

/**
 * Writes Events about objects (client-go/tools/record). The same event again raises the count of the first; more than ten
 * alike within ten minutes are combined; a source that says too much about one object is cut short
 * (events_cache.go: burst 25, one more every five minutes).
 */
export class EventRecorder {
  private readonly known = new Map<string, Event>();

  /** @param source who signs: `deployment-controller`, `kubelet` … @param host the node's name, for a kubelet */
  constructor(
    private readonly component: Component,
    private readonly source: string,
    private readonly host?: string,
  ) {}

  /** Records an event; it is written a moment later, and lost when the API server does not answer. */
  event(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    this.component.spawn(this.write(referenceTo(object, fieldPath), type, reason, message));
  }

  private *write(
    involvedObject: ObjectReference,
    type: Event['type'],
    reason: string,
    message: string,
  ): Task {
    const { client, simulation } = this.component;
    const key = JSON.stringify([involvedObject, type, reason, message]);
    const now = simulation.timestamp();
    try {
      const before = this.known.get(key);
      if (before !== undefined) {
        const again = { ...before, count: (before.count ?? 1) + 1, lastTimestamp: now };
        this.known.set(key, again);
        yield* client.patch(events, before.metadata.namespace, before.metadata.name, (stored) => ({
          ...stored,
          count: again.count,
          lastTimestamp: now,
        }));
        return;
      }
      const namespace = involvedObject.namespace ?? 'default';
      const name = `${involvedObject.name}.${simulation.epochNowMs.toString(16)}${simulation.steps.toString(16)}`;
      const source = { component: this.source, ...(this.host && { host: this.host }) };
      const draft = {
        metadata: { name, namespace },
        involvedObject,
        reason,
        message,
        source,
        firstTimestamp: now,
        lastTimestamp: now,
        count: 1,
        type,
        eventTime: null,
        reportingComponent: this.source,
        reportingInstance: this.host ?? '',
      };
      this.known.set(key, yield* client.create(events, namespace, draft));
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
    }
  }
}

/** client-go/tools/reference/ref.go */
export function referenceTo({ apiVersion, kind, metadata }: KubeObject, fieldPath?: string): ObjectReference {
  return {
    kind,
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    name: metadata.name,
    uid: metadata.uid,
    apiVersion,
    resourceVersion: metadata.resourceVersion,
    ...(fieldPath && { fieldPath }),
  };
}
