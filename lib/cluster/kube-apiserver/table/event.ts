import type { Event } from '../../api/core';
import type { TableConvertor } from '../table.types';
import { column, nameColumn, since, wideColumn } from './columns';

/** Events as printed (printEvent in pkg/printers/internalversion/printers.go). */
function sourceOf({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source.component || reportingComponent;
  const instance = source.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
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
  cells: (event, epochNowMs) => {
    const { involvedObject, series, eventTime, firstTimestamp, lastTimestamp } = event;
    const kind = (involvedObject.kind ?? '').toLowerCase();
    const first = since(firstTimestamp ?? eventTime, epochNowMs);
    const last = lastTimestamp === null ? first : since(lastTimestamp, epochNowMs);
    return [
      series ? since(series.lastObservedTime, epochNowMs) : last,
      event.type,
      event.reason,
      involvedObject.name ? `${kind}/${involvedObject.name}` : kind,
      involvedObject.fieldPath ?? '',
      sourceOf(event),
      event.message.trim(),
      first,
      series?.count ?? (event.count || 1),
      event.metadata.name,
    ];
  },
};
