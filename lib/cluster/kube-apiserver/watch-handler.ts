import type { KubeObject } from '../api/meta';
import { apiVersionOf } from '../api/resource';
import type { PendingEvent } from '../clock';
import { viewOf } from './event-view';
import type { Exchange } from './exchange';
import { checkRevision, selectionOf } from './list-handler';
import { formOf, partial, tableOf } from './negotiation';
import type { Stream, StreamListener, WireEvent } from './request.types';
import type { Named } from './resource-handlers';
import type { Served } from './resources';
import { gone } from './status-error';
import type { Watch, WatchEvent } from './watch-cache';

/** How long a watch event travels to a client outside, in ms. */
const travelMs = 1;

/**
 * A watch as its lines on the wire (k8s.io/apiserver/pkg/endpoints/handlers/watch.go): Tables of one row, partial metadata or
 * whole objects. Without a revision it begins with what is there. Left out: bookmarks other than the one that ends the
 * initial events.
 */
export function handleWatch(
  exchange: Exchange,
  kind: Served,
  target: Omit<Named, 'name'> & { readonly name: string | undefined },
  listener: StreamListener,
): Stream {
  const { server, info } = exchange;
  const { query } = info;
  const { matches, filter } = selectionOf(exchange, kind, target.namespace, target.name);
  const asked = query.get('resourceVersion');
  checkRevision(asked, server.etcd.revision);
  const stream = new WatchStream(exchange, kind, listener);
  const isFromNow = asked === '' || asked === '0' || query.isTrue('sendInitialEvents');
  const from = isFromNow ? server.etcd.revision : Number(asked);
  if (isFromNow && query.get('sendInitialEvents') !== 'false') {
    const initial = server.etcd.list(filter.storage, filter.namespace).filter(matches);
    stream.later(() => {
      for (const object of initial) stream.send({ type: 'ADDED', object });
      if (query.isTrue('sendInitialEvents')) stream.bookmark(from);
    });
  }
  const watch = server.watch(filter, from, travelMs, (event) => stream.send(event));
  if (watch === undefined) stream.expired(from);
  else stream.watch = watch;
  const seconds = query.number('timeoutSeconds');
  if (seconds !== undefined && seconds > 0) stream.endAfter(seconds * 1000);
  return stream;
}

class WatchStream implements Stream {
  watch: Watch | undefined;
  private isOver = false;
  private hasHeaders = true;
  private readonly timers: PendingEvent[] = [];

  constructor(
    private readonly exchange: Exchange,
    private readonly kind: Served,
    private readonly listener: StreamListener,
  ) {}

  stop(): void {
    this.isOver = true;
    this.watch?.stop();
    for (const timer of this.timers) timer.isCancelled = true;
  }

  later(run: () => void): void {
    this.timers.push(this.exchange.server.simulation.after(travelMs, 'watch', run));
  }

  endAfter(ms: number): void {
    this.timers.push(this.exchange.server.simulation.after(ms, 'watch', () => this.end()));
  }

  expired(revision: number): void {
    const { compactedRevision } = this.exchange.server.etcd;
    const status = gone(`too old resource version: ${revision} (${compactedRevision})`).toStatus();
    this.later(() => {
      this.tell({ type: 'ERROR', object: status });
      this.end();
    });
  }

  send({ type, object }: WatchEvent): void {
    this.tell({ type, object: this.shown(viewOf(this.kind.resource, object)) });
  }

  /** The end of the initial events (`sendInitialEvents=true`). */
  bookmark(revision: number): void {
    const { resource } = this.kind;
    const object = {
      kind: resource.kind,
      apiVersion: apiVersionOf(resource),
      metadata: {
        resourceVersion: String(revision),
        creationTimestamp: null,
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    };
    const isPartial = formOf(this.exchange) === 'PartialObjectMetadata';
    this.tell({ type: 'BOOKMARK', object: isPartial ? partial(object as never) : object });
  }

  private shown(object: KubeObject): unknown {
    const form = formOf(this.exchange);
    if (form === 'object') return object;
    if (form !== 'Table') return partial(object);
    const { resourceVersion } = object.metadata;
    const table = tableOf(this.exchange, this.kind, [object], { resourceVersion }, this.hasHeaders);
    this.hasHeaders = false;
    return table;
  }

  private tell(event: WireEvent): void {
    if (!this.isOver) this.listener.onEvent(event);
  }

  private end(): void {
    if (this.isOver) return;
    this.stop();
    this.listener.onEnd?.();
  }
}
