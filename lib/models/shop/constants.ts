/**
 * Every number of the shop model, in one place. All are invented, but they hang together: what matters is which
 * of two numbers is larger, never the number itself. Times are in virtual milliseconds unless the name says seconds.
 */
import type { Feature, Unit } from './shop.types';

/** A piece of a feature's work: time on a core, then time waiting on something outside while the worker is held. */
export interface Task {
  readonly feature: Feature;
  readonly cpuMs: number;
  readonly outsideMs: number;
}

/** What the features do. Each request stretches its core times by its own size (mean 1). */
export const tasks = {
  /** A catalogue page is looked up … */
  page: { feature: 'catalogue', cpuMs: 6, outsideMs: 0 },
  /** … then search is asked for "similar items", which it holds in memory … */
  similar: { feature: 'search', cpuMs: 4, outsideMs: 0 },
  /** … and the page is put together. */
  render: { feature: 'catalogue', cpuMs: 2, outsideMs: 0 },
  /** A customer's search reads a large index from disk: little work, long wait. It is what makes search costly in workers. */
  query: { feature: 'search', cpuMs: 8, outsideMs: 190 },
  /** An order is opened … */
  open: { feature: 'orders', cpuMs: 2, outsideMs: 0 },
  /** … step 1 reserves the stock … */
  reserve: { feature: 'catalogue', cpuMs: 4, outsideMs: 0 },
  /** … step 2 charges the card, at a bank … */
  charge: { feature: 'payment', cpuMs: 3, outsideMs: 40 },
  /** … step 3 confirms the order. */
  confirm: { feature: 'orders', cpuMs: 4, outsideMs: 0 },
  /** The compensation gives the reserved stock back. */
  undo: { feature: 'catalogue', cpuMs: 3, outsideMs: 0 },
  /** A customer pays a bill: the same bank. */
  pay: { feature: 'payment', cpuMs: 4, outsideMs: 40 },
} as const satisfies Record<string, Task>;

/** The smallest request is half the usual one; the rest is spread exponentially, as request sizes are: many small, few large. */
export const smallestSize = 0.5;

/** What one process of a unit reserves and needs. */
export interface UnitSpec {
  readonly cores: number;
  readonly limitMib: number;
  /** From starting the process to its first request. */
  readonly startMs: number;
}

/** A monolith's process is given room for all four features, and takes long to start because all of them start. */
const monolithSpec: UnitSpec = { cores: 2, limitMib: 2048, startMs: 20_000 };
/** A service's process is small and starts quickly. */
const serviceSpec: UnitSpec = { cores: 1, limitMib: 512, startMs: 5_000 };

export const unitSpecs: Readonly<Record<Unit, UnitSpec>> = {
  monolith: monolithSpec,
  catalogue: serviceSpec,
  search: serviceSpec,
  orders: serviceSpec,
  payment: serviceSpec,
};

/** Workers of one process, whatever its size: each holds a database connection, and a process may open eight. */
export const workersPerReplica = 8;
/** Requests that may wait for a worker of one process; one more is refused at once. */
export const queueLimit = 24;

/** Memory of a process before it loads any feature. */
export const runtimeMib = 120;
/** Code and caches of each feature, held by every process that contains it. */
export const featureMib: Readonly<Record<Feature, number>> = {
  catalogue: 100,
  search: 120,
  orders: 80,
  payment: 80,
};
/** Memory of a request while a worker handles it. */
export const requestMib = 2;
/** Memory a leaking feature leaves behind with every request. */
export const leakMib = 1.5;

/** How long a slow feature waits outside, for a request of usual size. */
export const slowMs = 20_000;
/** When a lost call is noticed by a caller without a timeout: the operating system gives the connection up. */
export const lostCallMs = 10_000;
/** Pause before an undo that did not come through is tried again. */
export const undoRetryMs = 1_000;

/** Rates, shares and percentiles look back this far. */
export const windowMs = 10_000;
/** The CPU share of a process looks back this far. */
export const cpuWindowMs = 1_000;
/** A request still unanswered after this time counts in the percentiles with its age, or an outage would look fast. */
export const overdueMs = 1_000;
/** Lines the log keeps. */
export const logLimit = 40;
/** One 'queue-full' line per unit in this time, or the log would hold nothing else. */
export const queueFullPauseMs = 10_000;

/** Price of a reserved core for an hour. */
export const pricePerCoreHour = 3;
/** Price of a reserved GiB for an hour. */
export const pricePerGibHour = 1;
/** What each service adds in registry, dashboards, certificates, on-call: the platform around it. */
export const pricePerServiceHour = 0.25;
/** Price of a thousand network calls between the shop's processes. */
export const pricePerThousandCalls = 0.001;
/** The gateway in front of the services: what it reserves, and what it uses. It is not modelled as a queue. */
export const gateway = { cores: 0.5, limitMib: 256, usedMib: 96, cpuMsPerRequest: 0.5 } as const;

/** Seconds of each build stage of a monolith: compile and test once for every feature. About 13 minutes in all. */
export const monolithStageSeconds = { resolve: 30, compile: 50, test: 105, contract: 0, image: 90 } as const;
/** Seconds of each build stage of a service: compile and test once, contract tests once for every neighbour. 4–5 minutes. */
export const serviceStageSeconds = { resolve: 15, compile: 50, test: 105, contract: 30, image: 45 } as const;
/** In a rollout a process stops taking requests and has this long to finish those it has; then it is restarted. */
export const drainMs = 5_000;

/** Who calls whom; both ends of a call have to agree, so both are in the contract tests. */
export const neighbours: Readonly<Record<Feature, readonly Feature[]>> = {
  catalogue: ['search', 'orders'],
  search: ['catalogue'],
  orders: ['catalogue', 'payment'],
  payment: ['orders'],
};
