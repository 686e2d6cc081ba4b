import type { Input, Model } from '@/lib/models/model';

export const speeds = [0.1, 1, 10, 100] as const;
export type Speed = (typeof speeds)[number];

/** Leaps `forMs` of virtual time, or less if `until` holds earlier. `before` is the picture when the leap began. */
export interface Skip<Snapshot> {
  readonly forMs: number;
  readonly until?: (now: Snapshot, before: Snapshot) => boolean;
}

/** Recorded inputs, played at a pace that can be followed. Times count from the end of the warm-up. */
export interface Script<Settings> {
  readonly inputs: readonly { readonly atMs: number; readonly input: Input<Settings> }[];
  readonly endMs: number;
}

/** Looks at the run at even virtual times, whatever the frame rate; what it returns last stands in the view. */
export interface Observer<Snapshot, Observed> {
  readonly everyMs: number;
  /** The warm-up starts a new history; 'live' is the moment the reader meets the figure. */
  begin(phase: 'warm-up' | 'live', nowMs: number, snapshot: Snapshot): Observed;
  observe(nowMs: number, snapshot: Snapshot): Observed;
}

export interface PlayerView<Settings, Snapshot, Observed> {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  readonly observed: Observed;
  readonly nowMs: number;
  /** False while the virtual time before the reader's arrival is being caught up. */
  readonly isReady: boolean;
  /** It has been ready once, so that `snapshot` is one a reader may see. */
  readonly hasBeenReady: boolean;
  readonly isPlaying: boolean;
  readonly isSkipping: boolean;
  readonly speed: Speed;
  /** The speed really reached, where the device cannot keep up with the chosen one. */
  readonly slowedTo: number | null;
  /** What the last single step did, in the model's word. */
  readonly stepped: string | null;
  /** How many inputs of a script have been applied; null when none is playing. */
  readonly scriptDone: number | null;
}

export interface PlayerOptions<Settings, Snapshot, Observed> {
  readonly model: Model<Settings, Snapshot>;
  readonly settings: Settings;
  readonly warmUpMs: number;
  readonly observer: Observer<Snapshot, Observed>;
  /** Real time in ms, for the budget of a frame. */
  readonly realNow: () => number;
}
