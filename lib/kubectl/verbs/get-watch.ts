import type { WireEvent } from '../../cluster/kube-apiserver/request.types';
import type { Task } from '../../cluster/process';
import { ApiError, failure } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { printerFor } from '../printers/printer';
import { TabWriter } from '../printers/tab-writer';
import { isTable, TablePrinter } from '../printers/table-printer';
import type { Built, Info } from '../resource/builder';
import { apiVersionOf, pathOf } from '../resource/rest-mapper';
import { isHumanReadable } from './get';
import { optionsOf, tableAccept } from './get-tables';

/** `kubectl get -w`: the list, and then every change until the watch ends or the command is stopped. */
export function* watchResources(invocation: Invocation, built: Built): Task<number> {
  const { flags, client } = invocation;
  if (new Set(built.infos.map(({ mapping }) => mapping)).size > 1)
    throw failure('you may only specify a single resource type');
  const [info] = built.infos;
  if (info === undefined || built.errors[0]) throw built.errors[0] ?? new Error('no objects to watch');
  const isTables = isHumanReadable(flags);
  const { mapping, namespace, name } = info;
  const accept = isTables ? tableAccept : 'application/json';
  const query = {
    ...(built.selector !== '' && { labelSelector: built.selector }),
    ...(name !== ''
      ? { fieldSelector: `metadata.name=${name}` }
      : built.fieldSelector !== '' && { fieldSelector: built.fieldSelector }),
  };
  const [listed = {}, ...more] = built.infos.map(
    (each) =>
      client.get(pathOf(mapping, namespace, each.name), name === '' ? query : {}, accept) as KubeDocument,
  );
  if (more.length > 0)
    throw failure(
      `watch is only supported on individual resources and resource collections - ${more.length + 1} resources were found`,
    );
  const print = isTables ? tableSink(invocation, info) : objectSink(invocation, info);
  if (!flags.bool('watch-only')) print('ADDED', listed);
  const resourceVersion = listed.metadata?.resourceVersion ?? '0';
  const stream = client.open(
    pathOf(mapping, namespace),
    { ...query, watch: 'true', resourceVersion },
    accept,
  );
  try {
    for (;;) {
      const event = yield* stream.next();
      if (event === undefined) return 0;
      show(event as WireEvent, print);
    }
  } finally {
    stream.stop();
  }
}

type Sink = (type: string, object: KubeDocument) => void;

function show({ type, object }: WireEvent, print: Sink): void {
  if (type === 'ERROR') throw new ApiError(object as ApiError['status']);
  if (type !== 'BOOKMARK') print(type, object as KubeDocument);
}

function tableSink(invocation: Invocation, { mapping }: Info): Sink {
  const { flags, out } = invocation;
  const writer = new TabWriter(out);
  const options = optionsOf(invocation, flags.bool('all-namespaces'), flags.bool('show-kind'));
  const printer = new TablePrinter(writer, options, mapping);
  const withEvents = flags.bool('output-watch-events');
  return (type, answer) => {
    if (!isTable(answer) || answer.rows.length === 0) return;
    printer.print(answer, withEvents ? type : undefined);
    writer.flush();
  };
}

function objectSink(invocation: Invocation, { mapping }: Info): Sink {
  const printer = printerFor(invocation, { isGet: true });
  const withEvents = invocation.flags.bool('output-watch-events');
  const known = { apiVersion: apiVersionOf(mapping), kind: mapping.kind };
  return (type, object) => {
    const items = (object.items as readonly KubeDocument[] | undefined) ?? [object];
    for (const item of items) {
      const whole = { ...known, ...item };
      printer.print(withEvents ? { type, object: whole } : whole);
    }
  };
}
