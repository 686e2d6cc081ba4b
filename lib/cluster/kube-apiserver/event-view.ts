import type { Event } from '../api/core';
import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import { events, eventsV1 } from '../api/resources';

/** v1 and events.k8s.io/v1 are two words for one stored Event (pkg/apis/events/v1/conversion.go): stored in the words of v1. */
const words: readonly (readonly [stored: string, other: string])[] = [
  ['message', 'note'],
  ['involvedObject', 'regarding'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
];
const toOther = new Map(words);
const toStored = new Map(words.map(([stored, other]) => [other, stored]));

function renamed(object: KubeObject, names: ReadonlyMap<string, string>, apiVersion: string): KubeObject {
  const entries = Object.entries(object).map(([key, value]) => [names.get(key) ?? key, value]);
  return { ...(Object.fromEntries(entries) as unknown as KubeObject), apiVersion };
}

/** The resource under which objects of `resource` are stored. */
export function storedAs(resource: Resource): Resource {
  return resource === (eventsV1 as Resource) ? events : resource;
}

/** A stored object in the words of `resource`. */
export function viewOf(resource: Resource, stored: KubeObject): KubeObject {
  return resource === (eventsV1 as Resource) ? renamed(stored, toOther, 'events.k8s.io/v1') : stored;
}

/** The other way: what a client sent, as it is stored. */
export function fromView(resource: Resource, sent: KubeObject): KubeObject {
  return resource === (eventsV1 as Resource) ? (renamed(sent, toStored, 'v1') as Event) : sent;
}
