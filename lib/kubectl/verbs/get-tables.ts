import { partOf } from '../apart-parts';
import { isNotFound } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { TabWriter } from '../printers/tab-writer';
import { isTable, type Table, type TableOptions, TablePrinter } from '../printers/table-printer';
import { type Built, type Info, inNamespace } from '../resource/builder';
import type { Mapping } from '../resource/discovery';
import { listQuery, pages } from '../resource/list-items';
import { pathOf } from '../resource/rest-mapper';

/** The columns of `kubectl get`: the server's Tables, kind by kind. */
export const tableAccept =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

export interface KindTable {
  readonly mapping: Mapping;
  readonly table: Table;
}

/** Prints what was asked for. @returns the errors met on the way */
export function printTables(invocation: Invocation, built: Built): Error[] {
  const { flags, out, err, namespace } = invocation;
  const errors: Error[] = [...built.errors];
  const sort = flags.string('sort-by');
  let tables = askTables(invocation, built, errors);
  // Upstream sorts the answers themselves, too: several kinds can only be sorted by what their Tables have.
  if (sort !== '' && tables.length > 1)
    tables = partOf('sorters', 'sort-by')(tables, sort, ({ table }) => table);
  if (sort !== '') tables = tables.map(({ mapping, table }) => ({ mapping, table: sorted(table, sort) }));
  const withKind = flags.bool('show-kind') || new Set(tables.map(({ mapping }) => mapping)).size > 1;
  const isSomething = printKinds(invocation, tables, withKind, out);
  if (!isSomething && !flags.bool('ignore-not-found') && errors.length === 0) {
    const isInNamespace =
      !flags.bool('all-namespaces') && tables.every(({ mapping }) => mapping.isNamespaced);
    err(isInNamespace ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n');
  }
  return errors;
}

export const optionsOf = (
  { flags }: Invocation,
  withNamespace: boolean,
  withKind: boolean,
): TableOptions => ({
  isWide: flags.string('output') === 'wide',
  hasNoHeaders: flags.bool('no-headers'),
  withNamespace,
  withKind,
  showLabels: flags.bool('show-labels'),
  columnLabels: flags.strings('label-columns').flatMap((labels) => labels.split(',')),
});

function askTables(invocation: Invocation, built: Built, errors: Error[]): KindTable[] {
  const { flags } = invocation;
  const all: KindTable[] = [];
  for (const info of built.infos)
    try {
      for (const table of tablesOf(invocation, built, info)) all.push({ mapping: info.mapping, table });
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      if (!(flags.bool('ignore-not-found') && isNotFound(error))) errors.push(error);
    }
  return all;
}

/** The server's answers about one Info. Objects come along when they are needed for sorting. */
export function* tablesOf(
  { client, flags }: Invocation,
  { selector, fieldSelector }: Built,
  { mapping, namespace, name }: Info,
): Generator<Table> {
  const path = pathOf(mapping, namespace, name, flags.string('subresource'));
  const extra: Record<string, string> = flags.string('sort-by') === '' ? {} : { includeObject: 'Object' };
  const chunk = flags.string('sort-by') === '' ? flags.int('chunk-size') : 0;
  const answers =
    name === ''
      ? pages(
          client,
          mapping,
          namespace,
          { ...extra, ...listQuery({ selector, fieldSelector, chunk }) },
          tableAccept,
        )
      : [inNamespace(client, namespace, () => client.get(path, extra, tableAccept))];
  for (const answer of answers) yield isTable(answer) ? answer : plainTable(answer as KubeDocument);
}

/** For what the server does not print: names and nothing else. */
function plainTable(answer: KubeDocument): Table {
  const items = (answer.items as readonly KubeDocument[] | undefined) ?? [answer];
  return {
    columnDefinitions: [{ name: 'Name', priority: 0 }],
    rows: items.map((object) => ({ cells: [object.metadata?.name ?? ''], object })),
  };
}

/** The rows in order; a kind whose rows cannot be sorted shows none, upstream does not look at that error. */
function sorted(table: Table, expression: string): Table {
  if (table.rows.length < 2) return table;
  try {
    return { ...table, rows: partOf('sorters', 'sort-by')(table.rows, expression, ({ object }) => object) };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return { ...table, rows: [] };
  }
}

/** @returns whether anything was written */
function printKinds(
  invocation: Invocation,
  tables: readonly KindTable[],
  withKind: boolean,
  out: (text: string) => void,
): boolean {
  let last: Mapping | undefined;
  let printer: TablePrinter | undefined;
  let writer: TabWriter | undefined;
  let withNamespace = false;
  for (const { mapping, table } of tables) {
    if (table.rows.length === 0) continue;
    if (mapping !== last) {
      writer?.flush();
      if (last !== undefined && !invocation.flags.bool('no-headers')) out('\n');
      writer = new TabWriter(out);
      // Upstream's printers share this: once a kind has had the column, all that follow have it.
      withNamespace ||= invocation.flags.bool('all-namespaces') && mapping.isNamespaced;
      printer = new TablePrinter(writer, optionsOf(invocation, withNamespace, withKind), mapping);
      last = mapping;
    }
    printer?.print(table);
  }
  writer?.flush();
  return last !== undefined;
}
