import type { Event } from '../../api/core';
import type { TableConvertor } from '../table.types';
import { column, nameColumn, since, wideColumn } from './columns';

/** Events as printed (printEvent in pkg/printers/internalversion/printers.go). */
function sourceOf({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component || reportingComponent || '';
  const instance = source?.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}

/** The fields of events.k8s.io/v1 under their names in v1. */
interface EventV1 {
  readonly regarding?: Event['involvedObject'];
  readonly note?: string;
  readonly deprecatedSource?: Event['source'];
  readonly deprecatedFirstTimestamp?: string | null;
  readonly deprecatedLastTimestamp?: string | null;
  readonly deprecatedCount?: number;
  readonly reportingController?: string;
}

/** The event in the words of v1, whichever of the two APIs it comes from. */
function internal(event: Event & EventV1): Event {
  if (event.regarding === undefined) return event;
  return {
    ...event,
    involvedObject: event.regarding,
    message: event.note ?? '',
    source: event.deprecatedSource ?? {},
    firstTimestamp: event.deprecatedFirstTimestamp ?? null,
    lastTimestamp: event.deprecatedLastTimestamp ?? null,
    count: event.deprecatedCount ?? 0,
    reportingComponent: event.reportingController ?? '',
  };
}

export const eventTable: TableConvertor<Event> = {
  columns: [
    column('Last Seen', 'How long ago it happened last.'),
    column('Type', 'Normal or Warning.'),
    column('Reason', 'What happened, in a word for machines.'),
    column('Object', 'What it happened to.'),
    wideColumn('Subobject', 'Which part of the object.'),
    wideColumn('Source', 'Who reports it.'),
    column('Message', 'What happened, for people.'),
    wideColumn('First Seen', 'How long ago it happened first.'),
    wideColumn('Count', 'How often it happened.'),
    { ...nameColumn, priority: 1 },
  ],
  cells: (given, epochNowMs) => {
    const event = internal(given);
    const { involvedObject = {}, series, eventTime, firstTimestamp, lastTimestamp } = event;
    const kind = (involvedObject.kind ?? '').toLowerCase();
    const first = since(firstTimestamp ?? eventTime, epochNowMs);
    const last = lastTimestamp ? since(lastTimestamp, epochNowMs) : first;
    return [
      series ? since(series.lastObservedTime, epochNowMs) : last,
      event.type ?? '',
      event.reason ?? '',
      involvedObject.name ? `${kind}/${involvedObject.name}` : kind,
      involvedObject.fieldPath ?? '',
      sourceOf(event),
      (event.message ?? '').trim(),
      first,
      series?.count ?? (event.count || 1),
      event.metadata.name,
    ];
  },
};
