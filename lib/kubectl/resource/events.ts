import { parseTimestamp } from '../../cluster/api/time';
import type { KubeDocument } from '../kube-document';
import { goSort } from '../printers/go-sort';
import { translateTimestampSince } from '../printers/human-duration';

/** Events as `events` and `describe` show them (kubectl/pkg/util/event, pkg/cmd/events, pkg/describe). */
export interface EventDocument extends KubeDocument {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: { readonly count: number; readonly lastObservedTime: string } | null;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly fieldPath?: string };
  readonly source?: { readonly component?: string };
  readonly reportingComponent?: string;
}

const timeOf = ({ series, lastTimestamp, eventTime }: EventDocument) =>
  parseTimestamp(series?.lastObservedTime ?? lastTimestamp ?? eventTime) || 0;

/** Oldest first. */
export const sortEvents = (events: readonly EventDocument[]) =>
  goSort(events, (a, b) => timeOf(a) < timeOf(b));

/** `5s (x3 over 20s)`. */
export function eventInterval(event: EventDocument, nowMs: number): string {
  const { series, count = 0, eventTime, firstTimestamp, lastTimestamp } = event;
  const since = (time: unknown) => translateTimestampSince(time, nowMs);
  const first = since(eventTime ?? firstTimestamp);
  if (series) return `${since(series.lastObservedTime)} (x${series.count} over ${first})`;
  return count > 1 ? `${since(lastTimestamp)} (x${count} over ${first})` : first;
}
