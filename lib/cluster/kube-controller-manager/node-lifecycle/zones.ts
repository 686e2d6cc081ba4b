import type { Node } from '../../api/core';
import { RateLimitedTimedQueue } from './rate-limited-timed-queue';

/** Nodes a second that are given their NoExecute taint in a zone that is well, when nothing else was asked for (--node-eviction-rate). */
const ordinaryEvictionRate = 0.1;
/** The same in a large zone that is partly down (--secondary-node-eviction-rate). */
const secondaryEvictionLimiterQps = 0.01;
/** A zone up to this size is left alone when it is partly down (--large-cluster-size-threshold). */
const largeClusterThreshold = 50;
/** From this share of nodes that are not ready on a zone counts as unhealthy (--unhealthy-zone-threshold). */
const unhealthyZoneThreshold = 0.55;

type ZoneState = 'Initial' | 'Normal' | 'PartialDisruption' | 'FullDisruption';

interface Zone {
  readonly tainter: RateLimitedTimedQueue;
  state: ZoneState;
  ready: number;
  notReady: number;
}

/** `region:\x00:zone` (GetZoneKey). */
export function zoneKeyOf(node: Node | undefined): string {
  const { labels = {} } = node?.metadata ?? {};
  const region = labels['topology.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\x00:${zone}`;
}

/**
 * How the zones are, and how fast nodes are drained in each (handleDisruption, ComputeZoneState). When every zone is down,
 * the fault is likelier to be the control plane's, and nothing is drained. Left out: nodes excluded by label.
 */
export class Zones {
  private readonly zones = new Map<string, Zone>();

  constructor(private readonly evictionLimiterQps = ordinaryEvictionRate) {}

  tainter(key: string): RateLimitedTimedQueue {
    return this.zone(key).tainter;
  }

  /** Every zone's queue, in the order the zones appeared. */
  *tainters(): Generator<RateLimitedTimedQueue> {
    for (const { tainter } of this.zones.values()) yield tainter;
  }

  /** Counts a node in (1) or out (-1). Nodes without a Ready condition count as not ready. */
  count(key: string, isReady: boolean, by: 1 | -1): void {
    const zone = this.zone(key);
    if (isReady) zone.ready += by;
    else zone.notReady += by;
  }

  clear(): void {
    this.zones.clear();
  }

  /** Looks at all zones again. `entered`: all are down now; `exited`: they were, and some node answers again. */
  handleDisruption(nowMs: number): 'entered' | 'exited' | undefined {
    const present = [...this.zones.values()].filter(({ ready, notReady }) => ready + notReady > 0);
    for (const zone of this.zones.values()) if (!present.includes(zone)) zone.state = 'Initial';
    const states = present.map(computeZoneState);
    const allAre = states.every((state) => state === 'FullDisruption');
    const allWere = present.every(({ state }) => state === 'FullDisruption');
    if (allAre && allWere) return undefined;
    if (allAre) {
      for (const zone of present) {
        zone.tainter.swapLimiter(0, nowMs);
        zone.state = 'FullDisruption';
      }
      return 'entered';
    }
    present.forEach((zone, index) => {
      const state = states[index] ?? 'Normal';
      if (!allWere && zone.state === state) return;
      zone.tainter.swapLimiter(this.qpsOf(state, zone.ready + zone.notReady), nowMs);
      zone.state = state;
    });
    return allWere ? 'exited' : undefined;
  }

  private zone(key: string): Zone {
    let zone = this.zones.get(key);
    if (zone === undefined) {
      const tainter = new RateLimitedTimedQueue(this.evictionLimiterQps);
      zone = { tainter, state: 'Initial', ready: 0, notReady: 0 };
      this.zones.set(key, zone);
    }
    return zone;
  }

  private qpsOf(state: ZoneState, size: number): number {
    if (state !== 'PartialDisruption') return this.evictionLimiterQps;
    return size > largeClusterThreshold ? secondaryEvictionLimiterQps : 0;
  }
}

function computeZoneState({ ready, notReady }: Zone): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  if (notReady > 2 && notReady / (notReady + ready) >= unhealthyZoneThreshold) return 'PartialDisruption';
  return 'Normal';
}
