/**
 * What every concept model is, so that one player (components/playback), one kind of prediction and one kind of
 * task serve them all. A model is pure and synchronous: no clock, no chance but its seed, no promise.
 */

/** Something the learner (or a recorded solution) does to a running model, at the model's present instant. */
export type Input<Settings> =
  | { readonly set: DeepPartial<Settings> }
  | { readonly act: string; readonly on?: string };

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** One running model. Virtual time is in milliseconds since the start; it moves only by `advance` and `step`. */
export interface Run<Settings, Snapshot> {
  readonly nowMs: number;
  readonly settings: Settings;
  /** Moves virtual time forward by exactly `ms` (≥ 0), handling every event on the way in order. */
  advance(ms: number): void;
  /** Moves to the next event and handles it; returns what happened in one word of the model's vocabulary, or null if nothing is pending. */
  step(): string | null;
  /** Applies an input now. Throws RangeError saying what must be true and what was found, when it does not fit. */
  apply(input: Input<Settings>): void;
  /** A frozen picture of now. The same seed and inputs give the identical picture, byte for byte, on every machine. */
  snapshot(): Snapshot;
}

/** A place where a value does not fit, in words an author can act on. `path` is dotted: `load.search`. */
export interface Misfit {
  readonly path: string;
  readonly found: string;
  readonly fix: string;
}

export interface Model<Settings, Snapshot> {
  readonly id: string;
  readonly defaults: Settings;
  /** Lays `changes` (from YAML or a shared link: untrusted) over `base`. Never throws; every misfit is reported. */
  settle(
    base: Settings,
    changes: unknown,
  ): { readonly settings: Settings; readonly misfits: readonly Misfit[] };
  /** Acts that `apply({act})` knows, and what each may be done on. */
  readonly acts: Readonly<Record<string, readonly string[]>>;
  start(settings: Settings): Run<Settings, Snapshot>;
}
