/** One message between two components, as it is kept for diagrams, for "why?" and for tests. */
export interface Message {
  /** Counts from 1 in the order of sending. */
  readonly id: number;
  /** A component (`deployment-controller`, `kubelet/node-1`) or a client (`kubectl`). */
  readonly from: string;
  readonly to: string;
  /** A verb of the API (`create`, `update`, `patch`, `delete`, `get`, `list`, `bind`, `evict` …) or `watch` for a watch event. */
  readonly verb: string;
  /** The resource's storage name (`pods`, `deployments.apps`), with `/status` and the like behind it where a subresource was meant. */
  readonly resource: string;
  /** `namespace/name` or `name`. */
  readonly key: string;
  /** Virtual milliseconds at which it was sent and had arrived. */
  readonly startMs: number;
  readonly endMs: number;
  /** HTTP status of the answer; 200 for watch events; 0 when no answer came. */
  readonly status: number;
  /** The message this one followed from; 0 for what a person or the clock began. */
  readonly cause: number;
  /** The revision a write made; 0 otherwise. */
  readonly revision: number;
}

/** The messages so far; bounded, so that a very large cluster fits in memory. */
export class Trace {
  private kept: Message[] = [];
  private firstId = 1;
  private listeners = new Set<(message: Message) => void>();

  /** @param limit how many messages are kept (0: none) */
  constructor(private readonly limit: number) {}

  /** How many messages there were, kept or not. It is also the newest id. */
  count = 0;

  /** Writes a message down; its id. */
  add(message: Omit<Message, 'id'>): number {
    const id = ++this.count;
    if (this.limit > 0 || this.listeners.size > 0) {
      const whole: Message = { id, ...message };
      if (this.limit > 0) this.keep(whole);
      for (const listener of this.listeners) listener(whole);
    }
    return id;
  }

  /** The message `id`, or undefined when it is not kept any more. */
  get(id: number): Message | undefined {
    return this.kept[id - this.firstId];
  }

  /** Messages kept, oldest first. */
  messages(): readonly Message[] {
    return this.kept;
  }

  /** What led to message `id`: itself first, its cause next, back to the beginning. */
  chain(id: number): readonly Message[] {
    const found: Message[] = [];
    for (let message = this.get(id); message !== undefined; message = this.get(message.cause))
      found.push(message);
    return found;
  }

  /** Calls `listener` for every message from now on; returns what ends that. */
  listen(listener: (message: Message) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private keep(message: Message): void {
    // Ids count every message, so a gap (nobody listened before) starts the list anew.
    if (this.kept.length === 0) this.firstId = message.id;
    this.kept.push(message);
    if (this.kept.length < 2 * this.limit) return;
    this.kept = this.kept.slice(-this.limit);
    this.firstId = this.kept[0]?.id ?? message.id + 1;
  }
}
