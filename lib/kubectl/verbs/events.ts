import type { WireEvent } from '../../cluster/kube-apiserver/request.types';
import type { Task } from '../../cluster/process';
import { ApiError, failure } from '../cli-error';
import { allNamespacesFlag, chunkSizeFlag, printFlags } from '../flag-sets';
import type { Invocation, Verb } from '../kubectl.types';
import { printerFor } from '../printers/printer';
import { TabWriter } from '../printers/tab-writer';
import { type EventDocument, eventInterval, sortEvents } from '../resource/events';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';

/** kubectl events (kubectl/pkg/cmd/events). */
export const events: Verb = {
  name: 'events',
  summary: 'List events.',
  usage:
    'kubectl events [(-o|--output=)json|yaml|name|go-template|jsonpath] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  flags: [
    allNamespacesFlag,
    chunkSizeFlag,
    { name: 'for', type: 'string', usage: 'Only events about this object (pod/web).' },
    { name: 'no-headers', type: 'bool', usage: 'Leave the header line out.' },
    ...printFlags,
    { name: 'types', type: 'strings', usage: 'Only Normal or only Warning events.' },
    { name: 'watch', short: 'w', type: 'bool', usage: 'After listing, go on with new events.' },
  ],
  run: runEvents,
};

function* runEvents(invocation: Invocation): Task<number> {
  const { flags, client, namespace, err } = invocation;
  const types = flags.strings('types').flatMap((text) => text.split(','));
  if (types.some((type) => !/^(normal|warning)$/i.test(type)))
    throw failure('valid --types are Normal or Warning');
  const scope = flags.bool('all-namespaces') ? '' : namespace;
  const fieldSelector = aboutObject(invocation);
  const wanted = ({ type }: EventDocument) =>
    types.length === 0 || types.some((each) => each.toLowerCase() === type?.toLowerCase());
  if (flags.bool('watch')) return yield* watchEvents(invocation, scope, fieldSelector, wanted);
  const mapping = mappingFor(client, 'events');
  const items = listItems({ client }, { mapping, namespace: scope }, { fieldSelector });
  const found = sortEvents((items as EventDocument[]).filter(wanted));
  if (found.length > 0) eventPrinter(invocation)(found);
  else err(scope === '' ? 'No events found.\n' : `No events found in ${scope} namespace.\n`);
  return 0;
}

/** -w does not list first: the watch begins with what there is, each event on a line of its own. */
function* watchEvents(
  invocation: Invocation,
  namespace: string,
  fieldSelector: string,
  wanted: (event: EventDocument) => boolean,
): Task<number> {
  const print = eventPrinter(invocation);
  const path = `/api/v1${namespace === '' ? '' : `/namespaces/${namespace}`}/events`;
  const stream = invocation.client.open(path, {
    watch: 'true',
    ...(fieldSelector !== '' && { fieldSelector }),
  });
  try {
    for (;;) {
      const event = yield* stream.next();
      if (event === undefined) return 0;
      const { type, object } = event as WireEvent;
      if (type === 'ERROR') throw new ApiError(object as ApiError['status']);
      if (type !== 'DELETED' && type !== 'BOOKMARK' && wanted(object as EventDocument))
        print([object as EventDocument]);
    }
  } finally {
    stream.stop();
  }
}

/** --for: the fields of an event that name the object. */
function aboutObject({ flags, client }: Invocation): string {
  const about = flags.string('for');
  if (about === '') return '';
  const [type, name, ...more] = about.split('/');
  if (!type || !name || more.length > 0) throw failure('--for must be in resource/name form');
  const { kind, group, version } = mappingFor(client, type);
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return `involvedObject.kind=${kind},involvedObject.apiVersion=${apiVersion},involvedObject.name=${name}`;
}

function eventPrinter(invocation: Invocation): (events: readonly EventDocument[]) => void {
  const { flags, out, host } = invocation;
  if (flags.string('output') !== '' || flags.string('template') !== '') {
    const printer = printerFor(invocation);
    const isWatch = flags.bool('watch');
    return (found) => {
      // A typed list has no names to print, upstream: nothing comes.
      if (flags.string('output') === 'name' && !isWatch) return;
      if (isWatch) for (const each of found) printer.print(each);
      else printer.print({ kind: 'EventList', apiVersion: 'v1', metadata: {}, items: found });
    };
  }
  const writer = new TabWriter(out);
  const withNamespace = flags.bool('all-namespaces');
  let hasHeader = flags.bool('no-headers');
  return (found) => {
    const scope = (text: string) => (withNamespace ? [text] : []);
    if (!hasHeader) writer.row([...scope('NAMESPACE'), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']);
    hasHeader = true;
    for (const event of found) {
      const { type = '', reason = '', involvedObject, message = '', metadata } = event;
      const object = `${involvedObject?.kind ?? ''}/${involvedObject?.name ?? ''}`;
      const interval = eventInterval(event, host.epochNowMs());
      writer.row([...scope(metadata?.namespace ?? ''), interval, type, reason, object, message.trim()]);
    }
    writer.flush();
  };
}
