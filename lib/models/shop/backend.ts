import type { EventQueue } from '../../cluster/clock';
import { type RandomStream, randomStream } from '../../cluster/random';
import { leakMib, lostCallMs, slowMs, type Task } from './constants';
import type { Fleet } from './fleet';
import type { Feature, ShopSettings } from './shop.types';
import type { Trace } from './trace';
import { type Outcome, Visit } from './visit';
import { Window } from './window';

export interface Message {
  readonly feature: Feature;
  readonly size: number;
  readonly trace: Trace | null;
  /** How long the sender waits for the answer; 0 = for ever. */
  readonly timeoutMs: number;
  /** What the receiving process does; it ends by answering the visit. */
  readonly program: (visit: Visit) => void;
}

/**
 * What the shop's code stands on: tasks that run in a process, and calls from one feature to another. A call inside
 * one process costs nothing and cannot get lost; between processes it travels.
 */
export class Backend {
  /** Calls between processes. */
  readonly calls: Window<{ readonly atMs: number }>;
  private readonly losses: RandomStream;

  constructor(
    private readonly queue: EventQueue,
    public settings: ShopSettings,
    readonly isSplit: boolean,
    private readonly fleetOf: (feature: Feature) => Fleet,
  ) {
    this.calls = new Window(queue);
    this.losses = randomStream(settings.seed, 'lost calls');
  }

  /** Does a task where `visit` is, with the fault its feature has at this moment. */
  perform(visit: Visit, task: Task, then: (isDone: boolean) => void): void {
    const fault = this.settings.fault[task.feature];
    if (fault === 'down') {
      visit.trace?.mark('work', task.feature, this.queue.nowMs, true);
      then(false);
      return;
    }
    if (fault === 'leak') visit.leak(leakMib);
    // The leak may just have killed the process, and the request with it.
    if (visit.isClosed) return;
    // Slow waits differ less than requests do: from 17 s upwards, 20 s in the mean.
    const slowWaitMs = fault === 'slow' ? slowMs * (0.75 + 0.25 * visit.size) : 0;
    const outsideMs = task.outsideMs * visit.size + slowWaitMs;
    this.compute(visit, task, () => {
      if (outsideMs === 0) return then(true);
      visit.wait(outsideMs, () => {
        visit.trace?.mark('wait', task.feature, this.queue.nowMs);
        then(true);
      });
    });
  }

  /** Only the core time of a task. */
  compute(visit: Visit, task: Task, then: () => void): void {
    visit.work(task.cpuMs * visit.size, (startedMs) => {
      visit.trace?.mark('wait', task.feature, startedMs);
      visit.trace?.mark('work', task.feature, this.queue.nowMs);
      then();
    });
  }

  /**
   * `caller` asks another feature for a task and hears whether it was done. `conclude` runs over there when the work
   * is done, even when nobody waits for it any more, and says whether all is well.
   */
  call(
    caller: Visit,
    task: Task,
    then: (isDone: boolean) => void,
    conclude: (visit: Visit) => boolean = () => true,
  ): void {
    const perform = (visit: Visit, answer: (isDone: boolean) => void) =>
      this.perform(visit, task, (isDone) => answer(isDone && conclude(visit)));
    if (!this.isSplit) {
      perform(caller, then);
      return;
    }
    const message = {
      feature: task.feature,
      size: caller.size,
      trace: caller.trace,
      timeoutMs: this.settings.timeoutMs,
      program: (visit: Visit) => perform(visit, (isDone) => visit.answer(isDone ? 'served' : 'failed')),
    };
    this.send(message, (outcome) => {
      if (!caller.isClosed) then(outcome !== 'failed');
    });
  }

  /** Sends a message over the network; `done` hears the answer, or that it was given up. */
  send(message: Message, done: (outcome: Outcome) => void): void {
    const { feature, trace, timeoutMs } = message;
    const { hopLossShare, hopMs } = this.settings;
    this.calls.add({ atMs: this.queue.nowMs });
    if (trace !== null) trace.hops += 1;
    let isAwaited = true;
    const settle = (outcome: Outcome) => {
      isAwaited = false;
      if (timer !== null) timer.isCancelled = true;
      done(outcome);
    };
    const visit = this.visit(message, (outcome) => {
      if (!isAwaited) return;
      this.queue.schedule(hopMs / 2, 'hop', () => {
        if (!isAwaited) return;
        trace?.mark('hop', feature, this.queue.nowMs);
        settle(outcome);
      });
    });
    const giveUp = () => {
      visit.trace?.mark('wait', feature, this.queue.nowMs, true);
      visit.trace = null;
      settle('failed');
    };
    const isLost = this.losses.uniform() < hopLossShare;
    const patienceMs = timeoutMs > 0 ? timeoutMs : isLost ? lostCallMs : 0;
    const timer =
      patienceMs > 0 ? this.queue.schedule(patienceMs, isLost ? 'call-lost' : 'timeout', giveUp) : null;
    if (isLost) return;
    this.queue.schedule(hopMs / 2, 'hop', () => {
      visit.trace?.mark('hop', feature, this.queue.nowMs);
      this.admit(visit, feature);
    });
  }

  /** A request that will run `message.program` once a worker has time for it. */
  visit({ feature, size, trace, program }: Message, done: (outcome: Outcome) => void): Visit {
    const begin = (visit: Visit) => {
      visit.trace?.mark('wait', feature, this.queue.nowMs);
      program(visit);
    };
    return new Visit(size, trace, begin, done);
  }

  /** Lets a request into a process, or fails it at once when none has room. */
  admit(visit: Visit, feature: Feature): void {
    if (this.fleetOf(feature).enter(visit)) return;
    visit.trace?.mark('wait', feature, this.queue.nowMs, true);
    visit.close('failed');
  }
}
