import type { Event } from '../api/core';
import type { Draft } from '../api/meta';

/** How many keys each memory holds before it forgets the one unused for longest (maxLruCacheEntries). */
const cacheEntries = 4096;
/** So many events that differ in their message only, within the interval, are combined into one. */
const aggregateMaxEvents = 10;
const aggregateIntervalMs = 600_000;
/** A source may say so much about one object at once, and one more every five minutes. */
const spamBurst = 25;
const spamIntervalMs = 300_000;

export type EventDraft = Draft<Event> & {
  readonly metadata: { readonly name: string; readonly namespace: string };
};

/** A map of bounded size: what was not used for longest goes first (golang/groupcache/lru). */
class LruCache<V> {
  private readonly entries = new Map<string, V>();
  /** Goes through the map once and for ever: what was used comes again at its end, so the next one is the oldest. */
  private readonly oldest = this.entries.keys();

  get(key: string): V | undefined {
    const value = this.entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > cacheEntries) this.entries.delete(this.oldest.next().value ?? '');
  }
}

interface EventLog {
  readonly name: string;
  readonly count: number;
  readonly firstTimestamp: string | null;
}

/**
 * Decides what becomes of an event (client-go/tools/record/events_cache.go): alike ones are combined, the same one again
 * raises a count, and too many about one object are dropped. One for each source.
 */
export class EventCorrelator {
  private readonly aggregates = new LruCache<{ readonly messages: Set<string>; readonly atMs: number }>();
  private readonly logs = new LruCache<EventLog>();
  /** When the bucket of an object will be full again. */
  private readonly fullAtMs = new LruCache<number>();

  /**
   * @param nameAggregate a name for the event that stands for many
   * @returns the event to write, `count` above 1 when it exists already; undefined when it is to be dropped
   */
  eventCorrelate(event: EventDraft, nowMs: number, nameAggregate: () => string): EventDraft | undefined {
    const { kind, namespace, name, uid, apiVersion, fieldPath } = event.involvedObject;
    const spamKey = [kind, namespace, name, uid, apiVersion].join('\n');
    const aggregateKey = [spamKey, event.type, event.reason].join('\n');
    const fullKey = [aggregateKey, fieldPath, event.message].join('\n');
    const isAggregate = this.isOneOfMany(aggregateKey, event.message, nowMs);
    const chosen = isAggregate ? combined(event, nameAggregate()) : event;
    const observed = this.eventObserve(chosen, isAggregate ? `${aggregateKey}\ncombined` : fullKey);
    return this.isSpam(spamKey, nowMs) ? undefined : observed;
  }

  private isOneOfMany(key: string, message: string, nowMs: number): boolean {
    const before = this.aggregates.get(key);
    const isOld = before === undefined || nowMs - before.atMs > aggregateIntervalMs;
    const messages = isOld ? new Set<string>() : before.messages;
    messages.add(message);
    this.aggregates.set(key, { messages, atMs: nowMs });
    if (messages.size < aggregateMaxEvents) return false;
    // The set grows no further: one of them makes room.
    for (const any of messages) {
      messages.delete(any);
      break;
    }
    return true;
  }

  private eventObserve(event: EventDraft, key: string): EventDraft {
    const last = this.logs.get(key);
    const observed =
      last === undefined
        ? event
        : {
            ...event,
            metadata: { ...event.metadata, name: last.name },
            count: last.count + 1,
            firstTimestamp: last.firstTimestamp,
          };
    const { metadata, count = 1, firstTimestamp } = observed;
    this.logs.set(key, { name: metadata.name, count, firstTimestamp });
    return observed;
  }

  private isSpam(key: string, nowMs: number): boolean {
    const next = Math.max(this.fullAtMs.get(key) ?? 0, nowMs) + spamIntervalMs;
    const isSpam = next - nowMs > spamBurst * spamIntervalMs;
    if (!isSpam) this.fullAtMs.set(key, next);
    return isSpam;
  }
}

function combined(event: EventDraft, name: string): EventDraft {
  return {
    ...event,
    metadata: { ...event.metadata, name },
    message: `(combined from similar events): ${event.message}`,
    firstTimestamp: event.lastTimestamp,
  };
}
