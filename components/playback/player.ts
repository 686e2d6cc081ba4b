import type { Input, Run } from '@/lib/models/model';
import type { PlayerOptions, PlayerView, Script, Skip, Speed } from './player.types';

/** Real ms of model work in one frame: the rest of 16 is for drawing. */
const frameBudgetMs = 8;
/** Virtual ms between two looks at the clock. */
const sliceMs = 20;
/** Real ms a script holds after an input, so that the eye finds what changed. */
const scriptHoldMs = 1400;
/** A frame after a stall is not paid back. */
const longestFrameMs = 100;
/** Real ms between two pictures: ten a second can be followed, two for readers who asked for less motion. */
const livelyMs = 100;
const calmMs = 500;
/** Frames longer than this were held up by drawing … */
const smoothFrameMs = 25;
/** … and then drawing may take at most one part in this many of the time. */
const drawShare = 4;

/**
 * Plays a concept model. Two clocks stand strictly apart here: virtual time belongs to the run and moves only by
 * `advance` and `step`; playback (speed, pausing, frames, budgets) belongs to the player and never enters the model.
 * The player knows no browser: whoever draws calls `frame` with the real time (see use-playback.ts).
 */
export class Player<Settings, Snapshot, Observed> {
  #run: Run<Settings, Snapshot>;
  #view: PlayerView<Settings, Snapshot, Observed>;
  #listeners = new Set<() => void>();
  #lastFrameMs: number | null = null;
  #lastPublishMs = 0;
  #publishEveryMs = livelyMs;
  /** How long the frame took that drew the last picture. */
  #drawMs = 0;
  #hasJustPublished = false;
  #nextLookMs = 0;
  #debtMs = 0;
  #skip: {
    readonly toMs: number;
    readonly until?: Skip<Snapshot>['until'];
    readonly before: Snapshot;
  } | null = null;
  #script: { readonly of: Script<Settings>; readonly fromMs: number; holdUntilMs: number } | null = null;
  #pace: { sinceMs: number; virtualMs: number } | null = null;

  constructor(private readonly options: PlayerOptions<Settings, Snapshot, Observed>) {
    this.#run = options.model.start(options.settings);
    const snapshot = this.#run.snapshot();
    this.#view = {
      snapshot,
      settings: options.settings,
      observed: options.observer.begin('warm-up', 0, snapshot),
      nowMs: 0,
      isReady: false,
      hasBeenReady: false,
      isPlaying: false,
      isSkipping: false,
      speed: 1,
      slowedTo: null,
      stepped: null,
      scriptDone: null,
    };
    this.#warmUp();
  }

  readonly view = () => this.#view;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** True while `frame` should be called. */
  get wantsFrames(): boolean {
    return this.#view.isPlaying || this.#skip !== null;
  }

  play() {
    if (!this.#view.isReady) return;
    this.#lastFrameMs = null;
    this.#pace = null;
    this.#publish({ isPlaying: true, stepped: null });
  }

  pause() {
    if (!this.#view.isPlaying && !this.#view.isSkipping) return;
    if (this.#view.isReady) this.#skip = null;
    this.#publish({ isPlaying: false, isSkipping: this.#skip !== null, slowedTo: null });
  }

  setSpeed(speed: Speed) {
    this.#debtMs = 0;
    this.#pace = null;
    this.#publish({ speed, slowedTo: null });
  }

  /** Fewer pictures a second, for readers who asked for less motion. Virtual time is not touched. */
  setCalm(isCalm: boolean) {
    this.#publishEveryMs = isCalm ? calmMs : livelyMs;
  }

  /** Pauses, and handles exactly the next event. */
  step() {
    if (!this.#view.isReady) return;
    const stepped = this.#run.step();
    this.#look();
    this.#publish({ isPlaying: false, slowedTo: null, stepped });
  }

  skip({ forMs, until }: Skip<Snapshot>) {
    if (!this.#view.isReady) return;
    this.#skip = { toMs: this.#run.nowMs + forMs, before: this.#run.snapshot(), ...(until && { until }) };
    this.#publish({ isSkipping: true, stepped: null });
  }

  /** The learner's hand: applies now, and ends a script that was playing. */
  apply(input: Input<Settings>) {
    if (!this.#view.isReady) return;
    this.#run.apply(input);
    this.#script = null;
    this.#publish({ scriptDone: null });
  }

  /** Begins again with the present settings, or with others. */
  restart(settings: Settings = this.#run.settings) {
    this.#run = this.options.model.start(settings);
    this.#script = null;
    const observed = this.options.observer.begin('warm-up', 0, this.#run.snapshot());
    this.#view = { ...this.#view, settings, observed };
    this.#warmUp();
  }

  /** Begins again from `settings` and plays the script through. */
  perform(settings: Settings, script: Script<Settings>) {
    this.restart(settings);
    this.#script = { of: script, fromMs: this.options.warmUpMs, holdUntilMs: 0 };
    this.#publish({ scriptDone: 0 });
  }

  /** One drawn frame at real time `realMs`; spends at most the budget on the model. */
  frame(realMs: number) {
    const frameMs = realMs - (this.#lastFrameMs ?? realMs);
    const elapsedMs = Math.min(frameMs, longestFrameMs);
    this.#lastFrameMs = realMs;
    if (this.#hasJustPublished) this.#drawMs = frameMs > smoothFrameMs ? frameMs : 0;
    this.#hasJustPublished = false;
    const deadlineMs = this.options.realNow() + frameBudgetMs;
    if (this.#skip) this.#frameOfSkip(deadlineMs);
    else if (this.#view.isPlaying) this.#frameOfPlay(realMs, elapsedMs, deadlineMs);
    const publishEveryMs = Math.max(this.#publishEveryMs, this.#drawMs * drawShare);
    if (realMs - this.#lastPublishMs >= publishEveryMs && this.#view.isReady && this.wantsFrames) {
      this.#lastPublishMs = realMs;
      this.#hasJustPublished = true;
      this.#publish({});
    }
  }

  #warmUp() {
    this.#nextLookMs = this.options.observer.everyMs;
    this.#debtMs = 0;
    this.#skip = { toMs: this.options.warmUpMs, before: this.#view.snapshot };
    // The old picture stays until the new one is ready: no flash of an empty shop.
    this.#emit({
      isReady: false,
      isPlaying: false,
      isSkipping: true,
      stepped: null,
      scriptDone: null,
      slowedTo: null,
    });
  }

  #frameOfSkip(deadlineMs: number) {
    const skip = this.#skip;
    if (!skip) return;
    const isReached = this.#moveTo(
      skip.toMs,
      deadlineMs,
      () => skip.until?.(this.#run.snapshot(), skip.before) ?? false,
    );
    if (!isReached) return;
    this.#skip = null;
    if (this.#view.isReady) return this.#publish({ isSkipping: false });
    const observed = this.options.observer.begin('live', this.#run.nowMs, this.#run.snapshot());
    this.#publish({
      isReady: true,
      hasBeenReady: true,
      isSkipping: false,
      observed,
      isPlaying: this.#script !== null,
      scriptDone: this.#script && 0,
    });
  }

  #frameOfPlay(realMs: number, elapsedMs: number, deadlineMs: number) {
    if (this.#script && realMs < this.#script.holdUntilMs) return;
    const beganMs = this.#run.nowMs;
    this.#debtMs += elapsedMs * this.#view.speed;
    // Whole milliseconds only, so that virtual times stay readable numbers; the rest is carried over.
    const wanted = beganMs + Math.floor(this.#debtMs);
    const inputAtMs = this.#nextInputMs();
    const isReached = this.#moveTo(Math.min(wanted, inputAtMs), deadlineMs);
    this.#debtMs = isReached ? Math.max(0, this.#debtMs - (this.#run.nowMs - beganMs)) : 0;
    this.#measurePace(realMs, this.#run.nowMs - beganMs);
    if (this.#script && isReached && wanted >= inputAtMs) this.#playInput(realMs);
  }

  #nextInputMs(): number {
    if (!this.#script) return Number.POSITIVE_INFINITY;
    const { of, fromMs } = this.#script;
    return fromMs + (of.inputs[this.#view.scriptDone ?? 0]?.atMs ?? of.endMs);
  }

  #playInput(realMs: number) {
    const script = this.#script;
    if (!script) return;
    const done = this.#view.scriptDone ?? 0;
    const next = script.of.inputs[done];
    this.#debtMs = 0;
    if (next) {
      this.#run.apply(next.input);
      script.holdUntilMs = realMs + scriptHoldMs;
      this.#publish({ scriptDone: done + 1 });
    } else {
      this.#script = null;
      this.#publish({ isPlaying: false, scriptDone: null });
    }
  }

  /** Moves virtual time towards `toMs`; false when the budget ran out first. */
  #moveTo(toMs: number, deadlineMs: number, isEnough = () => false): boolean {
    while (this.#run.nowMs < toMs) {
      const next = Math.min(toMs, this.#run.nowMs + sliceMs, Math.max(this.#nextLookMs, this.#run.nowMs));
      this.#run.advance(next - this.#run.nowMs);
      this.#look();
      if (isEnough()) return true;
      if (this.options.realNow() >= deadlineMs) return this.#run.nowMs >= toMs;
    }
    return true;
  }

  #look() {
    if (this.#run.nowMs < this.#nextLookMs) return;
    const { everyMs } = this.options.observer;
    this.#nextLookMs = (Math.floor(this.#run.nowMs / everyMs) + 1) * everyMs;
    this.#view = {
      ...this.#view,
      observed: this.options.observer.observe(this.#run.nowMs, this.#run.snapshot()),
    };
  }

  /** Compares virtual with real time over half a second, and says so when the device falls behind by a tenth. */
  #measurePace(realMs: number, virtualMs: number) {
    this.#pace ??= { sinceMs: realMs, virtualMs: 0 };
    this.#pace.virtualMs += virtualMs;
    const spanMs = realMs - this.#pace.sinceMs;
    if (spanMs < 500) return;
    const reached = this.#pace.virtualMs / spanMs;
    const slowedTo = this.#script || reached >= this.#view.speed * 0.9 ? null : reached;
    this.#pace = { sinceMs: realMs, virtualMs: 0 };
    this.#view = { ...this.#view, slowedTo };
  }

  #publish(changes: Partial<PlayerView<Settings, Snapshot, Observed>>) {
    const run = this.#run;
    const isFresh = changes.isReady ?? this.#view.isReady;
    this.#emit({
      ...(isFresh && { snapshot: run.snapshot(), settings: run.settings, nowMs: run.nowMs }),
      ...changes,
    });
  }

  #emit(changes: Partial<PlayerView<Settings, Snapshot, Observed>>) {
    this.#view = { ...this.#view, ...changes };
    for (const listener of this.#listeners) listener();
  }
}
