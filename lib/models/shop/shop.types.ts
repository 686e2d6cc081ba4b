/**
 * The vocabulary of the shop model: a small shop of four features, run as one process ("monolith") or as four
 * services ("services"), under the same traffic. Every number of the model is invented but coherent; it is a model
 * of queues, not a measurement of a product.
 */
export const features = ['catalogue', 'search', 'orders', 'payment'] as const;
export type Feature = (typeof features)[number];

export const shapes = ['monolith', 'services'] as const;
export type Shape = (typeof shapes)[number];

/** A unit is what is built, started and multiplied as a whole: the monolith, or one service. */
export type Unit = 'monolith' | Feature;

/** `leak`: each request of the feature leaves memory behind. `slow`: it waits long on something outside. `down`: it fails at once. */
export type Fault = 'none' | 'leak' | 'slow' | 'down';

export interface ShopSettings {
  /** Same seed, same traffic: both shapes get the very same arrivals. */
  readonly seed: number;
  /** Which shapes run. */
  readonly run: 'monolith' | 'services' | 'both';
  /** Requests per second from customers, per feature. Orders additionally call catalogue (reserve) and payment (charge). */
  readonly load: Readonly<Record<Feature, number>>;
  readonly replicas: Readonly<Record<Unit, number>>;
  readonly fault: Readonly<Record<Feature, Fault>>;
  /** One-way+back network time of one call between processes, ms. Only services pay it. */
  readonly hopMs: number;
  /** Share (0–1) of network calls that are lost. Only services pay it. */
  readonly hopLossShare: number;
  /** How long a caller waits for another service, ms; 0 = for ever (no timeout). */
  readonly timeoutMs: number;
  /** The catalogue page may be shown without "similar items" when search does not answer. */
  readonly fallback: boolean;
  /** Share (0–1) of orders whose payment (step 2 of 3) is declined. */
  readonly declineShare: number;
  /** Services: undo the reserved stock when a later step of the order fails (a saga's compensation). */
  readonly compensation: boolean;
  /** Version of the shared library `money` that a feature's code asks for. One process can hold only one version. */
  readonly library: Readonly<Record<Feature, 1 | 2>>;
}

export interface ReplicaSnapshot {
  readonly id: string;
  readonly unit: Unit;
  readonly state: 'running' | 'starting' | 'restarting';
  /** Why it is not running, in one word; 'none' while it runs. */
  readonly reason: 'none' | 'out-of-memory' | 'rollout' | 'scaled-up';
  /** Share of its CPU in use over the last second, 0–1. */
  readonly cpuShare: number;
  readonly memoryMib: number;
  readonly limitMib: number;
  readonly busyWorkers: number;
  readonly workers: number;
  readonly queued: number;
  readonly restarts: number;
}

/** Over the last 10 virtual seconds (`windowMs`). Customers' requests only; calls between services are not counted here. */
export interface FeatureSnapshot {
  readonly offeredPerSecond: number;
  readonly servedPerSecond: number;
  /** Share of finished requests that failed, 0–1; 0 when none finished. */
  readonly errorShare: number;
  /** Share of finished requests answered by a fallback, 0–1. */
  readonly degradedShare: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface Span {
  /** Where the time went: work on a CPU, waiting in a queue or on something outside, or a hop over the network. */
  readonly kind: 'work' | 'wait' | 'hop' | 'undo';
  readonly feature: Feature;
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
}

/** The last order that finished, as spans from its arrival (0 ms). */
export interface OrderTrace {
  readonly atMs: number;
  readonly outcome: 'confirmed' | 'failed' | 'compensated' | 'rolled-back' | 'stuck';
  readonly hops: number;
  readonly totalMs: number;
  readonly spans: readonly Span[];
}

export interface BuildStage {
  readonly name: 'resolve' | 'compile' | 'test' | 'contract' | 'image' | 'rollout';
  readonly feature: Feature | null;
  readonly seconds: number;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
}

/** One changed line on its way to the customers. */
export interface BuildSnapshot {
  readonly changed: Feature;
  readonly unit: Unit;
  readonly startedMs: number;
  readonly state: 'running' | 'done' | 'failed';
  /** Seconds from the change until now, or until it ended. */
  readonly elapsedSeconds: number;
  readonly totalSeconds: number;
  readonly stages: readonly BuildStage[];
  /** Features whose code is compiled again. */
  readonly rebuilt: number;
  readonly restarted: number;
  /** Set when two features in one process ask for different versions of `money`. */
  readonly conflict: string | null;
}

export interface LogLine {
  readonly atMs: number;
  readonly kind:
    | 'started'
    | 'out-of-memory'
    | 'rollout'
    | 'build-done'
    | 'build-failed'
    | 'scaled'
    | 'fault'
    | 'healed'
    | 'queue-full';
  readonly unit: Unit;
  readonly detail: string;
}

export interface ShapeSnapshot {
  readonly replicas: readonly ReplicaSnapshot[];
  /** How many replicas of each unit are asked for, whatever runs at the moment. */
  readonly desired: Readonly<Record<Unit, number>>;
  readonly features: Readonly<Record<Feature, FeatureSnapshot>>;
  readonly totals: {
    readonly replicas: number;
    readonly coresReserved: number;
    readonly coresUsed: number;
    readonly memoryReservedMib: number;
    readonly memoryUsedMib: number;
    /** Invented units: 3 per core-hour, 1 per GiB-hour, and for services the platform around them and their network calls. */
    readonly costPerHour: number;
    readonly servedPerSecond: number;
    readonly errorShare: number;
    /** Network calls between the shop's own processes, per customer request. */
    readonly hopsPerRequest: number;
  };
  /** Since the start. `stuck` = stock reserved for orders that failed and never given back. */
  readonly orders: {
    readonly confirmed: number;
    readonly failed: number;
    readonly compensated: number;
    readonly stuck: number;
  };
  readonly lastOrder: OrderTrace | null;
  readonly build: BuildSnapshot | null;
  /** The latest 40, newest last. */
  readonly log: readonly LogLine[];
}

export interface ShopSnapshot {
  readonly nowMs: number;
  readonly monolith: ShapeSnapshot | null;
  readonly services: ShapeSnapshot | null;
}

/** Parts of the figure; a lesson shows only those its one idea needs. */
export const shopControls = [
  'load',
  'replicas',
  'fault',
  'network',
  'resilience',
  'orders',
  'library',
  'change',
] as const;
export type ShopControl = (typeof shopControls)[number];
export const shopPanels = ['picture', 'figures', 'resources', 'order', 'build', 'log'] as const;
export type ShopPanel = (typeof shopPanels)[number];
