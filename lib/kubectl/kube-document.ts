/** An object as kubectl handles it: whatever the server or a manifest says, of any kind. */
export interface KubeDocument {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: DocumentMeta;
  readonly [field: string]: unknown;
}

export interface DocumentMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly resourceVersion?: string;
  readonly uid?: string;
  readonly [field: string]: unknown;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** meta.IsListType: has `items`. */
export const isList = (
  object: KubeDocument,
): object is KubeDocument & { readonly items: readonly KubeDocument[] } =>
  Array.isArray(object.items) && (object.kind ?? '').endsWith('List');
