import type { Event } from '../api/core';
import type { KubeObject } from '../api/meta';
import type { Component } from './component';
import { generateEventName, recordToSink, referenceTo } from './event-recorder';
import type { EventDraft } from './events-cache';

/** An event that is not repeated for this long begins a new series (finishTime), in ms. */
const finishMs = 360_000;
/** A series that goes on is written this often (refreshTime), in ms. */
const refreshMs = 1_800_000;
/** Longer notes are cut (NoteLengthLimit of events.k8s.io/v1). */
const noteLengthLimit = 1024;

interface Remembered {
  event: EventDraft;
  atMs: number;
  writtenAtMs: number;
}

/**
 * Writes events of events.k8s.io/v1 (client-go/tools/events), as kube-scheduler does: `eventTime` and `action` instead of
 * first and last times, and a series instead of a count. The first repetition is written at once; later ones when the series
 * has lasted half an hour or ends, which is looked at when the next event comes.
 */
export class EventsV1Recorder {
  private known = new Map<string, Remembered>();

  /** @param controller `default-scheduler` @param instance the same with the machine's name behind it */
  constructor(
    private readonly component: Component,
    private readonly controller: string,
    private readonly instance: string,
  ) {
    const forget = () => {
      this.known = new Map();
      component.atStop(forget);
    };
    component.atStop(forget);
  }

  /** @param action what was being done: `Binding`, `Scheduling`, `Preempting` @param related a second object it is about */
  eventf(
    regarding: KubeObject,
    related: KubeObject | undefined,
    type: Event['type'],
    reason: string,
    action: string,
    note: string,
  ): void {
    const { component } = this;
    if (component.surroundings.recordsEvents === false) return;
    const { simulation } = component;
    this.finishSeries(simulation.nowMs);
    const involvedObject = referenceTo(regarding);
    const key = [
      type,
      action,
      reason,
      regarding.metadata.uid,
      involvedObject.resourceVersion,
      related?.metadata.uid,
    ].join('\n');
    const before = this.known.get(key);
    if (before) {
      const count = (before.event.series?.count ?? 1) + 1;
      before.event = { ...before.event, series: { count, lastObservedTime: simulation.microTimestamp() } };
      before.atMs = simulation.nowMs;
      if (count === 2 || simulation.nowMs - before.writtenAtMs >= refreshMs) this.write(before, true);
      return;
    }
    const namespace = involvedObject.namespace ?? 'default';
    const event: EventDraft = {
      metadata: { name: generateEventName(regarding.metadata.name, simulation), namespace },
      involvedObject,
      reason,
      message: note.length > noteLengthLimit ? `${note.slice(0, noteLengthLimit - 4)} ...` : note,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      type,
      eventTime: simulation.microTimestamp(),
      action,
      ...(related && { related: referenceTo(related) }),
      reportingComponent: this.controller,
      reportingInstance: this.instance,
    };
    const remembered = { event, atMs: simulation.nowMs, writtenAtMs: 0 };
    this.known.set(key, remembered);
    this.write(remembered, false);
  }

  private write(remembered: Remembered, exists: boolean): void {
    remembered.writtenAtMs = this.component.simulation.nowMs;
    this.component.spawn(recordToSink(this.component, remembered.event, exists));
  }

  /** What was not repeated for long is forgotten, its count written a last time. The oldest stand first. */
  private finishSeries(nowMs: number): void {
    for (const [key, remembered] of this.known) {
      if (nowMs - remembered.atMs < finishMs) {
        if (!remembered.event.series) return;
        continue;
      }
      this.known.delete(key);
      if ((remembered.event.series?.count ?? 0) > 2) this.write(remembered, true);
    }
  }
}
