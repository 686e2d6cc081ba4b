import { parseTimestamp } from '../../cluster/api/time';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { goSort } from '../printers/go-sort';
import { type EventDocument, eventInterval } from '../resource/events';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';
import type { DescribeWriter } from './describe-writer';

/** The events of an object, at the end of its description. */
export interface EventReference {
  readonly kind?: string | undefined;
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly uid?: string | undefined;
}

/** searchEvents: the events about `reference`; fields that are absent do not matter. */
export function searchEvents(
  invocation: Pick<Invocation, 'client'>,
  { kind, name, namespace, uid }: EventReference,
): EventDocument[] {
  const fields = Object.entries({ kind, name, namespace, uid })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `involvedObject.${key}=${value}`);
  const mapping = mappingFor(invocation.client, 'events');
  const fieldSelector = fields.sort().join(',');
  return listItems(invocation, { mapping, namespace: namespace ?? '' }, { fieldSelector }) as EventDocument[];
}

export const referenceTo = ({ kind, metadata }: KubeDocument): EventReference => ({
  kind,
  name: metadata?.name ?? '',
  namespace: metadata?.namespace,
  uid: metadata?.uid,
});

const lastTime = ({ lastTimestamp }: EventDocument) => parseTimestamp(lastTimestamp) || 0;

export function describeEvents(w: DescribeWriter, events: readonly EventDocument[], nowMs: number): void {
  if (events.length === 0) {
    w.field('Events', '<none>');
    return;
  }
  w.flush();
  w.line(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage');
  w.line(1, '----\t------\t----\t----\t-------');
  for (const event of goSort(events, (a, b) => lastTime(a) < lastTime(b))) {
    const { type = '', reason = '', source, reportingComponent = '', involvedObject, message = '' } = event;
    const from = source?.component || reportingComponent;
    const about = involvedObject?.fieldPath ? `${involvedObject.fieldPath}: ` : '';
    const interval = eventInterval(event, nowMs);
    w.line(1, `${type}\t${reason}\t${interval}\t${from}\t${about}${message.trim()}`);
  }
}
