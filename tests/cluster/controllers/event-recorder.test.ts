import { describe, expect, it } from 'vitest';
import type { Event } from '@/lib/cluster/api/core';
import { configMaps, events } from '@/lib/cluster/api/resources';
import { Component } from '@/lib/cluster/client-go/component';
import { EventRecorder } from '@/lib/cluster/client-go/event-recorder';
import { EventsV1Recorder } from '@/lib/cluster/client-go/events-v1-recorder';
import { ControlPlane } from './control-plane';

class Speaker extends Component {
  readonly recorder = new EventRecorder(this, 'kubelet', 'node-1');
  readonly scheduler = new EventsV1Recorder(this, 'default-scheduler', 'default-scheduler-control-plane');

  protected run(): void {}
}

function begin(recordsEvents?: boolean) {
  const plane = new ControlPlane();
  const speaker = new Speaker('speaker', { ...plane.surroundings, recordsEvents });
  speaker.start();
  const about = plane.server.create(configMaps, 'default', { metadata: { name: 'thing' }, data: {} });
  const written = (): readonly Event[] =>
    plane.server
      .list(events)
      .items.filter(({ involvedObject }) => involvedObject.name === 'thing')
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return { plane, speaker, about, written };
}

describe('an event recorder', () => {
  it('writes who says what about what, under a name of its own', () => {
    const { plane, speaker, about, written } = begin();
    speaker.recorder.event(about, 'Normal', 'Pulled', 'Done', 'spec.containers{web}');
    speaker.recorder.event(about, 'Normal', 'Created', 'Done');
    plane.advance(1000);
    const [first, second] = written();
    expect(first?.metadata.name).toMatch(/^thing\.[0-9a-f]{16}$/);
    expect(second?.metadata.name).not.toBe(first?.metadata.name);
    expect(first).toMatchObject({
      involvedObject: {
        kind: 'ConfigMap',
        name: 'thing',
        uid: about.metadata.uid,
        fieldPath: 'spec.containers{web}',
      },
      source: { component: 'kubelet', host: 'node-1' },
      reportingComponent: 'kubelet',
      reportingInstance: 'node-1',
      count: 1,
      firstTimestamp: '2026-03-02T09:00:00Z',
      eventTime: null,
    });
  });

  it('counts the same event instead of writing it again', () => {
    const { plane, speaker, about, written } = begin();
    for (let count = 0; count < 3; count++) {
      speaker.recorder.event(about, 'Warning', 'BackOff', 'Back-off');
      plane.advance(60_000);
    }
    expect(written()).toHaveLength(1);
    expect(written()[0]).toMatchObject({
      count: 3,
      firstTimestamp: '2026-03-02T09:00:00Z',
      lastTimestamp: '2026-03-02T09:02:00Z',
    });
  });

  it('writes it anew when the stored event is gone', () => {
    const { plane, speaker, about, written } = begin();
    speaker.recorder.event(about, 'Warning', 'BackOff', 'Back-off');
    plane.advance(1000);
    plane.server.delete(events, 'default', written()[0]?.metadata.name ?? '');
    speaker.recorder.event(about, 'Warning', 'BackOff', 'Back-off');
    plane.advance(1000);
    expect(written()).toMatchObject([{ count: 2 }]);
  });

  it('combines the tenth and later ones that differ in their message only', () => {
    const { plane, speaker, about, written } = begin();
    for (let count = 1; count <= 12; count++) {
      speaker.recorder.event(about, 'Normal', 'SuccessfulCreate', `Created pod: web-${count}`);
      plane.advance(100);
    }
    expect(written()).toHaveLength(10);
    expect(written().at(-1)).toMatchObject({
      message: '(combined from similar events): Created pod: web-12',
      count: 3,
    });
  });

  it('drops what comes after 25 at once, and lets one through every five minutes', () => {
    const { plane, speaker, about, written } = begin();
    const say = () => {
      speaker.recorder.event(about, 'Warning', 'Unhealthy', 'Probe failed');
      plane.advance(100);
    };
    for (let count = 0; count < 40; count++) say();
    expect(written()[0]?.count).toBe(25);
    plane.advance(301_000);
    say();
    expect(written()[0]?.count).toBe(41);
  });

  it('keeps events while the server does not answer', () => {
    const { plane, speaker, about, written } = begin();
    plane.surroundings.connection.state = 'refused';
    speaker.recorder.event(about, 'Normal', 'Pulled', 'Done');
    plane.advance(30_000);
    expect(written()).toEqual([]);
    plane.surroundings.connection.state = 'up';
    plane.advance(11_000);
    expect(written()).toHaveLength(1);
  });

  it('says nothing where events are switched off', () => {
    const { plane, speaker, about, written } = begin(false);
    speaker.recorder.event(about, 'Normal', 'Pulled', 'Done');
    speaker.scheduler.eventf(about, undefined, 'Normal', 'Scheduled', 'Binding', 'Done');
    plane.advance(1000);
    expect(written()).toEqual([]);
  });
});

describe("the scheduler's event recorder", () => {
  it('writes an event time and an action, and a series when it says it again', () => {
    const { plane, speaker, about, written } = begin();
    const say = () => {
      speaker.scheduler.eventf(about, undefined, 'Warning', 'FailedScheduling', 'Scheduling', 'No node');
      plane.advance(1000);
    };
    say();
    expect(written()[0]).toMatchObject({
      message: 'No node',
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: '2026-03-02T09:00:00.010000Z',
      action: 'Scheduling',
      reportingComponent: 'default-scheduler',
    });
    expect(written()[0]).not.toHaveProperty('count');
    say();
    say();
    expect(written()).toHaveLength(1);
    expect(written()[0]?.series?.count).toBe(2);
    plane.advance(400_000);
    speaker.scheduler.eventf(about, undefined, 'Normal', 'Scheduled', 'Binding', 'Done');
    plane.advance(1000);
    expect(written()[0]?.series?.count).toBe(3);
  });
});
