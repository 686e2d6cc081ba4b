/** One HTTP request to the API server, as kubectl, a lab's goal or lib/kube-http makes it. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/apis/apps/v1/namespaces/default/deployments/web/scale` */
  readonly path: string;
  /** A name that stands several times (`command=ls&command=-l`) has a list. The path may carry a query of its own, too. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Lower-case names. `accept` chooses Tables, partial metadata and discovery forms; `content-type` the kind of patch. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text (then keys that stand twice are found) or an object that was decoded already; for exec: stdin. */
  readonly body?: unknown;
  /** Who asks: `kubectl`, `lab`. It signs the message in the trace. */
  readonly user?: string;
}

export interface ApiResponse {
  readonly status: number;
  /** An object (to be sent as JSON), or text (logs). */
  readonly body: unknown;
  /** The texts of `Warning: 299` headers. */
  readonly warnings?: readonly string[];
}

/** One line of a watch answer: `{type, object}` as on the wire (an object, a Table of one row, or a Status for ERROR). */
export interface WireEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: unknown;
}

/** What an open watch (or a followed log) is told. After `onEnd` nothing more comes. */
export interface StreamListener {
  readonly onEvent: (event: WireEvent | string) => void;
  readonly onEnd?: () => void;
}

export interface Stream {
  stop(): void;
}
