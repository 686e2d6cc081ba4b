import type { KubeDocument } from '../kube-document';
import type { Mapping } from '../resource/discovery';
import type { TabWriter } from './tab-writer';

/** The server's Tables as text (k8s.io/cli-runtime/pkg/printers/tableprinter.go). */
export interface Table {
  readonly kind?: string;
  /** Null in the later answers of a watch. */
  readonly columnDefinitions: TableColumns | null;
  readonly rows: readonly TableRow[];
}

type TableColumns = readonly {
  readonly name: string;
  readonly type?: string;
  readonly format?: string;
  readonly priority: number;
}[];

export interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: KubeDocument;
}

export interface TableOptions {
  readonly isWide: boolean;
  readonly hasNoHeaders: boolean;
  readonly withNamespace: boolean;
  /** Names as `pod/web`. */
  readonly withKind: boolean;
  readonly showLabels: boolean;
  /** -L. */
  readonly columnLabels: readonly string[];
}

export const isTable = (value: unknown): value is Table =>
  value !== null && typeof value === 'object' && (value as Table).kind === 'Table';

/** Prints tables of one kind: the header once, then rows. */
export class TablePrinter {
  private header: string | undefined;
  private columns: TableColumns = [];

  constructor(
    private readonly writer: TabWriter,
    private readonly options: TableOptions,
    private readonly mapping: Mapping,
  ) {}

  /** @param event what happened, for --output-watch-events */
  print({ columnDefinitions, rows }: Table, event?: string): void {
    const { isWide, withNamespace, showLabels, columnLabels, hasNoHeaders } = this.options;
    // Later chunks and watch events come without columns: they are the first one's.
    if (columnDefinitions && columnDefinitions.length > 0) this.columns = columnDefinitions;
    const shown = this.columns
      .map((column, i) => ({ ...column, i }))
      .filter(({ priority }) => isWide || priority === 0);
    const names = shown.map(({ name }) => name.toUpperCase());
    const header = [
      ...(event === undefined ? [] : ['EVENT']),
      ...(withNamespace ? ['NAMESPACE'] : []),
      ...names,
      ...columnLabels.map((label) => (label.split('/').at(-1) ?? '').toUpperCase()),
      ...(showLabels ? ['LABELS'] : []),
    ];
    if (this.header !== header.join('\t') && !hasNoHeaders) this.writer.row(header);
    this.header = header.join('\t');
    const first = event === undefined ? [] : [event.padEnd(8)];
    for (const row of rows) this.writer.row([...first, ...this.cells(row, shown)]);
  }

  private cells(
    { cells, object }: TableRow,
    shown: readonly { readonly i: number; readonly name: string }[],
  ): string[] {
    const { withNamespace, withKind, showLabels, columnLabels } = this.options;
    const { namespace = '', labels = {} } = object?.metadata ?? {};
    const texts = shown.map(({ i }) => cellText(cells[i]));
    const kindAt = withKind ? shown.findIndex(({ name }) => name === 'Name') : -1;
    if (kindAt >= 0) texts[kindAt] = `${kindName(this.mapping)}/${texts[kindAt]}`;
    return [
      ...(withNamespace ? [namespace] : []),
      ...texts,
      ...columnLabels.map((label) => (Object.hasOwn(labels, label) ? String(labels[label]) : '')),
      ...(showLabels ? [formatLabels(labels)] : []),
    ];
  }
}

/** `pod`, `deployment.apps`. */
export const kindName = ({ kind, group }: Pick<Mapping, 'kind' | 'group'>) =>
  `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}`;

/** `a=b,c=d`, or `<none>`. */
export function formatLabels(labels: Readonly<Record<string, unknown>>): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key]}`);
  return pairs.join(',') || '<none>';
}

/** One line of a cell; what a terminal would act on is made visible. */
function cellText(cell: unknown): string {
  const text = cell === null || cell === undefined ? '<nil>' : String(cell);
  const end = text.search(/[\f\n\r]/);
  return `${(end < 0 ? text : text.slice(0, end)).replaceAll('\x1b', '^[')}${end < 0 ? '' : '...'}`;
}
