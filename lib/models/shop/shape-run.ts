import type { EventQueue } from '../../cluster/clock';
import { Backend } from './backend';
import { bill } from './bill';
import { Build } from './build';
import { Fleet } from './fleet';
import { Log } from './log';
import { OrderBook } from './order';
import { round } from './round';
import {
  type Feature,
  type FeatureSnapshot,
  features,
  type Shape,
  type ShapeSnapshot,
  type ShopSettings,
  type Unit,
} from './shop.types';
import { ShopCode } from './shop-code';
import type { Arrival } from './traffic';
import { FeatureWindow } from './window';

/** The shop in one of its shapes, running. */
export class ShapeRun {
  private readonly log: Log;
  private readonly fleets: readonly Fleet[];
  private readonly backend: Backend;
  private readonly code: ShopCode;
  private readonly book = new OrderBook();
  private readonly windows: Readonly<Record<Feature, FeatureWindow>>;
  private build: Build | null = null;

  constructor(
    private readonly queue: EventQueue,
    private readonly shape: Shape,
    settings: ShopSettings,
  ) {
    this.log = new Log(queue);
    const units: readonly Unit[] = shape === 'monolith' ? ['monolith'] : features;
    this.fleets = units.map((unit) => new Fleet(unit, settings.replicas[unit], queue, this.log));
    this.backend = new Backend(queue, settings, shape === 'services', (feature) => this.fleetOf(feature));
    this.code = new ShopCode(queue, this.backend, this.book);
    this.windows = perFeature(() => new FeatureWindow(queue));
    this.reportFaults(
      perFeature(() => 'none' as const),
      settings.fault,
    );
  }

  receive(arrival: Arrival): void {
    const recent = this.windows[arrival.feature];
    const request = recent.arrive();
    this.code.serve(arrival, (outcome) => recent.finish(request, outcome));
  }

  /** New settings, from now on. */
  set(settings: ShopSettings): void {
    this.reportFaults(this.backend.settings.fault, settings.fault);
    this.backend.settings = settings;
    for (const fleet of this.fleets) fleet.scaleTo(settings.replicas[fleet.unit]);
  }

  /** Somebody changed one line of `feature`: build and roll out the unit that holds it. */
  change(feature: Feature): void {
    this.build?.cancel();
    this.build = new Build(
      this.queue,
      this.log,
      this.fleetOf(feature),
      feature,
      this.backend.settings.library,
    );
  }

  snapshot(): ShapeSnapshot {
    const replicas = Object.freeze(
      this.fleets.flatMap((fleet) => fleet.replicas.map((replica) => replica.snapshot())),
    );
    return Object.freeze({
      replicas,
      desired: Object.freeze({ ...this.backend.settings.replicas }),
      features: Object.freeze(perFeature((feature): FeatureSnapshot => this.windows[feature].snapshot())),
      totals: this.totals(replicas),
      orders: this.book.counts,
      lastOrder: this.book.lastOrder,
      build: this.build?.snapshot() ?? null,
      log: this.log.lines,
    });
  }

  private totals(replicas: ShapeSnapshot['replicas']): ShapeSnapshot['totals'] {
    const windows = features.map((feature) => this.windows[feature]);
    const arrivedPerSecond = sum(windows, (recent) => recent.arrivedPerSecond);
    const tallies = windows.map((recent) => recent.tally());
    const finished = sum(tallies, (tally) => tally.finished);
    const callsPerSecond = this.backend.calls.perSecond();
    return Object.freeze({
      ...bill(this.shape, replicas, arrivedPerSecond, callsPerSecond),
      servedPerSecond: round(
        sum(tallies, (tally) => tally.servedPerSecond),
        2,
      ),
      errorShare: finished === 0 ? 0 : round(sum(tallies, (tally) => tally.failed) / finished, 4),
      hopsPerRequest: arrivedPerSecond === 0 ? 0 : round(callsPerSecond / arrivedPerSecond, 2),
    });
  }

  private fleetOf(feature: Feature): Fleet {
    const fleet = this.fleets[this.shape === 'monolith' ? 0 : features.indexOf(feature)];
    if (fleet === undefined)
      throw new Error(`Every feature has a unit; ${feature} has none in ${this.shape}.`);
    return fleet;
  }

  private reportFaults(before: ShopSettings['fault'], after: ShopSettings['fault']): void {
    for (const feature of features) {
      if (before[feature] === after[feature]) continue;
      const kind = after[feature] === 'none' ? 'healed' : 'fault';
      const detail = kind === 'fault' ? `${feature}: ${after[feature]}` : feature;
      this.log.write(kind, this.fleetOf(feature).unit, detail);
    }
  }
}

function perFeature<Value>(make: (feature: Feature) => Value): Record<Feature, Value> {
  return Object.fromEntries(features.map((feature) => [feature, make(feature)])) as Record<Feature, Value>;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
