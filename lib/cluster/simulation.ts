import { microTimestamp, timestamp } from './api/time';
import { EventQueue, type PendingEvent } from './clock';
import { Process, type Task } from './process';
import { type RandomStream, randomStream } from './random';
import { Trace } from './trace';

/** The world's virtual time, chance and record. Everything that happens in a cluster happens through one of these. */
export class Simulation {
  readonly queue = new EventQueue();
  readonly trace: Trace;
  /** The message being acted on now: what is sent or planned meanwhile was caused by it. */
  cause = 0;
  /** Steps taken: deliveries that reached their component. */
  steps = 0;
  private readonly streams = new Map<string, RandomStream>();
  private readonly stampMs = { at: -1, text: '' };

  /**
   * @param seed decides every random choice
   * @param epochMs what the clocks of the cluster showed at virtual time 0, in milliseconds since 1970
   * @param traceLimit how many messages are kept
   */
  constructor(
    readonly seed: number,
    readonly epochMs: number,
    traceLimit: number,
  ) {
    this.trace = new Trace(traceLimit);
  }

  /** Virtual milliseconds since the start. */
  get nowMs(): number {
    return this.queue.nowMs;
  }

  /** Milliseconds since 1970 as the cluster's clocks show them. */
  get epochNowMs(): number {
    return this.epochMs + this.queue.nowMs;
  }

  /** Now as metav1.Time. */
  timestamp(): string {
    const second = Math.floor(this.epochNowMs / 1000);
    if (this.stampMs.at !== second) {
      this.stampMs.at = second;
      this.stampMs.text = timestamp(this.epochNowMs);
    }
    return this.stampMs.text;
  }

  /** Now as metav1.MicroTime. */
  microTimestamp(): string {
    return microTimestamp(this.epochNowMs);
  }

  /**
   * Lets `run` happen `ms` from now, as a consequence of what happens now. `word` names the step.
   * @param isOutside whether it belongs to a client outside the cluster (kubectl, a page): such things are no steps of the
   *   cluster, and a recording goes without them
   */
  after(ms: number, word: string, run: () => void, isOutside = false): PendingEvent {
    const { cause } = this;
    return this.queue.schedule(ms, word, () => {
      if (!isOutside) this.steps++;
      this.cause = cause;
      run();
      this.cause = 0;
    });
  }

  /** Begins a task now, in this very step. */
  spawn(task: Task, word: string): Process {
    return new Process(this, task, word, false);
  }

  /** Begins a task of a client outside the cluster; see `after`. */
  spawnOutside(task: Task, word: string): Process {
    return new Process(this, task, word, true);
  }

  /** The stream of chance named `name`; one per use, so that uses do not disturb each other. */
  random(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = randomStream(this.seed, name);
      this.streams.set(name, stream);
    }
    return stream;
  }
}
