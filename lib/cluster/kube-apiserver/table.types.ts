import type { KubeObject } from '../api/meta';

/** One column of a server-side Table (metav1.TableColumnDefinition). Priority 1 columns are shown by `-o wide` only. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date' | 'number' | 'boolean';
  readonly format?: string;
  readonly description: string;
  readonly priority: number;
}

/** How a kind is printed (pkg/printers/internalversion/printers.go). */
export interface TableConvertor<T extends KubeObject = KubeObject> {
  readonly columns: readonly Column[];
  /** @param epochNowMs the server's clock, for ages */
  cells(object: T, epochNowMs: number): readonly (string | number | boolean)[];
}
