import type { Event, ObjectReference } from '../api/core';
import type { KubeObject } from '../api/meta';
import { events } from '../api/resources';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { Simulation } from '../simulation';
import type { Component } from './component';
import { ConnectionError } from './connection';
import { EventCorrelator, type EventDraft } from './events-cache';

/** So many events wait to be written; more are dropped (maxQueuedEvents). */
const maxQueuedEvents = 1000;
/** How often, and how long apart in ms, an event is offered to a server that does not answer. */
const maxTriesPerEvent = 12;
const sleepMs = 10_000;

/**
 * Writes Events about objects (client-go/tools/record), one after the other, each a request. What is said too often is
 * combined, counted or dropped by the correlator. Nothing is written when the surroundings say so (`recordsEvents: false`).
 */
export class EventRecorder {
  private waiting: EventDraft[] = [];
  private isWriting = false;
  private correlator = new EventCorrelator();

  /** @param source who signs: `deployment-controller`, `kubelet` … @param host the node's name, for a kubelet */
  constructor(
    private readonly component: Component,
    private readonly source: string,
    private readonly host?: string,
  ) {
    const forget = () => {
      this.waiting = [];
      this.isWriting = false;
      this.correlator = new EventCorrelator();
      component.atStop(forget);
    };
    component.atStop(forget);
  }

  /**
   * Records an event; it is written a moment later, after those before it.
   * @param object what it is about, or a reference to it
   */
  event(
    object: KubeObject | ObjectReference,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    const { component } = this;
    if (component.surroundings.recordsEvents === false || this.waiting.length >= maxQueuedEvents) return;
    const involvedObject = 'metadata' in object ? referenceTo(object, fieldPath) : object;
    this.waiting.push(this.makeEvent(involvedObject, type, reason, message));
    if (this.isWriting) return;
    this.isWriting = true;
    component.spawn(this.recordEvents());
  }

  private makeEvent(
    involvedObject: ObjectReference,
    type: Event['type'],
    reason: string,
    message: string,
  ): EventDraft {
    const { simulation } = this.component;
    const now = simulation.timestamp();
    const namespace = involvedObject.namespace ?? 'default';
    return {
      metadata: { name: generateEventName(involvedObject.name ?? '', simulation), namespace },
      involvedObject,
      reason,
      message,
      source: { component: this.source, ...(this.host && { host: this.host }) },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: this.source,
      reportingInstance: this.host ?? '',
    };
  }

  private *recordEvents(): Task {
    const { simulation } = this.component;
    for (let event = this.waiting.shift(); event !== undefined; event = this.waiting.shift()) {
      const { name = '' } = event.involvedObject;
      const chosen = this.correlator.eventCorrelate(event, simulation.nowMs, () =>
        generateEventName(name, simulation),
      );
      if (chosen) yield* recordToSink(this.component, chosen, (chosen.count ?? 1) > 1);
    }
    this.isWriting = false;
  }
}

/** Creates the event, or brings the one that exists up to date; tries again while the server does not answer. */
export function* recordToSink(component: Component, event: EventDraft, exists: boolean): Task {
  const { client, simulation } = component;
  const { namespace, name } = event.metadata;
  for (let tries = 1; ; tries++) {
    try {
      if (exists) yield* client.patch(events, namespace, name, (stored) => updated(stored, event));
      else yield* client.create(events, namespace, event);
      return;
    } catch (error) {
      if (error instanceof ConnectionError) {
        if (tries >= maxTriesPerEvent) return;
        // The first pause is random, so that not all come back at once.
        yield tries === 1 ? Math.floor(simulation.random('event-recorder').uniform() * sleepMs) : sleepMs;
      } else if (!(error instanceof StatusError)) throw error;
      else if (exists && error.reason === 'NotFound') exists = false;
      else return;
    }
  }
}

function updated(stored: Event, { count, lastTimestamp, message, series }: EventDraft): Event {
  return {
    ...stored,
    message,
    ...(count !== undefined && { count, lastTimestamp }),
    ...(series && { series }),
  };
}

const named = new WeakMap<Simulation, number>();

/** `name.hex`, where the hex is the time in nanoseconds; events of one instant get different ones. */
export function generateEventName(objectName: string, simulation: Simulation): string {
  const count = named.get(simulation) ?? 0;
  named.set(simulation, count + 1);
  const nanoseconds = BigInt(Math.floor(simulation.epochNowMs)) * 1_000_000n + BigInt(count % 1_000_000);
  return `${objectName}.${nanoseconds.toString(16)}`;
}

/** client-go/tools/reference/ref.go */
export function referenceTo({ apiVersion, kind, metadata }: KubeObject, fieldPath?: string): ObjectReference {
  return {
    kind,
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    name: metadata.name,
    uid: metadata.uid,
    apiVersion,
    ...(metadata.resourceVersion !== '' && { resourceVersion: metadata.resourceVersion }),
    ...(fieldPath && { fieldPath }),
  };
}
